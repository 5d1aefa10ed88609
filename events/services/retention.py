"""What happens to registrations in time: needs go after thirty days, names become numbers after twelve months, answers go on their day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Upload
from accounts.services import uploads
from events.enums import BookingStatus
from events.models import Answer, Booking, CheckIn, Event, ParticipantCount, Registration

NAMES_KEPT = dt.timedelta(days=365)
NEEDS_KEPT = dt.timedelta(days=30)
BATCH = 500

_HAS_NEEDS = ~Q(access_needs="") | ~Q(food="") | Q(wants_headset=True)


def overdue(now: dt.datetime) -> QuerySet[Registration]:
    """Registrations for events over for a year, and those over for thirty days that still say what somebody needs or eats."""
    old = Q(event__ends_at__lt=now - NAMES_KEPT)
    return Registration.objects.filter(old | (Q(event__ends_at__lt=now - NEEDS_KEPT) & _HAS_NEEDS))


def apply(rows: QuerySet[Registration], now: dt.datetime) -> int:
    """Does it; how many registrations were touched. May run twice and be stopped at any time."""
    del rows
    return forget_needs(now=now) + count_and_forget(now=now)


def forget_needs(*, now: dt.datetime) -> int:
    """Empties needs, food and headset thirty days after the event. One statement."""
    found = Registration.objects.filter(_HAS_NEEDS, event__ends_at__lt=now - NEEDS_KEPT)
    return found.update(access_needs="", food="", wants_headset=False)


def count_and_forget(*, now: dt.datetime) -> int:
    """Turns the names of events over for a year into numbers, event by event, each in one transaction."""
    old = Event.objects.filter(ends_at__lt=now - NAMES_KEPT, registrations__isnull=False)
    return sum(_forget_event(pk) for pk in old.order_by("pk").values_list("pk", flat=True).distinct())


@transaction.atomic
def _forget_event(pk: int) -> int:
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    _count(event)
    rows = Registration.objects.filter(event=event)
    remove_files(Answer.objects.filter(registration__event=event))
    number = rows.count()
    rows.update(leader=None)
    rows.delete()
    return number


def _count(event: Event) -> None:
    """Adds to the numbers of the event, per way of taking part and group: once for the event, once per session with places."""
    for session, found in _kept(event):
        for mode, group, registered, attended in found:
            where: dict[str, Any] = {"event": event, "session_id": session, "mode": mode, "group_id": group}
            row, _new = ParticipantCount.objects.get_or_create(**where)
            row.registered += registered
            row.attended += attended
            row.save(update_fields=["registered", "attended"])


def _kept(event: Event) -> list[tuple[int | None, list[tuple[str, int | None, int, int]]]]:
    confirmed = Registration.objects.confirmed().filter(event=event)
    there = Registration.objects.attended().filter(event=event).values("pk")
    whole = confirmed.order_by().values_list("mode", "group")
    counted = whole.annotate(registered=Count("pk"), attended=Count("pk", filter=Q(pk__in=there)))
    found: dict[int | None, list[tuple[str, int | None, int, int]]] = {None: list(counted)}
    places = Booking.objects.filter(
        bucket__event=event, is_session=True, status=BookingStatus.CONFIRMED
    ).order_by()
    checked = Exists(CheckIn.objects.filter(booking=OuterRef("pk")))
    for session, *row in (
        places.annotate(was_there=checked)
        .values_list("bucket__session", "mode", "registration__group")
        .annotate(registered=Count("pk"), attended=Count("pk", filter=Q(was_there=True)))
    ):
        found.setdefault(session, []).append(tuple(row))
    return list(found.items())


def purge_answers(rows: QuerySet[Answer], now: dt.datetime) -> int:
    """Deletes answers whose day has come, with their files. May run twice."""
    del now
    total = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            found = Answer.objects.filter(pk__in=keys)
            remove_files(found)
            found.delete()
        total += len(keys)
    return total


def remove_files(answers: QuerySet[Any]) -> int:
    """Deletes what was uploaded with answers."""
    files = answers.filter(upload__isnull=False).values_list("upload", flat=True)
    return uploads.remove(uploads=Upload.objects.filter(pk__in=list(files)))
