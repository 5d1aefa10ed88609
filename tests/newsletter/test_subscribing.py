"""Subscribing: nobody reads without the button behind the link; every address is answered alike; each step leaves a proof."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter import confirmation
from newsletter.choices import Topics, words_of
from newsletter.enums import ConsentChannel, ConsentKind, SubscriberState, SuppressionReason
from newsletter.models import ConsentNetwork, ConsentRecord, Subscriber, Suppression
from newsletter.services import subscribing, suppressing
from newsletter.services.records import Origin
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.actors import WorkingGroupFactory
from tests.factories.newsletter import SubscriberFactory
from tests.factories.places import RegionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 9, 9, 0, 7, tzinfo=dt.UTC)
FORM = Origin(ConsentChannel.FORM, page="/uk/newsletter/subscribe/", language="uk", ip="203.0.113.9")
LINK = Origin(ConsentChannel.LINK, language="uk")


def ask(address: str = "Leserin@Example.org", *words: str, now: dt.datetime = NOW) -> Subscriber | None:
    topics = Topics().chosen(words or ["quarterly"])
    return subscribing.ask(address=address, topics=topics, origin=FORM, now=now)


def link_of(subscriber: Subscriber, now: dt.datetime = NOW) -> confirmation.Confirmation:
    found = confirmation.read(confirmation.key_for(subscriber.pk, now))
    assert found is not None
    return found


def test_asking_sends_a_link_and_nothing_more():
    group = WorkingGroupFactory()
    subscriber = ask("Leserin@Example.org", "quarterly", f"working_group:{group.slug}")
    assert subscriber.state == SubscriberState.PENDING
    assert words_of(subscriber) == ["quarterly", f"working_group:{group.slug}"]
    [mail] = OutboxMail.objects.all()
    assert (mail.kind, mail.to, mail.language) == ("newsletter-confirm", "Leserin@Example.org", "uk")
    [record] = ConsentRecord.objects.all()
    assert (record.kind, record.at, record.message_id) == (ConsentKind.ASKED, NOW, mail.message_id)
    assert record.source_page == "/uk/newsletter/subscribe/"
    assert "одним клацанням" in record.wording


def test_the_button_behind_the_link_makes_a_reader_once():
    subscriber = ask()
    for _press in range(2):
        subscribing.confirm(confirmation=link_of(subscriber), origin=LINK, now=NOW + dt.timedelta(days=6))
    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.language) == (SubscriberState.ACTIVE, "uk")
    kinds = ConsentRecord.objects.values_list("kind", "message_id")
    assert list(kinds) == [(kind, OutboxMail.objects.get().message_id) for kind in ("asked", "confirmed")]


def test_a_link_is_good_for_seven_days():
    subscriber = ask()
    with pytest.raises(Refusal):
        subscribing.confirm(
            confirmation=link_of(subscriber), origin=LINK, now=NOW + dt.timedelta(days=7, seconds=1)
        )
    assert Subscriber.objects.get().state == SubscriberState.PENDING
    assert list(Subscriber.objects.unconfirmed(NOW + dt.timedelta(days=8))) == [subscriber]
    assert list(Subscriber.objects.unconfirmed(NOW + dt.timedelta(days=6))) == []


def test_a_link_of_another_secret_or_subscriber_confirms_nothing():
    subscriber = ask()
    key = confirmation.key_for(subscriber.pk, NOW)
    assert confirmation.read(key[:-2] + "xx") is None
    assert confirmation.read(confirmation.key_for(subscriber.pk + 1, NOW)) is None
    assert confirmation.read("x" * 10_000) is None


def test_who_reads_already_gets_the_way_to_the_preferences_and_keeps_everything():
    reader = SubscriberFactory(address="leserin@example.org")
    ask("LESERIN@example.org", "special")
    reader.refresh_from_db()
    assert (reader.state, reader.language, words_of(reader)) == ("active", "de", ["quarterly"])
    assert OutboxMail.objects.get().kind == "newsletter-known"
    assert not ConsentRecord.objects.exists()


@pytest.mark.parametrize("reason", [SuppressionReason.OBJECTION, SuppressionReason.COMPLAINT])
def test_who_asked_never_to_be_written_to_gets_no_mail(reason):
    suppressing.suppress(address="leserin@example.org", reason=reason)
    assert ask() is None
    assert not OutboxMail.objects.exists()
    assert not Subscriber.objects.exists()


def test_a_mailbox_that_bounced_once_may_be_confirmed_anew():
    suppressing.suppress(address="leserin@example.org", reason=SuppressionReason.HARD_BOUNCE)
    subscriber = ask()
    assert Suppression.objects.count() == 1
    subscribing.confirm(confirmation=link_of(subscriber), origin=LINK, now=NOW)
    assert Suppression.objects.count() == 0


def test_an_account_with_the_address_is_the_same_person():
    user = UserFactory(email="leserin@example.org")
    subscriber = ask()
    subscribing.confirm(confirmation=link_of(subscriber), origin=LINK, now=NOW)
    assert Subscriber.objects.get().user == user


def test_a_signed_in_person_needs_no_second_mail():
    user = UserFactory(email="leserin@example.org", language="uk")
    for _press in range(2):
        subscribing.subscribe_account(
            user=user,
            topics=Topics().chosen(["quarterly"]),
            origin=Origin(ConsentChannel.ACCOUNT, language="uk"),
        )
    subscriber = Subscriber.objects.get()
    assert (subscriber.user, subscriber.state, subscriber.language) == (user, "active", "uk")
    assert ConsentRecord.objects.get().kind == ConsentKind.CONFIRMED
    assert not OutboxMail.objects.exists()


def test_the_internet_address_is_kept_only_where_a_setting_says_so(settings):
    ask()
    assert not ConsentNetwork.objects.exists()
    settings.PORTAL_NEWSLETTER_KEEP_IP_DAYS = 30
    ask("andere@example.org")
    assert ConsentNetwork.objects.get().ip == "203.0.113.9"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ohne-zeichen",
        "a@b",
        f"{'x' * 320}@example.org",
        "a@example.org\nBcc: b@example.org",
        "a b@example.org",
    ],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        ask(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [("leser@müller.example", "LESER@xn--mller-kva.example"), ("leser@пошта.укр", "Leser@ПОШТА.УКР")],
)
def test_one_mailbox_is_one_subscriber_in_any_spelling(one, other):
    ask(one)
    ask(other)
    assert Subscriber.objects.count() == 1


def test_the_form_answers_every_address_alike(client: Client):
    SubscriberFactory(address="bekannt@example.org")
    suppressing.suppress(address="nie@example.org", reason=SuppressionReason.OBJECTION)
    sent = {"kinds": ["quarterly"], "language": "de", "frequency": "every"}
    answers = [
        client.post(reverse("newsletter-subscribe"), {**sent, "address": f"{name}@example.org"})
        for name in ("neu", "bekannt", "nie")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, reverse("newsletter-sent"))
    ] * 3
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == [
        "bekannt@example.org",
        "neu@example.org",
    ]


def test_reading_the_link_confirms_nothing_and_the_button_leads_to_the_choice(client: Client):
    subscriber = ask(now=timezone.now())
    [address] = re.findall(r"http://[^\s]+/confirm/[^\s]+", OutboxMail.objects.get().text)
    path = "/" + address.split("/", 3)[3]
    assert [client.get(path).status_code, client.head(path).status_code] == [200, 200]
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.PENDING
    answer = client.post(path, follow=True)
    assert answer.status_code == 200
    assert "leserin@example.org" in answer.content.decode().casefold()
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.ACTIVE


@pytest.mark.parametrize("kinds", [[], ["unbekannt"]])
def test_a_form_without_a_choice_is_shown_again(client: Client, kinds):
    answer = client.post(
        reverse("newsletter-subscribe"),
        {"address": "neu@example.org", "kinds": kinds, "language": "de", "frequency": "every"},
    )
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()


def test_more_than_three_mails_a_day_to_one_address_are_not_sent(client: Client):
    sent = {"address": "neu@example.org", "kinds": ["quarterly"], "language": "de", "frequency": "every"}
    for _time in range(5):
        assert client.post(reverse("newsletter-subscribe"), sent).status_code == 302
    assert OutboxMail.objects.count() == 3


def test_regions_and_groups_can_be_chosen():
    region = RegionFactory()
    subscriber = ask("neu@example.org", "events", f"region:{region.slug}")
    assert words_of(subscriber) == ["events", f"region:{region.slug}"]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_are_one_subscriber():
    gate, trouble = threading.Barrier(4), []

    def run() -> None:
        try:
            gate.wait(10)
            ask("neu@example.org", now=timezone.now())
        except Exception as error:
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert trouble == []
    assert Subscriber.objects.count() == 1
    assert Subscriber.objects.get().subscriptions.count() == 1


@pytest.mark.parametrize(
    "verb", ["UPDATE newsletter_consentrecord SET kind = 'left'", "DELETE FROM newsletter_consentrecord"]
)
def test_a_record_cannot_be_changed_or_deleted(verb):
    ask()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert ConsentRecord.objects.get().kind == ConsentKind.ASKED
