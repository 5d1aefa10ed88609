"""A small world of proposals: municipalities in both countries, most of them not on the platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from partnerships.selectors import proposal_market
from places.enums import PlaceKind
from places.models import Place
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the market of another one, and every call looks whether the data has changed."""
    monkeypatch.setattr(proposal_market, "SECONDS_BETWEEN_LOOKS", 0)
    proposal_market.forget()
    yield
    proposal_market.forget()


@pytest.fixture
def german(db: None) -> Callable[..., Place]:
    """Makes a German town."""
    land = RegionFactory(slug="nordrhein-westfalen", name_native="Nordrhein-Westfalen")

    def make(name: str, **values: Any) -> Place:
        return PlaceFactory(**{"name_native": name, "region": land, "kind": PlaceKind.TOWN} | values)

    return make


@pytest.fixture
def ukrainian(db: None) -> Callable[..., Place]:
    """Makes a Ukrainian city with city status."""
    oblast = RegionFactory(
        slug="riwne",
        name_native="Рівненська область",
        name_de="Oblast Riwne",
        country=CountryFactory(code="UA"),
    )

    def make(name: str, **values: Any) -> Place:
        return PlaceFactory(**{"name_native": name, "region": oblast, "has_city_status": True} | values)

    return make
