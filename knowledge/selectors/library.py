"""The library as light rows: what is found, in which order, and how many each further choice would leave.

A library holds hundreds of products, not millions; comparing rows of numbers in Python costs a millisecond and gives every
count from the same two queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from actors.enums import Language
from actors.models import Actor
from knowledge.enums import ProductKind
from knowledge.filters import ProductFilter
from knowledge.models import KnowledgeProduct
from knowledge.selectors import search
from platform_portal.core.collation import sort_key
from platform_portal.core.formats import language

#: Values of one list that are offered; the most frequent ones, and chosen ones always.
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Row:
    """What the filter compares of one product; topics include the fields above them."""

    pk: int
    title: str
    is_named: bool
    values: dict[str, frozenset[Any]]


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
class Library:
    """What a filter finds: numbers in their order, counts, the names of authors, and who wrote what."""

    ids: list[int]
    facets: list[Facet]
    authors: dict[int, Actor]
    written_by: dict[int, list[Actor]]


_LABELS: dict[str, str | Promise] = {
    "kind": pgettext_lazy("filter of products", "Kind"),
    "topic": gettext_lazy("Topic"),
    "language": pgettext_lazy("filter of products", "Language"),
    "working_group": gettext_lazy("Working group"),
    "author": pgettext_lazy("filter of products", "Author"),
    "year": gettext_lazy("Year"),
}
_TITLES = ("title_de", "title_en", "title_uk")
_OPEN = frozenset({"kind", "topic", "language"})


def found(chosen: ProductFilter) -> Library:
    """What the filter finds; two queries."""
    rows = _rows(chosen)
    authors = Actor.objects.only("slug", "name_de", "name_uk", "name_en").in_bulk(
        {pk for row in rows for pk in row.values["author"]}
    )
    picked = _picked(chosen, authors)
    kept = [row for row in rows if _fits(row, picked)]
    if chosen.sorting == "title":
        code = language()
        kept.sort(key=lambda row: (sort_key(row.title, code), row.pk))
    else:
        kept.sort(key=lambda row: not row.is_named)  # stable: the newest first among equals
    return Library(
        ids=[row.pk for row in kept],
        facets=_facets(chosen, rows, picked, authors),
        authors=authors,
        written_by={row.pk: [authors[pk] for pk in sorted(row.values["author"])] for row in kept},
    )


def _rows(chosen: ProductFilter) -> list[Row]:
    named = Case(
        When(search.in_title(chosen.words), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    read = (
        chosen.qs.newest_first()
        .annotate(
            is_named=named,
            of_topics=_numbers(KnowledgeProduct.topics.through, "topic_id"),
            of_groups=_numbers(KnowledgeProduct.working_groups.through, "workinggroup_id"),
            of_authors=_numbers(KnowledgeProduct.authors.through, "actor_id"),
        )
        .values_list(
            *("pk", "kind", "languages", "published_on", "is_named", "of_topics", "of_groups", "of_authors"),
            *_TITLES,
        )
    )
    own = _TITLES.index(f"title_{language()}")
    above = {term.id: term.parent for term in chosen.vocabulary.topic.terms}
    return [
        Row(
            pk,
            titles[own] or next(filter(None, titles), ""),
            bool(is_named),
            {
                "kind": frozenset([kind]),
                "topic": frozenset(_with_fields(topics, above)),
                "language": frozenset(languages),
                "working_group": frozenset(groups),
                "author": frozenset(authors),
                "year": frozenset([on.year] if on else ()),
            },
        )
        for pk, kind, languages, on, is_named, topics, groups, authors, *titles in read
    ]


def _numbers(through: Any, column: str) -> ArraySubquery:
    """The other side of a relation, in no order."""
    return ArraySubquery(through.objects.filter(knowledgeproduct=OuterRef("pk")).values(column))


def _with_fields(topics: Iterable[int], above: dict[int, int | None]) -> set[int]:
    return {found for topic in topics for found in (topic, above.get(topic)) if found is not None}


def _picked(chosen: ProductFilter, authors: dict[int, Actor]) -> dict[str, set[Any]]:
    wanted = set(chosen.cleaned.get("author", ()))
    return {
        "kind": set(chosen.cleaned.get("kind", ())),
        "topic": chosen.chosen_ids("topic"),
        "language": set(chosen.cleaned.get("language", ())),
        "working_group": chosen.chosen_ids("working_group"),
        # an author nobody knows, or of hidden products only, is a choice that finds nothing
        "author": {pk for pk, actor in authors.items() if actor.slug in wanted} or ({0} if wanted else set()),
        "year": {int(year) for year in chosen.cleaned.get("year", ())},
    }


def _fits(row: Row, picked: dict[str, set[Any]], own: str = "") -> bool:
    return all(not wanted or name == own or wanted & row.values[name] for name, wanted in picked.items())


def _facets(
    chosen: ProductFilter, rows: list[Row], picked: dict[str, set[Any]], authors: dict[int, Actor]
) -> list[Facet]:
    words: dict[str, Callable[[Any], tuple[str, str]]] = {
        "kind": lambda value: (value, str(ProductKind(value).label)),
        "topic": lambda value: _term(chosen.vocabulary.topic.by_id[value]),
        "language": lambda value: (value, str(Language(value).label)),
        "working_group": lambda value: _term(chosen.vocabulary.working_group.by_id[value]),
        "author": lambda value: (authors[value].slug, str(authors[value].name)),
        "year": lambda value: (str(value), str(value)),
    }
    known = {
        "topic": set(chosen.vocabulary.topic.by_id),
        "working_group": set(chosen.vocabulary.working_group.by_id),
        "author": set(authors),
    }
    made = []
    for name, say in words.items():
        counts = Counter(
            value for row in rows if _fits(row, picked, name) for value in row.values[name]
        )  # fmt: skip
        values = [value for value in counts.keys() | picked[name] if value in known.get(name, {value})]
        made.append(
            Facet(name, str(_LABELS[name]), _options(name, values, counts, picked[name], say), name in _OPEN)
        )
    return [facet for facet in made if facet.options]


def _options(
    name: str,
    values: list[Any],
    counts: Counter[Any],
    picked: set[Any],
    say: Callable[[Any], tuple[str, str]],
) -> list[Option]:
    code = language()
    options = [
        Option(text[0], text[1], counts[value], value in picked)
        for value in values
        if (text := say(value)) and (counts[value] or value in picked)
    ]
    if name == "year":
        options.sort(key=lambda option: option.value, reverse=True)
    else:
        options.sort(key=lambda option: (-option.count, sort_key(option.label, code), option.value))
    return [option for place, option in enumerate(options) if place < OFFERED or option.checked]


def _term(term: Any) -> tuple[str, str]:
    return term.key, str(term.name)
