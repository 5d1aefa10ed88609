"""Needs and offers: published requests, and the protection of what could endanger infrastructure."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from actors.enums import ActorKind
from actors.models import Membership
from actors.services import index
from partnerships.enums import Direction
from partnerships.models import Posting
from partnerships.search import find_postings
from partnerships.selectors.postings import hidden_number, open_postings
from partnerships.services.postings import publish_posting, starting_visibility
from partnerships.services.published_requests import load_requests, read_requests
from places.models import Place
from platform_portal.core.visibility import Visibility
from tests.factories.partnerships import (
    PartnerFactory,
    PostingFactory,
    TopicFactory,
    UkrainianPartnerFactory,
    small_gazetteer,
)
from tests.factories.places import PlaceFactory

SECRET = "Pumpwerk Nordost"


@pytest.fixture
def protected(db: None) -> Posting:
    """A need on water that only members see."""
    topic = TopicFactory(slug="wasserversorgung", name_de="Trinkwasserversorgung", is_protected=True)
    return PostingFactory(title_de=SECRET, visibility=Visibility.MEMBERS, topics=[topic])


def test_all_published_requests_are_in_with_source_and_date(db: None):
    small_gazetteer()
    assert load_requests() == 16
    assert load_requests() == 0
    requests = Posting.objects.published_requests()
    assert {posting.slug for posting in requests} == {request.slug for request in read_requests()}
    assert not requests.filter(source="").exists()
    assert not requests.exclude(expires_on=None).exists()
    dated = Posting.objects.get(slug="gesuch-kuialnyk")
    assert (dated.posted_on, dated.posted_precision) == (dt.date(2024, 1, 1), "month")


def test_requests_of_water_utilities_are_for_members_and_the_others_public(db: None):
    small_gazetteer()
    for slug in ("wasserversorgung", "abwasser", "gesundheit"):
        TopicFactory(slug=slug, name_de=slug, is_protected=True)
    for slug in ("betreiberpartnerschaften", "bildung-schule"):
        TopicFactory(slug=slug, name_de=slug)
    load_requests()
    assert Posting.objects.filter(visibility=Visibility.MEMBERS).count() == 11
    public = Posting.objects.filter(visibility=Visibility.PUBLIC)
    assert not public.filter(slug__contains="wasserbetrieb").exists()


def test_a_need_on_protected_topics_alone_starts_for_matched_partners_an_offer_is_public(db: None):
    water, school = TopicFactory(is_protected=True), TopicFactory()
    assert starting_visibility(Direction.NEED, [water]) == Visibility.MATCHED
    assert starting_visibility(Direction.NEED, [water, school]) == Visibility.PUBLIC
    assert starting_visibility(Direction.OFFER, [water]) == Visibility.PUBLIC
    assert starting_visibility(Direction.NEED, []) == Visibility.PUBLIC


@pytest.mark.parametrize(
    "path",
    [
        "/de/postings/",
        "/de/postings/?q=Pumpwerk",
        "/uk/postings/?topic=wasserversorgung",
        "/de/regions/{region}/",
        "/de/actors/{actor}/",
        "/de/search/?q=Pumpwerk",
        "/api/v1/actors/",
        "/api/v1/partnerships/",
    ],
)
def test_the_public_learns_nothing_of_a_protected_need(client: Client, protected: Posting, path: str):
    index.refresh([protected.actor_id])
    address = path.format(region=protected.actor.place.region.slug, actor=protected.actor.slug)
    response = client.get(address)
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


def test_the_public_sees_the_number_and_members_the_need(
    client: Client, member_client: Client, protected: Posting
):
    public, members = client.get("/de/postings/"), member_client.get("/de/postings/")
    assert (public.context["hidden"], members.context["hidden"]) == (1, 0)
    assert SECRET not in public.content.decode()
    assert SECRET in members.content.decode()


def test_the_hidden_number_does_not_depend_on_what_is_searched(client: Client, protected: Posting):
    assert client.get("/de/postings/?q=nichts-davon").context["hidden"] == 1


def test_the_search_page_follows_the_same_rule(member: User, protected: Posting):
    from django.contrib.auth.models import AnonymousUser

    assert find_postings("Pumpwerk", AnonymousUser(), 5).total == 0
    assert find_postings("Pumpwerk", member, 5).total == 1


def test_members_see_needs_of_their_own_actor_at_every_level(member: User, db: None):
    posting = PostingFactory(visibility=Visibility.SECRETARIAT)
    assert not open_postings(member).exists()
    Membership.objects.create(user=member, actor=posting.actor)
    assert list(open_postings(member)) == [posting]
    assert hidden_number(member) == 0


def test_an_expired_need_is_not_open_and_a_published_request_never_expires(db: None):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    PostingFactory(expires_on=yesterday)
    request = PostingFactory(is_published_request=True, source="rgre.de", posted_on=dt.date(2017, 1, 1))
    assert list(Posting.objects.open()) == [request]


def test_a_protected_need_adds_nothing_to_the_index_of_its_actor(protected: Posting):
    index.refresh([protected.actor_id])
    row = protected.actor.index
    assert (row.has_need, row.needs) == (False, [])


def test_the_page_of_a_region_is_the_same_with_and_without_protected_needs(client: Client, db: None):
    region = PostingFactory(title_de="Offen").actor.place.region
    page = client.get(f"/de/regions/{region.slug}/").context["page"]
    PostingFactory(
        actor=None, place=PlaceFactory(region=region), title_de=SECRET, visibility=Visibility.MEMBERS
    )
    response = client.get(f"/de/regions/{region.slug}/")
    assert response.context["page"] == page
    assert "pw-lock" not in response.content.decode()


def test_a_request_of_a_water_utility_belongs_to_the_utility_where_it_is_known(db: None):
    small_gazetteer()
    asking = Place.objects.get(region__slug="oblast-charkiw", name_en="Kharkiv")
    city = UkrainianPartnerFactory(place=asking)
    UkrainianPartnerFactory(slug="abfall", kind=ActorKind.UTILITY, place=asking)
    water = UkrainianPartnerFactory(slug="charkiwwodokanal", kind=ActorKind.UTILITY, place=asking)
    load_requests()
    assert Posting.objects.get(slug="gesuch-wasserbetrieb-kharkiv").actor == water
    assert Posting.objects.get(slug="gesuch-wasserbetrieb-drohobych").actor is None
    assert not city.postings.exists()


def test_a_public_offer_is_found_by_its_topic_in_the_index(db: None):
    topic = TopicFactory()
    actor = PartnerFactory()
    publish_posting(
        slug="angebot",
        direction=Direction.OFFER,
        titles={"de": "Angebot"},
        actor=actor,
        topics=[topic],
        by=None,
    )
    assert actor.index.offers == [topic.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(
    client: Client, django_assert_num_queries, number: int, db: None
):
    PostingFactory.create_batch(number, topics=[TopicFactory(slug="sport", name_de="Sport")])
    client.get("/de/postings/")
    with django_assert_num_queries(4):
        client.get("/de/postings/")


@pytest.mark.parametrize(
    ("query", "status"), [("direction=give", 400), ("topic=x", 400), ("page=0", 400), ("page=7", 404)]
)
def test_bad_parameters_get_a_clear_answer(client: Client, db: None, query: str, status: int):
    assert client.get(f"/de/postings/?{query}").status_code == status


def test_filters_narrow_the_list(client: Client, db: None):
    sport = TopicFactory(slug="sport", name_de="Sport")
    need = PostingFactory(topics=[sport], title_de="Turnhalle teilen")
    PostingFactory(direction=Direction.OFFER, actor=UkrainianPartnerFactory())

    def found(query: str) -> list[Posting]:
        return [card.posting for card in client.get(f"/de/postings/?{query}").context["cards"]]

    region = need.actor.place.region.slug
    for query in ("direction=need", "topic=sport", f"region={region}", "q=turnhalle", "q=Turnhalle teilen"):
        assert found(query) == [need], query
