"""The start of a sending: once, with what was released, never by surprise."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from newsletter import database_mark
from newsletter.enums import EditionKind, EditionState, MailFrequency
from newsletter.enums_delivery import DeliveryState, LogKind, PauseReason
from newsletter.forms_sending import ScheduleForm
from newsletter.models import Delivery, Edition, EditionContent, LedgerTally, SendingLogEntry
from newsletter.sending.sender import Sender
from newsletter.services import starting, steering
from newsletter.services.starting import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.newsletter import DeliveryFactory, EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def planned(secretariat):
    """An edition planned for in an hour, with three readers."""
    SubscriberFactory.create_batch(3)
    return starting.schedule(edition=EditionFactory(released=True), at=timezone.now() + HOUR, by=secretariat)


def test_it_starts_when_the_time_has_come(planned):
    assert starting.start_due() == 0
    assert starting.start_due(now=planned.scheduled_at) == 1
    planned.refresh_from_db()
    assert (planned.state, planned.recipients) == (EditionState.SENDING, 3)
    assert LedgerTally.objects.figures(planned.pk)["pending"] == 3
    assert AuditEntry.objects.get(action="edition.started").details == {"recipients": 3}


def test_a_start_more_than_six_hours_late_waits_for_a_click(planned, secretariat):
    assert starting.start_due(now=planned.scheduled_at + dt.timedelta(hours=6, minutes=1)) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.hold_reason) == (EditionState.SCHEDULED, PauseReason.OVERDUE)
    assert starting.start_due(now=planned.scheduled_at) == 0
    starting.start(edition=planned, by=secretariat)
    planned.refresh_from_db()
    assert (planned.state, planned.hold_reason) == (EditionState.SENDING, "")


def test_just_within_six_hours_it_starts_by_itself(planned):
    assert starting.start_due(now=planned.scheduled_at + dt.timedelta(hours=5, minutes=59)) == 1


@pytest.mark.parametrize("witness", ["mark", "clock"])
def test_after_a_restore_a_start_waits_for_a_click(planned, monkeypatch, witness):
    mark, clock = database_mark.read()
    if witness == "clock":
        database_mark.is_another(mark)
    seen = ("restored/1/1", clock) if witness == "mark" else (mark, clock - 1_000)
    monkeypatch.setattr(database_mark, "read", lambda: seen)
    assert starting.start_due(now=planned.scheduled_at) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.hold_reason) == (EditionState.SCHEDULED, PauseReason.RESTORED)


def test_after_a_restore_a_running_sending_waits_for_a_click(server, send, started, monkeypatch, secretariat):
    edition = started(3)
    monkeypatch.setattr(database_mark, "read", lambda: ("restored/1/1", 1))
    send()
    edition.refresh_from_db()
    assert (edition.state, edition.hold_reason, server.accepted) == (
        EditionState.PAUSED, PauseReason.RESTORED, [],
    )  # fmt: skip
    steering.resume(edition=edition, by=secretariat)
    send()
    assert len(server.accepted) == 3


def _at_once(*acts) -> list[object]:
    gate, results = threading.Barrier(len(acts)), []

    def run(act) -> None:
        gate.wait()
        try:
            results.append(act())
        except Refusal:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_schedulers_start_an_edition_once(planned):
    started = _at_once(*[lambda: starting.start_due(now=planned.scheduled_at)] * 4)
    assert sorted(started) == [0, 0, 0, 1]
    assert Delivery.objects.count() == 3
    assert SendingLogEntry.objects.filter(kind=LogKind.STARTED).count() == 1


def test_without_the_lock_two_schedulers_do_start_it_twice(planned):
    """Negative control: reading the state without a lock lets both go on; only the constraint of the ledger stops the second."""
    gate = threading.Barrier(2)

    def careless() -> int:
        edition = Edition.objects.get(pk=planned.pk)
        gate.wait()
        return int(edition.state == EditionState.SCHEDULED)

    assert _at_once(careless, careless) == [1, 1]


def test_a_killed_start_leaves_nothing(planned):
    with pytest.raises(RuntimeError), transaction.atomic():
        _start_and_die(planned)
    planned.refresh_from_db()
    assert (planned.state, Delivery.objects.count()) == (EditionState.SCHEDULED, 0)
    assert sum(LedgerTally.objects.figures(planned.pk).values()) == 0


def _start_and_die(edition) -> None:
    starting.start_due(now=edition.scheduled_at)
    raise RuntimeError


@pytest.mark.parametrize("damage", ["missing", "changed", "no link"])
def test_incomplete_content_is_not_sent(planned, damage):
    content = planned.contents.get()
    content.delete()
    if damage == "changed":
        EditionContent.objects.create(
            edition=planned,
            language="de",
            subject="X",
            html=content.html,
            text=content.text,
            sha256=content.sha256,
        )
    elif damage == "no link":
        EditionContent.objects.create(
            edition=planned, language="de", subject="X", html="<p>", text="x",
            sha256=starting.placeholders.digest(subject="X", html="<p>", text="x"),
        )  # fmt: skip
    assert starting.start_due(now=planned.scheduled_at) == 0
    planned.refresh_from_db()
    assert (planned.hold_reason, Delivery.objects.count()) == (PauseReason.CONTENT, 0)


def test_a_plan_in_the_past_is_refused(secretariat):
    with pytest.raises(Refusal):
        starting.schedule(edition=EditionFactory(released=True), at=timezone.now() - HOUR, by=secretariat)


def test_an_unreleased_edition_is_not_started(secretariat):
    SubscriberFactory()
    with pytest.raises(Refusal):
        starting.start(edition=EditionFactory(), by=secretariat)


def test_each_reader_gets_the_own_language_or_the_fallback(secretariat):
    for language in ("de", "uk", "en"):
        SubscriberFactory(language=language)
    edition = EditionFactory(released=True, languages=["de", "uk"], fallback_language="de")
    starting.start(edition=edition, by=secretariat)
    rows = Delivery.objects.order_by("pk").values_list("subscriber__language", "language")
    assert list(rows) == [("de", "de"), ("uk", "uk"), ("en", "de")]


def test_without_a_fallback_the_reader_stands_in_the_ledger_as_left_out(secretariat):
    SubscriberFactory(language="uk")
    SubscriberFactory()
    edition = EditionFactory(released=True, fallback_language="")
    starting.start(edition=edition, by=secretariat)
    row = Delivery.objects.get(state=DeliveryState.SKIPPED)
    assert (row.reason, row.subscriber.language) == ("no_language", "uk")


@pytest.mark.parametrize(
    ("kind", "days", "state"),
    [
        (EditionKind.SPECIAL, 5, "skipped"),
        (EditionKind.SPECIAL, 40, "pending"),
        (EditionKind.QUARTERLY, 5, "pending"),
    ],
)
def test_who_wants_few_mails_gets_few(secretariat, kind, days, state):
    reader = SubscriberFactory(frequency=MailFrequency.MONTHLY, reads=("quarterly", "special"))
    DeliveryFactory(
        subscriber=reader, edition__kind=EditionKind.SPECIAL, state=DeliveryState.SENT,
        sent_at=timezone.now() - dt.timedelta(days=days),
    )  # fmt: skip
    edition = EditionFactory(released=True, kind=kind, audience_kinds=["quarterly", "special"])
    starting.start(edition=edition, by=secretariat)
    assert Delivery.objects.get(edition=edition).state == state


def test_two_senders_at_once_send_everything_once(server, started):
    edition = started(40)

    def work() -> int:
        sender = Sender(pause=0.0)
        try:
            return sender.work(seconds=30)
        finally:
            sender.close()

    tried = _at_once(work, work, work)
    assert sum(tried) == 40
    assert len(set(server.message_ids)) == len(server.accepted) == 40
    edition.refresh_from_db()
    assert edition.state == EditionState.FINISHED


def test_everything_can_be_held_by_hand(server, send, planned, started):
    running = started(2)
    call_command("hold_newsletters", verbosity=0)
    call_command("hold_newsletters", verbosity=0)
    assert (starting.start_due(now=planned.scheduled_at), send()) == (0, 0)
    for edition, state in ((planned, EditionState.SCHEDULED), (running, EditionState.PAUSED)):
        edition.refresh_from_db()
        assert (edition.state, edition.hold_reason) == (state, PauseReason.RESTORED)


def test_a_language_that_is_not_written_gets_the_fallback(secretariat):
    SubscriberFactory(language="uk")
    edition = EditionFactory(released=True, languages=["de", "uk"], contents=["de"])
    starting.start(edition=edition, by=secretariat)
    assert Delivery.objects.get().language == "de"


@pytest.mark.parametrize(
    ("at", "zone", "moment"),
    [
        ("2027-01-15T09:00", "Europe/Berlin", "2027-01-15T08:00:00+00:00"),
        ("2027-07-15T09:00", "Europe/Berlin", "2027-07-15T07:00:00+00:00"),
        ("2027-07-15T09:00", "Europe/Kyiv", "2027-07-15T06:00:00+00:00"),
        ("2027-10-31T02:30", "Europe/Berlin", "2027-10-31T00:30:00+00:00"),
        ("2027-10-31T03:30", "Europe/Berlin", "2027-10-31T02:30:00+00:00"),
        ("2027-03-28T02:30", "Europe/Berlin", None),
        ("2027-03-28T03:30", "Europe/Kyiv", None),
        ("morgen", "Europe/Berlin", None),
        ("2027-01-15T09:00+05:00", "Europe/Berlin", None),
        ("9999-12-31T23:59", "Europe/Berlin", None),
        ("2027-01-15T09:00", "Mars/Base", None),
        ("", "Europe/Berlin", None),
    ],
)
def test_a_plan_is_on_the_clock_of_a_place_also_when_clocks_change(at, zone, moment):
    form = ScheduleForm({"at": at, "zone": zone})
    assert form.is_valid() is (moment is not None)
    if moment:
        assert form.cleaned_data["moment"].isoformat() == moment
