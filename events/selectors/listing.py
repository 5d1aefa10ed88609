"""The list of events: what the filter finds, by months, with counts for further choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from actors.enums import Language
from events.enums import EventFormat, EventKind
from events.filters import EventFilter
from events.selectors.cards import Card, cards_of
from platform_portal.core import address_filter
from platform_portal.core.choice_links import Pill
from platform_portal.core.formats import precise
from platform_portal.core.pages import paginate

if TYPE_CHECKING:
    from events.selectors.cards import Reader

PER_PAGE = 24
#: Filters with counts, in their order.
COUNTED = ("kind", "mode", "working_group", "language")
#: What stays when all filters are taken away.
KEPT_WITHOUT_FILTERS = ("when",)


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted of an event."""

    pk: int
    values: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """A value to tick."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of filters with its counts."""

    name: str
    label: str
    options: list[Option]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Events that begin in the same month."""

    label: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    page: Page[Any]
    months: list[Month]
    facets: list[Facet]

    @property
    def total(self) -> int:
        """How many are found."""
        return self.page.paginator.count


def listing_of(request: HttpRequest, chosen: EventFilter, user: Reader) -> Listing:
    """The page asked for. Five queries, however many events there are. Raises BadParameter, Http404 for pages that are not there."""
    rows = _rows(chosen)
    picked = {name: frozenset(chosen.cleaned.get(name, ())) for name in COUNTED}
    page = paginate(request, [row.pk for row in rows if _fits(row, picked)], PER_PAGE)
    cards = cards_of(list(page.object_list), user, chosen.now)
    return Listing(page, by_month(cards), [_facet(chosen, name, rows, picked) for name in COUNTED])


def by_month(cards: Iterable[Card]) -> list[Month]:
    """In the order of the list."""
    found: list[Month] = []
    for card in cards:
        label = card.heading
        if not found or found[-1].label != label:
            found.append(Month(label, []))
        found[-1].cards.append(card)
    return found


def _rows(chosen: EventFilter) -> list[Row]:
    """What the filters without counts find, in order. One query."""
    groups = chosen.vocabulary.working_group.by_id
    made = []
    columns = ("pk", "kind", "format", "working_group", "languages", "interpretation")
    for pk, kind, form, group, spoken, interpreted in chosen.found_without(COUNTED).values_list(*columns):
        term = groups.get(group)
        above = groups.get(term.parent) if term and term.parent else None
        values = {
            "kind": frozenset((kind,)),
            "mode": frozenset((form,)),
            "working_group": frozenset(found.key for found in (term, above) if found),
            "language": frozenset((*spoken, *interpreted)),
        }
        made.append(Row(pk, values))
    return made


def _fits(row: Row, picked: Mapping[str, frozenset[str]], own: str = "") -> bool:
    return all(name == own or not values or values & row.values[name] for name, values in picked.items())


def _facet(
    chosen: EventFilter, name: str, rows: Sequence[Row], picked: Mapping[str, frozenset[str]]
) -> Facet:
    """Counts under all other choices but those of its own group."""
    counts = Counter(value for row in rows if _fits(row, picked, name) for value in row.values[name])
    options = [
        Option(value, label, counts[value], value in picked[name])
        for value, label in _choices(chosen, name)
        if counts[value] or value in picked[name]
    ]
    return Facet(name, str(chosen.filters[name].label), options, name in ("kind", "mode"))


def _choices(chosen: EventFilter, name: str) -> list[tuple[str, str]]:
    pairs: Mapping[str, Any] = {
        "kind": EventKind.choices,
        "mode": EventFormat.choices,
        "language": Language.choices,
        "working_group": chosen.vocabulary.working_group.choices,
    }
    return [(value, str(label)) for value, label in pairs[name]]


def pills(chosen: EventFilter, query: QueryDict) -> list[Pill]:
    """One pill per chosen value; each leads to the list without it."""
    return address_filter.pills(
        chosen, query, label=lambda name, value: _label(chosen, name, value), left_out=("when",)
    )


def _label(chosen: EventFilter, name: str, value: Any) -> str:
    if name == "q":
        return f"„{value}“"
    if name == "since":
        return _("from %(day)s on") % {"day": precise(value)}
    if name == "until":
        return _("until %(day)s") % {"day": precise(value)}
    pairs: Any = chosen.filters[name].extra.get("choices", ())
    return str(dict(pairs() if callable(pairs) else pairs).get(value, value)).removeprefix("– ")
