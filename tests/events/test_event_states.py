"""Publishing, cancelling, archiving; moving an event; what the form of an event refuses, with a clear sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import EventStatus, Mode, RegistrationStatus
from events.models import Booking, Bucket, Event
from events.services import states
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.events.desk import DAY, hybrid, people
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

#: Nobody is told of what is over: these events lie ahead whenever the tests run, on a clock without summer time.
SOON = (timezone.now() + 60 * DAY).replace(hour=9, minute=0, second=0, microsecond=0)
LATER = f"{SOON + 7 * DAY:%Y-%m-%d}"


def ahead(**facts) -> Event:
    """A hybrid event in two months."""
    return hybrid(**{"starts_at": SOON, "zone": "UTC", **facts})


def subjects() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("subject", flat=True))


def test_cancelling_tells_whose_registration_stands_in_the_own_language(secretariat):
    event = ahead(title="Werkstatt")
    people(event, 2)
    RegistrationFactory(event=event, language="uk")
    RegistrationFactory(event=event, status=RegistrationStatus.CANCELLED, place="released")
    assert states.cancel(event=event, reason="Krankheit", by=secretariat) == 3
    event.refresh_from_db()
    assert (event.status, event.sequence) == (EventStatus.CANCELLED, 1)
    assert event.cancelled_at is not None
    texts = OutboxMail.objects.filter(kind="event-called-off")
    assert {mail.language for mail in texts} == {"de", "uk"}
    assert all("Krankheit" in mail.text and "\ue000" not in mail.html for mail in texts)
    for mail in texts:
        assert event.registrations.get(email=mail.to).name in mail.text
    with pytest.raises(Refusal):
        states.cancel(event=event, reason="", by=secretariat)
    assert texts.count() == 3


def test_a_cancelled_event_keeps_nobody_from_another_one(secretariat):
    person = RegistrationFactory(event=EventFactory(starts_at=SOON), email="eine@example.org")
    states.cancel(event=person.event, reason="", by=secretariat)
    RegistrationFactory(event=EventFactory(starts_at=SOON), email="eine@example.org")


def test_it_takes_place_after_all_and_whoever_is_elsewhere_by_now_has_to_choose(secretariat):
    event = ahead()
    free, busy = RegistrationFactory(event=event), RegistrationFactory(event=event, email="eine@example.org")
    states.cancel(event=event, reason="", by=secretariat)
    RegistrationFactory(event=EventFactory(starts_at=SOON), email="eine@example.org")
    OutboxMail.objects.all().delete()
    states.publish(event=event, by=secretariat)
    assert free.bookings.get().status == "confirmed"
    assert busy.bookings.get().status == "choose"
    assert OutboxMail.objects.filter(kind="event-moved").get().to == free.email
    assert OutboxMail.objects.filter(to=busy.email).count() == 1


def test_an_event_people_are_registered_for_is_not_archived_but_cancelled(secretariat):
    event = ahead()
    people(event, 3)
    with pytest.raises(Refusal, match="3"):
        states.archive(event=event, by=secretariat)
    assert states.archive(event=event, by=secretariat, now=SOON + DAY).status == EventStatus.ARCHIVED


@pytest.mark.parametrize(
    "facts",
    [
        {"is_template": True, "venue": "Rathaus"},
        {"venue": ""},
        {"status": EventStatus.PUBLISHED, "venue": "x"},
    ],
)
def test_what_cannot_be_published_is_refused(secretariat, facts):
    event = EventFactory(**{"status": EventStatus.DRAFT} | facts)
    with pytest.raises(Refusal):
        states.publish(event=event, by=secretariat)


def errors(page) -> str:
    form = page.context["adminform"].form
    inlines = [str(one.formset.non_form_errors()) for one in page.context["inline_admin_formsets"]]
    return " ".join([str(form.errors), *inlines])


def test_saving_without_a_change_tells_nobody(save):
    event = ahead()
    people(event, 1)
    assert save(event).status_code == 302
    event.refresh_from_db()
    assert (event.sequence, subjects()) == (0, [])
    assert event.starts_at == SOON


def test_a_typo_is_no_new_date_for_the_calendar(save):
    event = ahead()
    people(event, 1)
    assert save(event, title_de="Anders geschrieben").status_code == 302
    event.refresh_from_db()
    assert (event.sequence, subjects(), event.title_de) == (0, [], "Anders geschrieben")


def test_moving_an_event_moves_its_places_and_tells_everyone_once(save):
    event = ahead()
    people(event, 2)
    assert save(event, starts_at_0=LATER, ends_at_0=LATER).status_code == 302
    event.refresh_from_db()
    assert (event.sequence, event.starts_at) == (1, SOON + 7 * DAY)
    assert {booking.period.lower for booking in Booking.objects.all()} == {SOON + 7 * DAY}
    assert len(subjects()) == 2
    assert AuditEntry.objects.filter(action="event.changed").exists()


def test_who_is_somewhere_else_at_the_new_time_has_to_choose(save):
    event = ahead()
    RegistrationFactory(event=event, email="eine@example.org")
    RegistrationFactory(event=EventFactory(starts_at=SOON + 7 * DAY), email="eine@example.org")
    save(event, starts_at_0=LATER, ends_at_0=LATER)
    assert event.buckets.get(mode=Mode.ON_SITE).bookings.get().status == "choose"
    assert len(subjects()) == 1


def test_fewer_places_than_are_taken_are_refused_with_numbers(save):
    event = ahead(capacity=10)
    people(event, 3)
    page = save(event, **{"buckets-0-capacity": "2"})
    assert page.status_code == 200
    assert "3 Plätze" in errors(page)
    assert event.buckets.get(mode=Mode.ON_SITE).capacity == 10
    assert save(event, **{"buckets-0-capacity": "3"}).status_code == 302
    assert event.buckets.get(mode=Mode.ON_SITE).capacity == 3


def test_an_end_before_the_start_is_refused(save):
    page = save(ahead(), ends_at_0=f"{SOON - DAY:%Y-%m-%d}")
    assert page.status_code == 200
    assert "Das Ende muss nach dem Beginn liegen" in errors(page)


def test_a_time_the_clocks_skip_is_refused_in_the_zone_of_the_event(save):
    event = ahead(zone="Europe/Berlin")
    page = save(
        event, starts_at_0="2027-03-28", starts_at_1="02:30", ends_at_0="2027-03-28", ends_at_1="05:00"
    )
    assert "02:30 gibt es am 2027-03-28 nicht" in errors(page)
    saved = save(
        event,
        zone="UTC",
        starts_at_0="2027-03-28",
        starts_at_1="02:30",
        ends_at_0="2027-03-28",
        ends_at_1="05:00",
    )
    assert saved.status_code == 302
    event.refresh_from_db()
    assert event.starts_at == dt.datetime(2027, 3, 28, 2, 30, tzinfo=dt.UTC)


def test_a_way_of_taking_part_somebody_uses_is_not_given_up(save):
    event = ahead()
    RegistrationFactory(event=event, mode=Mode.ONLINE)
    assert "1" in errors(save(event, format="on_site"))
    event.refresh_from_db()
    assert event.format == "hybrid"


def test_a_new_event_gets_its_places(save):
    page = save(
        slug="neu", kind="workshop", format="hybrid", title_de="Neu", starts_at_0="2027-05-01", starts_at_1="10:00",
        ends_at_0="2027-05-01", ends_at_1="12:00",
    )  # fmt: skip
    assert page.status_code == 302, errors(page)
    event = Event.objects.get(slug="neu")
    assert list(event.buckets.order_by("mode").values_list("mode", "capacity")) == [
        ("on_site", None),
        ("online", None),
    ]
    assert event.starts_at == dt.datetime(2027, 5, 1, 8, 0, tzinfo=dt.UTC)
    assert Bucket.objects.count() == 2


def test_the_page_says_first_who_will_be_told(secretariat_client):
    event = ahead()
    people(event, 3)
    address = reverse("event-cancel", args=[event.pk])
    page = secretariat_client.get(address)
    assert (page.context["total"], Event.objects.get().status) == (3, EventStatus.PUBLISHED)
    secretariat_client.post(address, {"reason": "Krankheit"})
    assert Event.objects.get().status == EventStatus.CANCELLED
