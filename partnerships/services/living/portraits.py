"""The portrait of a partnership: written by any side, released by all of them, public only while the released text stands."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from functools import partial
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Upload
from accounts.services import uploads
from accounts.upload_purposes import Purpose
from partnerships.enums_living import Sign
from partnerships.models import Partnership, Portrait, PortraitPicture, PortraitRelease
from partnerships.services.living import leak_check
from partnerships.services.living.sides import decided_by, lock, may_act, note_sign, sides_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import checked_picture

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from platform_portal.core.uploads import Sent

PURPOSE = "portrait"
#: The questions of the interview by field.
QUESTIONS: dict[str, Promise | str] = {
    "first_contact": gettext_lazy("How did the first contact come about?"),
    "why_partner": gettext_lazy("Why this partner?"),
    "what_worked": gettext_lazy("What worked well?"),
    "what_was_hard": gettext_lazy("What was hard?"),
    "next_step": gettext_lazy("What comes next?"),
}
LONGEST = 2000
PICTURES = 6


@transaction.atomic
def write(
    *,
    partnership: Partnership,
    language: str,
    answers: Mapping[str, str],
    by: User,
    now: dt.datetime | None = None,
) -> Portrait:
    """Writes the answers in one language; the others stay as they are. A change takes every release back, so the page goes."""
    now = now or timezone.now()
    portrait, is_new = _locked(partnership, by, now)
    if language not in dict(settings.LANGUAGES):
        raise Refusal(_("There is no such language."))
    leak_check.check(*(answers.get(name, "") for name in QUESTIONS))
    if is_new:
        portrait.source_language = language
    changed = False
    for name in QUESTIONS:
        text = answers.get(name, "").strip()[:LONGEST]
        column = f"{name}_{language}"
        changed = changed or (getattr(portrait, column) or "") != text
        setattr(portrait, column, text)
    if changed or is_new:
        _changed(portrait, by, now)
    return portrait


@transaction.atomic
def add_picture(
    *,
    partnership: Partnership,
    file: Sent | IO[bytes],
    alt: str,
    credit: str,
    language: str,
    by: User,
    now: dt.datetime | None = None,
) -> PortraitPicture:
    """A picture with its credit and what it shows; it loses what is hidden in it. Refuses one without these, and a seventh."""
    now = now or timezone.now()
    portrait, _new = _locked(partnership, by, now)
    alt, credit = " ".join(alt.split())[:200], " ".join(credit.split())[:160]
    if not alt or not credit:
        raise Refusal(_("Please say what the picture shows and who took it."))
    if language not in dict(settings.LANGUAGES):
        raise Refusal(_("There is no such language."))
    if portrait.pictures.count() >= PICTURES:
        raise Refusal(_("A portrait has at most %(number)d pictures.") % {"number": PICTURES})
    stored = uploads.store(
        user=by, purpose=PURPOSE, file=checked_picture(file), object_id=str(partnership.pk)
    )
    picture = PortraitPicture.objects.create(
        portrait=portrait, upload=stored, credit=credit, source_language=language, added_at=now,
        **{f"alt_{language}": alt},
    )  # fmt: skip
    _changed(portrait, by, now)
    return picture


@transaction.atomic
def remove_picture(*, picture: PortraitPicture, by: User, now: dt.datetime | None = None) -> Portrait:
    """Takes a picture out, and its file away once that is certain."""
    now = now or timezone.now()
    portrait, _new = _locked(picture.portrait.partnership, by, now)
    found = portrait.pictures.filter(pk=picture.pk).first()
    if found is None:
        return portrait
    if found.upload_id:
        uploads.remove(uploads=Upload.objects.filter(pk=found.upload_id))
    if found.file:
        transaction.on_commit(partial(default_storage.delete, str(found.file.name)))
    found.delete()
    _changed(portrait, by, now)
    return portrait


@transaction.atomic
def release(*, partnership: Partnership, by: User, now: dt.datetime | None = None) -> Portrait:
    """A side agrees to the present text; with the last side it becomes public. Doing it twice changes nothing.

    Refuses empty portraits, and those of partnerships that are not public themselves.
    """
    now = now or timezone.now()
    partnership = lock(partnership)
    actors = decided_by(partnership, by)
    portrait = Portrait.objects.select_for_update(no_key=True).filter(partnership=partnership).first()
    if portrait is None or not is_told(portrait):
        raise Refusal(_("Please answer at least the first two questions before you release the portrait."))
    if not Partnership.objects.public().filter(pk=partnership.pk).exists():
        raise Refusal(_("Please confirm the partnership first; then its portrait can be public."))
    for actor in actors:
        PortraitRelease.objects.get_or_create(portrait=portrait, actor=actor, defaults={"released_at": now})
        audit.record(action="portrait.released", obj=portrait, by=by, side=actor.pk)
    given = set(portrait.releases.values_list("actor_id", flat=True))
    if portrait.public_at is None and {side.pk for side in sides_of(partnership)} <= given:
        portrait.public_at = now
        portrait.save(update_fields=["public_at"])
        for picture in portrait.pictures.all():
            _publish(picture)
        audit.record(action="portrait.published", obj=portrait, by=by)
    return portrait


@transaction.atomic
def withdraw(*, partnership: Partnership, by: User, now: dt.datetime | None = None) -> Portrait:
    """A side or the secretariat takes the portrait back; the text stays for the sides."""
    now = now or timezone.now()
    portrait, _new = _locked(partnership, by, now)
    portrait.releases.all().delete()
    portrait.public_at = None
    portrait.save(update_fields=["public_at"])
    audit.record(action="portrait.withdrawn", obj=portrait, by=by)
    return portrait


def is_told(portrait: Portrait) -> bool:
    """Whether the first two questions are answered in at least one language."""
    return any(
        all(getattr(portrait, f"{name}_{code}") for name in list(QUESTIONS)[:2])
        for code, _label in settings.LANGUAGES
    )


def purpose() -> Purpose:
    """What accounts has to know about these files: they are needed as long as a picture stands on them."""
    return Purpose(PURPOSE, may_read, lambda rows: rows.filter(portrait_picture__isnull=False))


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """The rule of this purpose: those who take part in the partnership, and the secretariat."""
    found = Partnership.objects.shared_by(user)
    return upload.object_id.isdigit() and found.filter(pk=int(upload.object_id)).exists()


def _locked(partnership: Partnership, by: User, now: dt.datetime) -> tuple[Portrait, bool]:
    partnership = lock(partnership)
    may_act(partnership, by)
    return Portrait.objects.get_or_create(partnership=partnership, defaults={"changed_at": now})


def _changed(portrait: Portrait, by: User, now: dt.datetime) -> None:
    portrait.changed_at, portrait.public_at = now, None
    portrait.save()
    portrait.releases.all().delete()
    note_sign(portrait.partnership, Sign.PORTRAIT, actor=may_act(portrait.partnership, by), now=now)
    audit.record(action="portrait.written", obj=portrait, by=by)


def _publish(picture: PortraitPicture) -> None:
    """Writes the private file under a random name into the public ones."""
    if picture.file or picture.upload is None:
        return
    name = f"{uuid.uuid4().hex}{uuid.uuid4().hex[:8]}.{picture.upload.path.rpartition('.')[2]}"
    stored = picture.upload
    picture.file.save(name, ContentFile(uploads.content_of(stored)), save=False)
    picture.upload = None
    picture.save()
    uploads.remove(uploads=Upload.objects.filter(pk=stored.pk))
