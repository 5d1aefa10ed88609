"""The way of a request: sending, checking, answering, what each side is told."""

import datetime as dt

import pytest

from partnerships.enums_requests import RequestStatus
from partnerships.models import Introduction, RequestEvent
from partnerships.services.requests import answering, sending, steering
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, TopicFactory
from tests.factories.requests import MONDAY, accepted, delivered, draft, keeper_of, secretary, sent, sides

pytestmark = pytest.mark.django_db


def test_a_request_is_checked_then_passed_on_and_an_answer_introduces_both():
    sender, recipient, asking, asked = sides()
    request = sent(sender=sender, recipient=recipient)
    assert request.status == RequestStatus.IN_CHECK
    assert not OutboxMail.objects.filter(to=asked.email).exists()

    request = sending.approve(request=request, by=secretary(), now=MONDAY)
    assert request.status == RequestStatus.DELIVERED
    assert list(OutboxMail.objects.filter(to=asked.email).values_list("kind", flat=True)) == [
        "request-arrived"
    ]

    request = answering.answer(answer=request.answers.get(), kind="accept", by=asked, now=MONDAY)
    assert request.status == RequestStatus.ACCEPTED
    assert Introduction.objects.get().request == request
    for user in (asking, asked):
        assert OutboxMail.objects.filter(to=user.email, kind="request-introduction").count() == 1


def test_every_step_leaves_a_dated_row_and_an_audit_entry():
    sender, recipient, *_people = sides()
    request = accepted(sender=sender, recipient=recipient)
    acts = list(RequestEvent.objects.filter(request=request).values_list("act", "party", "status"))
    assert acts == [
        ("send", "sender", "in_check"),
        ("deliver", "portal", "delivered"),
        ("accept", "recipient", "accepted"),
    ]
    written = AuditEntry.objects.filter(object_type="partnerships.cooperationrequest").order_by("pk")
    assert list(written.values_list("action", flat=True)) == [
        "request.write", "request.send", "request.deliver", "request.accept",
    ]  # fmt: skip


def test_the_check_can_be_waived_for_an_actor():
    sender, recipient, *_people = sides()
    assert sent(sender=sender, recipient=recipient, waived=True).status == RequestStatus.DELIVERED


def test_a_waived_check_is_made_all_the_same_where_nobody_can_be_reached():
    sender, _recipient, *_people = sides()
    assert sent(sender=sender, recipient=PartnerFactory(), waived=True).status == RequestStatus.IN_CHECK


def test_the_secretariat_sends_back_with_words_and_the_sender_sends_again():
    sender, recipient, asking, _asked = sides()
    request = sent(sender=sender, recipient=recipient)
    request = sending.send_back(request=request, by=secretary(), reason="Welche Schulen?", now=MONDAY)
    assert request.status == RequestStatus.DRAFT
    assert request.slot is None
    assert "Welche Schulen?" in OutboxMail.objects.get(to=asking.email, kind="request-sent-back").text
    assert sending.send(request=request, by=asking, now=MONDAY).status == RequestStatus.IN_CHECK


def test_not_now_keeps_the_sender_away_until_the_day():
    sender, recipient, asking, asked = sides()
    request = delivered(sender=sender, recipient=recipient)
    day = dt.date(2027, 1, 15)
    request = answering.answer(answer=request.answers.get(), kind="later", until_on=day, by=asked, now=MONDAY)
    assert (request.status, request.again_on) == (RequestStatus.NOT_NOW, day)
    with pytest.raises(Refusal):
        draft(sender=sender, recipient=recipient)
    later = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
    assert draft(sender=sender, recipient=recipient, by=asking, now=later).status == RequestStatus.DRAFT


def test_a_no_needs_a_reason_that_the_sender_never_reads(client):
    sender, recipient, asking, asked = sides()
    request = delivered(sender=sender, recipient=recipient)
    with pytest.raises(Refusal):
        answering.answer(answer=request.answers.get(), kind="decline", by=asked, now=MONDAY)
    request = answering.answer(
        answer=request.answers.get(), kind="decline", reason="politics", by=asked, now=MONDAY
    )
    assert request.status == RequestStatus.DECLINED
    client.force_login(asking, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/en/requests/{request.pk}/").content.decode()
    mail = OutboxMail.objects.get(to=asking.email, kind="request-declined").text
    for text in (page, mail):
        assert "There is no political backing" not in text
        assert "politics" not in text


def test_both_sides_of_a_bridge_have_to_agree():
    sender, recipient, _asking, asked = sides()
    third = PartnerFactory()
    third_keeper = keeper_of(third)
    PartnershipFactory(parties=[third, recipient])
    request = delivered(sender=sender, recipient=recipient, third=third)
    answers = {row.actor_id: row for row in request.answers.all()}
    request = answering.answer(answer=answers[recipient.pk], kind="accept", by=asked, now=MONDAY)
    assert request.status == RequestStatus.DELIVERED
    request = answering.answer(answer=answers[third.pk], kind="accept", by=third_keeper, now=MONDAY)
    assert request.status == RequestStatus.ACCEPTED
    assert OutboxMail.objects.filter(kind="request-introduction").count() == 3


def test_a_no_of_the_third_side_ends_the_request_and_the_recipient_learns_it():
    sender, recipient, _asking, asked = sides()
    third = PartnerFactory()
    third_keeper = keeper_of(third)
    request = delivered(sender=sender, recipient=recipient, third=third)
    answer = request.answers.get(actor=third)
    request = answering.answer(answer=answer, kind="decline", reason="no_staff", by=third_keeper, now=MONDAY)
    assert request.status == RequestStatus.DECLINED
    assert OutboxMail.objects.filter(to=asked.email, kind="request-over").count() == 1


def test_the_secretariat_decides_with_a_reason_that_stays_in_the_history():
    sender, recipient, *_people = sides()
    request = delivered(sender=sender, recipient=recipient)
    with pytest.raises(Refusal):
        steering.override(request=request, to="accepted", reason=" ", by=secretary(), now=MONDAY)
    request = steering.override(
        request=request, to="accepted", reason="Zusage am Telefon", by=secretary(), now=MONDAY
    )
    assert request.status == RequestStatus.ACCEPTED
    assert request.events.last().reason == "Zusage am Telefon"
    assert Introduction.objects.filter(request=request).exists()


def test_taking_over_names_the_colleague_once():
    sender, recipient, *_people = sides()
    request = sent(sender=sender, recipient=recipient)
    colleague = secretary()
    for _time in range(2):
        request = steering.take_over(request=request, by=colleague)
    assert request.owner == colleague
    assert request.events.filter(act="take_over").count() == 1


def test_what_was_sent_cannot_be_changed():
    from partnerships.services.requests import drafts
    from tests.factories.requests import wish

    sender, recipient, asking, _asked = sides()
    request = sent(sender=sender, recipient=recipient)
    with pytest.raises(Refusal):
        drafts.change(request=request, wish=wish(seek=[TopicFactory()]), by=asking)
