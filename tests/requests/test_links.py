"""Links in mails: they answer once, for their side, in time; a GET changes nothing."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from actors.models import Contact
from partnerships.enums_requests import RequestStatus
from partnerships.models import CheckIn, CooperationRequest
from partnerships.services.requests import answering, links
from partnerships.services.requests.links import Addressee
from platform_portal.core.models import OutboxMail
from tests.factories.partnerships import PartnerFactory
from tests.factories.requests import accepted, delivered, keeper_of, secretary, sent, sides

pytestmark = pytest.mark.django_db
DECLINE = {"answer": "decline", "reason": "no_staff"}


@pytest.fixture
def asked_now():
    """A request that arrived just now, with its people."""
    sender, recipient, asking, asked = sides()
    return delivered(sender=sender, recipient=recipient, now=timezone.now()), asking, asked


def link_for(request: CooperationRequest, user) -> str:
    """The address of the answer page, as in the mail to the person."""
    url = links.answer_url(request.answers.get(), Addressee(user.email, "en", user=user))
    return url[url.index("/en/") :]


def test_the_mail_has_three_links_that_open_a_page_without_logging_in(asked_now):
    request, _asking, asked = asked_now
    mail = OutboxMail.objects.get(to=asked.email, kind="request-arrived")
    found = sorted(set(re.findall(r"/de/requests/answer/[\w:.-]+/\?answer=\w+", mail.text)))
    assert [url.rpartition("=")[2] for url in found] == ["accept", "decline", "later"]
    for url in found:
        assert Client().get(url).status_code == 200
        assert Client().head(url).status_code == 200
    request.refresh_from_db()
    assert request.status == RequestStatus.DELIVERED


def test_a_link_answers_once(asked_now):
    request, _asking, asked = asked_now
    url = link_for(request, asked)
    assert Client().post(url, {"answer": "accept"}).status_code == 200
    request.refresh_from_db()
    assert request.status == RequestStatus.ACCEPTED
    for again in (Client().get(url), Client().post(url, DECLINE)):
        assert again.status_code == 410
    request.refresh_from_db()
    assert (request.status, request.answers.get().answer) == (RequestStatus.ACCEPTED, "accept")


def test_the_first_of_two_keepers_answers_and_the_link_of_the_second_says_so(asked_now):
    request, _asking, asked = asked_now
    second = keeper_of(request.recipient)
    url = link_for(request, second)
    answering.answer(answer=request.answers.get(), kind="decline", reason="topics", by=asked)
    page = Client().post(url, {"answer": "accept"})
    assert page.status_code == 410
    assert "answered already" in page.content.decode()


def test_after_the_time_a_link_says_so_and_changes_nothing(asked_now):
    request, _asking, asked = asked_now
    url = link_for(request, asked)
    late = timezone.now() - dt.timedelta(days=22)
    CooperationRequest.objects.filter(pk=request.pk).update(delivered_at=late)
    assert Client().post(url, {"answer": "accept"}).status_code == 410
    answering.expire(request=request)
    assert Client().post(url, {"answer": "accept"}).status_code == 410
    request.refresh_from_db()
    assert request.status == RequestStatus.EXPIRED


def test_a_withdrawn_request_leaves_nothing_to_answer(asked_now):
    request, asking, asked = asked_now
    url = link_for(request, asked)
    answering.withdraw(request=request, by=asking)
    assert Client().post(url, {"answer": "accept"}).status_code == 410


@pytest.mark.parametrize(
    "spoil", [lambda key: key[:-1], lambda key: key[1:], lambda key: "x" * 500, lambda key: "ä:b"]
)
def test_a_tampered_link_is_unknown(asked_now, spoil):
    request, _asking, asked = asked_now
    url = link_for(request, asked)
    head, key = url.split("/answer/")
    assert Client().get(f"{head}/answer/{spoil(key.rstrip('/'))}/").status_code == 404


def test_a_link_made_for_the_sender_or_with_another_key_opens_nothing(asked_now):
    request, asking, asked = asked_now
    answer = request.answers.get()
    assert Client().post(link_for(request, asking), {"answer": "accept"}).status_code == 404
    foreign = signing.dumps([answer.pk, "u", asked.pk], salt=links.CHECK_IN)
    assert Client().get(f"/en/requests/answer/{foreign}/").status_code == 404
    request.refresh_from_db()
    assert request.status == RequestStatus.DELIVERED


def test_who_no_longer_keeps_the_entry_cannot_answer_with_an_old_link(asked_now):
    request, _asking, asked = asked_now
    url = link_for(request, asked)
    asked.memberships.all().delete()
    assert Client().post(url, {"answer": "accept"}).status_code == 404


def test_without_a_keeper_the_mailbox_of_the_function_is_asked_and_can_answer():
    sender, *_rest = sides()
    recipient = PartnerFactory()
    Contact.objects.create(actor=recipient, function="Büro", email="buero@example.org", visibility="members")
    Contact.objects.create(
        actor=recipient, function="Person", email="person@example.org", visibility="matched", is_personal=True
    )
    request = sent(sender=sender, recipient=recipient, waived=True, now=timezone.now())
    assert request.status == RequestStatus.DELIVERED
    assert not OutboxMail.objects.filter(to="person@example.org").exists()
    mail = OutboxMail.objects.get(to="buero@example.org")
    url = re.search(r"/de/requests/answer/[\w:.-]+/", mail.text)[0]
    assert Client().post(url, {"answer": "accept"}).status_code == 200
    assert "person@example.org" not in "".join(
        OutboxMail.objects.filter(to="buero@example.org").values_list("text", flat=True)
    )


def test_a_check_in_is_answered_by_one_link_once():
    sender, recipient, _asking, asked = sides()
    accepted(sender=sender, recipient=recipient)
    row = CheckIn.objects.filter(actor=recipient, stage="weeks_4").get()
    url = links.check_in_url(row, Addressee(asked.email, "en", user=asked))
    url = url[url.index("/en/") :]
    assert Client().get(url + "?answer=talking").status_code == 200
    row.refresh_from_db()
    assert row.answered_at is None
    assert Client().post(url, {"answer": "nothing"}).status_code == 422
    assert Client().post(url, {"answer": "project"}).status_code == 200
    assert Client().post(url, {"answer": "agreement"}).status_code == 410
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("project", asked)


def test_a_member_of_the_secretariat_cannot_answer_for_a_side(asked_now, as_user):
    request, *_people = asked_now
    assert (
        as_user(secretary()).post(f"/en/requests/{request.pk}/respond/", {"answer": "accept"}).status_code
        == 404
    )
