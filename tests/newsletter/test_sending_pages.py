"""The desk's pages of a sending: figures that add up, stop and go on, who did not get it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryState
from newsletter.models import Delivery, Edition, SendingLimit
from newsletter.services.starting import start
from tests.factories.newsletter import EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(secretariat):
    """Being sent to six: two sent, one failed, one left out, one doubtful, one waiting."""
    SubscriberFactory.create_batch(6)
    found = start(edition=EditionFactory(released=True), by=secretariat)
    states = ("sent", "sent", "failed", "skipped", "unknown")
    reasons = ("", "", "refused", "left", "interrupted")
    for row, state, reason in zip(Delivery.objects.order_by("pk"), states, reasons, strict=False):
        at = timezone.now() if state == "sent" else None
        Delivery.objects.filter(pk=row.pk).update(state=state, reason=reason, sent_at=at)
    return found


def _page(client, edition, **headers):
    return client.get(reverse("edition-sending", args=[edition.pk]), headers=headers)


def _post(client, edition, **data):
    return client.post(reverse("edition-steer", args=[edition.pk]), data, follow=True)


def test_the_figures_are_those_of_the_ledger(secretariat_client, edition):
    answer = _page(secretariat_client, edition)
    progress = answer.context["progress"]
    parts = (progress.sent, progress.failed, progress.skipped, progress.unknown, progress.open)
    assert (parts, sum(parts), progress.percent) == ((2, 1, 1, 1, 1), edition.recipients, 83)
    assert answer.headers["Refresh"] == "10"


def test_htmx_gets_the_figures_until_the_end(secretariat_client, edition):
    headers = {"HX-Request": "true", "HX-Target": "progress"}
    part = _page(secretariat_client, edition, **headers)
    assert part.content.strip().startswith(b"<section")
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.FINISHED)
    assert _page(secretariat_client, edition, **headers).status_code == 286


@pytest.mark.parametrize(
    ("act", "data", "state"),
    [
        ("pause", {}, EditionState.PAUSED),
        ("cancel", {"sure": "yes"}, EditionState.CANCELLED),
        ("cancel", {}, EditionState.SENDING),
        ("resume", {}, EditionState.SENDING),
    ],
)
def test_a_button_steers(secretariat_client, edition, act, data, state):
    _post(secretariat_client, edition, act=act, **data)
    edition.refresh_from_db()
    assert edition.state == state


def test_an_unknown_step_is_refused(secretariat_client, edition):
    assert _post(secretariat_client, edition, act="x").status_code == 400


@pytest.mark.parametrize(
    ("act", "expected"), [("again", DeliveryState.PENDING), ("leave", DeliveryState.UNKNOWN)]
)
def test_doubtful_mails_are_decided_about(secretariat_client, edition, act, expected):
    row = Delivery.objects.get(state=DeliveryState.UNKNOWN)
    _post(secretariat_client, edition, act=act, sure="yes")
    row.refresh_from_db()
    assert row.state == expected
    assert _page(secretariat_client, edition).context["doubtful"] == 0


def test_the_speed_is_changed(secretariat_client, edition):
    address = reverse("edition-rate", args=[edition.pk])
    secretariat_client.post(address, {"per_minute": "120"})
    assert SendingLimit.objects.get(edition=edition).messages == 120
    for bad in ("0", "-1", "abc", "9" * 5_000, "1000001"):
        secretariat_client.post(address, {"per_minute": bad})
    assert SendingLimit.objects.get(edition=edition).messages == 120
    secretariat_client.post(address, {"per_minute": ""})
    assert not SendingLimit.objects.exists()


def test_who_did_not_get_it_and_why(secretariat_client, edition):
    answer = secretariat_client.get(reverse("edition-not-sent", args=[edition.pk]))
    assert [row.state for row in answer.context["rows"]] == ["failed", "skipped", "unknown"]
    one = secretariat_client.get(reverse("edition-not-sent", args=[edition.pk]), {"state": "failed"})
    assert len(one.context["rows"].object_list) == 1
    text = secretariat_client.get(reverse("edition-not-sent-file", args=[edition.pk])).content.decode(
        "utf-8-sig"
    )
    assert len(text.splitlines()) == 4


@pytest.mark.parametrize("query", ["?state=x", "?page=9999999999", "?state=%00"])
def test_bad_input_gets_a_clear_page(secretariat_client, edition, query):
    address = reverse("edition-not-sent", args=[edition.pk])
    assert secretariat_client.get(f"{address}{query}").status_code in (400, 404)


@pytest.mark.parametrize("rows", [0, 60])
def test_the_number_of_queries_is_constant(secretariat_client, edition, rows, django_assert_max_num_queries):
    Delivery.objects.bulk_create(
        Delivery(edition=edition, language="de", state="failed", message_id=f"<{n}>") for n in range(rows)
    )
    _page(secretariat_client, edition)
    with django_assert_max_num_queries(24):
        _page(secretariat_client, edition)
    with django_assert_max_num_queries(12):
        secretariat_client.get(reverse("edition-not-sent", args=[edition.pk]))


def test_members_do_not_see_it(member_client, edition):
    assert _page(member_client, edition).status_code in (302, 403, 404)


def test_a_draft_has_no_sending(secretariat_client):
    assert _page(secretariat_client, EditionFactory()).status_code == 404


def test_the_start_is_planned_and_taken_back(secretariat_client):
    SubscriberFactory()
    edition = EditionFactory(released=True)
    address = reverse("edition-plan", args=[edition.pk])
    secretariat_client.post(address, {"at": "2099-05-04T09:00", "zone": "Europe/Kyiv"})
    edition.refresh_from_db()
    assert (edition.state, edition.scheduled_at.isoformat()) == ("scheduled", "2099-05-04T06:00:00+00:00")
    for bad in ("2001-05-04T09:00", "x", "2099-13-01T00:00"):
        secretariat_client.post(address, {"at": bad, "zone": "Europe/Kyiv"})
    edition.refresh_from_db()
    assert edition.scheduled_at.year == 2099
    _post(secretariat_client, edition, act="unschedule")
    edition.refresh_from_db()
    assert (edition.state, edition.scheduled_at) == ("released", None)


def test_a_released_edition_is_started_with_a_tick(secretariat_client):
    SubscriberFactory()
    edition = EditionFactory(released=True)
    assert _page(secretariat_client, edition).status_code == 200
    _post(secretariat_client, edition, act="start")
    edition.refresh_from_db()
    assert edition.state == "released"
    _post(secretariat_client, edition, act="start", sure="yes")
    edition.refresh_from_db()
    assert (edition.state, edition.recipients) == ("sending", 1)
