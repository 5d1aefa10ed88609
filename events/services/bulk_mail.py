"""Mails of the secretariat to participants: a draft, a preview, a test to oneself, then a worker sends it to each once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events import mails_running as mails
from events.enums import BookingStatus, Presence
from events.models import Booking, BulkMail, Registration, RegistrationMail
from events.services import sending
from platform_portal.core import audit, letters
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def recipients(mail: BulkMail) -> QuerySet[Registration]:
    """Who gets it as things stand: by state, way of taking part, session and presence."""
    found = Registration.objects.filter(event=mail.event).in_states(mail.states)
    if mail.mode:
        found = found.filter(mode=mail.mode)
    if mail.presence:
        found = found.filter(checked_in_at__isnull=mail.presence == Presence.OUT)
    if mail.session_id:
        booked = Booking.objects.filter(bucket__session=mail.session_id).exclude(
            status=BookingStatus.RELEASED
        )
        found = found.filter(pk__in=booked.values("registration"))
    return found


def numbers(mail: BulkMail) -> dict[str, int]:
    """How many people get it, by language; somebody with two registrations counts once. One query."""
    found = recipients(mail).order_by().values("language").annotate(number=Count("person_key", distinct=True))
    return {row["language"]: row["number"] for row in found}


def text_in(mail: BulkMail, language: str) -> tuple[str, str]:
    """Subject and text in a language; where one of them is missing, both in the source language."""
    subject = getattr(mail, f"subject_{language}") or ""
    text = getattr(mail, f"text_{language}") or ""
    if subject and text:
        return subject, text
    source = mail.source_language
    return getattr(mail, f"subject_{source}") or "", getattr(mail, f"text_{source}") or ""


def languages_of(mail: BulkMail) -> list[str]:
    """The languages it is written in."""
    codes = [code for code, _name in settings.LANGUAGES]
    return [code for code in codes if getattr(mail, f"subject_{code}") and getattr(mail, f"text_{code}")]


@transaction.atomic
def keep(*, mail: BulkMail, by: User) -> BulkMail:
    """Keeps a draft. Refuses one that was sent, one nobody would get, and one without a text in any language."""
    if mail.pk and not BulkMail.objects.select_for_update(no_key=True).get(pk=mail.pk).is_draft:
        raise Refusal(_("This mail has been sent; it can no longer be changed."))
    written = languages_of(mail)
    if not written:
        raise Refusal(_("Write subject and text in at least one language."))
    if mail.source_language not in written:
        mail.source_language = written[0]
    if not mail.states:
        raise Refusal(_("Choose who gets the mail."))
    is_new = mail.pk is None
    if is_new:
        mail.created_by = by
    mail.save()
    audit.record(action="event_mail.written" if is_new else "event_mail.changed", obj=mail, by=by)
    return mail


@transaction.atomic
def send_test(*, mail: BulkMail, by: User) -> int:
    """The mail as it would come, in every language it is written in, to oneself; how many."""
    written = languages_of(mail)
    for language in written:
        subject, text = text_in(mail, language)
        person: Any = Registration(event=mail.event, name=by.name or by.email, language=language)
        facts = sending.facts_of(person, mail.event)._replace(url="")
        letter = mails.bulk(facts, subject=f"[Test] {subject}", text=text)
        letters.post(kind=mails.BULK, letter=letter, to=by.email, language=language)
    return len(written)


@transaction.atomic
def send_off(*, mail: BulkMail, by: User, now: dt.datetime | None = None) -> BulkMail:
    """Hands the mail to the worker. Refuses when it was sent off already or nobody would get it."""
    found = locked(mail.pk)
    if not found.is_draft:
        raise Refusal(_("This mail has been sent already."))
    if not recipients(found).exists():
        raise Refusal(_("Nobody would get this mail."))
    found.queued_at = now or timezone.now()
    found.save(update_fields=["queued_at"])
    audit.record(action="event_mail.sent", obj=found, by=by, people=sum(numbers(found).values()))
    return found


def locked(pk: int) -> BulkMail:
    """The mail, locked: its workers take turns."""
    return (
        BulkMail.objects.select_for_update(of=("self",), no_key=True)
        .select_related("event__place")
        .get(pk=pk)
    )


def send_due(*, now: dt.datetime, limit: int = 500) -> int:
    """Sends what was handed over; how many. May run twice, at the same time, and may be killed."""
    sent = 0
    for pk in list(
        BulkMail.objects.filter(queued_at__lte=now, finished_at=None).values_list("pk", flat=True)
    ):
        while sent < limit and _send_next(pk, now):
            sent += 1
    return sent


def _send_next(pk: int, now: dt.datetime) -> bool:
    """One person who has not got it, under no registration of the event; where nobody is left, the mail is finished."""
    with transaction.atomic():
        mail = locked(pk)
        if mail.finished_at is not None:
            return False
        had = Registration.objects.filter(event=mail.event, mails__key=mail.key).values("person_key")
        person = recipients(mail).exclude(person_key__in=had).order_by("pk").first()
        if person is None:
            BulkMail.objects.filter(pk=pk).update(finished_at=now)
            return False
        subject, text = text_in(mail, person.language)
        letter = mails.bulk(sending.facts_of(person, mail.event), subject=subject, text=text)
        return sending.post(person, keys=(mail.key,), kind=mails.BULK, letter=letter, now=now)


def sent_number(mail: BulkMail) -> int:
    """How many have got it so far. One query."""
    return RegistrationMail.objects.filter(registration__event=mail.event_id, key=mail.key).count()
