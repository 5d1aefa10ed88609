"""The life of a posting: every state with every step, six months, the mail before the end, the link that works once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from actors.models import Membership
from partnerships.enums import PostingStatus
from partnerships.models import Posting, PostingRenewal
from partnerships.selectors.postings import open_postings
from partnerships.services import posting_renewals, posting_states
from partnerships.services.postings import six_months_after
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.partnerships import PostingFactory

TODAY = dt.date(2026, 11, 22)
D, R, P, M, E, W = PostingStatus.values
STEPS = {
    "submit": (posting_states.submit, R, {D}),
    "publish": (posting_states.publish, P, {D, R, M, E}),
    "return_to_draft": (posting_states.return_to_draft, D, {R, P, E, W}),
    "mark_matched": (posting_states.mark_matched, M, {P, E}),
    "withdraw": (posting_states.withdraw, W, {D, R, P, M, E}),
    "expire": (posting_states.expire, E, {P}),
    "renew": (posting_states.renew, P, {P, E}),
}


@pytest.mark.parametrize("status", PostingStatus.values)
@pytest.mark.parametrize("name", STEPS)
def test_every_step_from_every_state(db: None, status: str, name: str):
    step, to, allowed = STEPS[name]
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    posting = PostingFactory(status=status, expires_on=yesterday)
    if status in allowed:
        assert step(posting=posting, by=None).status == to
    else:
        with pytest.raises(Refusal):
            step(posting=posting, by=None)
    posting.refresh_from_db()
    assert posting.status == (to if status in allowed else status)
    assert AuditEntry.objects.filter(action__startswith="posting.").exists() == (status in allowed)


def test_the_table_says_what_the_steps_do():
    for name, (_step, to, allowed) in STEPS.items():
        if name != "renew":  # published stays published
            assert {state for state, ends in posting_states.TRANSITIONS.items() if to in ends} == allowed, (
                name
            )


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)), (dt.date(2026, 1, 15), dt.date(2026, 7, 15)),
        (dt.date(2026, 12, 1), dt.date(2027, 6, 1)), (dt.date(2027, 8, 31), dt.date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_six_months_later_is_the_same_day_or_the_last_of_the_month(day: dt.date, end: dt.date):
    assert six_months_after(day) == end


def test_published_means_six_months_but_a_published_request_does_not_end(db: None):
    posting = posting_states.publish(posting=PostingFactory(status=D), by=None)
    assert posting.expires_on == six_months_after(timezone.localdate())
    request = PostingFactory(status=D, is_published_request=True, source="rgre.de")
    assert posting_states.publish(posting=request, by=None).expires_on is None
    with pytest.raises(Refusal):
        posting_states.expire(posting=request, on=dt.date(2099, 1, 1))


def test_the_last_day_still_counts(db: None):
    posting = PostingFactory(expires_on=TODAY)
    with pytest.raises(Refusal):
        posting_states.expire(posting=posting, on=TODAY)
    assert posting_states.expire(posting=posting, on=TODAY + dt.timedelta(days=1)).status == E


def kept_by(posting: Posting, user) -> None:
    Membership.objects.create(user=user, actor=posting.actor)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), dt.UTC)


def link(user) -> str:
    """The address in the latest mail of the person."""
    text = OutboxMail.objects.filter(to=user.email, kind="posting-renewal").latest("pk").text
    return next(word for word in text.split() if "/postings/renew/" in word)


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.fixture
def ending(member) -> Posting:
    posting = PostingFactory(expires_on=timezone.localdate() + dt.timedelta(days=14), title_de="Stadtplanung")
    kept_by(posting, member)
    return posting


def test_two_weeks_before_the_end_a_mail_comes_once(ending: Posting, member):
    PostingFactory(expires_on=timezone.localdate() + dt.timedelta(days=15))
    assert posting_renewals.ask_due() == 1
    assert posting_renewals.ask_due() == 0
    assert OutboxMail.objects.filter(kind="posting-renewal", to=member.email).count() == 1


def test_the_link_renews_by_post_only_and_once(ending: Posting, member, client: Client):
    posting_renewals.ask_due()
    path = path_of(link(member))
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    assert Posting.objects.get(pk=ending.pk).expires_on == ending.expires_on
    assert client.post(path, {"answer": "nonsense"}).status_code == 200
    assert client.post(path, {"answer": "renew"}).status_code == 200
    ending.refresh_from_db()
    assert ending.expires_on == six_months_after(timezone.localdate())
    again = client.post(path, {"answer": "found"})
    assert (again.status_code, client.get(path).status_code) == (410, 410)
    assert Posting.objects.get(pk=ending.pk).status == P


def test_the_link_says_that_a_partner_was_found(ending: Posting, member, client: Client):
    posting_renewals.ask_due()
    assert client.post(path_of(link(member)), {"answer": "found"}).status_code == 200
    ending.refresh_from_db()
    assert ending.status == M
    assert not open_postings(member).exists()


def test_unknown_and_outdated_links_change_nothing(ending: Posting, member, client: Client):
    assert client.get("/de/postings/renew/unbekannt/").status_code == 404
    assert client.post("/de/postings/renew/unbekannt/", {"answer": "renew"}).status_code == 404
    posting_renewals.ask_due()
    posting_states.withdraw(posting=ending, by=member)
    assert client.post(path_of(link(member)), {"answer": "renew"}).status_code == 410
    assert PostingRenewal.objects.get().used_at is None


def test_an_expired_one_can_be_renewed_for_a_month(ending: Posting, member, client: Client):
    posting_renewals.ask_due()
    over = ending.expires_on + dt.timedelta(days=20)
    assert posting_renewals.expire_due(now=at(over)) == 1
    assert posting_renewals.expire_due(now=at(over)) == 0
    key = link(member).rstrip("/").rsplit("/", 1)[1]
    with pytest.raises(Refusal):
        posting_renewals.answer(key=key, answer="renew", now=at(over + dt.timedelta(days=11)))
    assert posting_renewals.answer(key=key, answer="renew", now=at(over)).status == P


def test_the_daily_job_may_run_twice(ending: Posting, member):
    PostingFactory(expires_on=timezone.localdate() - dt.timedelta(days=1))
    for _time in range(2):
        call_command("follow_postings", verbosity=0)
    assert Posting.objects.filter(status=E).count() == 1
    assert PostingRenewal.objects.count() == 1


def test_keepers_renew_and_end_their_postings_in_the_portal(ending: Posting, member_client: Client):
    base = f"/de/account/organisations/{ending.actor.slug}/edit/postings/"
    assert "Stadtplanung" in member_client.get(base).content.decode()
    assert member_client.post(f"{base}{ending.pk}/renew/").status_code == 302
    assert Posting.objects.get(pk=ending.pk).expires_on == six_months_after(timezone.localdate())
    assert member_client.post(f"{base}{ending.pk}/found/").status_code == 302
    assert Posting.objects.get(pk=ending.pk).status == M
    foreign = PostingFactory()
    assert member_client.post(f"{base}{foreign.pk}/renew/").status_code == 404
