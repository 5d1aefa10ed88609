"""Suggestions: choose a municipality, read who fits it and why, and how suggestions work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.services import addresses
from partnerships.selectors import proposal_askers, proposal_cards, proposal_explanation, round_proposals
from partnerships.selectors import proposals as selectors
from platform_portal.core.params import search_term
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def choose(request: HttpRequest) -> HttpResponse:
    """Finds the reader's municipality by a name in any spelling."""
    term = search_term(request.GET)
    context = {
        "term": term,
        "askers": proposal_askers.find(term, request.user) if term else [],
        "own": proposal_askers.of_member(request.user),
        "examples": proposal_askers.with_profile(request.user) if not term else [],
    }
    return render(request, "partnerships/matchmaking/choose.html", context)


@login_not_required
@read_only
def for_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Suggestions for an actor of the platform."""
    asker = selectors.asker_by_slug(slug, request.user)
    if asker is None:
        if now := addresses.present(slug):
            return redirect("matchmaking-actor", slug=now, permanent=True)
        raise Http404(_("There is no such actor."))
    return _page(request, asker)


@login_not_required
@read_only
def for_place(request: HttpRequest, geoname_id: int) -> HttpResponse:
    """Suggestions for a municipality by its place; one with an actor is shown under the actor's address."""
    asker = selectors.asker_by_place(geoname_id)
    if asker is None:
        raise Http404(_("There is no such municipality."))
    if slug := proposal_askers.slug_at(asker.key, request.user):
        return redirect("matchmaking-actor", slug=slug)
    return _page(request, asker)


def _page(request: HttpRequest, asker: selectors.Asker) -> HttpResponse:
    page = selectors.proposals_for(asker, request.user)
    context = {
        "page": page,
        "heading": selectors.heading(page.asker),
        "cards": proposal_cards.cards(page.asker, page.found),
        "from_secretariat": round_proposals.cards_for(page.asker.actor, request.user),
    }
    return render(request, "partnerships/matchmaking/proposals.html", context)


@login_not_required
@read_only
def how_it_works(request: HttpRequest) -> HttpResponse:
    """The public explanation, with the weights the code uses."""
    return render(
        request, "partnerships/matchmaking/how_it_works.html", {"how": proposal_explanation.explanation()}
    )
