"""Public figures about requests: what is counted, what is hidden, and that nobody is named."""

import csv
import datetime as dt
from io import StringIO

import pytest
from django.core.cache import cache
from django.test import Client

from partnerships.models import CooperationRequest, Introduction
from partnerships.selectors import proposal_market
from partnerships.selectors.request_figures import request_figures
from partnerships.selectors.request_figures_page import request_figures_page, share
from partnerships.services.requests import answering, introducing
from partnerships.services.requests.following import follow
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, UkrainianPartnerFactory
from tests.factories.requests import MONDAY, accepted, delivered, draft, keeper_of, sent

pytestmark = pytest.mark.django_db
PAGE = "/en/partnerships/statistics/requests/"


@pytest.fixture(autouse=True)
def fresh_market():
    """Lists of suggestions are kept between pages, not between tests."""
    cache.clear()
    proposal_market.forget()


def pair() -> dict:
    """Two sides that have never heard of each other, the recipient with a keeper."""
    recipient = PartnerFactory(capacity_per_quarter=9)
    keeper_of(recipient)
    return {"sender": UkrainianPartnerFactory(), "recipient": recipient}


def talk(introduction: Introduction, progress: str) -> None:
    """The sender's side says how it goes."""
    check_in = introduction.check_ins.filter(actor=introduction.request.sender).first()
    reason = "no_reply" if progress == "nothing" else ""
    introducing.answer_check_in(check_in=check_in, progress=progress, reason=reason, by=None)


def test_sent_settled_answered_and_introduced_are_told_apart():
    draft(**pair())
    sent(**pair())
    delivered(**pair())
    accepted(**pair())
    declined, expiring = delivered(**pair()), delivered(**pair(), now=MONDAY - dt.timedelta(days=30))
    answering.answer(
        answer=declined.answers.get(),
        kind="decline",
        reason="topics",
        by=None,
        now=MONDAY + dt.timedelta(days=4),
    )
    follow(now=MONDAY)
    found = request_figures(now=MONDAY)
    expiring.refresh_from_db()
    assert expiring.status == "expired"
    assert (found.sent, found.ended, found.answered, found.introduced) == (5, 3, 2, 1)


def test_the_median_of_days_is_shown_from_five_answers_on():
    for days in (1, 2, 3, 10):
        _answered_after(days)
    assert request_figures(now=MONDAY).days is None
    _answered_after(4)
    assert request_figures(now=MONDAY).days == 3


def _answered_after(days: int) -> None:
    row = delivered(**pair())
    at = MONDAY + dt.timedelta(days=days)
    answering.answer(answer=row.answers.get(), kind="decline", reason="topics", by=None, now=at)


def test_what_came_of_introductions_is_taken_from_the_answers_to_check_ins():
    for progress in ("talking", "agreement", "nothing"):
        row = accepted(**pair())
        talk(row.introduction, progress)
    accepted(**pair())
    found = request_figures(now=MONDAY)
    assert (found.introduced, found.talked, found.partnerships) == (4, 2, 1)


def test_introductions_of_somebody_without_a_partner_are_counted():
    known = pair()
    for actor in known.values():
        PartnershipFactory(parties=[actor, PartnerFactory()], since_on=dt.date(2023, 5, 1))
    accepted(**known)
    assert request_figures(now=MONDAY).to_newcomers == 0
    one_new = pair()
    PartnershipFactory(parties=[one_new["sender"], PartnerFactory()], since_on=dt.date(2023, 5, 1))
    accepted(**one_new)
    assert request_figures(now=MONDAY).to_newcomers == 1


def test_a_partnership_that_began_later_does_not_count_backwards():
    known = pair()
    accepted(**known)
    for actor in known.values():
        PartnershipFactory(parties=[actor, PartnerFactory()], since_on=MONDAY.date() + dt.timedelta(days=90))
    assert request_figures(now=MONDAY).to_newcomers == 1


def test_suggestions_reach_and_requests_reach_are_counted_over_all_who_can_be_suggested():
    known = [pair() for _number in range(3)]
    delivered(**known[0])
    reach = request_figures(now=MONDAY).reach
    assert (reach.candidates, reach.shown, reach.asked) == (6, 6, 1)
    assert 0 <= reach.gini < 0.3


def test_quarters_run_in_berlin_time_and_the_present_one_is_last():
    sent(**pair(), now=dt.datetime(2026, 9, 30, 22, 30, tzinfo=dt.UTC))
    found = request_figures(now=MONDAY).quarters
    assert [row.label for row in found] == [
        "2025/1", "2025/2", "2025/3", "2025/4", "2026/1", "2026/2", "2026/3", "2026/4",
    ]  # fmt: skip
    assert [row.sent for row in found] == [0] * 7 + [1]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(4, 10, "–"), (0, 10, "0 %"), (5, 10, "50 %"), (3, 4, "–"), (0, 0, "–")]
)
def test_a_share_of_few_is_not_said(part, whole, said):
    assert share(part, whole) == said


@pytest.mark.parametrize("number", [4, 5])
def test_small_numbers_are_neither_on_the_page_nor_in_a_file(client: Client, number: int):
    for _turn in range(number):
        accepted(**pair(), now=MONDAY)
    page = request_figures_page()
    cells = [str(cell) for table in page.tables.values() for row in table.rows for cell in row[1:2]]
    hidden = number < 5
    assert ("< 5" in cells) == hidden
    assert (str(number) in cells) != hidden
    bars = [row.width for row in page.funnel.rows()][:1]
    assert (bars == ["0.0"]) == hidden
    text = client.get(PAGE).content.decode()
    assert ("&lt; 5" in text) == hidden


def test_the_page_names_nobody_and_is_for_everyone(client: Client):
    known = pair()
    accepted(**known)
    text = client.get(PAGE).content.decode()
    assert text.count("<h1") == 1
    for actor in known.values():
        assert actor.name not in text
        assert actor.slug not in text


@pytest.mark.parametrize("table", ["figures", "quarters", "funnel"])
def test_every_table_is_there_as_a_file(client: Client, table: str):
    response = client.get(PAGE, {"table": table})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(("query", "status"), [("table=secrets", 400), ("table=", 400), ("table=%00", 400)])
def test_unknown_tables_are_refused(client: Client, query: str, status: int):
    assert client.get(f"{PAGE}?{query}").status_code == status


def test_one_request_and_many_cost_the_same_number_of_queries(client: Client, django_assert_num_queries):
    accepted(**pair())
    request_figures()
    with django_assert_num_queries(9):
        request_figures()
    for _turn in range(3):
        accepted(**pair())
    proposal_market.forget()
    request_figures()
    with django_assert_num_queries(9):
        request_figures()
    assert CooperationRequest.objects.count() == 4
