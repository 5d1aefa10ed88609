"""Needs and offers by change proposals: new ones, changes, taking away; protected needs stay closed."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Revision
from actors.services import revisions
from partnerships.enums import PostingStatus
from partnerships.models import Posting
from platform_portal.core.errors import Refusal
from tests.factories.actors import ActorFactory, TopicFactory
from tests.factories.partnerships import PostingFactory
from tests.factories.revisions import accept, keeper_of, refuse

NEW = {
    "direction": "need", "title_de": "", "title_uk": "Шукаємо партнера", "title_en": "", "text_de": "", "text_uk": "",
    "text_en": "", "topics": [], "urgency": 2, "visibility": "public", "expires_on": "",
}  # fmt: skip


@pytest.fixture
def actor(db):
    return ActorFactory(slug="riwne", source_language="uk")


def propose(actor, author=None, posting=None, **changes):
    return revisions.propose(
        actor=actor, author=author or keeper_of(actor), subject="posting",
        subject_id=posting.pk if posting else None, changes=changes,
    )  # fmt: skip


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_new_need_appears_once_it_is_accepted(actor, secretariat):
    revision = propose(actor, **NEW)
    assert not Posting.objects.exists()
    revisions.accept_all(revision=revision, by=secretariat)
    posting = Posting.objects.get()
    assert (posting.actor, posting.title_uk, posting.status, posting.urgency) == (
        actor, "Шукаємо партнера", PostingStatus.PUBLISHED, 2,
    )  # fmt: skip
    assert posting.source_language == "uk"
    revision.refresh_from_db()
    assert revision.subject_id == posting.pk


def test_a_refused_new_need_never_appears(actor, secretariat):
    revision = propose(actor, **NEW)
    names = revision.fields.values_list("field", flat=True)
    revisions.decide(revision=revision, by=secretariat, verdicts=refuse("Zu ungenau.", *names))
    assert not Posting.objects.exists()


def test_a_new_need_is_not_published_without_its_title(actor, secretariat):
    revision = propose(actor, **NEW)
    with pytest.raises(Refusal):
        revisions.decide(revision=revision, by=secretariat, verdicts=accept("direction"))
    assert not Posting.objects.exists()


def test_two_new_needs_are_two_proposals(actor):
    author = keeper_of(actor)
    assert propose(actor, author, **NEW) != propose(actor, author, **NEW | {"title_uk": "Інше"})


@pytest.mark.parametrize(
    "change",
    [
        {"title_uk": ""}, {"title_uk": "x" * 201}, {"direction": "both"}, {"visibility": "alle"}, {"urgency": 9},
        {"expires_on": "2020-01-01"}, {"expires_on": "morgen"}, {"topics": ["gibt-es-nicht"]},
    ],
)  # fmt: skip
def test_wrong_values_are_refused(actor, change):
    with pytest.raises(Refusal):
        propose(actor, **NEW | change)


def test_members_cannot_open_a_protected_need(actor):
    TopicFactory(slug="strom", is_protected=True)
    with pytest.raises(Refusal):
        propose(actor, **NEW | {"topics": ["strom"]})
    posting = PostingFactory(actor=actor, direction="need", visibility="members")
    posting.topics.set([TopicFactory(slug="strom")])
    with pytest.raises(Refusal):
        propose(actor, posting=posting, visibility="public")
    actor.is_trusted = True
    actor.save()
    with pytest.raises(Refusal):
        propose(actor, posting=posting, visibility="public")


def test_a_public_need_that_gets_a_protected_topic_is_closed(actor, secretariat):
    TopicFactory(slug="strom", is_protected=True)
    posting = PostingFactory(actor=actor, direction="need", visibility="public")
    revisions.accept_all(revision=propose(actor, posting=posting, topics=["strom"]), by=secretariat)
    posting.refresh_from_db()
    assert posting.visibility == "matched"


def test_a_need_is_taken_away_when_the_secretariat_agrees(actor, secretariat):
    posting = PostingFactory(actor=actor)
    author = keeper_of(actor)
    answer = signed_in(author).post(f"/de/account/organisations/riwne/edit/postings/{posting.pk}/withdraw/")
    assert answer.status_code == 302
    posting.refresh_from_db()
    assert posting.status == PostingStatus.PUBLISHED
    revisions.accept_all(revision=Revision.objects.get(), by=secretariat)
    posting.refresh_from_db()
    assert posting.status == PostingStatus.WITHDRAWN


def test_a_new_source_text_marks_the_translations(actor, secretariat):
    posting = PostingFactory(actor=actor, title_de="Alt", title_uk="Старе", source_language="de")
    revisions.accept_all(revision=propose(actor, posting=posting, title_de="Neu"), by=secretariat)
    posting.refresh_from_db()
    assert "title_uk" in posting.outdated_translations


def test_a_proposal_for_a_need_that_is_gone_can_only_be_refused(actor, secretariat):
    posting = PostingFactory(actor=actor)
    revision = propose(actor, posting=posting, title_de="Neu")
    posting.delete()
    assert signed_in(secretariat).get(f"/de/desk/changes/{revision.pk}/").status_code == 200
    with pytest.raises(Refusal):
        revisions.accept_all(revision=revision, by=secretariat)
    revisions.decide(revision=revision, by=secretariat, verdicts=refuse("Nicht mehr da.", "title_de"))
    revision.refresh_from_db()
    assert revision.status == "decided"


def test_postings_of_others_are_not_found(actor):
    foreign = PostingFactory(actor=ActorFactory())
    client = signed_in(keeper_of(actor))
    url = f"/de/account/organisations/riwne/edit/postings/{foreign.pk}/"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}withdraw/").status_code == 404
    with pytest.raises(Posting.DoesNotExist):
        propose(actor, posting=foreign, title_de="Übernommen")


def test_the_form_of_a_need_is_filled_and_sent(actor):
    posting = PostingFactory(actor=actor, title_de="Alt")
    client = signed_in(keeper_of(actor))
    url = f"/de/account/organisations/riwne/edit/postings/{posting.pk}/"
    answer = client.get(url)
    data = {field.html_name: field.value() or "" for field in answer.context["form"] if field.value() != []}
    until = (timezone.localdate() + dt.timedelta(days=90)).isoformat()
    data |= {"seen": answer.context["seen"], "text_uk": "Текст", "expires_on": until}
    assert client.post(url, data).status_code == 302
    fields = dict(Revision.objects.get().fields.values_list("field", "after"))
    assert fields == {"text_uk": "Текст", "expires_on": until}
    assert client.get("/de/account/organisations/riwne/edit/postings/").status_code == 200
    assert client.get("/uk/account/changes/").status_code == 200
