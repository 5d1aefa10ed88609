"""The guided form, what the leak check says in it and at the review, and the structured part wherever postings are shown."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from accounts.models import User
from actors.models import Actor, Membership, Revision
from actors.services import revisions
from partnerships.models import Posting
from partnerships.selectors.proposal_facts import wishes
from tests.factories.partnerships import PostingFactory, TopicFactory, UkrainianPartnerFactory
from tests.factories.places import CountryFactory, RegionFactory

LEAK = "Lager in der Soborna-Straße 112"


@pytest.fixture
def actor(member: User) -> Actor:
    actor = UkrainianPartnerFactory(slug="riwne", source_language="de")
    Membership.objects.create(user=member, actor=actor)
    return actor


@pytest.fixture
def structured(db: None) -> Posting:
    posting = PostingFactory(
        cooperation_kinds=["training", "emergency"], horizon="reconstruction", languages=["uk", "en"],
        in_return=["hosting"], project_url="https://riwne.example/projekt", source_language="de", topics=[TopicFactory()],
    )  # fmt: skip
    posting.wanted_regions.set(
        [RegionFactory(slug="nrw-x", name_de="Testland", country=CountryFactory(code="DE"))]
    )
    return posting


URL = "/de/account/organisations/riwne/edit/postings/new/"


def sent(client: Client, **changes: object):
    region = RegionFactory(slug="nrw-y", country=CountryFactory(code="DE"))
    data = {
        "seen": client.get(URL).context["seen"], "direction": "need", "title_de": "Bedarf", "urgency": "2", "horizon": "relief",
        "cooperation_kinds": ["material", "know_how"], "languages": ["en", "uk"], "in_return": ["culture"], "visibility": "public",
        "wanted_regions": [region.slug], "project_url": "https://riwne.example/",
    }  # fmt: skip
    return client.post(URL, data | changes)


def test_the_guided_form_becomes_a_posting(actor: Actor, member_client: Client, secretariat: User):
    assert sent(member_client).status_code == 302
    revisions.accept_all(revision=Revision.objects.get(), by=secretariat)
    posting = Posting.objects.get()
    assert (posting.cooperation_kinds, posting.horizon, posting.languages, posting.in_return, posting.project_url) == (
        ["know_how", "material"], "relief", ["uk", "en"], ["culture"], "https://riwne.example/",
    )  # fmt: skip
    assert [region.slug for region in posting.wanted_regions.all()] == ["nrw-y"]
    assert posting.expires_on is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"horizon": "later"}, {"cooperation_kinds": ["money"]}, {"languages": ["xx"]}, {"in_return": ["gold"]},
        {"project_url": "javascript:alert(1)"}, {"project_url": "riwne"}, {"wanted_regions": ["nirgends"]},
    ],
)  # fmt: skip
def test_wrong_choices_come_back_and_change_nothing(
    actor: Actor, member_client: Client, wrong: dict[str, object]
):
    assert sent(member_client, **wrong).status_code == 422
    assert not Revision.objects.exists()


def test_a_leak_comes_back_once_with_its_passage_marked(actor: Actor, member_client: Client):
    answer = sent(member_client, text_de=LEAK)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Soborna-Straße 112</mark>" in page
    assert not Revision.objects.exists()
    seen = answer.context["form"].found_hash
    assert sent(member_client, text_de=LEAK, leaks_seen="0000").status_code == 422
    assert sent(member_client, text_de=LEAK, leaks_seen=seen).status_code == 302


def test_the_review_marks_the_passage_and_accepting_guards_it(
    actor: Actor, member: User, secretariat: User, secretariat_client: Client
):
    revision = revisions.propose(
        actor=actor, author=member, subject="posting",
        changes={"direction": "need", "title_de": "Bedarf", "text_de": LEAK, "visibility": "public"},
    )  # fmt: skip
    assert (
        "Soborna-Straße 112</mark>"
        in secretariat_client.get(f"/de/desk/changes/{revision.pk}/").content.decode()
    )
    revisions.accept_all(revision=revision, by=secretariat)
    posting = Posting.objects.get()
    assert (posting.is_guarded, posting.visibility) == (True, "matched")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Fortbildung", "Wiederaufbau", "Ukrainisch", "Aufnahme von Gästen", "Testland")),
        ("uk", ("Навчання", "Відбудова", "Прийом гостей")),
        ("en", ("Training", "Reconstruction", "Hosting of guests")),
    ],
)  # fmt: skip
def test_the_structured_part_is_read_in_three_languages(
    client: Client, structured: Posting, language: str, words: tuple[str, ...]
):
    page = client.get(f"/{language}/postings/{structured.slug}/").content.decode()
    assert [word for word in words if word not in page] == []
    assert "https://riwne.example/projekt" in page


def test_filters_know_kind_and_horizon(client: Client, structured: Posting):
    PostingFactory(cooperation_kinds=["exchange"], horizon="relief")
    for query in ("kind=training", "kind=training&kind=material", "horizon=reconstruction"):
        found = [card.posting for card in client.get(f"/de/postings/?{query}").context["cards"]]
        assert found == [structured], query
    for query in ("kind=money", "horizon=later", "format=pdf"):
        assert client.get(f"/de/postings/?{query}").status_code == 400


def test_files_and_interface_have_the_structured_part(client: Client, structured: Posting):
    for address in ("/de/postings/?format=csv", "/api/v1/postings/?format=csv"):
        (row,) = csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")))
        assert (row["cooperation_kinds"], row["horizon"], row["wanted_regions"]) == (
            "training; emergency",
            "reconstruction",
            "nrw-x",
        )
    record = client.get("/api/v1/postings/").json()["results"][0]
    assert (record["languages"], record["in_return"]) == (["uk", "en"], ["hosting"])
    feature = client.get("/api/v1/postings/?format=geojson").json()["features"][0]
    assert feature["properties"]["slug"] == structured.slug


def test_suggestions_know_horizon_regions_and_languages(structured: Posting):
    key = ("place", structured.actor.place_id)
    known = wishes({structured.actor_id: key})
    assert known.horizons[key] == {"reconstruction"}
    assert known.regions[key] == {region.pk for region in structured.wanted_regions.all()}
    assert known.languages[key] == {"uk", "en"}
