"""What a reader does by the signed link: choose, pause, leave, come back; reading the page changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter import links
from newsletter.choices import words_of
from newsletter.enums import ConsentKind, SubscriberState, SuppressionReason
from newsletter.models import ConsentRecord, Subscriber
from newsletter.services import suppressing
from platform_portal.core.models import OutboxMail
from tests.factories.newsletter import EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Subscriber:
    return SubscriberFactory(address="leserin@example.org")


def page(reader: Subscriber, name: str = links.PREFERENCES, edition: int = 0) -> str:
    return reverse(name, args=[links.key_for(reader.pk, reader.key_version, edition)])


def post(client: Client, reader: Subscriber, act: str, **sent: object) -> int:
    status = client.post(page(reader), {"act": act, **sent}).status_code
    reader.refresh_from_db()
    return status


def test_following_every_link_changes_nothing(client: Client, reader):
    before = Subscriber.objects.values().get()
    for name in (links.PREFERENCES, links.LEAVE):
        assert client.get(page(reader, name)).status_code == 200
        assert client.head(page(reader, name)).status_code == 200
    assert Subscriber.objects.values().get() == before
    assert not ConsentRecord.objects.exists()


def test_the_pages_set_no_cookie(client: Client, reader):
    for name in (links.PREFERENCES, links.LEAVE):
        assert not client.get(page(reader, name)).cookies


def test_topics_and_language_are_changed_and_noted(client: Client, reader):
    sent = {"kinds": ["special", "events"], "language": "uk", "frequency": "monthly"}
    assert post(client, reader, "save", **sent) == 302
    assert (words_of(reader), reader.language, reader.frequency) == (["events", "special"], "uk", "monthly")
    assert post(client, reader, "save", **sent) == 302
    assert list(ConsentRecord.objects.values_list("kind", "topics")) == [("changed", ["events", "special"])]


def test_choosing_nothing_is_refused_and_keeps_what_was(client: Client, reader):
    assert post(client, reader, "save", kinds=[], language="de", frequency="every") == 422
    assert words_of(reader) == ["quarterly"]


def test_one_click_of_a_mail_program_needs_neither_cookie_nor_page(reader):
    edition = EditionFactory()
    client = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = client.post(page(reader, links.LEAVE, edition.pk), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"", {})
    reader.refresh_from_db()
    assert reader.state == SubscriberState.LEFT
    [record] = ConsentRecord.objects.all()
    assert (record.kind, record.channel, record.edition_id) == ("left", "one_click", edition.pk)


def test_leaving_is_undone_with_everything_that_was_chosen(client: Client, reader):
    assert post(client, reader, "leave") == 302
    assert reader.state == SubscriberState.LEFT
    assert not Subscriber.objects.reachable().exists()
    assert post(client, reader, "back") == 302
    assert (reader.state, words_of(reader)) == (SubscriberState.ACTIVE, ["quarterly"])
    assert list(ConsentRecord.objects.values_list("kind", flat=True)) == ["left", "returned"]


def test_a_suppressed_address_does_not_come_back(client: Client, reader):
    post(client, reader, "leave")
    suppressing.suppress(address=reader.address, reason=SuppressionReason.OBJECTION)
    assert post(client, reader, "back") == 409
    assert reader.state == SubscriberState.SUPPRESSED


def test_who_never_confirmed_cannot_undo_leaving(client: Client):
    reader = SubscriberFactory(state=SubscriberState.PENDING, confirmed_at=None)
    post(client, reader, "leave")
    assert post(client, reader, "back") == 409
    assert reader.state == SubscriberState.LEFT


def test_a_break_ends_by_itself_or_by_the_button(client: Client, reader):
    until = timezone.localdate() + dt.timedelta(days=30)
    assert post(client, reader, "pause", until=until.isoformat()) == 302
    assert reader.state == SubscriberState.PAUSED
    assert not Subscriber.objects.reachable().exists()
    assert Subscriber.objects.reachable(timezone.now() + dt.timedelta(days=31)).exists()
    assert post(client, reader, "resume") == 302
    assert (reader.state, reader.paused_until) == (SubscriberState.ACTIVE, None)
    assert list(ConsentRecord.objects.values_list("kind", flat=True)) == [
        ConsentKind.PAUSED,
        ConsentKind.RESUMED,
    ]


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_break_of_no_sense_is_refused(client: Client, reader, days):
    until = timezone.localdate() + dt.timedelta(days=days)
    assert post(client, reader, "pause", until=until.isoformat()) == 422
    assert reader.state == SubscriberState.ACTIVE


@pytest.mark.parametrize("act", ["", "unbekannt", "x" * 10_000])
def test_an_unknown_act_changes_nothing(client: Client, reader, act):
    assert post(client, reader, act) == 422
    assert reader.state == SubscriberState.ACTIVE


def test_a_former_link_opens_nothing_once_the_version_is_raised(client: Client, reader):
    old = page(reader)
    Subscriber.objects.update(key_version=2)
    assert [client.get(old).status_code, client.post(old, {"act": "leave"}).status_code] == [404, 404]
    reader.refresh_from_db()
    assert reader.state == SubscriberState.ACTIVE


def test_the_link_is_sent_to_readers_only_and_every_address_is_answered_alike(client: Client, reader):
    SubscriberFactory(address="neu@example.org", state=SubscriberState.PENDING, confirmed_at=None)
    answers = [
        client.post(reverse("newsletter-find"), {"address": f"{name}@example.org"})
        for name in ("leserin", "neu", "unbekannt")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("newsletter-link-sent"))
    }
    assert list(OutboxMail.objects.values_list("kind", "to")) == [("newsletter-link", "leserin@example.org")]


def test_the_page_of_the_account_shows_the_subscription(member_client: Client, member):
    assert reverse("newsletter-account") in member_client.get(reverse("account")).content.decode()
    assert member_client.post(reverse("newsletter-account")).status_code == 302
    assert Subscriber.objects.get().user == member
    assert "/newsletter/preferences/" in member_client.get(reverse("account")).content.decode()
