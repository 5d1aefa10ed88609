"""Where an event stands, as the desk decides it: `publishing` with what has to be there first, and how many are told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Admission, EventFormat, EventStatus
from events.models import Event, RegistrationMail
from events.services import after_changes, publishing
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def publish(*, event: Event, by: User) -> Event:
    """Shows the event to its audience. Refuses one without a place, and one for which nobody could register."""
    if event.format == EventFormat.ON_SITE and not (event.place_id or event.venue):
        raise Refusal(_("Enter the place or the venue first."))
    asked = event.admission in (Admission.OPEN, Admission.APPROVAL, Admission.INVITATION)
    if asked and not event.is_template and not event.buckets.filter(session=None).exists():
        raise Refusal(_("Say first how many places there are; without a number there is no limit."))
    return publishing.publish(event=event, by=by)


@transaction.atomic
def cancel(*, event: Event, reason: str, by: User, now: dt.datetime | None = None) -> int:
    """Calls the event off and tells everyone who is registered, waits or is invited, with the reason; how many.

    Places stay as they are, so that it can be published again, but no longer keep anybody from being somewhere else.
    """
    with after_changes.because(" ".join(reason.split())):
        found = publishing.cancel(event=event, by=by, now=now)
    return told(found, "cancelled")


@transaction.atomic
def archive(*, event: Event, by: User, now: dt.datetime | None = None) -> Event:
    """Takes an event from the public pages. Refuses one to come for which somebody is registered: cancel it, so that all are told."""
    is_to_come = event.status == EventStatus.PUBLISHED and event.ends_at > (now or timezone.now())
    number = event.registrations.standing().count() if is_to_come else 0
    if number:
        raise Refusal(
            _("%(number)s people are registered. Cancel the event, so that they are told.")
            % {"number": number}
        )
    return publishing.archive(event=event, by=by)


def told(event: Event, word: str) -> int:
    """How many were told of the present state of the event."""
    key = after_changes.key_of(event, word)
    return RegistrationMail.objects.filter(registration__event=event, key=key).count()


def take_back(*, event: Event, status: str, left_as: str, by: User) -> Event:
    """Undoes a step of the desk, if nothing has happened since. Refuses otherwise."""
    with transaction.atomic():
        found = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
        if found.status != left_as:
            raise Refusal(_("The event has been changed since then."))
        found.status = status
        found.save(update_fields=["status", "updated_at"])
        audit.record(action="event.taken_back", obj=found, by=by, status=status)
    return found
