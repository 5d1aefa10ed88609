"""Factories for events, sessions, places and registrations; a published event with registration in two months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from events.enums import (
    BookingStatus,
    EventFormat,
    EventKind,
    EventStatus,
    Mode,
    RegistrationStatus,
    SessionKind,
)
from events.models import Booking, Bucket, Event, Registration, Series, Session

#: "Now" of the tests, a Monday, and when the events of the factories begin: 10:00 in Berlin.
MONDAY = dt.datetime(2026, 11, 9, 9, 0, tzinfo=dt.UTC)
START = dt.datetime(2027, 1, 14, 9, 0, tzinfo=dt.UTC)


class SeriesFactory(DjangoModelFactory):
    """A public series."""

    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"reihe-{n}")
    title = factory.Sequence(lambda n: f"Reihe {n}")
    title_de = factory.SelfAttribute("title")
    title_uk = factory.SelfAttribute("title")
    title_en = factory.SelfAttribute("title")
    source = "Test"


class EventFactory(DjangoModelFactory):
    """A published public workshop on site; `capacity` (and `online_capacity`) make its buckets, None: without limit."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    kind = EventKind.WORKSHOP
    format = EventFormat.ON_SITE
    title = factory.Sequence(lambda n: f"Werkstatt {n}")
    title_de = factory.SelfAttribute("title")
    title_uk = factory.SelfAttribute("title")
    title_en = factory.SelfAttribute("title")
    starts_at = START
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(hours=3))
    status = EventStatus.PUBLISHED
    source = "Test"

    @classmethod
    def _create(cls, model_class: type[Event], *args: Any, **kwargs: Any) -> Event:
        places = {
            Mode.ON_SITE: kwargs.pop("capacity", None),
            Mode.ONLINE: kwargs.pop("online_capacity", None),
        }
        event: Event = super()._create(model_class, *args, **kwargs)
        for mode in event.modes:
            Bucket.objects.create(event=event, mode=mode, capacity=places[mode])
        return event


class SessionFactory(DjangoModelFactory):
    """A session of the event's first hour; with `capacity` bookable on site."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    kind = SessionKind.WORKSHOP
    title = factory.Sequence(lambda n: f"Programmpunkt {n}")
    title_de = factory.SelfAttribute("title")
    title_uk = factory.SelfAttribute("title")
    title_en = factory.SelfAttribute("title")
    day = factory.LazyAttribute(lambda o: o.event.local_start.date())
    starts_at = factory.LazyAttribute(lambda o: o.event.starts_at)
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(hours=1))

    @classmethod
    def _create(cls, model_class: type[Session], *args: Any, **kwargs: Any) -> Session:
        capacity = kwargs.pop("capacity", None)
        if capacity is not None:
            kwargs["is_bookable"] = True
        session: Session = super()._create(model_class, *args, **kwargs)
        if capacity is not None:
            Bucket.objects.create(event=session.event, session=session, mode=Mode.ON_SITE, capacity=capacity)
        return session


class RegistrationFactory(DjangoModelFactory):
    """An active registration with a confirmed place, written past the services: for pages and lists, not for counting under locks."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Teilnahme {n}")
    email = factory.Sequence(lambda n: f"teilnahme{n}@example.org")
    person_key = factory.LazyAttribute(lambda o: o.email.casefold())
    mode = Mode.ON_SITE
    status = RegistrationStatus.ACTIVE

    @classmethod
    def _create(cls, model_class: type[Registration], *args: Any, **kwargs: Any) -> Registration:
        place = kwargs.pop("place", BookingStatus.CONFIRMED)
        registration: Registration = super()._create(model_class, *args, **kwargs)
        bucket = Bucket.objects.get(event=registration.event, session=None, mode=registration.mode)
        Booking.objects.create(
            registration=registration,
            bucket=bucket,
            mode=registration.mode,
            person_key=registration.person_key,
            status=place,
            period=(registration.event.starts_at, registration.event.ends_at),
        )
        return registration
