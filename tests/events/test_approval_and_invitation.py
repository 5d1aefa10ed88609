"""Approval and invitation: held places, numbers in refusals, different mails."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from events.enums import Admission, EventStatus
from events.models import Registration
from events.services import approving, changing, inviting, leaving
from events.services.places import Full
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.events.registering import sign_up, states
from tests.factories.events import MONDAY, START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_code():
    """Refusals are read in English."""
    with translation.override("en"):
        yield


DAY = dt.timedelta(days=1)


def mails(to: str) -> list[str]:
    rows = OutboxMail.objects.filter(to=to).order_by("pk").values_list("kind", flat=True)
    return [kind.removeprefix("registration-") for kind in rows]


def invite(event, secretariat, who="gast", **over):
    facts = {
        "name": "Gast",
        "email": f"{who}@example.org",
        "mode": "on_site",
        "by": secretariat,
        "now": MONDAY,
    }
    return inviting.invite(event=event, **facts | over)


def test_received_and_confirmed_are_different_mails(secretariat):
    event = EventFactory(capacity=1, admission=Admission.APPROVAL)
    row = sign_up(event, 1)
    assert (row.status, states(event)) == ("received", {"1": "requested"})
    approving.approve(registration=row, by=secretariat, now=MONDAY)
    assert states(event) == {"1": "confirmed"}
    assert mails("t1@example.org") == ["confirm", "received", "confirmed"]


def test_over_capacity_nobody_is_approved_and_the_refusal_says_the_numbers(secretariat):
    event = EventFactory(capacity=1, admission=Admission.APPROVAL)
    rows = [sign_up(event, number) for number in (1, 2)]
    approving.approve(registration=rows[0], by=secretariat, now=MONDAY)
    with pytest.raises(Full, match="1 of 1 places are taken, 0 are waiting"):
        approving.approve(registration=rows[1], by=secretariat, now=MONDAY)
    assert Registration.objects.get(pk=rows[1].pk).status == "received"
    approving.approve(registration=rows[1], by=secretariat, on_waiting_list=True, now=MONDAY)
    leaving.cancel(registration=rows[0], now=MONDAY)
    assert states(event) == {"2": "confirmed"}


def test_approval_covers_all_sessions_or_none(secretariat):
    event = EventFactory(capacity=5, admission=Admission.APPROVAL)
    session = SessionFactory(event=event, capacity=0)
    row = sign_up(event, 1, sessions=(session.pk,))
    with pytest.raises(Full):
        approving.approve(registration=row, by=secretariat, now=MONDAY)
    assert states(event) == {"1": "requested"}


def test_whoever_is_declined_hears_why(secretariat):
    row = sign_up(EventFactory(admission=Admission.APPROVAL), 1)
    with pytest.raises(Refusal, match="reason"):
        approving.decline(registration=row, by=secretariat, reason=" ", now=MONDAY)
    approving.decline(registration=row, by=secretariat, reason="Nur für Kommunen", now=MONDAY)
    assert "Nur für Kommunen" in OutboxMail.objects.get(kind="registration-declined").text


def test_an_invitation_holds_a_place_until_the_answer(secretariat):
    event = EventFactory(capacity=1, admission=Admission.INVITATION)
    row = invite(event, secretariat)
    assert (states(event), row.held_until) == ({"gast": "invited"}, MONDAY + 14 * DAY)
    with pytest.raises(Full, match="1 of 1"):
        invite(event, secretariat, "zwei")
    for _time in range(2):
        inviting.accept(registration=row, now=MONDAY)
    assert states(event) == {"gast": "confirmed"}
    assert mails("gast@example.org") == ["invitation", "confirmed"]


def test_an_invitation_that_is_not_answered_runs_out_and_the_place_is_free(secretariat):
    event = EventFactory(capacity=1, admission=Admission.INVITATION)
    row = invite(event, secretariat, until=MONDAY + DAY)
    leaving.follow(now=MONDAY + DAY)
    with pytest.raises(Refusal, match="time to answer"):
        inviting.accept(registration=row, now=MONDAY + DAY)
    assert mails("gast@example.org") == ["invitation", "expired"]
    invite(event, secretariat, "zwei", now=MONDAY + DAY)


def test_whoever_is_registered_is_offered_the_round_table(secretariat):
    event = EventFactory(capacity=1)
    table = SessionFactory(event=event, capacity=1, audience="invited")
    row = sign_up(event, "gast")
    with pytest.raises(Refusal, match="registered"):
        invite(event, secretariat, "tgast")
    invite(event, secretariat, "tgast", sessions=[table])
    assert states(event, sessions=True) == {"gast": "offered"}
    offered = row.bookings.get(is_session=True)
    changing.accept_offer(booking=offered, now=MONDAY)
    assert states(event, sessions=True) == {"gast": "confirmed"}


def test_nobody_is_invited_twice_over_to_what_is_over_or_by_members(secretariat, member):
    for over in ({"status": EventStatus.CANCELLED}, {"starts_at": MONDAY}):
        with pytest.raises(Refusal):
            invite(EventFactory(**over), secretariat)
    with pytest.raises(Refusal):
        invite(EventFactory(), member)
    with pytest.raises(Refusal, match="no places of this kind"):
        invite(EventFactory(), secretariat, mode="online")


def test_whoever_is_elsewhere_at_that_time_is_not_invited(secretariat):
    sign_up(EventFactory(), "gast")
    with pytest.raises(Refusal, match="at the same time"):
        invite(EventFactory(starts_at=START), secretariat, "tgast")
