"""Invented partnerships for measurements."""

from __future__ import annotations

import pytest

from partnerships.models import Partnership
from partnerships.services.load import make_partnerships
from platform_portal.core.errors import Refusal
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, UkrainianPartnerFactory


def test_load_is_marked_and_replaced_by_the_next_run(db: None):
    PartnershipFactory()
    assert (make_partnerships(5), make_partnerships(3)) == (5, 3)
    assert Partnership.objects.filter(is_example=True).count() == 3
    assert Partnership.objects.count() == 4


def test_load_needs_actors_on_both_sides(db: None):
    PartnerFactory()
    with pytest.raises(Refusal):
        make_partnerships(1)


def test_production_refuses_load(db: None, settings):
    UkrainianPartnerFactory()
    settings.PORTAL_EXAMPLE_WORLD = False
    with pytest.raises(Refusal):
        make_partnerships(1)
