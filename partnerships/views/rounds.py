"""The desk's pages of match rounds: list, preparation, participants. Runs are in `round_runs`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actors.enums import ActorKind
from partnerships.enums_rounds import RoundStatus
from partnerships.forms_rounds import KINDS, PairForm, RoundForm, RulesForm
from partnerships.models import MatchRound
from partnerships.selectors import round_choices, round_pages, without_partner
from partnerships.services.rounds import editing
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

PER_PAGE = 100


def page(
    request: HttpRequest, template: str, title: str, crumbs: list[tuple[str, str]], **context: Any
) -> HttpResponse:
    """A page of the desk."""
    context = {
        **admin.site.each_context(request),
        "title": title,
        "crumbs": [*crumbs, (title, "")],
        **context,
    }
    return render(request, template, context)


def rounds_crumb() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Match rounds"), reverse("match-rounds"))]


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, and the form of a new one."""
    found = paginate(request, MatchRound.objects.all(), 50)
    return page(
        request,
        "desk/rounds/round_list.html",
        _("Match rounds"),
        [],
        page=found,
        form=RoundForm(),
        lead=_("Choose who takes part; the portal finds the pairs that together fit best, and says why."),
    )


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Makes a round and opens it."""
    form = RoundForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the round a name."))
        return redirect("match-rounds")
    sent = form.cleaned_data
    try:
        made = editing.create_round(
            name=sent["name"],
            kind=sent["kind"] or ActorKind.MUNICIPALITY,
            by=person(request),
            copy_of=sent["copy_of"],
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("match-rounds")
    return redirect(made)


@require_safe
def match_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round in preparation, or as it was sent."""
    found = get_object_or_404(MatchRound, pk=pk)
    runs = list(found.runs.defer("inputs"))
    return page(
        request,
        "desk/rounds/round_detail.html",
        found.name,
        rounds_crumb(),
        round=found,
        sides=round_pages.participants(found),
        weights=round_pages.weights_of(found),
        sayings=round_pages.sayings(found),
        runs=runs,
        done=[run for run in runs if run.is_done],
        at_work=next((run for run in runs if run.is_at_work), None),
    )


def _small(text: str) -> int:
    """A whole number of at most nine digits. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves free places, takes out who is ticked."""
    found = get_object_or_404(MatchRound, pk=pk)
    sent = {name[7:]: str(value) for name, value in request.POST.items() if name.startswith("places-")}
    try:
        capacities = {_small(actor): _small(value) for actor, value in sent.items()}
        gone = [_small(actor) for actor in request.POST.getlist("remove")]
    except ValueError:
        messages.error(request, _("Free places are whole numbers."))
        return redirect(found)
    return _done(
        request,
        found,
        lambda: (
            editing.set_capacities(round=found, capacities=capacities, by=person(request)),
            editing.remove_participants(round=found, actors=gone, by=person(request)) if gone else 0,
        ),
    )


@require_POST
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves what counts."""
    found = get_object_or_404(MatchRound, pk=pk)
    form = RulesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Weights are numbers from 0 to 20, smallest fit and bonus from 0 to 100."))
        return redirect(found)
    sent = form.cleaned_data
    return _done(
        request,
        found,
        lambda: editing.set_rules(
            round=found,
            weights=form.weights,
            minimum_fit=sent["minimum_fit"],
            newcomer_bonus=sent["newcomer_bonus"],
            by=person(request),
        ),
    )


@require_POST
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Fixes, forbids, edits or releases a pair."""
    found = get_object_or_404(MatchRound, pk=pk)
    form = PairForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one participant of each side."))
        return redirect(_back(request, found))
    return _done(
        request, found, lambda: editing.set_pair(round=found, by=person(request), **form.cleaned_data)
    )


def _back(request: HttpRequest, found: MatchRound) -> str:
    """To the run the form stood on, or to the round."""
    number = request.POST.get("run", "")
    if number.isdigit() and len(number) < 6:
        return reverse("match-run", args=[found.pk, int(number)])
    return found.get_absolute_url()


def _done(request: HttpRequest, found: MatchRound, change: Any) -> HttpResponse:
    """Runs a service and says how it went."""
    try:
        change()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(_back(request, found))


@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could take part: the filter of the directory, whose views can be saved."""
    found = get_object_or_404(MatchRound, pk=pk, status=RoundStatus.OPEN)
    choice = round_choices.choice_of(request, found, request.GET)
    shown = paginate(request, choice.ids, PER_PAGE)
    return page(
        request,
        "desk/rounds/participants.html",
        _("Choose participants"),
        [*rounds_crumb(), (found.name, found.get_absolute_url())],
        round=found,
        choice=choice,
        page=shown,
        actors=round_choices.actors(list(shown.object_list)),
        views_path=reverse("match-round-participants-view"),
    )


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the ticked ones, or everyone the filter finds."""
    found = get_object_or_404(MatchRound, pk=pk)
    back = reverse("match-round-participants", args=[pk])
    query = request.POST.get("query", "")[:2000]
    try:
        if request.POST.get("which") == "all":
            actors = round_choices.choice_of(request, found, QueryDict(query)).ids
        else:
            actors = [
                int(value) for value in request.POST.getlist("actor") if value.isdigit() and len(value) < 10
            ]
        number = editing.add_participants(round=found, actors=actors, by=person(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(count)d participant added.", "%(count)d participants added.", number)
        messages.success(request, text % {"count": number})
    return redirect(f"{back}?{query}" if query else back)


@require_safe
def saved_view(request: HttpRequest) -> HttpResponse:
    """A saved choice of participants, opened in the newest round in preparation."""
    newest = MatchRound.objects.filter(status=RoundStatus.OPEN).first()
    if newest is None:
        messages.info(request, _("Start a round first."))
        return redirect("match-rounds")
    query = request.GET.urlencode()
    return redirect(reverse("match-round-participants", args=[newest.pk]) + (f"?{query}" if query else ""))


@require_safe
def still_waiting(request: HttpRequest) -> HttpResponse:
    """Who is still without a partner, of one kind, on both sides."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else ActorKind.MUNICIPALITY.value
    return page(
        request,
        "desk/rounds/without_partner.html",
        _("Still without a partner"),
        rounds_crumb(),
        sides=[(side, without_partner.rows(side, kind=kind)) for side in ("DE", "UA")],
        kind=kind,
        kinds=KINDS,
    )
