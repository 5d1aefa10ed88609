"""The list participants see of each other: confirmed ones who agreed, for confirmed ones only."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from events.models import Event, Registration


def may_see(registration: Registration) -> bool:
    """Whoever has a confirmed place, of an event that has such a list."""
    if not registration.event.has_participant_list:
        return False
    return Registration.objects.confirmed().filter(pk=registration.pk).exists()


def listed(event: Event) -> QuerySet[Registration]:
    """Name and organisation of the confirmed who agreed, by name. One query."""
    found = Registration.objects.confirmed().filter(event=event, list_consent_at__isnull=False)
    return found.order_by("name", "pk").only("name", "organisation")


def own_registration(user: User, slug: str) -> Registration | None:
    """The standing registration of a person for an event, by account or address."""
    found = Registration.objects.of_user(user).standing().filter(event__slug=slug)
    return found.select_related("event__place").first()
