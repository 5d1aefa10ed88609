"""Events as a file or as records, in the words of the interface: slugs and codes, texts per language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from events.models import Event
from events.querysets import EventQuerySet
from events.selectors.reading import Sight
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response

LANGUAGES = ("de", "uk", "en")
COLUMNS = (
    "slug", "kind", "format", "title_de", "title_uk", "title_en", "summary_de", "summary_uk", "summary_en", "starts", "ends", "has_times",
    "date_precision", "zone", "place", "region", "country", "venue", "languages", "interpretation", "organisers", "working_group", "series", "topics",
    "status", "registration", "source", "is_example", "url",
)  # fmt: skip
#: One file holds no more.
MOST = 5_000


def in_format(found: EventQuerySet, name: str, base_url: str) -> HttpResponse:
    """Public events as CSV. Raises BadParameter for another format."""
    if name != "csv":
        raise BadParameter(_("There is no such file format: use csv."))
    return csv_response("events.csv", COLUMNS, (_cells(row, base_url) for row in _all(found)))


def with_records(found: EventQuerySet) -> EventQuerySet:
    """Together with all that `record` reads: two queries more."""
    return found.with_place().prefetch_related("topics", "organisers")


def record(event: Event, base_url: str) -> dict[str, Any]:
    """An event as the interface shows it; needs its details. No link to a stream and no address of a person is in it."""
    place = event.place
    return {
        "slug": event.slug,
        "kind": event.kind,
        "format": event.format,
        "title": _texts(event, "title"),
        "summary": _texts(event, "summary"),
        "starts": _moment(event, event.starts_at),
        "ends": _moment(event, event.ends_at),
        "has_times": event.has_times,
        "date_precision": event.date_precision,
        "zone": event.zone,
        "place": place.names if place else None,
        "region": place.region.slug if place and place.region else "",
        "country": place.country_id if place else "",
        "venue": _texts(event, "venue"),
        "languages": list(event.languages),
        "interpretation": list(event.interpretation),
        "organisers": [actor.slug for actor in event.organisers.all()],
        "working_group": event.working_group.slug if event.working_group else "",
        "series": event.series.slug if event.series and event.series.audience == "public" else "",
        "topics": [topic.slug for topic in event.topics.all()],
        "status": event.status,
        "sequence": event.sequence,
        "uid": str(event.uid),
        "registration": event.admission,
        "source": event.source,
        "is_example": event.is_example,
        "url": base_url + event.get_absolute_url(),
    }


def programme_record(event: Event, sight: Sight) -> list[dict[str, Any]]:
    """The released programme as far as everybody may see it; `id` is the number `frame` points to."""
    version = event.released_version
    return [_session(row) for row in sight.shown(version.sessions if version else (), event=event.pk)]


def _session(row: Mapping[str, Any]) -> dict[str, Any]:
    keys = (
        "id", "uid", "sequence", "frame", "kind", "title", "abstract", "day", "starts", "ends", "venue", "format", "languages",
        "interpretation", "is_tbc",
    )  # fmt: skip
    return {
        **{key: row[key] for key in keys},
        "room": row["room"]["name"] if row["room"] else None,
        "track": row["track"]["name"] if row["track"] else None,
        "organiser": row["organiser"]["slug"] if row["organiser"] else "",
        "people": [
            {
                "role": person["role"],
                "name": person["name"],
                "function": person["function"],
                "actor": person["actor"]["slug"] if person["actor"] else "",
                "is_tbc": person["is_tbc"],
            }
            for person in row["people"]
        ],
    }


def _texts(event: Event, field: str) -> dict[str, str]:
    return {language: getattr(event, f"{field}_{language}") or "" for language in LANGUAGES}


def _moment(event: Event, value: Any) -> str:
    """With the offset of the event's zone."""
    text: str = value.astimezone(event.tzinfo).isoformat()
    return text


def _all(found: EventQuerySet) -> Iterator[Event]:
    yield from with_records(found)[:MOST]


def _cells(event: Event, base_url: str) -> Sequence[Any]:
    facts = record(event, base_url)
    for column in ("title", "summary"):
        facts |= {f"{column}_{language}": facts[column][language] for language in LANGUAGES}
    for column in ("languages", "interpretation", "organisers", "topics"):
        facts[column] = "; ".join(facts[column])
    facts["place"] = facts["place"]["de"] if facts["place"] else ""
    facts["venue"] = facts["venue"]["de"]
    for column in ("has_times", "is_example"):
        facts[column] = "yes" if facts[column] else "no"
    return tuple(facts[column] for column in COLUMNS)
