"""What the register offers to choose: counts per value, and pills of what is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.enums import Confidence, PartnershipKind, PartnershipStatus
from partnerships.filters import BRIDGE, COUNTRIES, AddressFilter, PartnershipFilter
from partnerships.selectors.snapshot import Row
from platform_portal.core import address_filter
from platform_portal.core.choice_links import Pill

#: The states the register shows; what is in initiation is not public.
_STATUS = [choice for choice in PartnershipStatus.choices if choice[0] != PartnershipStatus.INITIATION]
#: Dimensions with counts: name, column, heading, choices.
_DIMENSIONS: tuple[tuple[str, str, str | Promise, Sequence[tuple[Any, Any]]], ...] = (
    ("kind", "kind", gettext_lazy("Kind"), PartnershipKind.choices),
    ("status", "status", gettext_lazy("Status"), _STATUS),
    ("confidence", "confidence", gettext_lazy("Documentation"), Confidence.choices),
    ("bridge", "has_bridge", gettext_lazy("Triangle"), BRIDGE),
)
#: What stays when all filters are taken away.
KEPT_WITHOUT_FILTERS = ("sort",)


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
    kind: str
    is_open: bool


def found_and_facets(chosen: PartnershipFilter) -> tuple[list[Row], list[Facet]]:
    """What is found, and counts per value, each under all other choices but those of its own dimension; two queries."""
    open_rows = chosen.register.select(chosen.found_without([name for name, *_rest in _DIMENSIONS]))
    picked = {name: _picked(chosen, name) for name, *_rest in _DIMENSIONS}
    found = [row for row in open_rows if _fits(row, picked)]
    return found, [_facet(dimension, open_rows, picked) for dimension in _DIMENSIONS]


def _fits(row: Row, picked: dict[str, list[Any]], own: str = "") -> bool:
    return all(
        not picked[name] or name == own or getattr(row, column) in picked[name]
        for name, column, *_rest in _DIMENSIONS
    )


def _facet(dimension: Any, rows: list[Row], picked: dict[str, list[Any]]) -> Facet:
    own, own_column, label, pairs = dimension
    counts = Counter(getattr(row, own_column) for row in rows if _fits(row, picked, own))
    options = []
    for value, text in pairs:
        stored = value == "yes" if own == "bridge" else value
        option = Option(str(value), str(text), counts[stored], stored in picked[own])
        if option.count or option.checked:
            options.append(option)
    return Facet(
        own,
        str(label),
        options,
        "radio" if own == "bridge" else "checkbox",
        own in ("kind", "status", "bridge"),
    )


def _picked(chosen: PartnershipFilter, name: str) -> list[Any]:
    value = chosen.cleaned.get(name, [])
    return [value == "yes"] if name == "bridge" and value else list(value)


def pills(chosen: AddressFilter, query: QueryDict) -> list[Pill]:
    """One pill per chosen value; each leads to the list without it."""
    return address_filter.pills(chosen, query, label=partial(_label, chosen))


def _label(chosen: AddressFilter, name: str, value: Any) -> str:
    if name == "q":
        return f"„{value}“"
    if name == "year_from":
        return _("from %(year)s on") % {"year": int(value)}
    if name == "year_to":
        return _("until %(year)s") % {"year": int(value)}
    pairs = chosen.filters[name].extra.get("choices", COUNTRIES)
    pairs = pairs() if callable(pairs) else pairs
    return str(dict(pairs).get(value, value)).removeprefix("– ")
