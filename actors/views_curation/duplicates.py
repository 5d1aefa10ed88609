"""Suspected duplicates at the desk: list, side by side, preview, merge, undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.enums import DuplicateStatus
from actors.models import Actor, DuplicateSuspicion
from actors.selectors import duplicates as selectors
from actors.services import duplicate_decisions
from actors.services import merge as merging
from actors.views_curation.access import for_secretariat, person
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

PER_PAGE = 30


@for_secretariat
@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """The open suspicions, the likeliest first."""
    page = paginate(request, selectors.open_ones(), PER_PAGE)
    rows = [(row, selectors.reasons_of(row)) for row in page]
    return render(request, "desk/duplicate_list.html", {"page": page, "rows": rows})


@for_secretariat
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Both entries field by field; `kept` chooses which one stays."""
    pair = _pair(pk)
    kept, lost = _kept_and_lost(pair, request.GET.get("kept", ""))
    context = {
        "pair": pair,
        "is_open": pair.status == DuplicateStatus.OPEN,
        "can_undo": pair.status == DuplicateStatus.MERGED,
        "reasons": selectors.reasons_of(pair),
        "kept": kept,
        "lost": lost,
        "fields": selectors.side_by_side(kept, lost),
        "taken": selectors.taken_by_default(kept, lost),
        "going": selectors.going(kept, lost),
        "remarks": selectors.remarks(kept, lost) if pair.status == DuplicateStatus.OPEN else [],
    }
    return render(request, "desk/duplicate_review.html", context)


@for_secretariat
@require_POST
def different(request: HttpRequest, pk: int) -> HttpResponse:
    """Two different actors."""
    try:
        duplicate_decisions.tell_apart(suspicion=_pair(pk), by=person(request))
        messages.success(request, _("Noted: two different actors. They will not be suspected again."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk-duplicates")


@for_secretariat
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merges the pair with the values that were chosen."""
    pair = _pair(pk)
    kept = request.POST.get("kept", "")
    take = [name for name in merging.FIELDS if request.POST.get(f"take-{name}") == "lost"]
    try:
        stays = duplicate_decisions.merge_pair(
            suspicion=pair,
            kept_id=int(kept) if kept.isdecimal() and len(kept) < 12 else 0,
            take=take,
            by=person(request),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("duplicate-review", pk=pk)
    messages.success(request, _("Merged. The old address leads to “%(name)s”.") % {"name": stays.name})
    return redirect("duplicate-review", pk=pk)


@for_secretariat
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a merge back."""
    pair = _pair(pk)
    kept, lost = _kept_and_lost(pair, "")
    try:
        merging.undo(kept=kept, lost=lost, by=person(request))
        messages.success(
            request,
            _("Undone: both entries are as they were before. Partnerships that were united stay united."),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicate-review", pk=pk)


def _pair(pk: int) -> DuplicateSuspicion:
    rows = DuplicateSuspicion.objects.select_related(
        "first__place__region",
        "second__place__region",
        "first__group",
        "second__group",
        "first__parent",
        "second__parent",
    )
    return get_object_or_404(rows, pk=pk)


def _kept_and_lost(pair: DuplicateSuspicion, chosen: str) -> tuple[Actor, Actor]:
    """The one chosen; of a merged pair the one that is not archived; else the one on the public pages, else the older."""
    first, second = pair.first, pair.second
    if pair.status == DuplicateStatus.OPEN and chosen in {str(first.pk), str(second.pk)}:
        return (first, second) if chosen == str(first.pk) else (second, first)
    order = {"published": 0, "dormant": 1, "in_review": 2, "draft": 3, "archived": 4}
    kept, lost = sorted((first, second), key=lambda actor: (order[actor.status], actor.pk))
    return kept, lost
