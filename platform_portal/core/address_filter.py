"""Filters that are read from an address: blanks mean "all", values nobody knows are refused with a clear text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import django_filters as filters
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from platform_portal.core.choice_links import Pill, without
from platform_portal.core.errors import BadParameter
from platform_portal.core.params import search_term


class AddressFilter(filters.FilterSet):
    """A filter set over the parameters of an address. Choices that come from data are given in `offered`, by name."""

    def __init__(
        self,
        data: QueryDict,
        *,
        queryset: Any,
        request: HttpRequest | None = None,
        offered: Mapping[str, Any] | None = None,
    ) -> None:
        search_term(data)
        super().__init__(self.without_blanks(data), queryset=queryset, request=request)
        choices = offered or {}
        for name in choices:  # as a function, for the form copies a list of choices deeply, twice
            self.filters[name].extra["choices"] = partial(choices.get, name)
        if not self.form.is_valid():
            self._refuse()

    @staticmethod
    def without_blanks(data: QueryDict) -> QueryDict:
        """The parameters that say something."""
        cleaned = QueryDict(mutable=True)
        for name, values in data.lists():
            cleaned.setlist(name, [value for value in values if value.strip()])
        return cleaned

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was chosen, without what was left open."""
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    def _refuse(self) -> None:
        name = next(iter(self.form.errors))
        given = ", ".join(self.form.data.getlist(name))[:80]
        raise BadParameter(
            _("The filter “%(name)s” does not know the value “%(value)s”.") % {"name": name, "value": given}
        )

    def found_without(self, names: Collection[str]) -> Any:
        """What the other filters find."""
        found = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                found = self.filters[name].filter(found, value)
        return found


def pills(
    chosen: AddressFilter,
    query: QueryDict,
    *,
    label: Callable[[str, Any], str],
    left_out: Collection[str] = ("sort",),
) -> list[Pill]:
    """One pill per chosen value; each leads to the list without it. `label(name, value)` says what the value is called."""
    made = []
    for name, value in chosen.cleaned.items():
        if name in left_out:
            continue
        for single in value if isinstance(value, list) else [value]:
            same = partial(_same, value=str(single))
            made.append(Pill(label(name, single), without(query, name, same), remove=True))
    return made


def _same(given: str, value: str) -> bool:
    """Whether what stands in the address is the value the filter has made of it: other case, a number with decimals."""
    given = given.strip()
    return value in (given, given.upper()) or given.split(".")[0] == value.split(".")[0]
