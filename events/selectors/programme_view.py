"""The programme as a piece of a page: list or grid. What is frozen is drawn once and kept."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.selectors.programme import Programme
from events.selectors.programme_grid import grid_of
from platform_portal.core.errors import BadParameter

if TYPE_CHECKING:
    from events.selectors.event_page import EventPage

LIST, GRID = "list", "grid"


def view_of(query: QueryDict, programme: Programme) -> str:
    """List or grid; without a choice the grid where things happen at the same time. Raises BadParameter for another."""
    given = query.get("view", "")
    if given not in ("", LIST, GRID):
        raise BadParameter(_("There is no such view: use list or grid."))
    return given or (GRID if programme.has_parallels else LIST)


def programme_html(page: EventPage, view: str) -> SafeString:
    """The days of the programme. Kept by version, language, and what this reader sees of it, so that nobody gets another's."""
    if not page.programme:
        return SafeString("")
    seconds = settings.PORTAL_PART_CACHE_SECONDS
    key = _key(page, view)
    kept = cache.get(key) if seconds else None
    if kept is None:
        kept = render_to_string(f"events/parts/programme_{view}.html", _context(page.programme, view))
        if seconds:
            cache.set(key, kept, seconds)
    return mark_safe(kept)  # noqa: S308 - rendered by a template


def _context(programme: Programme, view: str) -> dict[str, Any]:
    grids = [grid_of(day) for day in programme.days] if view == GRID else []
    return {"programme": programme, "grids": grids}


def _key(page: EventPage, view: str) -> str:
    version = page.event.released_version_id
    seen = [(item.pk, item.places) for day in page.programme.days for item in day.every]
    facts = (version, get_language(), view, page.event.zone, page.event.has_times, seen)
    return "programme:" + hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()
