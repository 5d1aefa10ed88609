"""Places of an event as its form at the desk sets them: one bucket per way of taking part, never fewer places than are taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import OCCUPYING, Admission, BookingStatus
from events.models import Bucket, Event
from events.services import places
from platform_portal.core.errors import Refusal


@transaction.atomic
def make_buckets(*, event: Event) -> None:
    """One for each way of taking part where people register here; those nobody uses any more go."""
    if event.admission in (Admission.NONE, Admission.ELSEWHERE):
        return
    for mode in event.modes:
        Bucket.objects.get_or_create(event=event, session=None, mode=mode)
    others = event.buckets.filter(session=None).exclude(mode__in=event.modes)
    others.filter(bookings__isnull=True).delete()


def check_capacities(event: Event, wanted: Mapping[int, int | None]) -> list[str]:
    """Which capacities would be below what is taken, in words with numbers. By number of the bucket.

    Holds the event and all its places until the commit, so that nothing the form writes afterwards has to wait. Raises `Busy`.
    """
    refused = []
    for pk, bucket in places.patiently(lambda: _held(event)).items():
        capacity = wanted.get(pk)
        taken = bucket.bookings.filter(status__in=OCCUPYING).count() if capacity is not None else 0
        if capacity is not None and capacity < taken:
            refused.append(
                _("%(taken)s places are taken (%(mode)s); %(capacity)s would be too few.")
                % {"taken": taken, "mode": bucket.get_mode_display(), "capacity": capacity}
            )
    return refused


def _held(event: Event) -> dict[int, Bucket]:
    """The event first, then its places: the order in which events are published and programmes released."""
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    return places.lock_event(event.pk)


def refuse_lost_modes(event: Event, modes: Collection[Any]) -> None:
    """Refuses to give up a way of taking part for which somebody has a place or waits."""
    for bucket in event.buckets.exclude(mode__in=modes):
        number = bucket.bookings.exclude(status=BookingStatus.RELEASED).count()
        if number:
            raise Refusal(
                _("%(number)s people are registered: %(mode)s. Move or cancel them first.")
                % {"number": number, "mode": bucket.get_mode_display()}
            )
