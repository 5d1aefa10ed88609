"""One page of the register with its map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from partnerships.selectors.snapshot import Row
from partnerships.selectors.ties import MAX_TIES
from platform_portal.core.pages import paginate

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Cards of one page, and what the map draws: all found, or the first of them when there are very many."""

    page: Page[Any]
    cards: Sequence[Row]
    on_map: Sequence[Row]
    total: int

    @property
    def is_cut(self) -> bool:
        """Whether the map shows less than was found."""
        return self.total > len(self.on_map)


def register_page(request: HttpRequest, found: Sequence[Row]) -> RegisterPage:
    """The page asked for; no query. Raises BadParameter or Http404 for pages that cannot be."""
    page = paginate(request, found, PER_PAGE)
    return RegisterPage(page, list(page.object_list), found[:MAX_TIES], len(found))
