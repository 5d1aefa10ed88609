"""Check-in: once, however many scan; sent again, still once; nobody without a place."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from events.enums import BookingStatus, EventStatus, Mode, RegistrationStatus
from events.models import Booking, CheckIn
from events.services import check_in as services
from events.services.check_in import Door, check_in
from platform_portal.core.errors import Refusal
from tests.events.desk import hybrid
from tests.factories.events import START, EventFactory, RegistrationFactory, SessionFactory

NOON = START + dt.timedelta(hours=1)


def scan(person, **facts):
    return check_in(door=facts.pop("door", None) or Door(person.event), code=person.code, now=NOON, **facts)


@pytest.mark.django_db
def test_a_code_checks_in_once_and_then_says_since_when(secretariat):
    person = RegistrationFactory()
    first = scan(person, by=secretariat)
    again = check_in(
        door=Door(person.event), code=person.code, by=secretariat, now=NOON + dt.timedelta(minutes=5)
    )
    assert (first.is_new, again.is_new, again.at) == (True, False, NOON)
    person.refresh_from_db()
    assert (person.checked_in_at, CheckIn.objects.count()) == (NOON, 1)


@pytest.mark.django_db
def test_small_letters_spaces_and_hyphens_do_not_matter(secretariat):
    person = RegistrationFactory(code="AB23CD45EF")
    assert check_in(door=Door(person.event), code=" ab23-cd45 ef", by=secretariat).is_new


@pytest.mark.django_db
def test_a_scan_that_is_sent_again_is_answered_as_the_first_time(secretariat):
    person, number = RegistrationFactory(), uuid.uuid4()
    answers = [scan(person, by=secretariat, scan=number).is_new for _ in range(3)]
    assert (answers, CheckIn.objects.count()) == ([True, True, True], 1)


@pytest.mark.django_db
def test_a_device_that_was_offline_says_when_but_not_just_anything(secretariat):
    one, two = RegistrationFactory(), RegistrationFactory()
    hour = dt.timedelta(hours=1)
    assert scan(one, by=secretariat, at=NOON - hour).at == NOON - hour
    assert scan(two, by=secretariat, at=NOON + hour).at == NOON


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "place", "words"),
    [
        ({"status": RegistrationStatus.CANCELLED}, BookingStatus.RELEASED, "hat keinen Platz: Abgesagt"),
        ({}, BookingStatus.CHOOSE, "hat keinen Platz: Bitte wählen"),
        ({"mode": Mode.ONLINE}, BookingStatus.CONFIRMED, "anders"),
    ],
)
def test_nobody_without_a_place_gets_in(secretariat, facts, place, words):
    person = RegistrationFactory(event=hybrid(), place=place, **facts)
    with pytest.raises(Refusal):
        scan(person, by=secretariat)
    assert not CheckIn.objects.exists()


@pytest.mark.django_db
def test_codes_of_other_events_and_cancelled_events_are_refused(secretariat):
    person = RegistrationFactory()
    with pytest.raises(Refusal):
        scan(person, by=secretariat, door=Door(EventFactory()))
    person.event.status = EventStatus.CANCELLED
    with pytest.raises(Refusal):
        scan(person, by=secretariat, door=Door(person.event))


@pytest.mark.django_db
def test_the_door_of_a_session_asks_for_a_place_there(secretariat):
    person = RegistrationFactory()
    session = SessionFactory(event=person.event, capacity=5)
    with pytest.raises(Refusal):
        scan(person, by=secretariat, door=Door(person.event, session))
    Booking.objects.create(
        registration=person, bucket=session.buckets.get(), is_session=True, mode=Mode.ON_SITE,
        person_key=person.person_key, status=BookingStatus.CONFIRMED,
    )  # fmt: skip
    assert scan(person, by=secretariat, door=Door(person.event, session)).is_new
    assert scan(person, by=secretariat).is_new
    assert CheckIn.objects.count() == 2


@pytest.mark.django_db
def test_a_check_in_is_taken_back(secretariat):
    person = RegistrationFactory()
    scan(person, by=secretariat)
    services.take_back(door=Door(person.event), registration=person.pk, by=secretariat)
    person.refresh_from_db()
    assert (person.checked_in_at, CheckIn.objects.count()) == (None, 0)
    with pytest.raises(Refusal):
        services.take_back(door=Door(person.event), registration=person.pk, by=secretariat)


def all_at_once(person, by, number: int) -> list[str]:
    """What became of scans of one code that begin together, each on its own connection."""
    start, outcomes = threading.Barrier(number), []

    def one() -> None:
        try:
            start.wait(20)
            outcomes.append("ok" if scan(person, by=by).is_new else "again")
        except IntegrityError:
            outcomes.append("error")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_twelve_scans_at_the_same_moment_one_is_new(secretariat):
    person = RegistrationFactory()
    assert all_at_once(person, secretariat, 12) == ["again"] * 11 + ["ok"]
    assert CheckIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_others_run_into_an_error(secretariat, monkeypatch):
    """Negative control: both look before either writes."""
    together = threading.Barrier(2)

    def unlocked(places):
        found = places.first()
        together.wait(20)
        return found

    monkeypatch.setattr(services, "locked", unlocked)
    monkeypatch.setattr(services.CheckIn.objects, "filter", waiting_filter(together))
    assert all_at_once(RegistrationFactory(), secretariat, 2) == ["error", "ok"]


def waiting_filter(together: threading.Barrier):
    """Reads, then waits until the other one has read too."""
    real = CheckIn.objects.all

    def read(**facts):
        found = list(real().filter(**facts))
        together.wait(20)

        class Read:
            @staticmethod
            def first():
                return found[0] if found else None

        return Read

    return read


@pytest.mark.django_db
def test_the_page_answers_a_device_as_json_and_a_browser_with_a_page(secretariat_client):
    person = RegistrationFactory(name="Олена Коваль")
    address = reverse("event-check-in-scan", args=[person.event.pk])
    sent = {"code": person.code, "mode": "on_site", "scan": str(uuid.uuid4())}
    as_json = {"Accept": "application/json"}
    first = secretariat_client.post(address, sent, headers=as_json).json()
    again = secretariat_client.post(address, sent | {"scan": str(uuid.uuid4())}, headers=as_json).json()
    assert (first["tone"], again["tone"], first["registration"]) == ("ok", "again", person.pk)
    page = secretariat_client.post(address, {"code": "NIX", "mode": "on_site"}, follow=True)
    assert page.status_code == 200
    assert [str(message) for message in page.context["messages"]] != []


@pytest.mark.django_db
def test_the_list_says_the_time_of_the_place_of_the_event(secretariat, secretariat_client):
    person = RegistrationFactory(event=EventFactory(zone="Europe/Kyiv"))
    check_in(door=Door(person.event), code=person.code, by=secretariat, now=NOON + dt.timedelta(minutes=7))
    page = secretariat_client.get(reverse("event-check-in", args=[person.event.pk])).content.decode()
    there = CheckIn.objects.get().at
    shown = {f"{there.astimezone(ZoneInfo(zone)):%H:%M}" in page for zone in ("Europe/Kyiv", "Europe/Berlin")}
    assert (shown, f"{there:%M}") == ({True, False}, "07")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", [{"scan": "x"}, {"at": "gestern"}, {"at": "2026-13-01T00:00"}, {"mode": "x"}, {"session": "x"}]
)
def test_a_scan_that_cannot_be_read_is_a_bad_request(secretariat_client, sent):
    person = RegistrationFactory()
    address = reverse("event-check-in-scan", args=[person.event.pk])
    assert secretariat_client.post(address, {"code": person.code} | sent).status_code == 400


@pytest.mark.django_db
def test_names_are_found_in_any_script(secretariat_client):
    person = RegistrationFactory(name="Шевченко Тарас")
    RegistrationFactory(event=person.event, name="Anna Muster")
    page = secretariat_client.get(reverse("event-check-in", args=[person.event.pk]), {"q": "Schewtschenko"})
    assert [place.registration for place in page.context["places"]] == [person]
