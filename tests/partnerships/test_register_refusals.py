"""Loading the register: what cannot be understood is named, and nothing is half done."""

from __future__ import annotations

import pytest

from actors.models import Actor
from partnerships.models import Partnership
from partnerships.services.register import load_register
from partnerships.services.register_parties import UnknownPlaces
from places.models import PlaceName
from tests.factories.partnerships import small_gazetteer


def test_an_unknown_place_names_its_line_and_nothing_is_written(db: None):
    small_gazetteer()
    PlaceName.objects.filter(name="Нікополь").delete()
    PlaceName.objects.filter(name="Nikopol").delete()
    with pytest.raises(UnknownPlaces, match=r"partnerships\.csv:\d+: Nikopol"):
        load_register()
    assert (Partnership.objects.count(), Actor.objects.count()) == (0, 0)
