"""Participants of an event at the desk: rows of the list, counts, places with "n of m", the waiting list in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from events.enums import OCCUPYING, BookingStatus, Food, ParticipantState
from events.models import Booking, Bucket, Event, Registration
from platform_portal.core.context import LANGUAGE_NAMES

#: State → tone of its mark.
TONES = {
    ParticipantState.CONFIRMED: "success",
    ParticipantState.RECEIVED: "warning",
    ParticipantState.OFFERED: "warning",
    ParticipantState.CHOOSE: "warning",
    ParticipantState.CANCELLED: "danger",
    ParticipantState.DECLINED: "danger",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One participant: the registration, its state in words, the places of its sessions."""

    registration: Registration
    state: str
    label: str
    tone: str
    sessions: Sequence[Booking]


@dataclass(frozen=True, slots=True)
class Places:
    """A bucket with its numbers; `taken` is confirmed and held, never more than `capacity`."""

    bucket: Bucket
    taken: int
    confirmed: int
    waiting: int
    requested: int
    choosing: int

    @property
    def words(self) -> str:
        """ "n of m", or the number alone where there is no limit."""
        if self.bucket.capacity is None:
            return str(self.taken)
        return _("%(taken)s of %(capacity)s") % {"taken": self.taken, "capacity": self.bucket.capacity}

    @property
    def is_full(self) -> bool:
        """No place is left."""
        return self.bucket.capacity is not None and self.taken >= self.bucket.capacity


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the confirmed say one thing; `query` leads to them."""

    label: str
    number: int
    query: str


def with_bookings(found: Any) -> Any:
    """Together with group and the bookings that stand: two queries more, however many rows."""
    standing = Booking.objects.exclude(status=BookingStatus.RELEASED).with_position()
    bookings = standing.select_related("bucket__session").order_by("bucket__session__starts_at", "pk")
    return found.select_related("group", "leader").prefetch_related(
        Prefetch("bookings", bookings, to_attr="standing")
    )


def rows(registrations: Iterable[Any]) -> list[Row]:
    """What the list shows of registrations read by `with_bookings`. No query."""
    return [_row(registration) for registration in registrations]


def _row(registration: Any) -> Row:
    state = ParticipantState(registration.state)
    label = str(state.label)
    of_event = next((one for one in registration.standing if not one.is_session), None)
    if state == ParticipantState.WAITING and of_event and of_event.position:
        label = _("Waiting list, position %(number)s") % {"number": of_event.position}
    sessions = [one for one in registration.standing if one.is_session]
    return Row(registration, state.value, label, TONES.get(state, "info"), sessions)


def places(event: Event) -> list[Places]:
    """Every bucket with its numbers, those of the event first. One query."""
    found = Bucket.objects.filter(event=event).select_related("session")
    counted = found.annotate(
        taken=Count("bookings", filter=Q(bookings__status__in=OCCUPYING)),
        confirmed=Count("bookings", filter=Q(bookings__status=BookingStatus.CONFIRMED)),
        waiting=Count("bookings", filter=Q(bookings__status=BookingStatus.WAITING)),
        requested=Count("bookings", filter=Q(bookings__status=BookingStatus.REQUESTED)),
        choosing=Count("bookings", filter=Q(bookings__status=BookingStatus.CHOOSE)),
    )
    return [
        Places(row, row.taken, row.confirmed, row.waiting, row.requested, row.choosing) for row in counted
    ]


def states(event: Event) -> list[Share]:
    """How many are in each state that occurs. One query."""
    numbers = Registration.objects.filter(event=event).numbers_by_state()
    return [
        Share(str(state.label), numbers[state.value], f"state={state.value}")
        for state in ParticipantState
        if numbers.get(state.value)
    ]


def breakdowns(event: Event) -> list[tuple[str, list[Share]]]:
    """The confirmed by group, language and food; groups without anybody are left out. Three queries."""
    confirmed = event.registrations.confirmed().order_by()
    by_group = confirmed.values("group", "group__name").annotate(number=Count("pk")).order_by("-number")
    groups = [
        Share(row["group__name"] or _("no group"), row["number"], f"group={row['group'] or ''}")
        for row in by_group
    ]
    languages = _counted(confirmed, "language", LANGUAGE_NAMES)
    food = _counted(confirmed.exclude(food=""), "food", dict(Food.choices))
    found = ((_("Groups"), groups), (_("Languages"), languages), (_("Food"), food))
    return [(title, counts) for title, counts in found if counts]


def _counted(found: Any, field: str, labels: dict[str, Any]) -> list[Share]:
    numbers = found.values(field).annotate(number=Count("pk")).order_by("-number", field)
    return [
        Share(str(labels.get(row[field], row[field])), row["number"], f"{field}={row[field]}")
        for row in numbers
    ]


def present(event: Event) -> tuple[int, int]:
    """How many of the confirmed are checked in, and how many are confirmed. One query."""
    found = event.registrations.confirmed().aggregate(
        there=Count("pk", filter=Q(checked_in_at__isnull=False)), number=Count("pk")
    )
    return found["there"], found["number"]


def waiting(event: Event) -> list[Booking]:
    """Who waits, per bucket in strict order, with `position`. One query."""
    found = Booking.objects.filter(bucket__event=event).waiting().with_position()
    return list(found.select_related("registration", "bucket__session")[:200])
