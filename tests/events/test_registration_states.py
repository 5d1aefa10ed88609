"""Every change of status of a registration: the table, and nothing but the table."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from events.enums import REGISTRATION_TRANSITIONS, STANDING, BookingStatus, RegistrationStatus
from events.models import Registration
from events.services import approving, changing, inviting, leaving, party, registering
from platform_portal.core.errors import Refusal
from tests.factories.events import MONDAY, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_code():
    """Refusals are read in English."""
    with translation.override("en"):
        yield


STATES = list(RegistrationStatus)
HOUR = dt.timedelta(hours=1)
PLACE = {
    "unconfirmed": BookingStatus.HELD,
    "received": BookingStatus.REQUESTED,
    "invited": BookingStatus.INVITED,
    "active": BookingStatus.CONFIRMED,
}


def row_in(status: str) -> Registration:
    event = EventFactory(
        capacity=3, format="hybrid", admission="approval" if status == "received" else "open"
    )
    held = MONDAY + HOUR if status in ("unconfirmed", "invited") else None
    return RegistrationFactory(
        event=event, status=status, place=PLACE.get(status, BookingStatus.RELEASED), held_until=held
    )


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_the_table_is_the_whole_truth(before, after):
    row = row_in(before)
    if after in REGISTRATION_TRANSITIONS[before]:
        party.move(row, after, MONDAY)
        assert Registration.objects.get(pk=row.pk).status == after
    else:
        with pytest.raises(Refusal):
            party.move(row, after, MONDAY)
        assert Registration.objects.get(pk=row.pk).status == before


#: What each act makes of each state; what is missing is refused, or changes nothing.
ACTS = {
    "confirm": {"unconfirmed": "active"},
    "accept": {"invited": "active"},
    "approve": {"received": "active"},
    "decline": {"received": "declined"},
    "cancel": dict.fromkeys(("unconfirmed", "received", "invited", "active"), "cancelled"),
    "run out": {"unconfirmed": "expired", "invited": "expired"},
    "switch": {},
}


def act(name: str, row: Registration, secretariat) -> None:
    late = MONDAY + 2 * HOUR
    {
        "confirm": lambda: registering.confirm(registration=row, now=MONDAY),
        "accept": lambda: inviting.accept(registration=row, now=MONDAY),
        "approve": lambda: approving.approve(registration=row, by=secretariat, now=MONDAY),
        "decline": lambda: approving.decline(registration=row, by=secretariat, reason="x", now=MONDAY),
        "cancel": lambda: leaving.cancel(registration=row, now=MONDAY),
        "run out": lambda: leaving.follow(now=late),
        "switch": lambda: changing.switch_mode(registration=row, mode="online", now=MONDAY),
    }[name]()


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("before", STATES)
def test_each_act_leads_where_it_should_from_every_state(name, before, secretariat):
    row = row_in(before)
    for _time in range(2):
        try:
            act(name, row, secretariat)
        except Refusal:
            assert before not in ACTS[name]
    row.refresh_from_db()
    assert row.status == ACTS[name].get(before, before)
    places = set(row.bookings.exclude(status=BookingStatus.RELEASED).values_list("status", flat=True))
    assert bool(places) == (row.status in STANDING)


@pytest.mark.parametrize("service", [approving.approve, approving.decline])
def test_only_the_secretariat_decides(service, member):
    extra = {"reason": "x"} if service is approving.decline else {}
    with pytest.raises(Refusal, match="secretariat"):
        service(registration=row_in("received"), by=member, now=timezone.now(), **extra)
