"""The yearly self-check: each side for itself, then side by side; private but for totals without names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from actors.enums import ActorKind
from partnerships.selectors import self_checks as selectors
from partnerships.services.living import self_checks
from partnerships.services.living.initiating import join
from platform_portal.core.errors import Refusal
from tests.factories.living import checked, confirmed, marks
from tests.factories.partnerships import PartnerFactory, PartnershipFactory
from tests.factories.requests import MONDAY, keeper_of, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in English."""
    with translation.override("en"):
        yield


def answer(found, by, **fields):
    known = {"marks": marks(), "helps_others": False, "now": MONDAY}
    return self_checks.answer(partnership=found.partnership, by=by, **(known | fields))


def levels(found, user):
    return next(row.levels for row in selectors.comparison(found.partnership, user, year=2026).rows)


def test_a_side_sees_the_other_only_once_both_have_answered():
    found = confirmed()
    answer(found, found.german_keeper, marks=marks(1))
    assert levels(found, found.german_keeper).count(None) == 1
    assert [levels(found, user) for user in (found.ukrainian_keeper, secretary())] == [[None, None]] * 2
    answer(found, found.ukrainian_keeper, marks=marks(4))
    for user in (found.german_keeper, found.ukrainian_keeper, secretary()):
        assert levels(found, user) == [4, 1]


def test_answers_can_be_changed_until_they_are_compared():
    found = confirmed()
    for level in (1, 2):
        check = answer(found, found.german_keeper, marks=marks(level))
    assert {mark.level for mark in check.marks.all()} == {2}
    answer(found, found.ukrainian_keeper)
    with pytest.raises(Refusal, match="next year"):
        answer(found, found.german_keeper)


@pytest.mark.parametrize("given", [{}, marks(5), {**marks(), "weather": 3}])
def test_every_factor_needs_a_level(given):
    found = confirmed()
    with pytest.raises(Refusal, match="every point"):
        answer(found, found.german_keeper, marks=given)


def test_totals_appear_from_five_sides_on():
    for _two_partnerships in range(2):
        checked()
    assert selectors.totals(year=2026) == []
    checked(marks=marks(1))
    totals = selectors.totals(year=2026)
    assert [(total.good, total.answers) for total in totals] == [(4, 6)] * 7


def test_a_weak_factor_brings_advice_and_peers_who_agreed_to_be_named():
    glad = checked(PartnershipFactory(), marks=marks(4), helps_others=True)
    checked(PartnershipFactory(), marks=marks(4))
    found = confirmed()
    answer(found, found.german_keeper, marks=marks(3, media=1))
    [item] = selectors.suggestions(selectors.comparison(found.partnership, found.german_keeper, year=2026))
    assert (item.factor, bool(item.advice)) == ("media", True)
    assert {peer.pk for peer in item.peers} == {party.actor_id for party in glad.parties.all()}


def test_self_checks_are_in_no_administration():
    for name in ("SelfCheck", "SelfCheckMark", "PulseAnswer"):
        assert not admin.site.is_registered(apps.get_model("partnerships", name))


def test_the_page_is_for_the_sides_and_takes_the_answers(client):
    found = confirmed()
    url = reverse("partnership-self-check", args=[found.partnership.slug])
    assert client.get(url).status_code == 302
    client.force_login(found.german_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(url, {"media": "9"}).status_code == 422
    page = client.post(url, {**marks(2), "helps_others": "on"}, follow=True)
    assert (page.context["found"].own.helps_others, len(page.context["suggestions"])) == (True, 7)


def test_companies_that_joined_do_not_see_it(client):
    found = confirmed()
    company = PartnerFactory(kind=ActorKind.COMPANY, place=found.german.place)
    join(partnership=found.partnership, actor=company, by=None)
    client.force_login(keeper_of(company), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("partnership-self-check", args=[found.partnership.slug])).status_code == 404
