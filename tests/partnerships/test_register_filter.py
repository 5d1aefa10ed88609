"""The filter of the register against the same question asked row by row in Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict

from partnerships.filters import PartnershipFilter
from partnerships.models import Partnership
from partnerships.services.register import Report


def _found(query: str) -> set[str]:
    return set(PartnershipFilter(QueryDict(query)).qs.values_list("slug", flat=True))


def _regions(partnership: Partnership) -> set[str]:
    return {party.region.slug for party in partnership.parties.all() if party.region}


def _countries(partnership: Partnership) -> set[str]:
    return {party.country for party in partnership.parties.all()}


QUESTIONS: list[tuple[str, Callable[[Partnership], bool]]] = [
    ("kind=twinning", lambda p: p.kind == "twinning"),
    ("kind=twinning&kind=friendship", lambda p: p.kind in ("twinning", "friendship")),
    ("status=planned", lambda p: p.status == "planned"),
    ("confidence=dataset&confidence=weak", lambda p: p.confidence in ("dataset", "weak")),
    ("country=PL", lambda p: "PL" in _countries(p)),
    ("country=pl", lambda p: "PL" in _countries(p)),
    ("region=sachsen", lambda p: "sachsen" in _regions(p)),
    ("region=sachsen&region=bayern", lambda p: bool({"sachsen", "bayern"} & _regions(p))),
    (
        "region=nordrhein-westfalen&region=oblast-dnipropetrowsk",
        lambda p: {"nordrhein-westfalen", "oblast-dnipropetrowsk"} <= _regions(p),
    ),
    ("bridge=yes", lambda p: p.has_bridge),
    ("bridge=no", lambda p: not p.has_bridge),
    ("topic=wasserversorgung", lambda p: "wasserversorgung" in {topic.slug for topic in p.topics.all()}),
    ("year_from=2022", lambda p: bool(p.since_on and p.since_on.year >= 2022)),
    ("year_from=1989&year_to=1990", lambda p: bool(p.since_on and 1989 <= p.since_on.year <= 1990)),
    ("planned=no", lambda p: p.status not in ("planned", "failed")),
    ("kind=solidarity&bridge=yes&year_to=2022", lambda p: bool(
        p.kind == "solidarity" and p.has_bridge and p.since_on and p.since_on.year <= 2022
    )),
]  # fmt: skip


@pytest.mark.parametrize(("query", "fits"), QUESTIONS)
def test_a_filter_finds_what_fits(register: Report, query: str, fits: Callable[[Partnership], bool]):
    rows = Partnership.objects.with_details()
    expected = {partnership.slug for partnership in rows if fits(partnership)}
    assert expected, "a question nobody fits proves nothing"
    assert _found(query) == expected


@pytest.mark.parametrize("term", ["Riwne", "Рівне", "riwne", "RIWNE", "Rivne"])
def test_a_city_is_found_in_any_script(register: Report, term: str):
    query = QueryDict(mutable=True)
    query["q"] = term
    found = set(PartnershipFilter(query).qs.values_list("slug", flat=True))
    assert {"essen-riwne", "oberviechtach-riwne"} <= found


def test_all_words_of_a_term_must_fit(register: Report):
    assert _found("q=Köln Dnipro") == {"koeln-dnipro"}


def test_an_organisation_is_found_by_part_of_its_name(register: Report):
    assert _found("q=Kyjiwwodo") == {
        "hamburg-wasser-kyjiwwodokanal",
        "berliner-wasserbetriebe-kyjiwwodokanal",
    }


@pytest.mark.parametrize("sort", ["newest", "oldest", "name"])
def test_every_order_is_total_and_loses_nobody(register: Report, sort: str):
    slugs = list(PartnershipFilter(QueryDict(f"sort={sort}")).qs.values_list("slug", flat=True))
    assert (len(slugs), len(set(slugs))) == (106, 106)


def test_the_newest_come_first_and_the_undated_last(register: Report):
    dates = list(PartnershipFilter(QueryDict("")).qs.values_list("since_on", flat=True))
    known = [date for date in dates if date]
    assert known == sorted(known, reverse=True)
    assert dates[len(known) :] == [None] * (len(dates) - len(known))
