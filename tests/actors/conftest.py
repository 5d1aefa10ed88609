"""What the tests of actors share."""

from __future__ import annotations

import pytest

from actors.models import Actor
from tests.factories.actors import ActorFactory, ActorGroupFactory, TopicFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory


@pytest.fixture
def rivne(db: None) -> Actor:
    """A Ukrainian city with its names in three scripts."""
    region = RegionFactory(
        slug="oblast-riwne", country=CountryFactory(code="UA"), name_native="Рівненська область",
        name_de="Oblast Riwne", name_uk="Рівненська область", name_en="Rivne Oblast",
    )  # fmt: skip
    place = PlaceFactory(
        region=region, name_native="Рівне", name_de="Riwne", name_uk="Рівне", name_en="Rivne", name_pl="Równe",
        lat=50.62, lon=26.25, is_hromada_centre=True,
    )  # fmt: skip
    return ActorFactory(
        slug="riwne", name="Riwne", name_de="Riwne", name_uk="Рівне", name_en="Rivne", place=place,
        group=ActorGroupFactory(slug="municipality"), needs=[TopicFactory(slug="fernwaerme", name="Fernwärme")],
    )  # fmt: skip


@pytest.fixture
def essen(db: None) -> Actor:
    """A German city."""
    region = RegionFactory(slug="nordrhein-westfalen", name_native="Nordrhein-Westfalen")
    place = PlaceFactory(
        region=region, name_native="Essen", name_uk="Ессен", lat=51.46, lon=7.01, population=580_000
    )
    return ActorFactory(
        slug="stadt-essen", name="Stadt Essen", name_uk="Місто Ессен", name_en="City of Essen", place=place,
        offers=[TopicFactory(slug="buergerbeteiligung", name="Bürgerbeteiligung")],
    )  # fmt: skip
