"""Entering needs and offers. Each step is recorded and tells the search index of actors."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from actors.models import Actor, Topic
from actors.services import index
from partnerships.enums import DatePrecision, Direction, PostingStatus
from partnerships.models import Posting
from partnerships.services.posting_protection import guard, is_protected_need
from places.models import Place
from platform_portal.core import audit
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGES = ("de", "uk", "en")


@transaction.atomic
def publish_posting(
    *,
    slug: str,
    direction: Direction,
    titles: Mapping[str, str],
    by: User | None,
    actor: Actor | None = None,
    place: Place | None = None,
    texts: Mapping[str, str] | None = None,
    topics: Sequence[Topic] = (),
    visibility: Visibility | None = None,
    posted_on: dt.date | None = None,
    posted_precision: DatePrecision = DatePrecision.DAY,
    expires_on: dt.date | None = None,
    source_language: str = "de",
    is_example: bool = False,
) -> Posting:
    """Enters a need or offer and publishes it; it is guarded like every other one, whatever `visibility` says.

    Without `expires_on` it is shown for six months.
    """
    posting = Posting.objects.create(
        slug=slug, direction=direction, actor=actor, place=place, status=PostingStatus.PUBLISHED,
        visibility=visibility or starting_visibility(direction, topics), posted_on=posted_on,
        posted_precision=posted_precision, expires_on=expires_on or six_months_after(timezone.localdate()),
        source_language=source_language,
        is_example=is_example, **_per_language("title", titles), **_per_language("text", texts or {}),
    )  # fmt: skip
    return _published(posting, topics, by)


@transaction.atomic
def publish_request(
    *,
    slug: str,
    titles: Mapping[str, str],
    source: str,
    place: Place,
    by: User | None,
    actor: Actor | None = None,
    texts: Mapping[str, str] | None = None,
    topics: Sequence[Topic] = (),
    posted_on: dt.date | None = None,
    posted_precision: DatePrecision = DatePrecision.DAY,
) -> Posting:
    """Enters a *published request*: a need found in a public source, which keeps its source and does not expire."""
    posting = Posting.objects.create(
        slug=slug, direction=Direction.NEED, actor=actor, place=place, status=PostingStatus.PUBLISHED,
        visibility=starting_visibility(Direction.NEED, topics, is_published_request=True), posted_on=posted_on,
        posted_precision=posted_precision, source=source, is_published_request=True,
        **_per_language("title", titles), **_per_language("text", texts or {}),
    )  # fmt: skip
    return _published(posting, topics, by)


def starting_visibility(
    direction: Direction, topics: Collection[Topic], *, is_published_request: bool = False
) -> Visibility:
    """Matched partners only for a need that is on protected topics alone (members, where the source is public), else public."""
    if not is_protected_need(direction, topics):
        return Visibility.PUBLIC
    return Visibility.MEMBERS if is_published_request else Visibility.MATCHED


def six_months_after(day: dt.date) -> dt.date:
    """The same day six months later, or the last one of that month: how long a posting is shown unless renewed."""
    months = day.month + 5
    year, month = day.year + months // 12, months % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def _published(posting: Posting, topics: Sequence[Topic], by: User | None) -> Posting:
    posting.topics.set(topics)
    guard(posting=posting, by=by)
    audit.record(action="posting.published", obj=posting, by=by, visibility=posting.visibility)
    if posting.actor_id:
        index.refresh([posting.actor_id])
    return posting


def _per_language(column: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{column}_{language}": texts[language] for language in LANGUAGES if texts.get(language)}
