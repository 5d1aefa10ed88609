"""Guarded postings: they start for matched partners, two of the secretariat widen them, and nothing planted gets out."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from actors.models import Membership
from actors.services import index, revisions
from partnerships.enums import Direction
from partnerships.models import Posting, PostingWidening
from partnerships.selectors.postings import open_postings
from partnerships.services import posting_matches, posting_protection, posting_states
from partnerships.services.postings import publish_posting, publish_request
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from platform_portal.core.visibility import Visibility
from tests.factories.partnerships import PartnerFactory, PostingFactory, TopicFactory, UkrainianPartnerFactory
from tests.partnerships.leak_texts import LEAKS

LEAK = "Treffpunkt 50.61990, 26.25160"


@pytest.fixture
def second(db: None) -> User:
    return User.objects.create_user(
        "zweite@example.org", "geheim-und-lang-genug", name="Zweite", is_staff=True
    )


@pytest.fixture
def guarded(db: None) -> Posting:
    return publish_posting(
        slug="bedarf-treffpunkt", direction=Direction.NEED, titles={"de": "Bedarf"}, texts={"de": LEAK},
        actor=UkrainianPartnerFactory(), topics=[TopicFactory()], visibility=Visibility.PUBLIC, by=None,
    )  # fmt: skip


def level(posting: Posting) -> str:
    posting.refresh_from_db()
    return posting.visibility


def test_what_the_check_finds_starts_for_matched_partners_whatever_was_asked_for(guarded: Posting):
    assert (guarded.is_guarded, level(guarded)) == (True, Visibility.MATCHED)


def test_a_need_on_protected_topics_alone_starts_for_matched_partners(db: None):
    water = TopicFactory(is_protected=True)
    posting = PostingFactory(status="in_review", topics=[water])
    assert posting_states.publish(posting=posting, by=None).visibility == Visibility.MATCHED
    request = publish_request(
        slug="gesuch", titles={"de": "Gesuch"}, source="rgre.de", place=UkrainianPartnerFactory().place,
        topics=[water], by=None,
    )  # fmt: skip
    assert (request.is_guarded, request.visibility) == (True, Visibility.MEMBERS)


def test_two_different_members_of_the_secretariat_widen_it(guarded: Posting, secretariat: User, second: User):
    assert not posting_protection.agree(posting=guarded, visibility="public", by=secretariat)
    with pytest.raises(Refusal):
        posting_protection.agree(posting=guarded, visibility="public", by=secretariat)
    assert level(guarded) == Visibility.MATCHED
    assert posting_protection.agree(posting=guarded, visibility="public", by=second)
    assert level(guarded) == Visibility.PUBLIC
    said = AuditEntry.objects.filter(action="posting.widening_agreed").values_list("user", flat=True)
    assert set(said) == {secretariat.pk, second.pk}
    assert AuditEntry.objects.filter(action="posting.widened").count() == 1


def test_one_for_members_and_one_for_everybody_are_not_two(guarded: Posting, secretariat: User, second: User):
    posting_protection.agree(posting=guarded, visibility="members", by=secretariat)
    assert not posting_protection.agree(posting=guarded, visibility="public", by=second)
    assert level(guarded) == Visibility.MATCHED


def test_members_do_not_agree_and_what_is_not_guarded_needs_nobody(
    guarded: Posting, member: User, secretariat: User
):
    for posting, visibility, by in (
        (guarded, "public", member), (PostingFactory(), "public", secretariat),
        (guarded, "secretariat", secretariat), (guarded, "matched", secretariat),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            posting_protection.agree(posting=posting, visibility=visibility, by=by)
    assert not PostingWidening.objects.exists()


def test_other_words_need_new_consents(guarded: Posting, secretariat: User, second: User):
    for by in (secretariat, second):
        posting_protection.agree(posting=guarded, visibility="public", by=by)
    revisions.propose(
        actor=guarded.actor, author=_staff_keeper(guarded, secretariat), subject="posting", subject_id=guarded.pk,
        changes={"text_de": f"{LEAK}, Tor 2"},
    )  # fmt: skip
    assert level(guarded) == Visibility.MATCHED
    assert not posting_protection.agree(posting=guarded, visibility="public", by=second)


def _staff_keeper(posting: Posting, staff: User) -> User:
    Membership.objects.create(user=staff, actor=posting.actor)
    return staff


def test_a_consent_taken_back_closes_it(guarded: Posting, secretariat: User, second: User):
    for by in (secretariat, second):
        posting_protection.agree(posting=guarded, visibility="public", by=by)
    posting_protection.take_consent_back(posting=guarded, visibility="public", by=second)
    assert level(guarded) == Visibility.MATCHED


def test_the_desk_shows_the_passages_and_agrees_by_steps(
    guarded: Posting, secretariat_client: Client, second: User
):
    page = secretariat_client.get(f"/admin/partnerships/posting/{guarded.pk}/change/").content.decode()
    assert "<mark" in page
    assert "50.61990, 26.25160</mark>" in page
    step = f"/admin/partnerships/posting/{guarded.pk}/step/widen-public/"
    secretariat_client.post(step)
    secretariat_client.post(step)
    assert level(guarded) == Visibility.MATCHED
    other = Client()
    other.force_login(second, backend="allauth.account.auth_backends.AuthenticationBackend")
    other.post(step)
    assert level(guarded) == Visibility.PUBLIC


def test_the_form_of_the_desk_does_not_open_a_guarded_posting(guarded: Posting, secretariat_client: Client):
    url = f"/admin/partnerships/posting/{guarded.pk}/change/"
    form = secretariat_client.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, "", [])} | {
        "visibility": "public"
    }
    answer = secretariat_client.post(url, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert level(guarded) == Visibility.MATCHED


PATHS = (
    "/{lang}/", "/{lang}/postings/", "/{lang}/postings/?format=csv", "/{lang}/postings/?format=geojson",
    "/{lang}/actors/{actor}/", "/{lang}/regions/{region}/", "/{lang}/search/?q=Bedarf", "/{lang}/matchmaking/{actor}/",
    "/{lang}/postings/?q={word}", "/{lang}/search/?q={word}", "/{lang}/actors/?q={word}",
    "/api/v1/actors/", "/api/v1/postings/", "/api/v1/postings/?format=csv", "/api/v1/postings/?format=geojson",
    "/api/v1/proposals/?actor={actor}", "/api/v1/partnerships/", "/{lang}/postings/plant-1/",
)  # fmt: skip


def test_forty_planted_leaks_reach_no_page_file_search_interface_or_mail(
    client: Client, member: User, member_client: Client
):
    actor, topic = UkrainianPartnerFactory(slug="riwne"), TopicFactory(slug="sport", is_protected=True)
    others = TopicFactory(slug="kultur")
    for number, (language, text) in enumerate(LEAKS):
        publish_posting(
            slug=f"plant-{number}", direction=Direction.NEED, titles={language: f"{text[:150]} plant{number}x"}, texts={language: text},
            actor=actor, topics=[topic, others], visibility=Visibility.PUBLIC, source_language=language, by=None,
        )  # fmt: skip
    own = PartnerFactory()
    offer = publish_posting(
        slug="angebot",
        direction=Direction.OFFER,
        titles={"de": "Angebot"},
        actor=own,
        topics=[others],
        by=None,
    )
    keeper = User.objects.create_user("halterin@example.org", "geheim-und-lang-genug", name="Halterin")
    Membership.objects.create(user=keeper, actor=own)
    Membership.objects.create(user=keeper, actor=actor)
    index.refresh([actor.pk, own.pk])
    call_command("match_postings", tell=True, verbosity=0)
    Posting.objects.exclude(pk=offer.pk).update(
        expires_on=offer.expires_on.replace(year=2026, month=12, day=1)
    )
    call_command("follow_postings", verbosity=0)
    call_command("send_notices", verbosity=0)
    words = [f"plant{number}x" for number in range(40)]
    for reader in (client, member_client):
        for path in PATHS:
            for lang in ("de", "uk", "en") if "{lang}" in path else ("de",):
                address = path.format(lang=lang, actor="riwne", region=actor.place.region.slug, word="plant7")
                said = reader.get(address).content.decode()
                assert not [word for word in words if word in said], address
    mails = [f"{mail.subject}\n{mail.text}\n{mail.html}" for mail in OutboxMail.objects.all()]
    assert mails
    assert not [word for word in words for mail in mails if word in mail]
    assert not open_postings(member).filter(slug__startswith="plant").exists()
    assert posting_matches.find() > 0
    assert open_postings(keeper).filter(slug__startswith="plant").exists()
