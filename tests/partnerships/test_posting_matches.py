"""Needs and offers that answer each other: what counts, who sees it, and that nobody hears of a match twice."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client

from accounts.models import Notice, User
from actors.models import Membership
from partnerships.enums import Direction
from partnerships.matchmaking.postings import PostingFacts, pairs
from partnerships.matchmaking.topics import TopicTree
from partnerships.models import Posting, PostingMatch
from partnerships.selectors.posting_page import answers
from partnerships.selectors.postings import open_postings
from partnerships.services import posting_matches, posting_states
from platform_portal.core.visibility import Visibility
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, PostingFactory, TopicFactory

TREE = TopicTree.of([("wasser", "netze"), ("abwasser", "netze"), ("netze", None), ("sport", None)])


def fact(key: int, topic: str = "wasser", **facts: object) -> PostingFacts:
    base = {
        "party": ("actor", key),
        "country": "UA" if key % 2 else "DE",
        "kind_class": "municipality",
        "region": key,
    }
    return PostingFacts(key=key, topics=frozenset({topic}), **{**base, **facts})


def score(need: PostingFacts, offer: PostingFacts) -> float:
    found = pairs([need], [offer], TREE)
    return found[0].score if found else 0.0


def test_the_same_topic_is_better_than_a_sibling_and_a_foreign_one_is_none():
    need = fact(1)
    assert score(need, fact(2)) == 1.0
    assert score(need, fact(2, "abwasser")) == pytest.approx(0.6)
    assert score(need, fact(2, "sport")) == 0.0


def test_kind_horizon_region_and_language_count_where_both_have_said_something():
    need = fact(
        1,
        cooperation=frozenset({"training"}),
        horizon="relief",
        languages=frozenset({"uk"}),
        wanted_regions=frozenset({2}),
    )
    fitting = fact(
        2,
        cooperation=frozenset({"training", "material"}),
        horizon="relief",
        languages=frozenset({"uk", "de"}),
    )
    assert score(need, fact(2)) == score(need, fitting) == 1.0
    for changes in (
        {"cooperation": frozenset({"exchange"})}, {"horizon": "eu_accession"}, {"languages": frozenset({"de"})}, {"region": 9},
    ):  # fmt: skip
        other = fact(
            2,
            **{"cooperation": fitting.cooperation, "horizon": "relief", "languages": fitting.languages}
            | changes,
        )
        assert score(need, other) < 1.0, changes


@pytest.mark.parametrize("changes", [{"party": ("actor", 1)}, {"country": "UA"}, {"kind_class": "utility"}])
def test_hard_rules_are_never_scored(changes: dict[str, object]):
    assert score(fact(1), fact(2, **changes)) == 0.0


@pytest.fixture
def pair(db: None) -> tuple[Posting, Posting]:
    topic = TopicFactory(slug="planung", name_de="Planung")
    need = PostingFactory(topics=[topic], title_de="Suche Planung", cooperation_kinds=["training"])
    offer = PostingFactory(
        topics=[topic],
        title_de="Biete Planung",
        direction=Direction.OFFER,
        actor=PartnerFactory(),
        cooperation_kinds=["training"],
    )
    return need, offer


def keeper(posting: Posting, name: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", "geheim-und-lang-genug", name=name)
    Membership.objects.create(user=user, actor=posting.actor)
    return user


def test_a_match_stands_on_both_pages_with_its_reasons(client: Client, pair: tuple[Posting, Posting]):
    assert posting_matches.find() == 1
    need, offer = pair
    for own, other in ((need, offer), (offer, need)):
        page = client.get(f"/de/postings/{own.slug}/").content.decode()
        assert other.title_de in page
        assert "Planung" in page
    assert client.get(f"/uk/postings/{need.slug}/").status_code == 200


def test_a_guarded_match_is_seen_by_who_it_answers_and_nobody_else(
    client: Client, pair: tuple[Posting, Posting], member: User
):
    need, offer = pair
    Posting.objects.filter(pk=need.pk).update(visibility=Visibility.MATCHED)
    other_side = keeper(offer, "angebot")
    assert not open_postings(other_side).filter(pk=need.pk).exists()
    posting_matches.find()
    assert open_postings(other_side).filter(pk=need.pk).exists()
    for reader in (member, AnonymousUser()):
        assert not open_postings(reader).filter(pk=need.pk).exists()
        assert answers(offer, reader) == []
    assert client.get(f"/de/postings/{need.slug}/").status_code == 404
    posting_states.withdraw(posting=offer, by=None)
    assert not open_postings(other_side).filter(pk=need.pk).exists()


def test_both_sides_are_told_once_however_often_the_job_runs(pair: tuple[Posting, Posting]):
    need, offer = pair
    people = {keeper(need, "bedarf"), keeper(offer, "angebot")}
    for _time in range(3):
        call_command("match_postings", tell=True, verbosity=0)
    assert {notice.user for notice in Notice.objects.all()} == people
    assert Notice.objects.count() == 2
    Posting.objects.filter(pk=offer.pk).update(status="draft")
    posting_matches.find()
    assert not PostingMatch.objects.current().exists()
    Posting.objects.filter(pk=offer.pk).update(status="published")
    assert (posting_matches.find(), posting_matches.tell()) == (1, 0)


def test_several_new_ones_are_one_letter(pair: tuple[Posting, Posting]):
    need, offer = pair
    PostingFactory(
        topics=list(offer.topics.all()),
        direction=Direction.OFFER,
        actor=PartnerFactory(),
        title_de="Noch eins",
    )
    person = keeper(need, "bedarf")
    posting_matches.find()
    assert posting_matches.tell() == 1
    letter = Notice.objects.get(user=person).letter
    assert "Noch eins" in str(letter)
    assert "Biete Planung" in str(letter)


@pytest.mark.parametrize("case", ["partners", "closed", "no_capacity", "secretariat"])
def test_hard_rules_of_the_portal_hold(pair: tuple[Posting, Posting], case: str):
    need, offer = pair
    if case == "partners":
        PartnershipFactory(parties=[need.actor, offer.actor])
    elif case == "secretariat":
        Posting.objects.filter(pk=offer.pk).update(visibility=Visibility.SECRETARIAT)
    else:
        changes = {"closed": {"is_open_to_proposals": False}, "no_capacity": {"capacity_per_quarter": 0}}[
            case
        ]
        type(offer.actor).objects.filter(pk=offer.actor_id).update(**changes)
    assert posting_matches.find() == 0


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_takes_the_same_number_of_queries(
    client: Client, pair: tuple[Posting, Posting], django_assert_num_queries, number: int
):
    need, offer = pair
    for _one in range(number - 1):
        PostingFactory(topics=list(offer.topics.all()), direction=Direction.OFFER, actor=PartnerFactory())
    posting_matches.find()
    client.get(f"/de/postings/{need.slug}/")
    with django_assert_num_queries(8):
        client.get(f"/de/postings/{need.slug}/")
