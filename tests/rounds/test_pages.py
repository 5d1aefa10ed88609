"""Pages of match rounds: who may read them, what they show, what they refuse."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from actors.enums import MembershipRole
from actors.models import Membership
from partnerships.enums_rounds import RunStatus
from partnerships.models import MatchRound, MatchRun, RoundProposal
from partnerships.services.rounds import runs, sending


@pytest.fixture
def run(match_round, secretariat):
    """A run that is done."""
    made = runs.start_run(round=match_round, by=secretariat)
    runs.work()
    made.refresh_from_db()
    return made


def addresses(run):
    """Every address that is read."""
    pk, number = run.round_id, run.number
    return [
        reverse("match-rounds"),
        reverse("match-without-partner"),
        reverse("match-round", args=[pk]),
        reverse("match-round-participants", args=[pk]),
        reverse("match-run", args=[pk, number]),
        reverse("match-report", args=[pk, number]),
        reverse("match-compare", args=[pk]) + f"?a={number}&b={number}",
    ]


def test_only_the_secretariat_reads_them(run, client, member_client, secretariat_client):
    for url in addresses(run):
        assert client.get(url).status_code == 302
        assert member_client.get(url).status_code in (302, 403)
        assert secretariat_client.get(url).status_code == 200


def test_each_page_has_one_heading_and_a_title_of_its_own(run, secretariat_client):
    titles = set()
    for url in addresses(run):
        html = secretariat_client.get(url).content.decode()
        assert html.count("<h1") == 1
        titles.add(html.split("<title>")[1].split("</title>")[0])
    assert len(titles) == len(addresses(run))


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_result_is_read_in_the_language_of_the_desk(run, secretariat, secretariat_client, language):
    secretariat.language = language
    secretariat.save()
    html = secretariat_client.get(run.get_absolute_url()).content.decode()
    assert f'lang="{language}"' in html
    assert "Essen" in html or "Ессен" in html


def test_nothing_is_changed_by_reading(run, secretariat_client, match_round):
    for name, args in (("match-run-start", [match_round.pk]), ("match-send", [match_round.pk, run.number])):
        assert secretariat_client.get(reverse(name, args=args)).status_code == 405
    assert MatchRun.objects.count() == 1


def test_a_round_is_made_filled_and_run_by_the_pages(match_round, secretariat_client):
    made = secretariat_client.post(reverse("match-round-new"), {"name": "Winter", "kind": "municipality"})
    fresh = MatchRound.objects.exclude(pk=match_round.pk).get()
    assert made.url == fresh.get_absolute_url()
    add = reverse("match-round-add", args=[fresh.pk])
    secretariat_client.post(add, {"which": "all", "query": "country=DE"})
    assert set(fresh.participants.values_list("country", flat=True)) == {"DE"}
    secretariat_client.post(add, {"which": "all", "query": ""})
    assert fresh.participants.count() == 5
    row = fresh.participants.first()
    secretariat_client.post(reverse("match-round-save", args=[fresh.pk]), {f"places-{row.actor_id}": "3"})
    row.refresh_from_db()
    assert row.capacity == 3
    started = secretariat_client.post(reverse("match-run-start", args=[fresh.pk]))
    assert started.url == fresh.runs.get().get_absolute_url()


def test_progress_is_shown_without_javascript_and_by_htmx(match_round, secretariat, secretariat_client):
    run = runs.start_run(round=match_round, by=secretariat)
    page = secretariat_client.get(run.get_absolute_url())
    assert (page.status_code, page.headers["Refresh"]) == (200, "5")
    htmx = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "progress"}
    part = secretariat_client.get(run.get_absolute_url(), **htmx)
    assert "<h1" not in part.content.decode()
    assert 'id="progress"' in part.content.decode()
    runs.work()
    ended = secretariat_client.get(run.get_absolute_url(), **htmx)
    assert (ended.status_code, ended.headers["HX-Refresh"]) == (286, "true")


def test_a_run_is_stopped_by_the_button(match_round, secretariat, secretariat_client):
    run = runs.start_run(round=match_round, by=secretariat)
    secretariat_client.post(reverse("match-run-stop", args=[match_round.pk, run.number]))
    run.refresh_from_db()
    assert run.status == RunStatus.STOPPED
    assert secretariat_client.get(run.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("match-round-new", {"name": ""}),
        ("match-round-save", {"places-x": "1"}),
        ("match-round-save", {"places-1": "many"}),
        ("match-round-save", {"places-99999999999999999999": "1"}),
        ("match-round-save", {"remove": "99999999999999999999"}),
        ("match-round-rules", {"minimum_fit": "-1"}),
        ("match-round-rules", {"minimum_fit": "a", "newcomer_bonus": "\x00"}),
        ("match-round-pair", {"german": "0", "ukrainian": "99999999999999999999"}),
        ("match-round-pair", {"german": "1", "ukrainian": "2", "state": "fixed"}),
        ("match-round-add", {"which": "ticked", "actor": ["x", "99999999999999999999"]}),
    ],
)
def test_bad_input_changes_nothing_and_is_answered(match_round, secretariat_client, name, data):
    args = [] if name == "match-round-new" else [match_round.pk]
    before = list(match_round.participants.values_list("capacity"))
    answer = secretariat_client.post(reverse(name, args=args), data)
    assert answer.status_code in (302, 400)
    assert list(match_round.participants.values_list("capacity")) == before
    assert match_round.pairs.count() == 0


@pytest.mark.parametrize("query", ["?a=1&b=x", "?a=1", "?a=9999999999999&b=1"])
def test_comparing_nonsense_is_refused(run, secretariat_client, query):
    url = reverse("match-compare", args=[run.round_id]) + query
    assert secretariat_client.get(url).status_code == 400


def test_the_workbook_holds_the_pairs(run, secretariat_client):
    answer = secretariat_client.get(reverse("match-report", args=[run.round_id, run.number]) + "?format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 3
    assert len(book.worksheets) == 4


def test_the_pdf_is_one(run, secretariat_client):
    pytest.importorskip("weasyprint", reason="Pango is not installed", exc_type=OSError)
    answer = secretariat_client.get(reverse("match-report", args=[run.round_id, run.number]) + "?format=pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_another_format_is_refused(run, secretariat_client):
    url = reverse("match-report", args=[run.round_id, run.number])
    assert secretariat_client.get(url + "?format=docx").status_code == 400


def test_sending_needs_the_tick_and_then_shows_on_both_proposal_pages(
    run, by_name, member, member_client, client, secretariat_client
):
    send = reverse("match-send", args=[run.round_id, run.number])
    secretariat_client.post(send)
    assert RoundProposal.objects.count() == 0
    secretariat_client.post(send, {"sure": "yes"})
    assert RoundProposal.objects.count() == 2
    rivne = by_name["Rivne"]
    url = f"/en/matchmaking/{rivne.slug}/"
    assert "Proposal by the secretariat" not in client.get(url).content.decode()
    assert "Proposal by the secretariat" not in member_client.get(url).content.decode()
    Membership.objects.create(user=member, actor=rivne, role=MembershipRole.OWNER)
    assert "Proposal by the secretariat" in member_client.get(url).content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_of_a_run_takes_the_same_number_of_queries(
    match_round, secretariat, secretariat_client, german, ukrainian, number, django_assert_max_num_queries
):
    from partnerships.services.rounds import editing

    more = [german(f"Ort {n}").pk for n in range(number)] + [
        ukrainian(f"Misto {n}").pk for n in range(number)
    ]
    editing.add_participants(round=match_round, actors=more, by=secretariat)
    run = runs.start_run(round=match_round, by=secretariat)
    runs.work()
    secretariat_client.get(run.get_absolute_url())
    with django_assert_max_num_queries(12):
        secretariat_client.get(run.get_absolute_url())


def test_sent_pairs_are_shown_to_nobody_else(run, secretariat, by_name, member):
    sending.send_proposals(run=run, by=secretariat)
    assert RoundProposal.objects.visible_to(member).count() == 0
    assert RoundProposal.objects.visible_to(secretariat).count() == 2
