"""Places as results of the search: each with its ways on (region, actors there, proposals)."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.resolution import Match, resolve
from platform_portal.core.search_registry import Found, Hit, Source

#: A place found by its full name stands a little above other things of the same quality.
WEIGHT = 1.0


def search_places(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Places whose name matches in any script; two queries besides the resolution itself."""
    matches = resolve(term, limit=limit + 1)
    shown = matches[:limit]
    residents = _actors_at([match.place for match in shown], user)
    hits = [_hit(match, residents[match.place.pk]) for match in shown]
    return Found(hits=hits, total=len(matches))


def _actors_at(places: list[Place], user: User | AnonymousUser) -> dict[int, list[Actor]]:
    found: dict[int, list[Actor]] = defaultdict(list)
    actors = Actor.objects.visible_to(user).filter(place__in=[place.pk for place in places]).order_by("pk")
    for actor in actors.only("slug", "kind", "place_id", "name"):
        found[actor.place_id].append(actor)
    return found


def _hit(match: Match, actors: list[Actor]) -> Hit:
    place, lang = match.place, get_language() or "en"
    municipal = next((actor for actor in actors if actor.kind in MUNICIPAL_KINDS), None)
    own = place.name_in(lang)
    facts = [place.region.name_in(lang) if place.region else "", place.country.name_in(lang)]
    if match.matched_name and match.matched_name != own:
        facts.append(_("found as “%(name)s”") % {"name": match.matched_name})
    links = _links(place, municipal, len(actors))
    return Hit(
        title=own,
        url=links[0][1] if links else "",
        detail=" · ".join(fact for fact in facts if fact),
        badge=str(place.get_kind_display()),
        score=min(1.0, match.quality) * WEIGHT,
        links=links,
    )


def _is_municipality(place: Place) -> bool:
    """Whether there are suggestions for it: German settlements and Ukrainian cities."""
    return place.has_city_status or (place.country_id == "DE" and place.kind in SETTLEMENT_KINDS)


def _links(place: Place, municipal: Actor | None, actors: int) -> list[tuple[str, str]]:
    """Profile of the municipality, suggestions for it, its region, everyone there; the first is the title's."""
    links = []
    if municipal:
        links.append((_("Profile"), municipal.get_absolute_url()))
        links.append((_("Suggestions"), reverse("matchmaking-actor", args=[municipal.slug])))
    elif place.geoname_id and _is_municipality(place):
        links.append((_("Suggestions"), reverse("matchmaking-place", args=[place.geoname_id])))
    if place.region:
        links.append((_("Partnerships in the region"), reverse("region", args=[place.region.slug])))
    if actors > 1:
        everyone = f"{reverse('actors')}?{urlencode({'q': place.name_native})}"
        links.append((_("Actors there"), everyone))
    return links


SOURCE = Source(key="places", label=gettext_lazy("Places"), search=search_places, position=10)
