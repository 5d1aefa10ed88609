"""A contact is public only while the person behind it agrees; the yes is proved, and ends at once when it is withdrawn."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.services import retention
from actors import consent_wording
from actors.models import Contact, ContactConsent, Membership
from actors.services import consent
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, ContactFactory

EMAIL = "internationales@stadt.example.org"


@pytest.fixture
def contact(db) -> Contact:
    actor = ActorFactory(slug="stadt-essen", name="Stadt Essen", source_language="de")
    return ContactFactory(
        actor=actor, email=EMAIL, phone="+49 201 88-0", is_personal=True, visibility="matched"
    )


@pytest.fixture
def owner(contact):
    user = UserFactory(language="de")
    Membership.objects.create(user=user, actor=contact.actor, role="owner")
    return user


def browser(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def link(kind: str = "contact-consent") -> str:
    mail = OutboxMail.objects.filter(kind=kind).latest("pk")
    return re.search(rf"{re.escape(settings.PORTAL_BASE_URL)}(/\w\w/contact-consent/[\w-]+/)", mail.text)[1]


def page() -> str:
    return Client().get("/de/actors/stadt-essen/").content.decode()


def test_from_the_question_to_the_withdrawal(contact, owner):
    consent.ask(contact=contact, by=owner)
    assert OutboxMail.objects.get().to == EMAIL
    address, reader = link(), browser()
    shown = reader.get(address).content.decode()
    assert consent_wording.current("de") in shown
    assert all(value in shown for value in ("Stadt Essen", EMAIL, "+49 201 88-0"))
    assert EMAIL not in page()
    assert reader.post(address, {"answer": "yes"}).status_code == 200
    assert EMAIL in page()
    given = ContactConsent.objects.get()
    assert (given.wording, given.wording_version) == (consent_wording.current("de"), consent_wording.VERSION)
    assert link("contact-consent-given") == address
    assert reader.post(address, {"answer": "withdraw"}).status_code == 200
    assert EMAIL not in page()
    contact.refresh_from_db()
    assert (contact.visibility, contact.consented_at) == ("matched", None)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "contact.consent_asked", "contact.consent_given", "contact.consent_withdrawn",
    ]  # fmt: skip


def test_what_was_read_is_what_is_kept_also_in_another_language(contact, owner):
    consent.ask(contact=contact, by=owner)
    address = link().replace("/de/", "/uk/")
    assert consent_wording.current("uk") in browser().get(address).content.decode()
    browser().post(address, {"answer": "yes"})
    given = ContactConsent.objects.get()
    assert (given.language, given.wording) == ("uk", consent_wording.current("uk"))


def test_opening_the_link_changes_nothing(contact, owner):
    consent.ask(contact=contact, by=owner)
    for method in (browser().get, browser().head):
        assert method(link()).status_code == 200
    contact.refresh_from_db()
    assert (contact.is_public, ContactConsent.objects.unanswered().count()) == (False, 1)


def test_a_no_publishes_nothing_and_is_respected(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "no"})
    assert EMAIL not in page()
    with pytest.raises(Refusal, match="30"):
        consent.ask(contact=contact, by=owner)


@pytest.mark.parametrize(
    ("state", "status"),
    [("unknown", 404), ("declined", 410), ("withdrawn", 410), ("old", 410), ("newer", 410)],
)
def test_a_link_that_cannot_be_used_says_so_and_changes_nothing(contact, owner, state, status):
    consent.ask(contact=contact, by=owner)
    address = link()
    if state == "unknown":
        address = address[:-2] + ("A" if address[-2] != "A" else "B") + "/"
    elif state == "declined":
        browser().post(address, {"answer": "no"})
    elif state == "withdrawn":
        browser().post(address, {"answer": "yes"})
        browser().post(address, {"answer": "withdraw"})
    elif state == "old":
        ContactConsent.objects.update(asked_at=timezone.now() - dt.timedelta(days=61))
    else:
        ContactConsent.objects.update(asked_at=timezone.now() - dt.timedelta(days=2))
        consent.ask(contact=contact, by=owner)
    before = list(ContactConsent.objects.values())
    assert browser().get(address).status_code == status
    assert browser().post(address, {"answer": "yes"}).status_code == status
    assert list(ContactConsent.objects.values()) == before
    assert EMAIL not in page()


CHANGES = {"email": "neu@stadt.example.org", "phone": "+49 201 1", "function_uk": "Інше бюро"}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("is_personal", [True, False])
def test_changed_details_end_the_consent_however_they_are_changed(contact, owner, field, is_personal):
    Contact.objects.update(is_personal=is_personal)
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    Contact.objects.filter(pk=contact.pk).update(**{field: CHANGES[field]})
    contact.refresh_from_db()
    assert not contact.is_public
    assert ContactConsent.objects.get().ended_at
    assert EMAIL not in page()
    assert CHANGES[field] not in page()
    assert browser().get(link()).status_code == 410
    OutboxMail.objects.all().delete()
    assert (consent.ask_again(), consent.ask_again()) == (1, 0)
    assert OutboxMail.objects.get().to == CHANGES.get("email" if field == "email" else "", EMAIL)


def test_other_changes_do_not_end_it(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    Contact.objects.update(position=5)
    contact.refresh_from_db()
    assert contact.is_public


def test_a_change_between_question_and_answer_is_noticed(contact, owner):
    consent.ask(contact=contact, by=owner)
    Contact.objects.update(phone="+49 201 1")
    answer = browser().post(link(), {"answer": "yes"})
    assert answer.status_code == 410
    assert EMAIL not in page()


def test_who_withdrew_is_not_asked_again_by_the_portal(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    browser().post(link(), {"answer": "withdraw"})
    Contact.objects.update(phone="+49 201 1")
    assert consent.ask_again() == 0


def test_the_database_refuses_a_public_personal_contact_without_consent(contact):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.update(visibility="public")


def test_a_public_function_mailbox_without_consent_is_for_members_only(contact, member_client):
    Contact.objects.update(is_personal=False, visibility="public")
    assert EMAIL not in page()
    assert EMAIL in member_client.get("/de/actors/stadt-essen/").content.decode()


def test_a_deleted_proof_takes_the_contact_from_the_public_pages(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    ContactConsent.objects.all().delete()
    contact.refresh_from_db()
    assert not contact.is_public


def test_a_contact_with_its_consents_can_be_deleted(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    contact.delete()
    assert not ContactConsent.objects.exists()


def test_the_person_who_is_logged_in_agrees_and_withdraws_directly(contact):
    person = browser(UserFactory(email=EMAIL.upper(), language="uk"))
    assert consent_wording.current("uk") in person.get("/uk/account/contacts/").content.decode()
    person.post("/uk/account/contacts/", {"contact": contact.pk, "action": "give"})
    assert EMAIL in page()
    assert OutboxMail.objects.get(kind="contact-consent-given").language == "uk"
    person.post("/uk/account/contacts/", {"contact": contact.pk, "action": "withdraw"})
    assert EMAIL not in page()


@pytest.mark.parametrize("action", ["give", "withdraw"])
def test_nobody_agrees_for_somebody_else(contact, owner, action):
    assert (
        browser(owner).post("/de/account/contacts/", {"contact": contact.pk, "action": action}).status_code
        == 404
    )
    with pytest.raises(Refusal):
        consent.give_directly(contact=contact, user=owner)


@pytest.mark.parametrize(
    ("role", "page_status", "post_status"),
    [
        ("visitor", 302, 302),
        ("stranger", 404, 404),
        ("editor", 200, 404),
        ("owner", 200, 302),
        ("secretariat", 200, 302),
    ],
)
def test_owner_and_secretariat_ask_others_do_not(contact, owner, role, page_status, post_status):
    users = {"visitor": None, "owner": owner}
    if role not in users:
        users[role] = UserFactory(is_staff=role == "secretariat")
        if role == "editor":
            Membership.objects.create(user=users[role], actor=contact.actor, role="editor")
    client = browser(users[role])
    address = "/de/account/organisations/stadt-essen/contacts/"
    assert client.get(address).status_code == page_status
    assert client.post(address, {"contact": contact.pk, "action": "ask"}).status_code == post_status
    assert OutboxMail.objects.count() == (1 if role in {"owner", "secretariat"} else 0)


def test_a_contact_of_another_organisation_is_not_found(contact, owner):
    other = ContactFactory()
    address = "/de/account/organisations/stadt-essen/contacts/"
    assert browser(owner).post(address, {"contact": other.pk, "action": "ask"}).status_code == 404
    assert browser(owner).post(address, {"contact": "x", "action": "ask"}).status_code == 404


def test_an_address_is_not_flooded(contact, owner):
    consent.ask(contact=contact, by=owner)
    with pytest.raises(Refusal):
        consent.ask(contact=contact, by=owner)
    for days in (2, 4):
        consent.ask(contact=contact, by=owner, now=timezone.now() + dt.timedelta(days=days))
    with pytest.raises(Refusal):
        consent.ask(contact=contact, by=owner, now=timezone.now() + dt.timedelta(days=6))
    assert OutboxMail.objects.count() == 3


def test_without_an_address_nobody_can_be_asked(contact, owner):
    Contact.objects.update(email="")
    with pytest.raises(Refusal):
        consent.ask(contact=contact, by=owner)


def test_after_three_years_the_proof_of_a_withdrawn_consent_is_gone(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    retention.apply(now=timezone.now() + dt.timedelta(days=2000))
    assert ContactConsent.objects.in_force().count() == 1
    browser().post(link(), {"answer": "withdraw"})
    retention.apply(now=timezone.now() + dt.timedelta(days=2000))
    assert not ContactConsent.objects.exists()


def test_with_the_caches_on_a_withdrawn_contact_is_gone_within_a_minute(contact, owner, settings):
    """Whatever a cache may still hold has ended a minute later: its time to live is read from the cache itself."""
    from platform_portal.settings import base

    settings.PORTAL_PAGE_CACHE_SECONDS = base.PORTAL_PAGE_CACHE_SECONDS
    settings.PORTAL_PART_CACHE_SECONDS = base.PORTAL_PART_CACHE_SECONDS
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    assert EMAIL in page()
    browser().post(link(), {"answer": "withdraw"})
    assert EMAIL in page()  # the cache is really on
    redis = cache._cache.get_client(None, write=True)
    times = {key: redis.ttl(key) for key in redis.scan_iter("*portal*")}
    assert times
    pages = {key: left for key, left in times.items() if b":page:" in key}
    assert 0 < max(pages.values()) <= 30
    parts = [left for key, left in times.items() if key not in pages]
    assert max(pages.values()) + max(parts, default=0) < 60
    redis.delete(*times)  # the minute is over
    assert EMAIL not in page()


def test_no_file_and_no_interface_for_programs_holds_a_contact(contact, owner):
    consent.ask(contact=contact, by=owner)
    browser().post(link(), {"answer": "yes"})
    for path in (
        "/api/v1/actors/",
        "/api/v1/actors/?format=csv",
        "/api/v1/actors/?format=geojson",
        "/de/actors/?format=csv",
        "/de/actors/map.json",
    ):
        answer = Client().get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert EMAIL.encode() not in body, path


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(transactional_db):
    import threading

    contact = ContactFactory(email=EMAIL, actor=ActorFactory(slug="stadt-essen"))
    consent.ask(contact=contact, by=None)
    asked = ContactConsent.objects.get()
    key, start, outcomes = link().rstrip("/").rpartition("/")[2], threading.Barrier(2), []

    def answer(service) -> None:
        start.wait()
        try:
            service()
            outcomes.append("done")
        except Refusal:
            outcomes.append("refused")
        connection.close()

    threads = [threading.Thread(target=answer, args=(service,)) for service in (
        lambda: consent.give(consent=asked, key=key), lambda: consent.decline(consent=asked))]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
