"""What was chosen in the library, as pills to take away."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from knowledge.filters import ProductFilter
from knowledge.selectors.library import Library
from platform_portal.core import address_filter
from platform_portal.core.choice_links import Pill


def pills(chosen: ProductFilter, found: Library, query: QueryDict) -> list[Pill]:
    """One pill per chosen value; each leads to the list without it."""
    labels = {(facet.name, option.value): option.label for facet in found.facets for option in facet.options}

    def label(name: str, value: Any) -> str:
        return (
            f"„{value}“" if name == "q" else labels.get((name, str(value)), _named(chosen, name, str(value)))
        )

    return address_filter.pills(chosen, query, label=label)


def _named(chosen: ProductFilter, name: str, value: str) -> str:
    """The name of a choice that finds nothing."""
    choices = chosen.filters[name].extra.get("choices", ())
    return str(dict(choices() if callable(choices) else choices).get(value, value))
