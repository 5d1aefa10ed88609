"""A sending that needs somebody says so: in the work queue and by a mail to the secretariat."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsletter import work_queue
from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryReason, DeliveryState, PauseReason
from newsletter.models import SendingLimit
from newsletter.services import starting, steering
from platform_portal.core.models import OutboxMail
from tests.factories.newsletter import DeliveryFactory, EditionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _sending(**fields):
    return EditionFactory(released=True, state=EditionState.SENDING, started_at=NOW, **fields)


def test_the_secretariat_is_written_to_when_a_sending_stops_by_itself(settings):
    edition = _sending()
    for _ in range(2):
        steering.pause_itself(edition_id=edition.pk, reason=PauseReason.CONNECTION, note="Connection refused")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.kind) == (settings.PORTAL_SECRETARIAT_EMAIL, "newsletter-stopped")
    assert "Connection refused" in mail.text
    assert f"/admin/editions/{edition.pk}/sending/" in mail.text


def test_nobody_is_written_to_when_somebody_stops_it(secretariat):
    steering.pause(edition=_sending(), by=secretariat)
    assert not OutboxMail.objects.exists()


def test_a_start_that_waits_is_told():
    EditionFactory(released=True, state=EditionState.SCHEDULED, scheduled_at=NOW - dt.timedelta(hours=7))
    starting.start_due(now=NOW)
    assert OutboxMail.objects.get().kind == "newsletter-stopped"


@pytest.mark.parametrize(
    ("state", "reason", "waits"),
    [
        (EditionState.PAUSED, PauseReason.CONNECTION, True),
        (EditionState.PAUSED, PauseReason.EDITOR, False),
        (EditionState.SENDING, PauseReason.NONE, False),
    ],
)
def test_the_queue_names_what_has_stopped(state, reason, waits):
    edition = _sending()
    type(edition).objects.filter(pk=edition.pk).update(state=state, hold_reason=reason)
    assert work_queue.stopped().exists() is waits


@pytest.mark.parametrize(
    ("reason", "waits"), [(DeliveryReason.INTERRUPTED, True), (DeliveryReason.LEFT_UNKNOWN, False)]
)
def test_the_queue_names_doubtful_mails_until_somebody_has_decided(reason, waits):
    row = DeliveryFactory(state=DeliveryState.UNKNOWN, reason=reason)
    type(row.edition).objects.filter(pk=row.edition_id).update(
        state=EditionState.FINISHED, started_at=NOW, released_at=NOW
    )
    assert work_queue.stopped().exists() is waits


def test_the_queue_names_what_waits_for_a_second_person():
    edition = EditionFactory(state=EditionState.IN_REVIEW, contents=())
    assert [item.title for item in work_queue._released_items(5)] == [str(edition)]


def test_limits_are_set_and_lifted_by_command(capsys):
    call_command("sending_limit", messages=300)
    call_command("sending_limit", domain="Пошта.укр", messages=20, seconds=30)
    assert list(SendingLimit.objects.values_list("domain", "messages", "seconds")) == [
        ("", 300, 60), ("xn--80a1acn3a.xn--j1amh", 20, 30),
    ]  # fmt: skip
    call_command("sending_limit", lift=True)
    assert capsys.readouterr().out.splitlines()[-1] == "xn--80a1acn3a.xn--j1amh: 20/30 s"
    with pytest.raises(CommandError):
        call_command("sending_limit", messages=0)
