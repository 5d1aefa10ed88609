"""What the pulled blocks take from the other apps: only what everybody may see, in one language, best first.

A source gets the slugs chosen by hand (in their order) or, where there are none, the filter of the block, and answers entries and the slugs
that lead nowhere any more. Each costs a fixed number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import truncatewords
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.models import Actor
from events.models import Event
from knowledge.models import KnowledgeProduct
from newsletter.composing.parts import Entry
from newsletter.enums import BlockKind
from partnerships.models import FundingProgramme, Posting
from partnerships.selectors.funding_dates import next_deadline
from platform_portal.core.formats import in_readers_language

DEFAULT_LIMIT, MOST = 5, 20
WORDS = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a block asks for: `slugs` by hand, else `filters`; at most `limit` at `now`."""

    slugs: Sequence[str]
    filters: dict[str, str]
    limit: int
    now: dt.datetime


type Source = Callable[[Wanted], tuple[list[Entry], list[str]]]


def entries_of(
    kind: str, *, items: Sequence[str], parameters: dict[str, Any], now: dt.datetime | None = None
) -> tuple[list[Entry], list[str]]:
    """Entries of a pulled block in the active language, and what is missing; nothing for blocks that pull nothing."""
    source = SOURCES.get(kind)
    if source is None:
        return [], []
    limit = parameters.get("limit", DEFAULT_LIMIT)
    limit = min(max(limit, 1), MOST) if isinstance(limit, int) else DEFAULT_LIMIT
    filters = {key: str(value) for key, value in parameters.items() if key != "limit" and value}
    return source(Wanted(items, filters, limit, now or timezone.now()))


def absolute(path: str) -> str:
    """The full address of a page."""
    return f"{settings.PORTAL_BASE_URL}{path}"


def _entry(obj: Any, field: str, detail: str) -> Entry:
    title, language = in_readers_language(obj, field)
    lang = "" if language == get_language() else language
    return Entry(title, absolute(obj.get_absolute_url()), detail, lang)


def _chosen(rows: QuerySet[Any], slugs: Sequence[str]) -> tuple[list[Any], list[str]]:
    """Rows in the order of the slugs, and the slugs nobody has."""
    found = {row.slug: row for row in rows.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found], [slug for slug in slugs if slug not in found]


def _pulled(wanted: Wanted, every: QuerySet[Any], filtered: QuerySet[Any]) -> tuple[Iterable[Any], list[str]]:
    return _chosen(every, wanted.slugs) if wanted.slugs else (filtered[: wanted.limit], [])


def _matching(rows: QuerySet[Any], wanted: Wanted, columns: dict[str, str]) -> QuerySet[Any]:
    """The filters a source knows, each as a condition on its column."""
    known = {column: wanted.filters[name] for name, column in columns.items() if name in wanted.filters}
    return rows.filter(**known).distinct() if known else rows


def events(wanted: Wanted) -> tuple[list[Entry], list[str]]:
    """Public events: the next ones by topic, working group or kind."""
    every = Event.objects.public().select_related("place")
    columns = {"topic": "topics__slug", "working_group": "working_group__slug", "kind": "kind"}
    rows, missing = _pulled(wanted, every, _matching(every.upcoming(wanted.now), wanted, columns))
    return [_entry(row, "title", _event_detail(row)) for row in rows], missing


def _event_detail(event: Event) -> str:
    start, end = event.local_start, event.local_end
    day = date_format(start, "DATE_FORMAT")
    if end.date() > start.date():
        day = f"{day} – {date_format(end, 'DATE_FORMAT')}"
    elif event.has_times:
        day = f"{day}, {date_format(start, 'H:i')} ({event.zone.rpartition('/')[2]})"
    where = event.place.name_in(get_language() or "de") if event.place else str(event.get_format_display())
    return f"{day} · {where}"


def actors(wanted: Wanted) -> tuple[list[Entry], list[str]]:
    """Published actors: the newest, by group, topic or country."""
    every = Actor.objects.published().select_related("group", "place")
    columns = {"group": "group__slug", "topic": "topics__slug", "country": "place__country"}
    newest = _matching(every, wanted, columns).order_by("-published_at", "-pk")
    rows, missing = _pulled(wanted, every, newest)
    return [_entry(row, "name", str(row.group)) for row in rows], missing


def postings(wanted: Wanted) -> tuple[list[Entry], list[str]]:
    """Open needs and offers everybody may see, the newest, by direction, topic or region."""
    every = Posting.objects.public().open(wanted.now.date()).with_details()
    columns = {"direction": "direction", "topic": "topics__slug", "region": "place__region__slug"}
    newest = _matching(every, wanted, columns).order_by("-created_at", "-pk")
    rows, missing = _pulled(wanted, every, newest)
    return [_entry(row, "title", str(row.get_direction_display())) for row in rows], missing


def funding(wanted: Wanted) -> tuple[list[Entry], list[str]]:
    """Funding programmes whose deadline comes, the next first; by topic."""
    today = timezone.localdate(wanted.now)
    every = FundingProgramme.objects.published().with_details()
    if wanted.slugs:
        rows, missing = _chosen(every, wanted.slugs)
        dated: list[tuple[dt.date | None, Any]] = [(next_deadline(row, today), row) for row in rows]
    else:
        rows, missing = list(_matching(every, wanted, {"topic": "topics__slug"})), []
        ahead = [(day, row) for row in rows if (day := next_deadline(row, today))]
        dated = [*sorted(ahead, key=lambda pair: (pair[0], pair[1].pk))[: wanted.limit]]
    return [_entry(row, "name", _deadline_words(day)) for day, row in dated], missing


def _deadline_words(day: dt.date | None) -> str:
    if day is None:
        return _("Deadline not known")
    return _("Apply until %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


def knowledge(wanted: Wanted) -> tuple[list[Entry], list[str]]:
    """Public knowledge products, the newest, by topic, working group or kind."""
    every = KnowledgeProduct.objects.public()
    columns = {"topic": "topics__slug", "working_group": "working_groups__slug", "kind": "kind"}
    newest = _matching(every, wanted, columns).order_by("-published_on", "-pk")
    rows, missing = _pulled(wanted, every, newest)
    return [_entry(row, "title", _summary(row)) for row in rows], missing


def _summary(product: KnowledgeProduct) -> str:
    words = truncatewords(in_readers_language(product, "summary")[0], WORDS)
    return words or str(product.get_kind_display())


SOURCES: dict[str, Source] = {
    BlockKind.EVENTS: events,
    BlockKind.ACTORS: actors,
    BlockKind.POSTINGS: postings,
    BlockKind.FUNDING: funding,
    BlockKind.KNOWLEDGE: knowledge,
}
