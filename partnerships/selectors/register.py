"""One page of the register with its map: a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from django.core.paginator import Page
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from partnerships.models import Partnership
from partnerships.querysets import PartnershipQuerySet
from partnerships.selectors.ties import MAX_TIES, Tie, ties_of
from platform_portal.core.pages import paginate

PER_PAGE = 12


@dataclass(slots=True)
class Found(Sequence[Partnership]):
    """What a filter finds: the first ones with parties, loaded once for map and list; the rest only when asked for."""

    queryset: PartnershipQuerySet
    drawn: list[Partnership] = field(init=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.drawn = list(self.queryset.with_parties()[:MAX_TIES])
        self.total = len(self.drawn) if len(self.drawn) < MAX_TIES else self.queryset.count()

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, index: int) -> Partnership: ...
    @overload
    def __getitem__(self, index: slice) -> list[Partnership]: ...
    def __getitem__(self, index: int | slice) -> Partnership | list[Partnership]:
        if isinstance(index, slice) and (index.stop or 0) > len(self.drawn):
            return list(self.queryset.with_parties()[index])
        return self.drawn[index]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Cards of one page, ties of all found (the newest, when there are very many)."""

    page: Page[Any]
    cards: list[Partnership]
    ties: list[Tie]
    total: int
    is_cut: bool


def register_page(request: HttpRequest, queryset: PartnershipQuerySet) -> RegisterPage:
    """The page asked for. Raises BadParameter or Http404 for pages that cannot be."""
    found = Found(queryset)
    page = paginate(request, found, PER_PAGE)
    cards = list(page.object_list)
    prefetch_related_objects(cards, "history", "topics")
    return RegisterPage(page, cards, ties_of(found.drawn), found.total, found.total > len(found.drawn))
