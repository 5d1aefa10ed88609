"""The one filter of the directory: page, map, counts, exports and interface all read their address with it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from actors.models import Actor
from actors.selectors import snapshot
from actors.selectors.directory import DIMENSIONS, DIRECTIONS, Criteria, Directory
from platform_portal.core.address_filter import AddressFilter

DIRECTION_CHOICES = (
    ("need", pgettext_lazy("direction", "looks for partners")),
    ("offer", pgettext_lazy("direction", "offers experience")),
)
SORT_CHOICES = (
    ("relevance", gettext_lazy("Best match first")),
    ("name", pgettext_lazy("sorting", "Name")),
    ("confirmed", gettext_lazy("Last confirmed")),
)
VIEW_CHOICES = (("list", pgettext_lazy("view", "List")), ("map", pgettext_lazy("view", "Map")))


class ActorFilter(AddressFilter):
    """`q group topic country region working_group direction sort view`; values may be repeated, unknown ones are refused.

    A field of topics includes its topics, a working group its sub-groups. `direction` is *need* or *offer*: a topic
    in that role or a published posting.
    """

    q = filters.CharFilter(method="later")
    group = filters.MultipleChoiceFilter(choices=(), method="later", label=gettext_lazy("Actor group"))
    direction = filters.MultipleChoiceFilter(
        choices=DIRECTION_CHOICES, method="later", label=gettext_lazy("Needs or offers")
    )
    topic = filters.MultipleChoiceFilter(choices=(), method="later", label=gettext_lazy("Topic"))
    country = filters.MultipleChoiceFilter(choices=(), method="later", label=gettext_lazy("Country"))
    region = filters.MultipleChoiceFilter(choices=(), method="later", label=gettext_lazy("Region"))
    working_group = filters.MultipleChoiceFilter(
        choices=(), method="later", label=gettext_lazy("Working group")
    )
    sort = filters.ChoiceFilter(choices=SORT_CHOICES, method="later")
    view = filters.ChoiceFilter(choices=VIEW_CHOICES, method="later")

    class Meta:
        model = Actor
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict) -> None:
        self.snapshot = snapshot.current()
        dimension = self.snapshot.vocabulary.dimension
        offered = {name: dimension(name).choices for name in DIMENSIONS if name != "direction"}
        super().__init__(data, queryset=Actor.objects.published(), offered=offered)

    @staticmethod
    def without_blanks(data: QueryDict) -> QueryDict:
        """Country codes may be written small."""
        cleaned = AddressFilter.without_blanks(data)
        cleaned.setlist("country", [code.upper() for code in cleaned.getlist("country")])
        return cleaned

    def later(self, found: QuerySet[Actor], _name: str, _value: Any) -> QuerySet[Actor]:
        """Restricted by the index in memory, not by a query of its own."""
        return found

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The chosen values of each dimension, as they stand in the address."""
        return {name: list(dict.fromkeys(self.cleaned[name])) for name in DIMENSIONS if name in self.cleaned}

    @property
    def term(self) -> str:
        """What is searched for."""
        return self.cleaned.get("q") or ""

    @property
    def sorting(self) -> str:
        """The chosen order, by default the best match first."""
        return self.cleaned.get("sort") or "relevance"

    @property
    def shape(self) -> str:
        """List or map."""
        return self.cleaned.get("view") or "list"

    @cached_property
    def directory(self) -> Directory:
        """The answer to what was chosen."""
        chosen = {
            name: frozenset(self._number(name, value) for value in values)
            for name, values in self.chosen.items()
        }
        language = (get_language() or "de")[:2]
        return Directory(Criteria(self.term, chosen, self.sorting, language), self.snapshot)

    def _number(self, dimension: str, value: str) -> int:
        if dimension == "direction":
            return DIRECTIONS[value]
        return self.snapshot.vocabulary.dimension(dimension).by_key[value].id
