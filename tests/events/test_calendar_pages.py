"""Feeds over HTTP: who gets what, what is not sent twice, and the secret address of one's own."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from events.models import CalendarAddress
from events.registration_links import path_for
from events.services import calendar_addresses, publishing
from platform_portal.core import keys
from tests.factories.actors import WorkingGroupFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def titles(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_feeds_of_everything_a_group_and_a_series_hold_public_events_only(client):
    group, series = WorkingGroupFactory(), SeriesFactory()
    EventFactory(title="A", working_group=group)
    EventFactory(title="B", series=series)
    EventFactory(title="C", series=series, working_group=group, audience="members")
    assert titles(client, "/de/events/calendar.ics") == ["A", "B"]
    assert titles(client, f"/de/events/working-groups/{group.slug}/calendar.ics") == ["A"]
    assert titles(client, f"/de/events/series/{series.slug}/calendar.ics") == ["B"]


def test_members_get_no_more_in_the_public_feed(member_client):
    EventFactory(audience="members")
    assert titles(member_client, "/de/events/calendar.ics") == []


def test_who_has_the_present_state_gets_304_until_something_changes(client):
    event = EventFactory()
    etag = client.get("/de/events/calendar.ics").headers["ETag"]
    same = client.get("/de/events/calendar.ics", headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    publishing.cancel(event=event, by=None)
    changed = client.get("/de/events/calendar.ics", headers={"If-None-Match": etag})
    assert (changed.status_code, changed.headers["ETag"] == etag) == (200, False)


def test_the_page_cache_knows_the_etag_too(client, settings):
    settings.PORTAL_PAGE_CACHE_SECONDS = 30
    cache.clear()
    EventFactory()
    etag = client.get("/de/events/calendar.ics").headers["ETag"]
    kept = client.get("/de/events/calendar.ics")
    assert (kept.headers["X-Cache"], kept.headers["ETag"]) == ("hit", etag)
    assert client.get("/de/events/calendar.ics", headers={"If-None-Match": etag}).status_code == 304


def test_the_own_address_is_shown_once_and_only_its_hash_is_kept(member, member_client):
    RegistrationFactory(event=EventFactory(title="Meine"), email=member.email, person_key=member.email)
    EventFactory(title="Andere")
    page = member_client.post("/de/events/calendar/new/")
    (key,) = re.findall(r"/events/calendar/([\w-]{40,})\.ics<", page.content.decode())
    address = CalendarAddress.objects.get()
    assert address.key_hash == keys.hashed(key)
    assert page.headers["Cache-Control"] == "no-store"
    assert key not in member_client.get("/de/events/calendar/").content.decode()
    assert titles(Client(), f"/de/events/calendar/{key}.ics") == ["Meine"]


def test_a_new_address_ends_the_old_one_and_giving_up_ends_it_for_good(member, member_client):
    first = calendar_addresses.renew(person_key=member.email, language="de", user=member)
    second = calendar_addresses.renew(person_key=member.email, language="de", user=member)
    assert Client().get(f"/de/events/calendar/{first}.ics").status_code == 404
    assert Client().get(f"/de/events/calendar/{second}.ics").status_code == 200
    member_client.post("/de/events/calendar/end/")
    assert Client().get(f"/de/events/calendar/{second}.ics").status_code == 404


def test_the_feed_of_a_person_is_kept_by_no_cache(member):
    key = calendar_addresses.renew(person_key=member.email, language="uk", user=member)
    answer = Client().get(f"/de/events/calendar/{key}.ics")
    assert "private" in answer.headers["Cache-Control"]


def test_a_waiting_place_is_tentative_and_a_cancelled_one_leaves(member):
    waiting = RegistrationFactory(email=member.email, person_key=member.email, place="choose")
    key = calendar_addresses.renew(person_key=member.email, language="de")
    (found,) = Calendar.from_ical(Client().get(f"/de/events/calendar/{key}.ics").content).walk("VEVENT")
    assert (str(found["uid"]), found["status"]) == (str(waiting.event.uid), "TENTATIVE")


@pytest.mark.parametrize("number", [1, 5])
def test_a_feed_costs_two_queries_however_long_it_is(client, django_assert_num_queries, number):
    EventFactory.create_batch(number)
    client.get("/de/events/calendar.ics")
    with django_assert_num_queries(2):  # its state, its events
        client.get("/de/events/calendar.ics")


def test_who_registered_without_an_account_gets_a_calendar_address_by_the_link(client):
    registration = RegistrationFactory(event=EventFactory(title="Werkstatt"))
    path = path_for(registration, "registration-calendar")
    client.get(path)
    assert not CalendarAddress.objects.exists()
    shown = client.post(path, {"act": "renew"})
    address = re.search(r">(https?://[^<]+\.ics)<", shown.text).group(1)
    assert shown.headers["Cache-Control"].startswith("no-store")
    secret = "/" + address.split("/", 3)[3]
    assert client.get(secret).status_code == 200
    assert secret not in client.get(path).text
    client.post(path, {"act": "end"})
    assert client.get(secret).status_code == 404


def test_the_form_of_the_link_sent_twice_or_with_anything_leaves_one_address(client):
    path = path_for(RegistrationFactory(), "registration-calendar")
    for data in ({}, {"act": "renew"}, {"act": "x" * 10_000}):
        assert client.post(path, data).status_code == 200
    assert CalendarAddress.objects.filter(revoked_at__isnull=True).count() == 1
    assert [client.post(path, {"act": "end"}).status_code for _ in range(2)] == [302, 302]
    assert client.put(path).status_code == 405


def test_a_link_nobody_sent_makes_no_calendar_address(client):
    assert client.post("/de/events/registrations/nobody/calendar/", {"act": "renew"}).status_code == 404
    assert not CalendarAddress.objects.exists()
