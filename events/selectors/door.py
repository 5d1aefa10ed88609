"""The list at the door: who is expected here, and who is there already."""

from __future__ import annotations

from django.db.models import QuerySet

from events.enums import BookingStatus, RegistrationStatus
from events.models import Booking
from events.services.check_in import Door
from platform_portal.core.desk import script_search

#: More rows than this would be too much for a phone; the search still finds everyone.
MOST = 1500


def expected(door: Door) -> QuerySet[Booking]:
    """Places at this door by name, with registration and check-in. One query."""
    bucket = {"bucket__session": door.session} if door.session else {"bucket__session__isnull": True}
    found = Booking.objects.filter(
        bucket__event=door.event,
        mode=door.mode,
        status=BookingStatus.CONFIRMED,
        registration__status=RegistrationStatus.ACTIVE,
        **bucket,
    )
    return found.select_related("registration", "check_in").order_by("registration__name", "pk")


def named(found: QuerySet[Booking], term: str) -> QuerySet[Booking]:
    """Those whose name or organisation begins with the words of the term, in any script, or who have the code."""
    words = script_search.matching(found, term, "registration__name", "registration__organisation")
    return found.filter(words) | found.filter(registration__code__iexact=term)
