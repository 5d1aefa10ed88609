"""What must not work: clear answers, nothing changed."""

import datetime as dt

import pytest

from actors.enums import ActorStatus
from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest
from partnerships.services.requests import answering, drafts, sending
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import (
    PartnerFactory,
    PartnershipFactory,
    TopicFactory,
    UkrainianPartnerFactory,
)
from tests.factories.requests import MONDAY, accepted, delivered, draft, keeper_of, sent, sides, wish

pytestmark = pytest.mark.django_db


def test_nobody_asks_themselves():
    sender, *_rest = sides()
    with pytest.raises(Refusal):
        draft(sender=sender, recipient=sender)


@pytest.mark.parametrize("status", [ActorStatus.ARCHIVED, ActorStatus.DORMANT, ActorStatus.DRAFT])
def test_only_active_actors_are_asked(status):
    sender, recipient, *_people = sides(status=status)
    with pytest.raises(Refusal):
        draft(sender=sender, recipient=recipient)


def test_an_actor_archived_after_the_draft_gets_no_request():
    sender, recipient, asking, _asked = sides()
    request = draft(sender=sender, recipient=recipient)
    recipient.status = ActorStatus.ARCHIVED
    recipient.save()
    with pytest.raises(Refusal):
        sending.send(request=request, by=asking, now=MONDAY)


def test_partners_are_not_asked_again_but_for_joining_another_partnership():
    sender, recipient, *_people = sides()
    PartnershipFactory(parties=[sender, recipient])
    other = PartnershipFactory(parties=[recipient, UkrainianPartnerFactory()])
    with pytest.raises(Refusal):
        draft(sender=sender, recipient=recipient)
    assert draft(sender=sender, recipient=recipient, first_step="join", partnership=other).status == "draft"


def test_what_is_accepted_cannot_be_withdrawn():
    sender, recipient, asking, _asked = sides()
    request = accepted(sender=sender, recipient=recipient)
    with pytest.raises(Refusal):
        answering.withdraw(request=request, by=asking, now=MONDAY)
    request.refresh_from_db()
    assert request.status == RequestStatus.ACCEPTED


def test_the_wrong_side_answers_nothing():
    sender, recipient, asking, _asked = sides()
    request = delivered(sender=sender, recipient=recipient)
    with pytest.raises(Refusal):
        answering.answer(answer=request.answers.get(), kind="accept", by=asking, now=MONDAY)


def test_a_fourth_open_request_waits_until_a_place_is_free():
    sender = UkrainianPartnerFactory()
    asking = keeper_of(sender)
    rows = [draft(sender=sender, recipient=PartnerFactory(), by=asking) for _number in range(4)]
    for row in rows[:3]:
        sending.send(request=row, by=asking, now=MONDAY)
    with pytest.raises(Refusal):
        sending.send(request=rows[3], by=asking, now=MONDAY)
    answering.withdraw(request=rows[0], by=asking, now=MONDAY)
    assert sending.send(request=rows[3], by=asking, now=MONDAY).slot == 1


def test_a_thousand_requests_by_a_script_stop_early(as_user):
    sender = UkrainianPartnerFactory()
    client = as_user(keeper_of(sender))
    topic = TopicFactory()
    recipients = [PartnerFactory() for _number in range(15)]
    data = {
        "first_step": "call",
        "seek_more_1": topic.slug,
        "reason": "Hallo",
        "reason_language": "de",
        "languages": ["de"],
    }
    answers = [
        client.post(f"/de/requests/new/?to={recipients[at % 15].slug}", data).status_code for at in range(30)
    ]
    assert answers.count(302) == 10
    assert set(answers) == {302, 422}
    for row in CooperationRequest.objects.all():
        client.post(f"/de/requests/{row.pk}/send/")
    assert CooperationRequest.objects.open().count() == 3


def test_sending_and_withdrawing_in_turns_ends_after_ten_times_a_day():
    sender, recipient, asking, _asked = sides()
    for number in range(10):
        now = MONDAY + dt.timedelta(minutes=number)
        answering.withdraw(request=sent(sender=sender, recipient=recipient, now=now), by=asking, now=now)
    with pytest.raises(Refusal):
        sent(sender=sender, recipient=recipient, now=MONDAY + dt.timedelta(minutes=11))
    tomorrow = MONDAY + dt.timedelta(days=1, hours=1)
    request = CooperationRequest.objects.get(status="draft")
    assert sending.send(request=request, by=asking, now=tomorrow).status == RequestStatus.IN_CHECK


def test_only_who_keeps_the_entry_writes_for_it():
    sender, recipient, *_people = sides()
    with pytest.raises(Refusal):
        drafts.write(sender=sender, recipient=recipient, wish=wish(), by=UserFactory(), now=MONDAY)


@pytest.mark.parametrize("lacking", [{"seek": []}, {"reason": ""}, {"languages": []}])
def test_an_incomplete_draft_is_not_sent(lacking):
    sender, recipient, asking, _asked = sides()
    request = draft(sender=sender, recipient=recipient, **lacking)
    with pytest.raises(Refusal):
        sending.send(request=request, by=asking, now=MONDAY)


@pytest.mark.parametrize("path", ["requests/new/", "requests/new/?to=x", "requests/999999/", f"requests/{10**30}/",
                                  "requests/?page=99999999", "desk/requests/?status=nonsense"])  # fmt: skip
def test_unknown_addresses_are_answered_kindly(path, as_user):
    user = UserFactory(is_staff=path.startswith("desk"))
    assert as_user(user).get(f"/en/{path}").status_code in {400, 404}
