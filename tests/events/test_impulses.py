"""What members propose, and what the secretariat answers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from actors.models import Membership
from events.enums import EventStatus, ImpulseStatus
from events.models import Impulse
from events.services import impulses
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    """Somebody who keeps an entry and reads Ukrainian."""
    user = UserFactory(language="uk")
    Membership.objects.create(user=user, actor=ActorFactory())
    return user


def proposed(user, **facts) -> Impulse:
    actor = facts.pop("actor", None) or user.memberships.get().actor
    values = {"kind": "event", "title": "Вода", "text": "Майстерня", "language": "uk", "when": "навесні"}
    return impulses.propose(by=user, actor=actor, **values | facts)


def test_an_accepted_event_becomes_a_draft_with_the_words_of_the_member(keeper, secretariat):
    group = WorkingGroupFactory()
    found = impulses.accept(impulse=proposed(keeper, working_group=group), by=secretariat)
    event = found.event
    assert (event.status, event.title_uk, event.source_language) == (EventStatus.DRAFT, "Вода", "uk")
    assert (event.working_group, list(event.organisers.all())) == (group, [found.actor])
    notice = Notice.objects.get(user=keeper)
    assert notice.letter_kind == "impulse-accepted"
    assert "Вода" in notice.letter["subject"]
    assert notice.letter["subject"].startswith("Вашу")


def test_an_impulse_is_taken_up_without_an_event(keeper, secretariat):
    found = impulses.accept(impulse=proposed(keeper, kind="impulse"), by=secretariat)
    assert (found.status, found.event) == (ImpulseStatus.ACCEPTED, None)


def test_a_refusal_has_a_reason_the_member_reads(keeper, secretariat):
    made = proposed(keeper)
    with pytest.raises(Refusal):
        impulses.decline(impulse=made, reason="  ", by=secretariat)
    impulses.decline(impulse=made, reason="Es gibt sie schon.", by=secretariat)
    assert any("Es gibt sie schon." in part for part in Notice.objects.get().letter["paragraphs"])
    for again in (impulses.accept, impulses.withdraw):
        with pytest.raises(Refusal):
            again(impulse=made, by=secretariat)


def test_one_withdraws_the_own_ones_only(keeper, secretariat):
    made = proposed(keeper)
    with pytest.raises(Refusal):
        impulses.withdraw(impulse=made, by=secretariat)
    assert impulses.withdraw(impulse=made, by=keeper).status == ImpulseStatus.WITHDRAWN


def test_nobody_proposes_for_others_or_without_end(keeper):
    with pytest.raises(Refusal):
        proposed(keeper, actor=ActorFactory())
    for _ in range(10):
        proposed(keeper)
    with pytest.raises(Refusal):
        proposed(keeper)


def test_the_pages_of_the_member(client, keeper):
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    actor = keeper.memberships.get().actor
    sent = {"kind": "event", "actor": actor.pk, "title": "Вода", "text": "Майстерня", "language": "uk"}
    assert client.post(reverse("impulse-new"), sent | {"actor": ActorFactory().pk}).status_code == 422
    assert client.post(reverse("impulse-new"), sent | {"text": "x" * 100_000}).status_code == 422
    page = client.post(reverse("impulse-new"), sent, follow=True)
    assert "Вода" in page.content.decode()
    made = Impulse.objects.get()
    client.post(reverse("impulse-withdraw", args=[made.pk]))
    made.refresh_from_db()
    assert made.status == ImpulseStatus.WITHDRAWN


def test_who_keeps_no_entry_cannot_propose(member_client):
    assert member_client.get(reverse("impulse-new")).status_code == 404
    assert member_client.get(reverse("impulses")).status_code == 200


def test_proposals_of_others_are_not_found(member_client, keeper):
    assert member_client.post(reverse("impulse-withdraw", args=[proposed(keeper).pk])).status_code == 404


def test_the_queue_leads_to_the_answer(secretariat_client, keeper):
    made = proposed(keeper)
    Impulse.objects.update(proposed_at=timezone.now() - dt.timedelta(days=3))
    work = secretariat_client.get("/admin/?queue=impulses").context["work"]
    assert [(row.item.title, row.item.url) for row in work.rows] == [
        ("Вода", reverse("impulse-review", args=[made.pk]))
    ]
    secretariat_client.post(work.rows[0].item.actions[0].url, {"next": "/admin/"})
    made.refresh_from_db()
    assert made.status == ImpulseStatus.ACCEPTED
