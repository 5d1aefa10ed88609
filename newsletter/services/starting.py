"""The start of a sending: planned, held back when something is odd, and begun by one transaction that writes the whole ledger."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter import database_mark, mails_sending, placeholders
from newsletter.enums import EDITION_TRANSITIONS, EditionKind, EditionState
from newsletter.enums_delivery import LogKind, PauseReason
from newsletter.models import Edition
from newsletter.selectors.audience import recipients
from newsletter.services import sending_log
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)

#: A start that is later than this waits for a click: who knows what has happened since.
LATEST = dt.timedelta(hours=6)
#: Somebody who wants few mails gets a topical one when the last is so long ago.
BETWEEN = dt.timedelta(days=28)

#: One statement for all recipients. The language is the reader's where the edition has it, else the fallback; without one the row says so.
WRITE = """
INSERT INTO newsletter_delivery (
    edition_id, subscriber_id, address, address_key, domain, language, state, reason, attempts, next_attempt_at, claimed_by,
    message_id, answer
)
SELECT %s, id, address, address_key, split_part(address_key, '@', 2), chosen,
    CASE WHEN chosen = '' OR is_enough THEN 'skipped' ELSE 'pending' END,
    CASE WHEN chosen = '' THEN 'no_language' WHEN is_enough THEN 'frequency' ELSE '' END,
    0, %s, '', '<n' || %s || '.' || replace(gen_random_uuid()::text, '-', '') || '@' || %s || '>', ''
