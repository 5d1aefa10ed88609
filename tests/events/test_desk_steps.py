"""Steps with participants at the desk: first what would happen, then what was said; never beyond the places."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import Admission, BookingStatus, RegistrationStatus
from events.models import Registration
from platform_portal.core.models import OutboxMail
from tests.events.desk import DAY, hybrid, people
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

SOON = (timezone.now() + 60 * DAY).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def event():
    """Approval, three places on site, one of them taken, four who ask for one."""
    made = hybrid(capacity=3, admission=Admission.APPROVAL, starts_at=SOON)
    people(made, 1)
    for number in range(4):
        RegistrationFactory(
            event=made,
            status=RegistrationStatus.RECEIVED,
            place=BookingStatus.REQUESTED,
            name=f"Anfrage {number}",
        )
    return made


def take(client, event, step: str, **sent):
    return client.post(reverse("event-decide", args=[event.pk]), {"step": step} | sent)


def asking(event):
    return event.registrations.filter(status=RegistrationStatus.RECEIVED)


def test_the_preview_says_for_whom_no_place_is_left_and_changes_nothing(secretariat_client, event):
    page = take(secretariat_client, event, "approve", which="all", query="state=received")
    assert [one.obj.name for one in page.context["will"]] == ["Anfrage 0", "Anfrage 1"]
    refusals = [one.refusal for one in page.context["cannot"]]
    assert len(refusals) == 2
    assert "3" in refusals[0]
    assert (asking(event).count(), OutboxMail.objects.count()) == (4, 0)


def test_only_so_many_are_approved_as_there_are_places(secretariat_client, event):
    numbers = list(asking(event).values_list("pk", flat=True))
    take(secretariat_client, event, "approve", registration=numbers, confirm="yes")
    assert (asking(event).count(), Registration.objects.confirmed().count()) == (2, 3)
    assert OutboxMail.objects.count() == 2


def test_or_the_others_wait_in_their_order(secretariat_client, event):
    take(secretariat_client, event, "approve-or-wait", which="all", query="state=received", confirm="yes")
    assert Registration.objects.confirmed().count() == 3
    waiting = event.buckets.get(mode="on_site").bookings.waiting()
    assert [one.registration.name for one in waiting] == ["Anfrage 2", "Anfrage 3"]


def test_who_is_declined_reads_why(secretariat_client, event):
    [person, *_others] = asking(event)
    refused = take(secretariat_client, event, "decline", registration=person.pk)
    assert [one.obj for one in refused.context["cannot"]] == [person]
    take(
        secretariat_client, event, "decline", registration=person.pk, reason="Nur für Kommunen", confirm="yes"
    )
    person.refresh_from_db()
    assert (person.status, person.reason) == (RegistrationStatus.DECLINED, "Nur für Kommunen")
    assert "Nur für Kommunen" in OutboxMail.objects.get().text


def test_a_cancelled_place_is_free(secretariat_client, event):
    person = Registration.objects.confirmed().get()
    take(secretariat_client, event, "cancel", registration=person.pk, confirm="yes")
    person.refresh_from_db()
    assert person.status == RegistrationStatus.CANCELLED


def test_nonsense_is_answered_clearly(secretariat_client, event):
    assert take(secretariat_client, event, "zaubern", which="all").status_code == 400
    assert take(secretariat_client, event, "approve").status_code == 302
    assert take(secretariat_client, event, "approve", registration="x").status_code == 302
    foreign = people(hybrid(), 1)[0]
    assert (
        take(secretariat_client, event, "cancel", registration=foreign.pk, confirm="yes").status_code == 302
    )
    foreign.refresh_from_db()
    assert foreign.status == RegistrationStatus.ACTIVE


def test_invitations_are_previewed_with_the_places_that_are_left(secretariat_client):
    event = hybrid(capacity=2, starts_at=SOON)
    address = reverse("event-invite", args=[event.pk])
    lines = "Anna Muster; anna@example.org; Stadt\nОлена; olena@example.org\nDritte; dritte@example.org"
    sent = {"people": lines, "mode": "on_site", "language": "uk"}
    page = secretariat_client.post(address, sent)
    assert [bool(refusal) for _name, refusal in page.context["outlooks"]] == [False, False, True]
    assert (Registration.objects.count(), OutboxMail.objects.count()) == (0, 0)
    secretariat_client.post(address, sent | {"confirm": "yes"})
    assert sorted(Registration.objects.values_list("email", "status")) == [
        ("anna@example.org", "invited"), ("olena@example.org", "invited"),
    ]  # fmt: skip
    assert set(OutboxMail.objects.values_list("language", flat=True)) == {"uk"}


@pytest.mark.parametrize("lines", ["nur ein Name", "Anna; keine-adresse", "x" * 100_000, ""])
def test_lines_that_cannot_be_read_are_named(secretariat_client, lines):
    address = reverse("event-invite", args=[hybrid(starts_at=SOON).pk])
    page = secretariat_client.post(address, {"people": lines, "mode": "on_site", "language": "de"})
    assert page.status_code == 422
    assert page.context["form"].errors["people"]
