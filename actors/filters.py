"""The one filter of the directory: page, map, counts, exports and interface all read their address with it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from actors.models import Actor
from actors.selectors import snapshot
from actors.selectors.directory import DIMENSIONS, DIRECTIONS, Criteria, Directory
from platform_portal.core.errors import BadParameter
from platform_portal.core.params import search_term

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


class _Values(filters.MultipleChoiceFilter):
    """Repeated parameters that are alternatives; restricted by the index, not by a query of their own."""

    def filter(self, qs: QuerySet[Actor], value: Any) -> QuerySet[Actor]:
        return qs


class _Value(filters.ChoiceFilter):
    def filter(self, qs: QuerySet[Actor], value: Any) -> QuerySet[Actor]:
        return qs


class _Term(filters.CharFilter):
    def filter(self, qs: QuerySet[Actor], value: Any) -> QuerySet[Actor]:
        return qs


class ActorFilter(filters.FilterSet):
    """`q group topic country region working_group direction sort view`; values may be repeated, unknown ones are refused.

    A field of topics includes its topics, a working group its sub-groups. `direction` is *need* or *offer*: a topic
    in that role or a published posting.
    """

    q = _Term()
    group = _Values(choices=(), label=gettext_lazy("Actor group"))
    direction = _Values(choices=DIRECTION_CHOICES, label=gettext_lazy("Needs or offers"))
    topic = _Values(choices=(), label=gettext_lazy("Topic"))
    country = _Values(choices=(), label=gettext_lazy("Country"))
    region = _Values(choices=(), label=gettext_lazy("Region"))
    working_group = _Values(choices=(), label=gettext_lazy("Working group"))
    sort = _Value(choices=SORT_CHOICES)
    view = _Value(choices=VIEW_CHOICES)

    class Meta:
        model = Actor
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, *, request: HttpRequest | None = None) -> None:
        super().__init__(_without_blanks(data), queryset=Actor.objects.published(), request=request)
        search_term(data)
        self.snapshot = snapshot.current()
        for name in DIMENSIONS:
            if name != "direction":
                choices = self.snapshot.vocabulary.dimension(name).choices
                # a function, because forms copy lists of choices deeply, and the topics are many
                self.filters[name].extra["choices"] = lambda choices=choices: choices
        self._refuse_unknown()

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The chosen values of each dimension, as they stand in the address."""
        cleaned = self.form.cleaned_data
        return {name: list(dict.fromkeys(cleaned[name])) for name in DIMENSIONS if cleaned.get(name)}

    @property
    def term(self) -> str:
        """What is searched for."""
        return self.form.cleaned_data.get("q") or ""

    @property
    def sorting(self) -> str:
        """The chosen order, by default the best match first."""
        return self.form.cleaned_data.get("sort") or "relevance"

    @property
    def shape(self) -> str:
        """List or map."""
        return self.form.cleaned_data.get("view") or "list"

    @cached_property
    def directory(self) -> Directory:
        """The answer to what was chosen."""
        chosen = {
            name: frozenset(self._number(name, value) for value in values)
            for name, values in self.chosen.items()
        }
        language = (get_language() or "de")[:2]
        return Directory(Criteria(self.term, chosen, self.sorting, language), self.snapshot)

    def filter_queryset(self, queryset: QuerySet[Actor]) -> QuerySet[Actor]:
        """The actors found, as a queryset without order."""
        return queryset.filter(pk__in=self.directory.ids.tolist())

    def _number(self, dimension: str, value: str) -> int:
        if dimension == "direction":
            return DIRECTIONS[value]
        return self.snapshot.vocabulary.dimension(dimension).by_key[value].id

    def _refuse_unknown(self) -> None:
        if self.form.is_valid():
            return
        name = next(iter(self.form.errors))
        given = ", ".join(self.form.data.getlist(name))[:80]
        raise BadParameter(
            _("The filter “%(name)s” does not know the value “%(value)s”.") % {"name": name, "value": given}
        )


def _without_blanks(data: QueryDict) -> QueryDict:
    """Empty choices of a form mean "all"; country codes may be written small."""
    cleaned = QueryDict(mutable=True)
    for name, values in data.lists():
        kept = [value for value in values if value.strip()]
        cleaned.setlist(name, [value.upper() for value in kept] if name == "country" else kept)
    return cleaned
