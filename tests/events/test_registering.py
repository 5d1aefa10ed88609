"""Registering: held until the address is confirmed, all or none, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from events.enums import Admission, EventStatus, WaitingPolicy
from events.models import Booking, Registration
from events.services import leaving, registering
from events.services.choices import Clash
from events.services.places import Full
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.events.registering import overbooked, sign_up, states
from tests.factories.accounts import UserFactory
from tests.factories.events import MONDAY, START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_code():
    """Refusals are read in English."""
    with translation.override("en"):
        yield


HOUR = dt.timedelta(hours=1)


def kinds(to: str = "") -> list[str]:
    rows = OutboxMail.objects.filter(to=to) if to else OutboxMail.objects.all()
    return [kind.removeprefix("registration-") for kind in rows.order_by("pk").values_list("kind", flat=True)]


def test_without_an_account_the_place_is_held_for_an_hour_until_the_link_is_used():
    event = EventFactory(capacity=1)
    row = sign_up(event, is_confirmed=False)
    assert (row.status, row.held_until, states(event)) == ("unconfirmed", MONDAY + HOUR, {"1": "held"})
    registering.confirm(registration=row, now=MONDAY + HOUR / 2)
    assert states(event) == {"1": "confirmed"}
    assert kinds() == ["confirm", "confirmed"]


def test_after_the_hour_the_place_goes_to_the_next_one():
    event = EventFactory(capacity=1)
    row = sign_up(event, 1, is_confirmed=False)
    sign_up(event, 2)
    with pytest.raises(Refusal, match="hour"):
        registering.confirm(registration=row, now=MONDAY + HOUR)
    leaving.follow(now=MONDAY + HOUR)
    assert states(event) == {"2": "confirmed"}
    assert Registration.objects.get(pk=row.pk).status == "expired"


def test_a_held_waiting_position_is_given_back_too():
    event = EventFactory(capacity=0)
    sign_up(event, 1, is_confirmed=False)
    second = sign_up(event, 2)
    leaving.follow(now=MONDAY + HOUR)
    assert states(event) == {"2": "waiting"}
    assert second.bookings.with_position().get().position == 1


def test_with_an_account_the_place_is_there_at_once():
    event = EventFactory(capacity=1)
    sign_up(event, 1, user=UserFactory(email="t1@example.org"))
    assert states(event) == {"1": "confirmed"}
    assert kinds() == ["confirmed"]


def test_confirming_twice_changes_nothing():
    row = sign_up(EventFactory())
    registering.confirm(registration=row, now=MONDAY)
    assert kinds() == ["confirm", "confirmed"]
    assert AuditEntry.objects.filter(action="registration.confirmed").count() == 1


def test_the_same_address_again_gets_a_mail_and_no_second_registration():
    event = EventFactory()
    first, second = sign_up(event), sign_up(event, is_confirmed=False)
    assert first.pk == second.pk
    assert kinds() == ["confirm", "confirmed", "known"]


def test_colleagues_are_a_party_with_mails_of_their_own_after_the_link_was_used():
    event = EventFactory(capacity=3)
    leader = sign_up(event, 1, colleagues=(2, 3), is_confirmed=False, language="uk")
    assert kinds("t2@example.org") == []
    registering.confirm(registration=leader, now=MONDAY)
    assert states(event) == {"1": "confirmed", "2": "confirmed", "3": "confirmed"}
    assert kinds("t2@example.org") == kinds("t3@example.org") == ["confirmed"]
    assert set(Registration.objects.values_list("language", flat=True)) == {"uk"}
    assert {row.leader_id for row in leader.colleagues.all()} == {leader.pk}


def test_a_party_that_does_not_fit_waits_as_a_whole():
    event = EventFactory(capacity=2)
    sign_up(event, 1, colleagues=(2, 3))
    assert states(event) == {"1": "waiting", "2": "waiting", "3": "waiting"}


def test_a_colleague_who_is_registered_already_is_left_out_and_told():
    event = EventFactory(capacity=5)
    sign_up(event, 2)
    sign_up(event, 1, colleagues=(2, 3))
    assert states(event) == {"2": "confirmed", "1": "confirmed", "3": "confirmed"}
    assert kinds("t2@example.org")[-1] == "known"


@pytest.mark.parametrize(
    "over",
    [
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.DRAFT},
        {"admission": Admission.NONE},
        {"admission": Admission.INVITATION},
        {"admission": Admission.ELSEWHERE, "registration_url": "https://example.org/"},
        {"opens_at": MONDAY + HOUR},
        {"closes_at": MONDAY},
        {"starts_at": MONDAY - HOUR},
    ],
    ids=["cancelled", "draft", "none", "invitation", "elsewhere", "not yet", "closed", "begun"],
)
def test_nobody_registers_where_it_is_not_open(over):
    with pytest.raises(Refusal):
        sign_up(EventFactory(**over))
    assert not Registration.objects.exists()


def test_too_many_colleagues_and_the_same_address_twice_are_refused():
    event = EventFactory(colleagues_max=1)
    for colleagues in ((2, 3), (1,)):
        with pytest.raises(Refusal):
            sign_up(event, 1, colleagues=colleagues)


def test_without_a_waiting_list_a_full_event_refuses():
    event = EventFactory(capacity=0, waiting_policy=WaitingPolicy.NONE)
    with pytest.raises(Full):
        sign_up(event)
    assert not Registration.objects.exists()
    assert not OutboxMail.objects.exists()


def test_several_sessions_are_booked_all_or_none():
    event = EventFactory(capacity=5)
    first = SessionFactory(event=event, capacity=5)
    full = SessionFactory(event=event, capacity=0, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    with pytest.raises(Full, match="Nothing has been booked") as found:
        sign_up(event, sessions=(first.pk, full.pk))
    assert [bucket.session for bucket in found.value.buckets] == [full]
    assert not Booking.objects.exists()
    sign_up(event, sessions=(first.pk, full.pk), waits=frozenset({full.pk}))
    assert sorted(Booking.objects.values_list("status", flat=True)) == ["confirmed", "confirmed", "waiting"]


def test_sessions_at_the_same_time_and_foreign_sessions_are_refused():
    event = EventFactory()
    one, two = SessionFactory.create_batch(2, event=event, capacity=5)
    foreign = SessionFactory(capacity=5)
    invited = SessionFactory(event=event, capacity=5, audience="invited")
    members = SessionFactory(event=event, capacity=5, audience="members")
    for sessions in ((one.pk, two.pk), (foreign.pk,), (invited.pk,), (members.pk,), (10**9,)):
        with pytest.raises(Refusal):
            sign_up(event, sessions=sessions)
    sign_up(event, sessions=(members.pk,), is_member=True)


def test_whoever_is_somewhere_else_is_told_where_and_others_only_learn_it_themselves():
    there, here = EventFactory(title_de="Werkschau"), EventFactory(capacity=1)
    sign_up(there, 1)
    with pytest.raises(Clash, match=there.title):
        sign_up(here, 1, user=UserFactory(email="t1@example.org"))
    row = sign_up(here, 1, is_confirmed=False)
    assert row.bookings.get().status == "choose"
    registering.confirm(registration=row, now=MONDAY)
    assert kinds("t1@example.org")[-2:] == ["confirm", "choose"]
    assert overbooked() == []


def test_online_a_clash_is_a_warning_that_can_be_accepted():
    user = UserFactory(email="t1@example.org")
    sign_up(EventFactory(), 1)
    online = EventFactory(format="online")
    with pytest.raises(Clash) as found:
        sign_up(online, 1, user=user)
    assert found.value.may_be_accepted
    sign_up(online, 1, user=user, accepts_clash=True)
    assert states(online) == {"1": "confirmed"}


def test_one_event_may_begin_when_the_other_ends():
    user = UserFactory(email="t1@example.org")
    sign_up(EventFactory(), 1, user=user)
    later = EventFactory(starts_at=START + 3 * HOUR)
    sign_up(later, 1, user=user)
    assert states(later) == {"1": "confirmed"}
