"""A round of a few municipalities on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from actors.models import Actor
from partnerships.models import MatchRound
from partnerships.services.rounds import editing
from places.enums import PlaceKind
from tests.factories.actors import ActorFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory


@pytest.fixture
def german(db: None) -> Callable[..., Actor]:
    """Makes a German municipality."""
    land = RegionFactory(slug="nordrhein-westfalen", name_native="Nordrhein-Westfalen")

    def make(name: str, population: int = 100_000, **values: Any) -> Actor:
        place = PlaceFactory(name_native=name, region=land, kind=PlaceKind.TOWN, population=population)
        return ActorFactory(**{"name": f"Stadt {name}", "place": place} | values)

    return make


@pytest.fixture
def ukrainian(db: None) -> Callable[..., Actor]:
    """Makes a Ukrainian municipality."""
    oblast = RegionFactory(
        slug="oblast-dnipropetrowsk",
        name_native="Дніпропетровська область",
        name_de="Oblast Dnipropetrowsk",
        country=CountryFactory(code="UA"),
    )

    def make(name: str, population: int = 100_000, **values: Any) -> Actor:
        place = PlaceFactory(name_native=name, region=oblast, has_city_status=True, population=population)
        return ActorFactory(**{"name": f"Hromada {name}", "place": place} | values)

    return make


@pytest.fixture
def match_round(secretariat: User, german: Any, ukrainian: Any) -> MatchRound:
    """Three German towns of three sizes, and two Ukrainian cities like the first two."""
    actors = [german("Essen", 580_000), german("Unna", 60_000), german("Soest", 50_000)]
    actors += [ukrainian("Rivne", 600_000), ukrainian("Dubno", 58_000)]
    made = editing.create_round(name="Herbst", kind="municipality", by=secretariat)
    editing.add_participants(round=made, actors=[actor.pk for actor in actors], by=secretariat)
    return made


@pytest.fixture
def by_name(match_round: MatchRound) -> dict[str, Actor]:
    """The participants by the name of their place."""
    rows = match_round.participants.select_related("actor__place")
    return {row.actor.place.name_native: row.actor for row in rows}


@pytest.fixture(autouse=True)
def in_english(clean_cache: None) -> Iterator[None]:
    """Refusals are read in the words of the code."""
    with translation.override("en"):
        yield
