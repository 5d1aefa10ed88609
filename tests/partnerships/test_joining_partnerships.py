"""Organisations of one of the cities join its partnership."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Notice
from actors.enums import ActorKind
from partnerships.models import JoinWish, Partnership
from partnerships.services.living import initiating, joining
from partnerships.services.living.sides import sides_of
from platform_portal.core.errors import Refusal
from tests.factories.living import begun, confirmed
from tests.factories.partnerships import PartnerFactory, UkrainianPartnerFactory
from tests.factories.requests import MONDAY, accepted, keeper_of, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in English."""
    with translation.override("en"):
        yield


def company_of(found, kind=ActorKind.COMPANY):
    company = PartnerFactory(kind=kind, place=found.german.place)
    return company, keeper_of(company)


def ask(found, company, by):
    return joining.ask(
        partnership=found.partnership, actor=company, text="Wir helfen.", language="de", by=by, now=MONDAY
    )


def test_a_company_of_the_city_asks_once_and_joins_as_a_company_without_deciding():
    found = confirmed()
    company, keeper = company_of(found)
    wish = ask(found, company, keeper)
    assert (ask(found, company, keeper), Notice.objects.filter(letter_kind="partnership-join").count()) == (
        wish,
        2,
    )
    joining.decide(wish=wish, accept=True, by=found.ukrainian_keeper, now=MONDAY)
    party = found.partnership.parties.get(actor=company)
    assert (party.role, company in sides_of(found.partnership)) == ("company", False)
    with pytest.raises(Refusal, match="decided already"):
        joining.decide(wish=wish, accept=False, by=secretary())


def test_a_no_changes_nothing_but_the_wish():
    found = confirmed()
    company, keeper = company_of(found)
    wish = joining.decide(wish=ask(found, company, keeper), accept=False, by=secretary(), now=MONDAY)
    assert (wish.status, found.partnership.parties.count()) == ("declined", 2)
    assert Notice.objects.filter(letter_kind="partnership-join-decided").count() == 1


def test_municipalities_other_places_and_initiations_are_refused():
    found = confirmed()
    elsewhere = PartnerFactory(kind=ActorKind.COMPANY)
    for actor in (elsewhere, PartnerFactory(place=found.german.place)):
        with pytest.raises(Refusal, match="Only organisations"):
            ask(found, actor, keeper_of(actor))
    hidden = begun()
    with pytest.raises(Refusal, match="Only organisations"):
        ask(hidden, *company_of(hidden))
    assert not JoinWish.objects.exists()


def test_utilities_form_an_operator_partnership_led_by_the_german_one():
    german = PartnerFactory(kind=ActorKind.UTILITY)
    ukrainian = UkrainianPartnerFactory(kind=ActorKind.UTILITY)
    keeper = keeper_of(german)
    keeper_of(ukrainian)
    request = accepted(sender=ukrainian, recipient=german)
    partnership = initiating.begin(introduction=request.introduction, by=keeper, now=MONDAY)
    roles = {party.actor: party.role for party in partnership.parties.all()}
    assert (partnership.kind, roles) == ("operator", {german: "lead", ukrainian: "partner"})


def test_an_accepted_request_to_join_adds_the_sender():
    found = confirmed()
    company, keeper = company_of(found)
    request = accepted(
        sender=company, recipient=found.ukrainian, first_step="join", partnership=found.partnership
    )
    joined = initiating.begin(introduction=request.introduction, by=keeper, now=MONDAY)
    assert (joined, Partnership.objects.count()) == (found.partnership, 1)
    assert found.partnership.parties.filter(actor=company, role="company").exists()


def test_the_account_shows_the_partnership_of_the_city_and_its_page_the_way_in(client):
    found = confirmed()
    _company, keeper = company_of(found)
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    slug = found.partnership.slug
    assert f"/partnerships/{slug}/" in client.get("/de/account/", follow=True).content.decode()
    page = client.get(f"/de/partnerships/{slug}/").content.decode()
    assert (f"/de/partnerships/{slug}/join/" in page, "/together/" in page) == (True, False)
    answer = client.post(
        f"/de/partnerships/{slug}/join/", {"actor": _company.pk, "text": "Hallo", "language": "de"}
    )
    assert (answer.status_code, JoinWish.objects.get().text) == (302, "Hallo")
    client.force_login(found.german_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/de/partnerships/{slug}/join/").status_code == 404
    decide = reverse("partnership-join-decide", args=[slug, JoinWish.objects.get().pk])
    client.post(decide, {"accept": "yes"})
    assert JoinWish.objects.get().status == "accepted"
