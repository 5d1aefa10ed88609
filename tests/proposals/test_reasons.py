"""Reasons: the same for both sides, in the reader's language, and silent about what is protected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from actors.enums import TopicRole
from actors.models import Actor, ActorTopic, Topic
from partnerships.enums import Direction, PartyRole
from partnerships.models import Partnership, Party, Posting
from partnerships.selectors import proposal_market
from partnerships.selectors.proposals import Proposal, asker_by_slug, proposals_for
from places.models import Place
from platform_portal.core.visibility import Visibility
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, PostingFactory, TopicFactory
from tests.factories.places import CountryFactory, PlaceFactory

Maker = Callable[..., Place]


def proposal_for(actor: Actor, user=None) -> Proposal:
    """The only proposal of an actor."""
    (proposal,) = proposals_for(asker_by_slug(actor.slug, AnonymousUser()), user or AnonymousUser()).found
    return proposal


def texts(proposal: Proposal) -> list[str]:
    """The sentences of the reasons."""
    return [reason.text for reason in proposal.reasons]


@pytest.fixture
def pair(german: Maker, ukrainian: Maker) -> tuple[Actor, Actor]:
    """Rivne looks for schools, Essen offers them."""
    essen = PartnerFactory(place=german("Essen", name_uk="Ессен", population=580_000), languages=["de", "en"])
    rivne = PartnerFactory(
        place=ukrainian("Rivne", name_uk="Рівне", population=243_000), languages=["uk", "en"]
    )
    school = TopicFactory(slug="schule", name_de="Schule", name_uk="Школа", name_en="School")
    ActorTopic.objects.create(actor=essen, topic=school, role=TopicRole.OFFERS)
    ActorTopic.objects.create(actor=rivne, topic=school, role=TopicRole.NEEDS)
    return essen, rivne


def test_a_met_need_is_a_reason_for_both_sides(pair: tuple[Actor, Actor]):
    essen, rivne = pair
    with override("en"):
        assert texts(proposal_for(rivne))[0] == "You look for: School – they offer: School"
        assert texts(proposal_for(essen))[0] == "They look for: School – you offer: School"


def test_both_sides_read_the_same_reasons_with_the_same_shares(pair: tuple[Actor, Actor]):
    one, other = (proposal_for(actor) for actor in pair)
    assert [(reason.key, reason.weight) for reason in one.reasons if reason.key != "big"] == [
        (reason.key, reason.weight) for reason in other.reasons if reason.key != "big"
    ]
    assert (one.score, one.own_score, one.other_score) == (other.score, other.other_score, other.own_score)


@pytest.mark.parametrize(("language", "name"), [("de", "Schule"), ("uk", "Школа"), ("en", "School")])
def test_reasons_are_written_in_the_language_of_the_reader(
    pair: tuple[Actor, Actor], language: str, name: str
):
    with override(language):
        assert name in texts(proposal_for(pair[1]))[0]


def test_who_only_works_on_a_topic_is_not_said_to_offer_it(pair: tuple[Actor, Actor]):
    ActorTopic.objects.filter(actor=pair[0]).update(role=TopicRole.WORKS_ON)
    with override("en"):
        assert texts(proposal_for(pair[1]))[0] == "You look for: School – they work on: School"


def test_shares_add_up_to_about_a_hundred(pair: tuple[Actor, Actor]):
    shares = [int(reason.weight.removesuffix(" %")) for reason in proposal_for(pair[0]).reasons]
    assert 95 <= sum(shares) <= 102


@pytest.fixture
def hidden(pair: tuple[Actor, Actor], german: Maker, ukrainian: Maker) -> Callable[[], None]:
    """Adds needs and offers on water that not everyone may see, of actors and of a bare place."""
    essen, rivne = pair
    water = TopicFactory(slug="wasser", name_de="Wasser", name_uk="Вода", name_en="Water")
    ActorTopic.objects.create(actor=essen, topic=water, role=TopicRole.OFFERS)
    ActorTopic.objects.create(
        actor=PartnerFactory(place=german("Jena", population=110_000)), topic=water, role=TopicRole.OFFERS
    )
    bare = ukrainian("Lutsk", population=215_000)
    village = ukrainian("Selo", population=3_000, has_city_status=False)

    def add() -> None:
        for visibility in (Visibility.MEMBERS, Visibility.MATCHED):
            PostingFactory(actor=rivne, topics=[water], visibility=visibility)
            PostingFactory(actor=None, place=bare, topics=[water], visibility=visibility)
            PostingFactory(actor=None, place=village, topics=[water], visibility=visibility)
            PostingFactory(
                actor=rivne, topics=[water], direction=Direction.OFFER, visibility=visibility, urgency=3
            )

    return add


@pytest.mark.parametrize("side", [0, 1])
def test_protected_postings_change_nothing_anyone_reads(
    client: Client, member_client: Client, pair: tuple[Actor, Actor], hidden: Callable[[], None], side: int
):
    def read() -> list[object]:
        proposal_market.forget()
        cache.clear()
        found = [client.get(f"/api/v1/proposals/?actor={pair[side].slug}").json()]
        for reader in (client, member_client):
            page = reader.get(f"/de/matchmaking/{pair[side].slug}/").context
            found.append([str(page["cards"]), page["page"].needs])
        return found

    without = read()
    hidden()
    assert read() == without
    PostingFactory(actor=pair[1], topics=[Topic.objects.get(slug="wasser")])
    assert read() != without


def test_what_is_withdrawn_after_the_lists_were_filled_is_no_reason_any_more(
    pair: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch
):
    water = TopicFactory(slug="wasser", name_en="Water")
    ActorTopic.objects.create(actor=pair[0], topic=water, role=TopicRole.OFFERS)
    posting = PostingFactory(actor=pair[1], topics=[water])
    with override("en"):
        assert "Water" in str(texts(proposal_for(pair[1])))
        monkeypatch.setattr(proposal_market, "SECONDS_BETWEEN_LOOKS", 3600)
        Posting.objects.filter(pk=posting.pk).update(visibility=Visibility.MEMBERS)
        assert "Water" not in str(proposal_for(pair[1]))


def test_a_small_place_is_not_praised_for_its_size(german: Maker, ukrainian: Maker):
    essen = PartnerFactory(place=german("Essen", population=580_000))
    for number, population in enumerate((900_000, 300_000, 200_000, 20_000, 10_000)):
        ukrainian(f"Misto {number}", population=population)
    with override("en"):
        found = proposals_for(asker_by_slug(essen.slug, AnonymousUser()), AnonymousUser()).found
        said = {
            proposal.partner.population: [line.text for line in proposal.reasons if line.key == "big"]
            for proposal in found
        }
    assert said[900_000] == ["Larger place: 900,000 inhabitants"]
    assert said[300_000] == ["Among the larger places: 300,000 inhabitants"]
    assert said[20_000] == said[10_000] == []


def test_a_shared_third_partner_is_named_as_a_bridge(german: Maker, ukrainian: Maker):
    essen, rivne = PartnerFactory(place=german("Essen")), PartnerFactory(place=ukrainian("Rivne"))
    zabrze = PlaceFactory(
        name_native="Zabrze", region__country=CountryFactory(code="PL"), country=CountryFactory(code="PL")
    )
    for actor in (essen, rivne):
        partnership: Partnership = PartnershipFactory(parties=[actor])
        Party.objects.create(partnership=partnership, place=zabrze, role=PartyRole.PARTNER)
    with override("en"):
        reasons = {reason.key: reason for reason in proposal_for(essen).reasons}
    assert (reasons["bridge"].text, reasons["bridge"].kind) == (
        "Bridge: both are partners of Zabrze",
        "bridge",
    )


def test_what_is_unknown_is_said(german: Maker, ukrainian: Maker):
    essen = PartnerFactory(place=german("Essen"))
    ukrainian("Rivne")
    with override("en"):
        unknown = [reason.text for reason in proposal_for(essen).unknown]
    assert "What they look for" in unknown
    assert "Working language" in unknown


def test_who_has_partners_already_is_said_to(german: Maker, ukrainian: Maker):
    essen, rivne = PartnerFactory(place=german("Essen")), PartnerFactory(place=ukrainian("Rivne"))
    PartnershipFactory(parties=[PartnerFactory(place=german("Jena", population=None)), rivne])
    with override("en"):
        assert "Already has 1 partner" in [reason.text for reason in proposal_for(essen).against]


def test_one_of_five_places_goes_to_somebody_without_a_partner(german: Maker, ukrainian: Maker):
    essen = PartnerFactory(place=german("Essen", population=500_000))
    for number in range(6):
        partner = PartnerFactory(place=ukrainian(f"Misto {number}", population=500_000))
        PartnershipFactory(parties=[PartnerFactory(place=german(f"Stadt {number}")), partner])
    ukrainian("Male", population=6_000)
    found = proposals_for(asker_by_slug(essen.slug, AnonymousUser()), AnonymousUser()).found
    assert [(at, proposal.partner.name) for at, proposal in enumerate(found, 1) if proposal.is_equity] == [
        (5, "Male")
    ]
