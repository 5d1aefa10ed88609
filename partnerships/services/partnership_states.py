"""The status of a partnership: changed with its date in the history, and taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.services import index
from partnerships.enums import DatePrecision, PartnershipStatus
from partnerships.models import HistoryEntry, Partnership
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_status(
    *, partnership: Partnership, status: PartnershipStatus, by: User, on: dt.date | None = None
) -> Partnership:
    """Changes the status and writes it into the history (default: today). Refuses the status it has already."""
    partnership = _locked(partnership)
    if partnership.status == status:
        raise Refusal(_("The partnership is already “%(status)s”.") % {"status": status.label})
    before = _put(partnership, status)
    HistoryEntry.objects.create(
        partnership=partnership, on=on or timezone.localdate(), precision=DatePrecision.DAY, status=status
    )
    audit.record(action=f"partnership.{status.value}", obj=partnership, by=by, before=before)
    return partnership


@transaction.atomic
def take_back(*, partnership: Partnership, status: str, left_as: str, by: User) -> Partnership:
    """Back to the status before a step, whose entry leaves the history. Refused when it has been changed since."""
    partnership = _locked(partnership)
    if partnership.status != left_as:
        raise Refusal(_("The status has been changed again since; it stays as it is."))
    _put(partnership, PartnershipStatus(status))
    last = partnership.history.filter(status=left_as, kind="", source="").order_by("-pk").first()
    if last is not None and not last.title:
        last.delete()
    audit.record(action="partnership.step_undone", obj=partnership, by=by, status=status)
    return partnership


def _put(partnership: Partnership, status: PartnershipStatus) -> str:
    before, partnership.status = partnership.status, status
    partnership.save(update_fields=("status", "updated_at"))
    index.refresh(pk for pk in partnership.parties.values_list("actor", flat=True) if pk)
    return before


def _locked(partnership: Partnership) -> Partnership:
    return Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
