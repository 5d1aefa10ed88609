"""Pagination of lists: pages that do not exist are answered with 404, impossible ones with 400."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from platform_portal.core.params import page_number


@dataclass(frozen=True, slots=True)
class Links:
    """What the pagination component needs: the page, its neighbours and a short window of numbers (None = gap)."""

    number: int
    last: int
    window: tuple[int | None, ...]

    @property
    def previous(self) -> int | None:
        """Number of the page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """Number of the page after, if any."""
        return self.number + 1 if self.number < self.last else None


def links(number: int, last: int) -> Links:
    """First, last and the neighbours of the present page, gaps in between."""
    shown = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
    window: list[int | None] = []
    for page in shown:
        if window and page - (window[-1] or 0) > 1:
            window.append(None)
        window.append(page)
    return Links(number, last, tuple(window))


def paginate(request: HttpRequest, items: Any, per_page: int = 20) -> Page[Any]:
    """The page asked for, with its `links`. Raises BadParameter (400) or Http404."""
    paginator = Paginator(items, per_page)
    try:
        page = paginator.page(page_number(request))
    except EmptyPage as error:
        raise Http404(_("There is no such page in this list.")) from error
    page.links = links(page.number, paginator.num_pages)  # type: ignore[attr-defined]
    return page
