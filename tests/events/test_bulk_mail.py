"""Mails of the secretariat: to whom they say, in each person's language, never twice to one person."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events.enums import BookingStatus, Mode, RegistrationStatus
from events.models import BulkMail, RegistrationMail
from events.services import bulk_mail
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.events.desk import hybrid, people
from tests.factories.events import RegistrationFactory

WORDS = {
    "subject_de": "Anreise", "text_de": "Der Eingang ist im Hof.\n\nBis bald!", "subject_uk": "Дорога", "text_uk": "Вхід з двору.",
}  # fmt: skip


def draft(event, by=None, **facts) -> BulkMail:
    made = BulkMail(event=event, **({"states": ["confirmed"]} | WORDS | facts))
    return bulk_mail.keep(mail=made, by=by) if by else made


def got() -> list[tuple[str, str]]:
    return sorted(OutboxMail.objects.filter(kind="event-mail").values_list("language", "subject"))


@pytest.fixture
def event(db):
    """Three confirmed in three languages, one who waits for a decision, one who cancelled."""
    made = hybrid()
    for language in ("de", "uk", "en"):
        RegistrationFactory(event=made, language=language)
    RegistrationFactory(event=made, status=RegistrationStatus.RECEIVED, place=BookingStatus.REQUESTED)
    RegistrationFactory(event=made, status=RegistrationStatus.CANCELLED, place=BookingStatus.RELEASED)
    return made


def test_everyone_reads_it_in_the_own_language_else_in_the_first_one(event, secretariat):
    bulk_mail.send_off(mail=draft(event, secretariat), by=secretariat)
    bulk_mail.send_due(now=timezone.now())
    assert got() == [("de", "Anreise"), ("en", "Anreise"), ("uk", "Дорога")]
    assert BulkMail.objects.get().finished_at is not None


def test_only_those_in_the_chosen_states_get_it(event, secretariat):
    assert bulk_mail.numbers(draft(event)) == {"de": 1, "uk": 1, "en": 1}
    assert bulk_mail.numbers(draft(event, states=["received"])) == {"de": 1}
    assert bulk_mail.numbers(draft(event, states=["cancelled"], mode=Mode.ONLINE)) == {}
    assert bulk_mail.numbers(draft(event, presence="in")) == {}


def test_nobody_gets_it_twice_also_with_two_registrations(event, secretariat):
    first = event.registrations.filter(status="active").first()
    RegistrationFactory(
        event=event, email=first.email, status=RegistrationStatus.CANCELLED, place=BookingStatus.RELEASED
    )
    mail = draft(event, secretariat, states=["confirmed", "cancelled"])
    bulk_mail.send_off(mail=mail, by=secretariat)
    for _ in range(3):
        bulk_mail.send_due(now=timezone.now())
    addresses = list(OutboxMail.objects.values_list("to", flat=True))
    assert len(addresses) == len(set(addresses)) == sum(bulk_mail.numbers(mail).values()) == 4


def test_a_draft_is_sent_once_only(event, secretariat):
    mail = draft(event, secretariat)
    bulk_mail.send_off(mail=mail, by=secretariat)
    with pytest.raises(Refusal):
        bulk_mail.send_off(mail=mail, by=secretariat)
    with pytest.raises(Refusal):
        bulk_mail.keep(mail=mail, by=secretariat)


@pytest.mark.parametrize("facts", [{"states": []}, dict.fromkeys(WORDS, ""), {"states": ["expired"]}])
def test_a_mail_without_text_or_readers_is_refused(event, secretariat, facts):
    with pytest.raises(Refusal):
        bulk_mail.send_off(mail=draft(event, secretariat, **facts), by=secretariat)


def test_a_test_mail_goes_to_oneself_in_every_language_and_to_nobody_else(event, secretariat):
    assert bulk_mail.send_test(mail=draft(event, secretariat), by=secretariat) == 2
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {secretariat.email}
    assert all(subject.startswith("[Test] ") for _language, subject in got())
    assert not RegistrationMail.objects.exists()


def test_from_writing_to_sending_on_the_pages(event, secretariat_client):
    sent = {"states": ["confirmed"], "subject_de": "Anreise", "text_de": "Der Eingang ist im Hof."}
    page = secretariat_client.post(reverse("event-mail-new", args=[event.pk]), sent, follow=True)
    mail = BulkMail.objects.get()
    assert page.context["total"] == 3
    address = reverse("event-mail-send", args=[event.pk, mail.pk])
    secretariat_client.post(address)
    mail.refresh_from_db()
    assert mail.is_draft
    secretariat_client.post(address, {"sure": "yes"})
    bulk_mail.send_due(now=timezone.now())
    assert len(got()) == 3


def test_subject_and_text_of_a_language_belong_together(event, secretariat_client):
    sent = {"states": ["confirmed"], "subject_de": "Anreise", "text_de": "", "text_uk": "Вхід"}
    page = secretariat_client.post(reverse("event-mail-new", args=[event.pk]), sent)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"text_de", "subject_uk"}


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_write_to_each_person_once(secretariat):
    event = hybrid()
    people(event, 20)
    bulk_mail.send_off(mail=draft(event, secretariat), by=secretariat)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(20)
        bulk_mail.send_due(now=timezone.now())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    addresses = list(OutboxMail.objects.filter(kind="event-mail").values_list("to", flat=True))
    assert (len(addresses), len(set(addresses))) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_without_taking_turns_two_workers_choose_the_same_person(secretariat, monkeypatch):
    """Negative control."""
    event = hybrid()
    people(event, 1)
    mail = bulk_mail.send_off(mail=draft(event, secretariat), by=secretariat)
    together, chosen = threading.Barrier(2), []

    def unlocked(pk: int) -> BulkMail:
        return BulkMail.objects.select_related("event").get(pk=pk)

    def post(person, **_facts: object) -> bool:
        chosen.append(person.pk)
        together.wait(20)
        raise Refusal("genug")

    monkeypatch.setattr(bulk_mail, "locked", unlocked)
    monkeypatch.setattr(bulk_mail.sending, "post", post)

    def work() -> None:
        with pytest.raises(Refusal):
            bulk_mail._send_next(mail.pk, timezone.now())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(chosen) == 2
