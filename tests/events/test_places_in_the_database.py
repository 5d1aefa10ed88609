"""What the database itself refuses, whatever the services do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from events.enums import BookingStatus, Mode, RegistrationStatus
from events.models import Booking
from tests.factories.events import START, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_a_person_has_one_standing_registration_per_event():
    first = RegistrationFactory(email="eine@example.org")
    with pytest.raises(IntegrityError, match="events_one_registration_per_person"), transaction.atomic():
        RegistrationFactory(event=first.event, email="eine@example.org")
    first.status = RegistrationStatus.CANCELLED
    first.save()
    first.bookings.update(status=BookingStatus.RELEASED)
    RegistrationFactory(event=first.event, email="eine@example.org")


def test_nobody_is_at_two_places_at_once():
    RegistrationFactory(email="eine@example.org")
    later = EventFactory(starts_at=START + 2 * HOUR)
    with pytest.raises(IntegrityError, match="events_person_at_one_event"), transaction.atomic():
        RegistrationFactory(event=later, email="eine@example.org")


def test_one_event_may_begin_when_the_other_ends():
    RegistrationFactory(email="eine@example.org")
    RegistrationFactory(event=EventFactory(starts_at=START + 3 * HOUR), email="eine@example.org")
    assert Booking.objects.count() == 2


def test_online_and_waiting_do_not_block():
    RegistrationFactory(email="eine@example.org")
    online = EventFactory(format="online")
    RegistrationFactory(event=online, email="eine@example.org", mode=Mode.ONLINE)
    chosen = RegistrationFactory(event=EventFactory(), email="eine@example.org", place=BookingStatus.CHOOSE)
    assert chosen.bookings.get().status == BookingStatus.CHOOSE


def test_a_waiting_number_is_given_once_per_bucket():
    event = EventFactory(capacity=0)
    bookings = [
        RegistrationFactory(event=event, place=BookingStatus.CHOOSE).bookings.get() for _number in range(2)
    ]
    Booking.objects.filter(pk=bookings[0].pk).update(status=BookingStatus.WAITING, waiting_number=1)
    with pytest.raises(IntegrityError, match="events_waiting_number_once"), transaction.atomic():
        Booking.objects.filter(pk=bookings[1].pk).update(status=BookingStatus.WAITING, waiting_number=1)
