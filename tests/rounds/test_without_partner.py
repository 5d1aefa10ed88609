"""Who is still without a partner: on both sides, once a week, and nothing that must not be known."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.models import Notice
from actors.enums import ActorStatus
from partnerships.enums import PartnershipStatus
from partnerships.models import Party
from partnerships.selectors.without_partner import rows
from partnerships.services.rounds.waiting import tell_secretariat
from tests.factories.partnerships import PartnershipFactory
from tests.factories.places import PlaceStatusFactory


def found(country: str = "UA") -> list[str]:
    """Names on the list of a side."""
    return [row.actor.place.name_native for row in rows(country)]


def test_those_without_a_standing_partnership_are_listed_longest_first(german, ukrainian):
    now = timezone.now()
    ukrainian("Dubno", published_at=now - dt.timedelta(days=5))
    ukrainian("Sarny", published_at=now - dt.timedelta(days=50))
    PartnershipFactory(parties=[german("Essen"), ukrainian("Rivne")])
    PartnershipFactory(parties=[german("Unna"), ukrainian("Kovel")], status=PartnershipStatus.FAILED)
    assert found() == ["Sarny", "Dubno", "Kovel"]
    assert found("DE") == ["Unna"]


def test_a_partnership_of_the_place_alone_counts(german, ukrainian):
    dubno = ukrainian("Dubno")
    partnership = PartnershipFactory(parties=[german("Essen")])
    Party.objects.create(partnership=partnership, place=dubno.place, position=1, label="Dubno")
    assert found() == []


def test_occupied_unpublished_and_unwilling_ones_are_left_out(ukrainian):
    PlaceStatusFactory(place=ukrainian("Melitopol").place)
    ukrainian("Dubno", is_open_to_proposals=False)
    ukrainian("Sarny", status=ActorStatus.DORMANT)
    assert found() == []


def test_everyone_can_read_the_public_page(client, ukrainian):
    ukrainian("Dubno")
    html = client.get("/en/matchmaking/without-a-partner/").content.decode()
    assert "Dubno" in html
    assert html.count("<h1") == 1


def test_the_secretariat_is_told_once_a_week(secretariat, member, ukrainian):
    ukrainian("Dubno")
    now = timezone.now()
    assert tell_secretariat(now=now) == 1
    assert tell_secretariat(now=now + dt.timedelta(days=1)) == 0
    assert tell_secretariat(now=now + dt.timedelta(days=7)) == 1
    assert set(Notice.objects.values_list("user", flat=True)) == {secretariat.pk}
    assert "Dubno" in str(Notice.objects.first().letter)
