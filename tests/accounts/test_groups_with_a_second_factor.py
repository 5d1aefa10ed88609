"""An installation may oblige accounts that keep Ukrainian actors to use a second factor."""

import pytest

from accounts import second_factor
from actors.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.places import CountryFactory, PlaceFactory


@pytest.fixture
def keeper(db):
    def of(country: str):
        user = UserFactory()
        place = PlaceFactory(country=CountryFactory(code=country), region=None)
        Membership.objects.create(user=user, actor=ActorFactory(place=place), role="editor")
        return user

    return of


@pytest.mark.parametrize(("groups", "country", "expected"), [
    (["ukrainian-actors"], "UA", True),
    (["ukrainian-actors"], "DE", False),
    ([], "UA", False),
])  # fmt: skip
def test_the_setting_decides_for_ukrainian_actors_only(keeper, settings, groups, country, expected):
    settings.PORTAL_SECOND_FACTOR = "required"
    settings.PORTAL_SECOND_FACTOR_GROUPS = groups
    assert second_factor.is_required(keeper(country)) is expected


def test_the_hourly_job_exists():
    from django.conf import settings

    from accounts import tasks

    assert settings.CELERY_BEAT_SCHEDULE["retention"]["task"] == tasks.apply_retention.name
