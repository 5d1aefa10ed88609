"""Occupied and frontline: dated, for places and for whole regions."""

from __future__ import annotations

import datetime as dt

import pytest

from places.enums import StatusKind
from places.models import Place
from tests.factories.places import PlaceFactory, PlaceStatusFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 6, 1)


def test_a_place_is_occupied_itself_or_through_its_region():
    alone, inside, free = PlaceFactory.create_batch(3)
    PlaceStatusFactory(place=alone)
    PlaceStatusFactory(place=None, region=inside.region)
    assert set(Place.objects.occupied(DAY)) == {alone, inside}
    assert list(Place.objects.not_occupied(DAY)) == [free]


def test_a_status_counts_from_its_first_to_its_last_day():
    place = PlaceFactory()
    PlaceStatusFactory(place=place, since=DAY, until=DAY)
    days = [DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)]
    assert [Place.objects.occupied(day).exists() for day in days] == [False, True, False]


def test_frontline_is_not_occupied():
    place = PlaceFactory()
    PlaceStatusFactory(place=place, kind=StatusKind.FRONTLINE)
    assert list(Place.objects.frontline(DAY)) == [place]
    assert not Place.objects.occupied(DAY).exists()


def test_the_start_list_covers_crimea(extract):
    from places.models import PlaceStatus

    occupied = set(PlaceStatus.objects.occupied(DAY).values_list("region__slug", flat=True))
    assert {"krim", "stadt-sewastopol", "oblast-donezk", "oblast-luhansk"} <= occupied
