"""Who may be proposed to whom: every hard rule of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.enums import ActorKind, ActorStatus
from partnerships.enums import PartnershipKind, PartnershipStatus
from partnerships.models import Party
from partnerships.selectors.proposals import asker_by_place, asker_by_slug, proposals_for
from places.models import Place
from tests.factories.partnerships import PartnerFactory, PartnershipFactory
from tests.factories.places import PlaceStatusFactory

Maker = Callable[..., Place]


def names_for(place: Place) -> list[str]:
    """Names of everybody proposed to the municipality of a place."""
    asker = asker_by_place(place.geoname_id)
    assert asker
    return sorted(proposal.partner.name for proposal in proposals_for(asker, AnonymousUser()).found)


def test_cities_without_a_profile_are_proposed_to_towns_without_a_profile(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    ukrainian("Rivne")
    ukrainian("Lutsk")
    assert names_for(essen) == ["Lutsk", "Rivne"]


def test_a_village_nobody_has_spoken_for_is_not_proposed(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    ukrainian("Selo", has_city_status=False)
    ukrainian("Rivne")
    assert names_for(essen) == ["Rivne"]


def test_nobody_of_the_own_country_is_proposed(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    german("Dortmund")
    ukrainian("Rivne")
    assert names_for(essen) == ["Rivne"]


def test_an_actor_replaces_its_place(german: Maker, ukrainian: Maker):
    essen, rivne = german("Essen"), ukrainian("Rivne")
    actor = PartnerFactory(place=rivne)
    (proposal,) = proposals_for(asker_by_place(essen.geoname_id), AnonymousUser()).found
    assert (proposal.partner.actor, proposal.partner.place) == (actor, rivne)


@pytest.mark.parametrize("values", [{"status": ActorStatus.DORMANT}, {"is_open_to_proposals": False}])
def test_who_has_not_opted_in_is_not_proposed_not_even_as_a_place(
    german: Maker, ukrainian: Maker, values: dict
):
    essen = german("Essen")
    PartnerFactory(place=ukrainian("Rivne"), **values)
    ukrainian("Lutsk")
    assert names_for(essen) == ["Lutsk"]


def test_a_draft_leaves_its_city_as_not_yet_on_the_platform(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    PartnerFactory(place=ukrainian("Rivne"), status=ActorStatus.DRAFT, published_at=None)
    (proposal,) = proposals_for(asker_by_place(essen.geoname_id), AnonymousUser()).found
    assert proposal.partner.actor is None


def test_occupied_places_are_never_proposed(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    PlaceStatusFactory(place=ukrainian("Melitopol"))
    ukrainian("Rivne")
    assert names_for(essen) == ["Rivne"]


def test_places_of_an_occupied_region_are_never_proposed(german: Maker, ukrainian: Maker):
    essen, rivne = german("Essen"), ukrainian("Rivne")
    PlaceStatusFactory(place=None, region=rivne.region)
    assert names_for(essen) == []


def test_a_freed_city_is_proposed_again(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    PlaceStatusFactory(place=ukrainian("Kherson"), until=dt.date(2022, 11, 11))
    assert names_for(essen) == ["Kherson"]


@pytest.mark.parametrize(
    "status", [PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT, PartnershipStatus.PLANNED]
)
def test_partners_are_not_proposed_again(german: Maker, ukrainian: Maker, status: str):
    essen, rivne = PartnerFactory(place=german("Essen")), PartnerFactory(place=ukrainian("Rivne"))
    ukrainian("Lutsk")
    PartnershipFactory(parties=[essen, rivne], status=status)
    assert names_for(essen.place) == ["Lutsk"]
    assert names_for(rivne.place) == []


def test_partners_are_not_proposed_again_when_the_register_names_their_places(
    german: Maker, ukrainian: Maker
):
    essen, rivne = german("Essen"), ukrainian("Rivne")
    partnership = PartnershipFactory(parties=[])
    for place in (essen, rivne):
        Party.objects.create(partnership=partnership, place=place)
    PartnerFactory(place=rivne)
    assert names_for(essen) == []


@pytest.mark.parametrize("status", [PartnershipStatus.ENDED, PartnershipStatus.FAILED])
def test_what_has_ended_may_begin_again(german: Maker, ukrainian: Maker, status: str):
    essen, rivne = PartnerFactory(place=german("Essen")), PartnerFactory(place=ukrainian("Rivne"))
    PartnershipFactory(parties=[essen, rivne], status=status)
    assert names_for(essen.place) == ["Rivne"]


def test_only_like_kinds_are_paired(german: Maker, ukrainian: Maker):
    works = PartnerFactory(place=german("Essen"), kind=ActorKind.UTILITY, name_de="Stadtwerke")
    PartnerFactory(place=ukrainian("Rivne"), kind=ActorKind.UTILITY, name_de="Wodokanal Riwne")
    PartnerFactory(place=ukrainian("Lutsk"), kind=ActorKind.CLINIC, name_de="Klinik Luzk")
    found = proposals_for(asker_by_slug(works.slug, AnonymousUser()), AnonymousUser()).found
    assert [proposal.partner.name for proposal in found] == ["Wodokanal Riwne"]


def test_who_takes_no_new_conversations_is_not_proposed(german: Maker, ukrainian: Maker):
    essen = german("Essen")
    PartnerFactory(place=ukrainian("Rivne"), capacity_per_quarter=0)
    ukrainian("Lutsk")
    assert names_for(essen) == ["Lutsk"]


def test_a_company_is_shown_the_partnership_of_its_city(german: Maker, ukrainian: Maker):
    essen = PartnerFactory(place=german("Essen"))
    partnership = PartnershipFactory(parties=[essen, PartnerFactory(place=ukrainian("Rivne"))])
    company = PartnerFactory(place=essen.place, kind=ActorKind.COMPANY, name_de="Firma")
    page = proposals_for(asker_by_slug(company.slug, AnonymousUser()), AnonymousUser())
    assert (page.is_known, list(page.found), [row.pk for row in page.joinable]) == (
        False,
        [],
        [partnership.pk],
    )


def test_region_goes_with_region(german: Maker, ukrainian: Maker):
    land = PartnerFactory(place=german("Land", kind="region"), kind=ActorKind.REGION)
    oblast = PartnerFactory(place=ukrainian("Oblast", kind="region"), kind=ActorKind.REGION)
    found = proposals_for(asker_by_slug(land.slug, AnonymousUser()), AnonymousUser()).found
    assert [proposal.partner.actor for proposal in found] == [oblast]
    PartnershipFactory(parties=[land, oblast], kind=PartnershipKind.REGION)
    assert proposals_for(asker_by_slug(land.slug, AnonymousUser()), AnonymousUser()).found == []
