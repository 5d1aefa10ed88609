"""The one filter of the directory: page, map, counts, exports and interface all read their address with it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

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


#: What the groups of filters are called, in their order.
LABELS = {
    "group": gettext_lazy("Actor group"),
    "direction": gettext_lazy("Needs or offers"),
    "topic": gettext_lazy("Topic"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Region"),
    "working_group": gettext_lazy("Working group"),
}


class ActorFilter:
    """`q group topic country region working_group direction sort view`; values may be repeated, unknown ones are refused.

    A field of topics includes its topics, a working group its sub-groups. `direction` is *need* or *offer*: a topic
    in that role or a published posting. No form: the index in memory knows the values, and building one took longer than
    finding the actors.
    """

    def __init__(self, data: QueryDict) -> None:
        self.term = search_term(data)
        self.snapshot = snapshot.current()
        self.chosen = {name: values for name in DIMENSIONS if (values := self._values(data, name))}
        self.sorting = _one_of(SORT_CHOICES, data, "sort")
        self.shape = _one_of(VIEW_CHOICES, data, "view")

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

    def _values(self, data: QueryDict, name: str) -> list[str]:
        """The values of a dimension as they stand in the address, each once; country codes may be written small."""
        given = _said(data, name)
        values = [value.upper() for value in given] if name == "country" else given
        known = DIRECTIONS if name == "direction" else self.snapshot.vocabulary.dimension(name).by_key
        if any(value not in known for value in values):
            raise _unknown(name, values)
        return list(dict.fromkeys(values))


def _said(data: QueryDict, name: str) -> list[str]:
    """Empty choices of a form mean "all"."""
    return [value for value in data.getlist(name) if value.strip()]


def _one_of(choices: tuple[tuple[str, Any], ...], data: QueryDict, name: str) -> str:
    """What was chosen last, or else the first choice."""
    given = _said(data, name)
    if given and given[-1] not in dict(choices):
        raise _unknown(name, given)
    return given[-1] if given else choices[0][0]


def _unknown(name: str, values: list[str]) -> BadParameter:
    return BadParameter(
        _("The filter “%(name)s” does not know the value “%(value)s”.")
        % {"name": name, "value": ", ".join(values)[:80]}
    )
