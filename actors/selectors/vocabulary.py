"""The words the directory filters by: groups, topics, countries, regions, working groups, read once per change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import get_language

from actors.models import ActorGroup, Topic, WorkingGroup
from actors.names import LANGUAGES, complete
from actors.words import all_spellings
from places.models import Country, Region


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a filter; `key` stands in addresses, `id` in the index."""

    id: int
    key: str
    names: Mapping[str, str]
    parent: int | None = None
    is_planned: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in the language of the request."""
        return self.name_in(get_language() or "de")

    def name_in(self, language: str) -> str:
        """The name in a language; for lists, which ask for the reader's once."""
        return self.names.get(language) or self.names["de"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Dimension:
    """All values of one filter in their order."""

    terms: tuple[Term, ...]

    @cached_property
    def by_key(self) -> dict[str, Term]:
        """Terms by what stands in addresses."""
        return {term.key: term for term in self.terms}

    @cached_property
    def by_id(self) -> dict[int, Term]:
        """Terms by what stands in the index."""
        return {term.id: term for term in self.terms}

    @cached_property
    def words(self) -> dict[int, frozenset[str]]:
        """The folded words of all names and synonyms of each term, by what stands in the index."""
        return {
            term.id: frozenset(all_spellings([*term.names.values(), *term.synonyms])) for term in self.terms
        }

    @cached_property
    def choices(self) -> list[tuple[str, Term]]:
        """Pairs for a form field."""
        return [(term.key, term) for term in self.terms]

    def children(self, parent: int) -> list[Term]:
        """Terms below another one."""
        return [term for term in self.terms if term.parent == parent]


def country_number(code: str) -> int:
    """A country code as the number under which the index counts it."""
    return ord(code[0]) * 256 + ord(code[1]) if code else 0


def _in_languages(row: Country | Region) -> dict[str, str]:
    return {language: row.name_in(language) for language in LANGUAGES}


def _topics() -> Iterable[Term]:
    for topic in Topic.objects.all():
        yield Term(topic.pk, topic.slug, complete(topic), topic.parent_id, synonyms=tuple(topic.synonyms))


def _working_groups() -> Iterable[Term]:
    for group in WorkingGroup.objects.all():
        yield Term(group.pk, group.slug, complete(group), group.parent_id, group.status == "planned")


@dataclass(frozen=True)
class Vocabulary:
    """All dimensions of the directory."""

    group: Dimension
    topic: Dimension
    country: Dimension
    region: Dimension
    working_group: Dimension
    country_of_region: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Vocabulary:
        """Reads five small tables."""
        regions = list(Region.objects.order_by("country_id", "slug"))
        return cls(
            group=Dimension(tuple(Term(row.pk, row.slug, complete(row)) for row in ActorGroup.objects.all())),
            topic=Dimension(tuple(_topics())),
            country=Dimension(
                tuple(
                    Term(country_number(row.code), row.code, _in_languages(row))
                    for row in Country.objects.all()
                )
            ),
            region=Dimension(tuple(Term(row.pk, row.slug, _in_languages(row)) for row in regions)),
            working_group=Dimension(tuple(_working_groups())),
            country_of_region={row.pk: row.country_id for row in regions},
        )

    def dimension(self, name: str) -> Dimension:
        """The dimension of a filter."""
        found: Dimension = getattr(self, name)
        return found
