"""Finding the municipality for which somebody wants suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.models import Actor
from partnerships.selectors.proposal_facts import PAIRED_KINDS, Key, municipal_places
from partnerships.selectors.proposals import COUNTRIES
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.resolution import resolve

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

FOUND, LOOKED_AT = 12, 50
SHOWN_WITH_PROFILE = 12


@dataclass(frozen=True, slots=True)
class Asker:
    """A municipality to choose: its name, region and country, and the address of its suggestions."""

    name: str
    detail: str
    country: str
    url: str
    has_profile: bool


def find(term: str, user: User | AnonymousUser) -> list[Asker]:
    """German and Ukrainian municipalities with that name, in any spelling, best first."""
    matches = resolve(term, countries=COUNTRIES, kinds=SETTLEMENT_KINDS, limit=LOOKED_AT)
    known = set(
        municipal_places().filter(pk__in=[match.place.pk for match in matches]).values_list("pk", flat=True)
    )
    places = [match.place for match in matches if match.place.pk in known][:FOUND]
    actors = _municipalities_at(places, user)
    return [_asker(place, actors.get(place.pk)) for place in places if place.geoname_id or place.pk in actors]


def of_member(user: User | AnonymousUser) -> list[Asker]:
    """The actors whose entry the reader keeps."""
    if not user.is_authenticated:
        return []
    actors = Actor.objects.filter(memberships__user=user, kind__in=PAIRED_KINDS, place__isnull=False)
    return [
        _asker(actor.place, actor)
        for actor in actors.select_related("place__region").order_by("pk")
        if actor.place
    ]


def with_profile(user: User | AnonymousUser) -> list[Asker]:
    """Some municipalities of the platform, those confirmed last first."""
    actors = Actor.objects.visible_to(user).filter(kind=ActorKind.MUNICIPALITY, place__country__in=COUNTRIES)
    newest = actors.select_related("place__region").order_by(
        F("last_confirmed_on").desc(nulls_last=True), "-published_at", "-pk"
    )
    return [_asker(actor.place, actor) for actor in newest[:SHOWN_WITH_PROFILE] if actor.place]


def slug_at(key: Key, user: User | AnonymousUser) -> str:
    """Slug of the municipality at a place; empty when it is not on the platform."""
    actors = Actor.objects.visible_to(user).filter(place=key[1], kind=ActorKind.MUNICIPALITY).order_by("pk")
    return actors.values_list("slug", flat=True).first() or ""


def _municipalities_at(places: Sequence[Place], user: User | AnonymousUser) -> dict[int | None, Actor]:
    found = Actor.objects.visible_to(user).filter(
        place__in=[place.pk for place in places], kind=ActorKind.MUNICIPALITY
    )
    return {actor.place_id: actor for actor in found.order_by("-pk")}


def _asker(place: Place, actor: Actor | None) -> Asker:
    language = get_language() or "en"
    municipal = actor is None or actor.kind in MUNICIPAL_KINDS
    url = (
        reverse("matchmaking-actor", args=[actor.slug])
        if actor
        else reverse("matchmaking-place", args=[place.geoname_id])
    )
    region = place.region.name_in(language) if place.region else ""
    parts = (place.name_native if municipal else place.name_in(language), region)
    name = place.name_in(language) if municipal else str(actor)
    return Asker(
        name,
        ", ".join(part for part in dict.fromkeys(parts) if part and part != name),
        place.country_id,
        url,
        actor is not None,
    )
