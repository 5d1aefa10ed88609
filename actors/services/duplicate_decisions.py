"""Decisions about suspected duplicates."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actors.enums import DuplicateStatus
from actors.models import Actor, DuplicateSuspicion
from actors.services import merge as merging
from platform_portal.core import audit
from platform_portal.core.errors import Refusal


@transaction.atomic
def tell_apart(*, suspicion: DuplicateSuspicion, by: User) -> DuplicateSuspicion:
    """Two different actors; remembered, so that the search does not suspect them again."""
    suspicion = DuplicateSuspicion.objects.select_for_update(of=("self",), no_key=True).get(pk=suspicion.pk)
    if suspicion.status != DuplicateStatus.OPEN:
        raise Refusal(_("This pair has been decided already."))
    suspicion.status, suspicion.decided_at, suspicion.decided_by = (
        DuplicateStatus.DIFFERENT,
        timezone.now(),
        by,
    )
    suspicion.save(update_fields=("status", "decided_at", "decided_by"))
    audit.record(action="duplicate.different", obj=suspicion, by=by)
    return suspicion


@transaction.atomic
def suspect_again(*, suspicion: DuplicateSuspicion, by: User) -> DuplicateSuspicion:
    """Takes "two different actors" back: the pair waits again. Refuses a pair that was not told apart or was merged since."""
    suspicion = DuplicateSuspicion.objects.select_for_update(of=("self",), no_key=True).get(pk=suspicion.pk)
    if suspicion.status != DuplicateStatus.DIFFERENT:
        raise Refusal(_("This pair has been decided in another way since."))
    suspicion.status, suspicion.decided_at, suspicion.decided_by = DuplicateStatus.OPEN, None, None
    suspicion.save(update_fields=("status", "decided_at", "decided_by"))
    audit.record(action="duplicate.suspected_again", obj=suspicion, by=by)
    return suspicion


@transaction.atomic
def merge_pair(*, suspicion: DuplicateSuspicion, kept_id: int, take: Collection[str], by: User) -> Actor:
    """Merges a suspected pair; `kept_id` is the entry that stays. Raises :class:`Refusal` for a pair that was decided."""
    first, second = suspicion.first, suspicion.second
    if kept_id not in {first.pk, second.pk}:
        raise Refusal(_("Choose which of the two entries stays."))
    kept, lost = (first, second) if kept_id == first.pk else (second, first)
    merging.locked(kept.pk, lost.pk)
    if not DuplicateSuspicion.objects.filter(pk=suspicion.pk, status=DuplicateStatus.OPEN).exists():
        raise Refusal(_("This pair has been decided already."))
    return merging.merge(kept=kept, lost=lost, take=take, by=by)
