"""Every state × every act × every role: what the table allows happens, everything else is refused and changes nothing."""

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.models import User
from partnerships.enums_requests import OVERRIDES, TRANSITIONS, Act, Party, RequestStatus
from partnerships.models import CooperationRequest, RequestEvent
from partnerships.services.requests import answering, places, sending, steering
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import PartnerFactory
from tests.factories.requests import MONDAY, bring_to, draft, keeper_of, secretary, sides

pytestmark = pytest.mark.django_db
LATER = MONDAY + dt.timedelta(days=100)
ANSWERS = {Act.ACCEPT: "accept", Act.POSTPONE: "later", Act.DECLINE: "decline"}
ROLES = (Party.SENDER, Party.RECIPIENT, Party.THIRD, Party.SECRETARIAT, Party.STRANGER)
BY_PEOPLE = (Act.SEND, Act.APPROVE, Act.SEND_BACK, Act.ACCEPT, Act.POSTPONE, Act.DECLINE, Act.WITHDRAW)


@pytest.fixture
def request_and_people() -> tuple[CooperationRequest, dict[Party, User]]:
    """A draft with three sides, and a person per role."""
    sender, recipient, asking, asked = sides()
    third = PartnerFactory()
    people = {
        Party.SENDER: asking, Party.RECIPIENT: asked, Party.THIRD: keeper_of(third),
        Party.SECRETARIAT: secretary(), Party.STRANGER: UserFactory(),
    }  # fmt: skip
    return draft(sender=sender, recipient=recipient, third=third), people


def perform(request: CooperationRequest, act: Act, by: User, role: Party) -> None:
    """Calls the service of an act as somebody would, with everything it needs."""
    if act in ANSWERS:
        actor = request.third_id if role == Party.THIRD else request.recipient_id
        answer, _new = request.answers.get_or_create(actor_id=actor)
        answering.answer(
            answer=answer,
            kind=ANSWERS[act],
            by=by,
            until_on=dt.date(2027, 1, 15),
            reason="topics",
            now=MONDAY,
        )
        return
    services: dict[Act, Callable[[], object]] = {
        Act.SEND: lambda: sending.send(request=request, by=by, now=MONDAY),
        Act.APPROVE: lambda: sending.approve(request=request, by=by, now=MONDAY),
        Act.SEND_BACK: lambda: sending.send_back(request=request, by=by, reason="Bitte kürzer", now=MONDAY),
        Act.WITHDRAW: lambda: answering.withdraw(request=request, by=by, now=MONDAY),
    }
    services[act]()


@pytest.mark.parametrize("act", BY_PEOPLE)
@pytest.mark.parametrize("status", RequestStatus.values)
def test_people_do_what_the_table_says_and_nothing_else(request_and_people, status, act):
    request, people = request_and_people
    for role in ROLES:
        bring_to(status, request)
        request.answers.update(answer="", answered_at=None)
        events = RequestEvent.objects.filter(request=request).count()
        allowed = role in TRANSITIONS.get(status, {}).get(act, frozenset())
        if allowed:
            continue  # proven below, each in a database of its own
        with pytest.raises(Refusal):
            perform(request, act, people[role], role)
        request.refresh_from_db()
        assert (request.status, RequestEvent.objects.filter(request=request).count()) == (status, events)


ALLOWED = [
    (status, act, role)
    for status, acts in TRANSITIONS.items()
    for act, roles in acts.items()
    for role in sorted(roles)
    if role != Party.PORTAL
]


@pytest.mark.parametrize(("status", "act", "role"), ALLOWED)
def test_what_the_table_allows_happens(request_and_people, status, act, role):
    request, people = request_and_people
    bring_to(status, request)
    perform(request, act, people[role], role)
    request.refresh_from_db()
    waits_for_the_other = act == Act.ACCEPT
    assert request.status != status or waits_for_the_other
    assert request.events.filter(act=act, by=people[role], party=role).count() == 1


@pytest.mark.parametrize("status", RequestStatus.values)
def test_time_ends_only_what_waits_or_is_with_the_recipient(request_and_people, status):
    request, _people = request_and_people
    bring_to(status, request)
    ended = answering.expire(request=request, now=LATER), places.give_up(request=request, now=LATER)
    assert ended == (status == RequestStatus.DELIVERED, status == RequestStatus.WAITING)
    request.refresh_from_db()
    assert request.status == (RequestStatus.EXPIRED if any(ended) else status)


@pytest.mark.parametrize("to", RequestStatus.values)
@pytest.mark.parametrize("status", RequestStatus.values)
def test_the_secretariat_sets_only_what_its_table_holds(request_and_people, status, to):
    request, people = request_and_people
    bring_to(status, request)
    allowed = to in OVERRIDES.get(status, frozenset())

    def override(by: User) -> None:
        steering.override(
            request=request, to=to, reason="Telefonat", by=by, until_on=dt.date(2027, 1, 15), now=MONDAY
        )

    for role in set(ROLES) - {Party.SECRETARIAT}:
        with pytest.raises(Refusal):
            override(people[role])
    if allowed:
        override(people[Party.SECRETARIAT])
    else:
        with pytest.raises(Refusal):
            override(people[Party.SECRETARIAT])
    request.refresh_from_db()
    assert request.status == (to if allowed else status)
