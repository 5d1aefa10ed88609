"""The consent to stand on the list of participants: given and withdrawn by the person alone, with time and wording."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.list_wording import wording
from events.models import Registration
from platform_portal.core import audit
from platform_portal.core.errors import Refusal


@transaction.atomic
def agree(*, registration: Registration, now: dt.datetime | None = None) -> Registration:
    """Notes the consent with the wording in the active language. Doing it twice changes nothing. Refuses events without a list."""
    found = _locked(registration)
    if not found.event.has_participant_list:
        raise Refusal(_("This event has no list of participants."))
    if found.list_consent_at is None:
        found.list_consent_at, found.list_consent_wording = now or timezone.now(), wording()[:400]
        found.save(update_fields=["list_consent_at", "list_consent_wording"])
        audit.record(action="list_consent.given", obj=found, by=None, wording=found.list_consent_wording)
    return found


@transaction.atomic
def withdraw(*, registration: Registration) -> Registration:
    """Takes the consent back; the time of the withdrawal stands in the audit log. Doing it twice changes nothing."""
    found = _locked(registration)
    if found.list_consent_at is not None:
        found.list_consent_at, found.list_consent_wording = None, ""
        found.save(update_fields=["list_consent_at", "list_consent_wording"])
        audit.record(action="list_consent.withdrawn", obj=found, by=None)
    return found


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event")
    return rows.get(pk=registration.pk)
