"""Pages of actors and working groups. All are public; contacts follow their own visibility."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from actors import exports, facets
from actors.filters import SORT_CHOICES, ActorFilter
from actors.models import WorkingGroup
from actors.selectors import profile, profile_row, working_groups, workspace
from actors.selectors.cards import cards
from actors.selectors.points import places_of, points
from actors.services import addresses
from platform_portal.core.errors import BadParameter
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 20
PLACES_LISTED = 100
RESULT = "directory-result"


@login_not_required
@read_only
def directory(request: HttpRequest) -> HttpResponse:
    """The directory as list or map, or as a file with `format`; an htmx request gets the results only."""
    chosen = ActorFilter(request.GET)
    if (format_name := request.GET.get("format")) is not None:
        return _export(request, chosen, format_name)
    page = paginate(request, chosen.directory.ids, PER_PAGE)
    context = {
        "chosen": chosen,
        "directory": chosen.directory,
        "page": page,
        "cards": cards([int(pk) for pk in page.object_list], chosen.snapshot)
        if chosen.shape == "list"
        else [],
        "facets": facets.facets(chosen),
        "pills": facets.pills(chosen, request.GET),
        "on_map": places_of(chosen.directory, listed=PLACES_LISTED) if chosen.shape == "map" else None,
        "sorts": SORT_CHOICES,
        "links": facets.Links.of(request.GET, chosen),
        "empty": facets.Empty.of(chosen, request.GET) if not chosen.directory.total else None,
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    only_result = htmx and htmx.target == RESULT and not htmx.history_restore_request
    response = render(request, "actors/directory.html" + ("#result" if only_result else ""), context)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response


def _export(request: HttpRequest, chosen: ActorFilter, format_name: str) -> HttpResponse:
    if format_name not in exports.FORMATS:
        raise BadParameter(_("There is no such file format: use csv or geojson."))
    return exports.in_format(chosen.directory, format_name, request.build_absolute_uri("/").rstrip("/"))


@login_not_required
@read_only
def map_points(request: HttpRequest) -> JsonResponse:
    """What the map of the directory shows for the same filter: one point per place, with the actors there."""
    chosen = ActorFilter(request.GET)
    return JsonResponse({"total": chosen.directory.total, "places": points(chosen.directory)})


@login_not_required
@read_only
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile of an actor; entries not on public pages answer 404."""
    found = profile_row.read(slug)
    if found is None:
        return _moved(slug)
    return render(
        request, "actors/actor_detail.html", {"profile": profile.of(found, request.user), "actor": found}
    )


def _moved(slug: str) -> HttpResponse:
    """For good to the entry an old address leads to, by a merge or a renaming; else 404."""
    if not (now := addresses.present(slug)):
        raise Http404(_("There is no such actor."))
    return redirect("actor", slug=now, permanent=True)


@login_not_required
@read_only
def working_group_list(request: HttpRequest) -> HttpResponse:
    """All working groups, those at work first."""
    return render(request, "actors/working_group_list.html", {"groups": working_groups.overview()})


@login_not_required
@read_only
def working_group(request: HttpRequest, slug: str) -> HttpResponse:
    """One working group: purpose, parts, topics, results; its members stand in the workspace."""
    group: WorkingGroup = get_object_or_404(WorkingGroup.objects.select_related("parent"), slug=slug)
    context = {
        "group": group,
        "page": working_groups.page_of(group),
        "standing": workspace.standing_of(group, request.user),
        "secretariat_email": settings.PORTAL_SECRETARIAT_EMAIL,
    }
    return render(request, "actors/working_group_detail.html", context)
