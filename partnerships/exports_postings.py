"""Needs and offers as a file or as records, in the words of the interface: slugs and codes, texts per language.

No place more exact than the region: GeoJSON has the point at which the name of the region stands on the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from partnerships.exports import known
from partnerships.models import Posting
from partnerships.querysets import PostingQuerySet
from places.models import Region
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response

LANGUAGES = ("de", "uk", "en")
COLUMNS = (
    "slug", "direction", "title_de", "title_uk", "title_en", "text_de", "text_uk", "text_en", "who", "country", "region", "topics",
    "cooperation_kinds", "horizon", "urgency", "wanted_regions", "languages", "in_return", "project_url", "posted", "expires",
    "published_request", "source", "url",
)  # fmt: skip
#: One file holds no more.
MOST = 5_000


def in_format(found: PostingQuerySet, name: str, base_url: str) -> HttpResponse:
    """What the reader may see as CSV or GeoJSON. Raises BadParameter for another format."""
    if name == "csv":
        return csv_response("postings.csv", COLUMNS, (_cells(row, base_url) for row in _all(found)))
    if name == "geojson":
        features = [_feature(row, base_url) for row in _all(found)]
        response = JsonResponse(
            {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="postings.geojson"'
        return response
    raise BadParameter(_("There is no such file format: use csv or geojson."))


def with_records(found: PostingQuerySet) -> PostingQuerySet:
    """Together with all that `record` reads: two queries more."""
    regions = Prefetch("wanted_regions", queryset=Region.objects.only("slug"))
    return found.select_related("actor__place__region", "place__region").prefetch_related("topics", regions)


def record(posting: Posting, base_url: str) -> dict[str, Any]:
    """A need or offer as the interface shows it; needs its details."""
    actor = posting.actor
    site = (actor.place if actor else None) or posting.place
    region = site.region if site else None
    return {
        "slug": posting.slug,
        "direction": posting.direction,
        "title": {language: getattr(posting, f"title_{language}") or "" for language in LANGUAGES},
        "text": {language: getattr(posting, f"text_{language}") or "" for language in LANGUAGES},
        "who": actor.name if actor else str(site or ""),
        "actor": actor.slug if actor else "",
        "country": site.country_id if site else "",
        "region": region.slug if region else "",
        "topics": [topic.slug for topic in posting.topics.all()],
        "cooperation_kinds": list(posting.cooperation_kinds),
        "horizon": posting.horizon,
        "urgency": posting.urgency,
        "wanted_regions": [wanted.slug for wanted in posting.wanted_regions.all()],
        "languages": list(posting.languages),
        "in_return": list(posting.in_return),
        "project_url": posting.project_url,
        "posted": known(posting.posted_on, posting.posted_precision),
        "expires": posting.expires_on.isoformat() if posting.expires_on else None,
        "published_request": posting.is_published_request,
        "source": posting.source,
        "is_example": posting.is_example,
        "url": base_url + posting.get_absolute_url(),
    }


def _all(found: PostingQuerySet) -> Iterator[Posting]:
    yield from with_records(found)[:MOST]


def _cells(posting: Posting, base_url: str) -> Sequence[Any]:
    facts = record(posting, base_url)
    for column in ("title", "text"):
        facts |= {f"{column}_{language}": facts[column][language] for language in LANGUAGES}
    for column in ("topics", "cooperation_kinds", "wanted_regions", "languages", "in_return"):
        facts[column] = "; ".join(facts[column])
    facts["published_request"] = "yes" if facts["published_request"] else "no"
    return tuple(facts[column] for column in COLUMNS)


def _feature(posting: Posting, base_url: str) -> dict[str, Any]:
    actor = posting.actor
    site = (actor.place if actor else None) or posting.place
    region = site.region if site else None
    point = None
    if region and region.label_lon is not None and region.label_lat is not None:
        point = {"type": "Point", "coordinates": [region.label_lon, region.label_lat]}
    return {"type": "Feature", "id": posting.slug, "geometry": point, "properties": record(posting, base_url)}