FROM (
    SELECT reader.*,
        CASE WHEN reader.language = ANY(%s) THEN reader.language ELSE %s END AS chosen,
        (%s AND reader.frequency = 'monthly' AND EXISTS (
            SELECT FROM newsletter_delivery AS last JOIN newsletter_edition AS edition ON edition.id = last.edition_id
            WHERE last.subscriber_id = reader.id AND last.state = 'sent' AND last.sent_at > %s AND edition.kind <> 'quarterly'
        )) AS is_enough
    FROM newsletter_subscriber AS reader WHERE reader.id IN ({audience})
) AS readers ORDER BY id
"""


def locked(pk: int) -> Edition:
    """The edition, held until the transaction ends."""
    return Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def move(edition: Edition, state: str) -> None:
    """Changes the state of a locked edition; refuses what the table of transitions does not know."""
    if state not in EDITION_TRANSITIONS[edition.state]:
        raise Refusal(_("That is not possible now: the edition is “%s”.") % edition.get_state_display())
    edition.state = state


@transaction.atomic
def schedule(*, edition: Edition, at: dt.datetime, by: User, now: dt.datetime | None = None) -> Edition:
    """Plans the start of a released edition, or plans it anew; `at` with its time zone. Refuses a moment in the past."""
    found = locked(edition.pk)
    if at <= (now or timezone.now()):
        raise Refusal(_("Choose a moment in the future."))
    if found.state != EditionState.SCHEDULED:
        move(found, EditionState.SCHEDULED)
    found.scheduled_at, found.hold_reason, found.database_mark = at, PauseReason.NONE, database_mark.accept()
    found.save()
    audit.record(action="edition.scheduled", obj=found, by=by, at=at.isoformat())
    return found


@transaction.atomic
def unschedule(*, edition: Edition, by: User) -> Edition:
    """Takes the plan back; the edition stays released."""
    found = locked(edition.pk)
    move(found, EditionState.RELEASED)
    found.scheduled_at, found.hold_reason = None, PauseReason.NONE
    found.save()
    audit.record(action="edition.unscheduled", obj=found, by=by)
    return found


@transaction.atomic
def start(*, edition: Edition, by: User | None, now: dt.datetime | None = None) -> Edition:
    """Begins the sending: writes one row per recipient, in this transaction. A click also starts what was held back.

    Refuses without recipients, with incomplete content, and what has begun already: two schedulers start an edition once.
    """
    found = locked(edition.pk)
    move(found, EditionState.SENDING)
    now = now or timezone.now()
    count = write_ledger(found, check_content(found), now)
    if not count:
        raise Refusal(_("Nobody would get this edition: there are no recipients."))
    found.recipients, found.started_at, found.hold_reason = count, now, PauseReason.NONE
    found.failures_in_a_row, found.database_mark = 0, database_mark.accept()
    found.save()
    sending_log.note(found, LogKind.STARTED, by=by, count=count)
    audit.record(action="edition.started", obj=found, by=by, recipients=count)
    return found


def write_ledger(edition: Edition, languages: list[str], now: dt.datetime) -> int:
    """Writes the rows of all recipients by one statement, each in one of the languages or the fallback; how many."""
    audience, parameters = recipients(edition, now).values("pk").query.sql_with_params()
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    few = edition.kind != EditionKind.QUARTERLY
    values: list[Any] = [
        edition.pk,
        now,
        edition.pk,
        domain,
        languages,
        edition.fallback_language,
        few,
        now - BETWEEN,
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(audience=audience), [*values, *parameters])
        return cursor.rowcount


def check_content(edition: Edition) -> list[str]:
    """The languages an edition is sent in: those whose content is frozen. Refuses when there is none, the fallback is missing, or one was
    changed or lacks the links every mail needs."""
    contents = {
        content.language: content for content in edition.contents.filter(language__in=edition.languages)
    }
    wanted = {*contents, *filter(None, [edition.fallback_language])} or {edition.source_language}
    for language in sorted(wanted):
        content = contents.get(language) or edition.contents.filter(language=language).first()
        if content is None:
            raise Refusal(_("The content in the language “%s” is missing.") % language)
        digest = placeholders.digest(subject=content.subject, text=content.text, html=content.html)
        if digest != content.sha256:
            raise Refusal(_("The content in the language “%s” is not what was released.") % language)
        if not content.subject.strip() or placeholders.missing(text=content.text, html=content.html):
            raise Refusal(
                _("The content in the language “%s” lacks its subject or the link to leave.") % language
            )
    return sorted(contents)


def start_due(now: dt.datetime | None = None) -> int:
    """Starts what is planned and due; what is too late, or planned in another database, is held back for a click. How many. May run twice."""
    now = now or timezone.now()
    started = 0
    for pk in list(Edition.objects.due(now).values_list("pk", flat=True)):
        started += _start_or_hold(pk, now)
    return started


@transaction.atomic
def _start_or_hold(pk: int, now: dt.datetime) -> bool:
    edition = locked(pk)
    if (
        edition.state != EditionState.SCHEDULED
        or edition.hold_reason
        or edition.scheduled_at is None
        or edition.scheduled_at > now
    ):
        return False  # another scheduler was faster, or somebody has changed the plan
    if database_mark.is_another(edition.database_mark):
        return _hold(edition, PauseReason.RESTORED)
    if now - edition.scheduled_at > LATEST:
        return _hold(edition, PauseReason.OVERDUE)
    try:
        with transaction.atomic():
            start(edition=edition, by=None, now=now)
    except Refusal as refusal:
        return _hold(edition, PauseReason.CONTENT, str(refusal))
    return True


def _hold(edition: Edition, reason: str, note: str = "") -> bool:
    edition.hold_reason = reason
    edition.save(update_fields=["hold_reason", "updated_at"])
    sending_log.note(edition, LogKind.HELD, reason=reason, note=note)
    audit.record(action="edition.held", obj=edition, by=None, reason=reason)
    mails_sending.tell_stopped(edition, reason=reason, note=note)
    log.warning("edition %s waits for a click: %s", edition.pk, reason)
    return False


def hold_everything() -> int:
    """Planned and running sendings wait for a click; how many. For a restore that nobody can notice (`hold_newsletters`). May run twice."""
    from newsletter.services.steering import pause_itself

    held = 0
    for pk, state in Edition.objects.filter(
        state__in=(EditionState.SCHEDULED, EditionState.SENDING), hold_reason=""
    ).values_list("pk", "state"):
        if state == EditionState.SENDING:
            held += pause_itself(edition_id=pk, reason=PauseReason.RESTORED)
            continue
        with transaction.atomic():
            edition = locked(pk)
            if edition.state == EditionState.SCHEDULED and not edition.hold_reason:
                _hold(edition, PauseReason.RESTORED)
                held += 1
    return held
