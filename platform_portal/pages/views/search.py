"""Search over everything: places, actors, partnerships, working groups, topics."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from platform_portal.core import search_registry
from platform_portal.core.params import search_term
from platform_portal.core.reading import read_only
from platform_portal.pages.selectors import search as selectors

EXAMPLES = ("Riwne", "Житомир", "Lemberg")


@login_not_required
@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Grouped results for `q`; `only` narrows them to one kind. Without a term: hints."""
    term = search_term(request.GET)
    only = request.GET.get("only", "")
    groups = selectors.find(term, request.user, only=only)
    context = {
        "term": term,
        "only": only,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "kinds": [(source.key, source.label) for source in search_registry.sources()],
        "examples": EXAMPLES,
        "pills": (),
    }
    return render(request, "pages/search.html", context)
