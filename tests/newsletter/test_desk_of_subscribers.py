"""Subscribers at the desk: found by address, proof to print, never again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from newsletter.enums import SubscriberState
from newsletter.models import Subscriber, Suppression
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.newsletter import ConsentRecordFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


def step(client, subscriber: Subscriber, slug: str) -> None:
    client.post(reverse("admin:newsletter_subscriber_step", args=[subscriber.pk, slug]))
    subscriber.refresh_from_db()


def test_the_list_costs_the_same_for_one_and_many(secretariat_client, django_assert_num_queries):
    url = reverse("admin:newsletter_subscriber_changelist")
    SubscriberFactory()
    secretariat_client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        secretariat_client.get(url)
    SubscriberFactory.create_batch(5)
    with django_assert_num_queries(len(one)):
        secretariat_client.get(url)


def test_the_proof_shows_every_record_about_the_address(secretariat_client):
    record = ConsentRecordFactory()
    url = reverse("admin:newsletter_subscriber_report", args=[record.subscriber.pk])
    page = secretariat_client.get(url).content.decode()
    assert record.wording in page
    assert "2026-01-15T09:30:00+00:00" in page or "2026-01-15T10:30:00+01:00" in page


def test_the_secretariat_unsubscribes_who_asks_by_telephone(secretariat_client, secretariat):
    subscriber = SubscriberFactory()
    step(secretariat_client, subscriber, "leave")
    assert subscriber.state == SubscriberState.LEFT
    assert AuditEntry.objects.filter(action="subscriber.left", user=secretariat).exists()


def test_the_confirmation_mail_is_sent_again_to_who_has_not_confirmed(secretariat_client):
    waiting = SubscriberFactory(state=SubscriberState.PENDING, confirmed_at=None)
    step(secretariat_client, waiting, "ask")
    step(secretariat_client, SubscriberFactory(), "ask")
    assert list(OutboxMail.objects.values_list("to", flat=True)) == [waiting.address]


def test_an_address_is_entered_found_and_let_go(secretariat_client):
    subscriber = SubscriberFactory(address="nie@example.org")
    listing = reverse("admin:newsletter_suppression_changelist")
    secretariat_client.post(
        reverse("admin:newsletter_suppression_add"), {"address": "NIE@example.org", "reason": "objection"}
    )
    subscriber.refresh_from_db()
    entry = Suppression.objects.get()
    assert subscriber.state == SubscriberState.SUPPRESSED
    assert (
        entry.address_hash[:12] in secretariat_client.get(listing, {"q": "nie@example.org"}).content.decode()
    )
    assert (
        entry.address_hash[:12]
        not in secretariat_client.get(listing, {"q": "a@example.org"}).content.decode()
    )
    secretariat_client.post(reverse("admin:newsletter_suppression_step", args=[entry.pk, "release"]))
    assert not Suppression.objects.exists()


def test_members_see_nothing_of_it(member_client):
    subscriber = SubscriberFactory()
    url = reverse("admin:newsletter_subscriber_report", args=[subscriber.pk])
    assert member_client.get(url).status_code in {302, 403, 404}
