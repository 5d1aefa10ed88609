"""From draft to frozen content: asked for, released by a second person, taken back; and the mail to try it out."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from newsletter import placeholders
from newsletter.composing import checks
from newsletter.composing.render import render
from newsletter.enums import EDITION_TRANSITIONS, EditionState
from newsletter.models import Block, Edition, EditionContent
from platform_portal.core import audit, outbox
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import User

TEST = "newsletter-test"


@transaction.atomic
def submit(*, edition: Edition, by: User) -> Edition:
    """Asks a second person to release it; whoever asks counts as author from now on. Refuses while something is wrong."""
    edition = _to(edition, EditionState.IN_REVIEW)
    _refuse_findings(edition)
    edition.author = by
    edition.save(update_fields=["state", "author"])
    audit.record(action="edition.submitted", obj=edition, by=by)
    return edition


@transaction.atomic
def release(*, edition: Edition, by: User, now: dt.datetime | None = None) -> Edition:
    """A second person releases it: pictures become public, the content of every language is frozen. Refuses the author, and what is wrong."""
    edition = _to(edition, EditionState.RELEASED)
    if edition.author_id == by.pk:
        raise Refusal(_("Another person has to release it: two pairs of eyes."))
    _refuse_findings(edition)
    for block in edition.blocks.exclude(upload=None):
        _publish(block)
    edition.released_by, edition.released_at = by, now or timezone.now()
    edition.save(update_fields=["state", "released_by", "released_at"])
    freeze(edition, edition.released_at)
    audit.record(action="edition.released", obj=edition, by=by)
    return edition


@transaction.atomic
def take_back(*, edition: Edition, by: User) -> Edition:
    """To the draft again; what was frozen is thrown away. Refuses once the sending has begun."""
    edition = _to(edition, EditionState.DRAFT)
    edition.contents.all().delete()
    edition.released_by = edition.released_at = edition.scheduled_at = None
    edition.hold_reason = ""
    edition.save(update_fields=["state", "released_by", "released_at", "scheduled_at", "hold_reason"])
    audit.record(action="edition.taken_back", obj=edition, by=by)
    return edition


@transaction.atomic
def send_test(*, edition: Edition, language: str, by: User) -> None:
    """The mail as it stands, to oneself, in one language; its personal links lead to the page where a link is asked for."""
    if language not in checks.written_languages(edition):
        raise Refusal(_("Nothing is written in this language yet."))
    mail = render(edition, language)
    with translation.override(language):
        page = f"{settings.PORTAL_BASE_URL}{reverse('newsletter-find')}"
        subject = _("Test: %(subject)s") % {"subject": mail.subject}
    html, text = mail.html, mail.text
    for mark, value in (
        (placeholders.PREFERENCES, page), (placeholders.LEAVE, page), (placeholders.ADDRESS, by.email)
    ):  # fmt: skip
        html, text = html.replace(mark, value), text.replace(mark, value)
    outbox.queue(kind=TEST, to=by.email, subject=subject, text=text, html=html, language=language)
    audit.record(action="edition.tested", obj=edition, by=by, language=language)


def _to(edition: Edition, state: EditionState) -> Edition:
    found = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    if state not in EDITION_TRANSITIONS[found.state]:
        raise Refusal(
            _("This is not possible now: the edition is “%(state)s”.") % {"state": found.get_state_display()}
        )
    found.state = state
    return found


def _refuse_findings(edition: Edition) -> None:
    stops = [finding.text for finding in checks.findings(edition) if finding.stops]
    if stops:
        raise Refusal(" ".join(stops[:5]))


def freeze(edition: Edition, now: dt.datetime) -> None:
    edition.contents.all().delete()
    for language in checks.written_languages(edition):
        mail = render(edition, language, now=now)
        EditionContent.objects.create(
            edition=edition, language=language, subject=mail.subject, html=mail.html, text=mail.text, web=mail.web,
            sha256=placeholders.digest(subject=mail.subject, text=mail.text, html=mail.html), frozen_at=now,
        )  # fmt: skip


def _publish(block: Block) -> None:
    """Writes the private picture under a random name into the public files."""
    stored = block.upload
    if stored is None:
        return
    name = f"{uuid.uuid4().hex}.{stored.path.rpartition('.')[2]}"
    block.file.save(name, ContentFile(uploads.content_of(stored)), save=False)
    block.upload = None
    block.save()
    uploads.remove(uploads=Upload.objects.filter(pk=stored.pk))
