"""The register as files and for machines: exactly the partnerships a filter finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.enums import DatePrecision
from partnerships.models import HistoryEntry, Partnership, Party
from partnerships.querysets import PartnershipQuerySet
from partnerships.selectors.ties import tie_of
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response

FORMATS = ("csv", "geojson")
COLUMNS = (
    "slug", "parties_de", "parties_uk", "parties_en", "roles", "countries", "regions", "kind", "status", "since",
    "since_precision", "until", "triangle", "confidence", "topics", "source", "note", "url",
)  # fmt: skip
CHUNK = 500
_LENGTH = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}


def in_format(found: PartnershipQuerySet, name: str, base_url: str) -> HttpResponse:
    """The answer in one of FORMATS. Raises BadParameter for another."""
    if name == "csv":
        return csv_response("partnerships.csv", COLUMNS, (_cells(row, base_url) for row in _all(found)))
    if name == "geojson":
        features = [_feature(row, base_url) for row in _all(found)]
        response = JsonResponse(
            {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="partnerships.geojson"'
        return response
    raise BadParameter(_("There is no such file format: use csv or geojson."))


def record(partnership: Partnership) -> dict[str, Any]:
    """A partnership as the interface shows it; needs its details."""
    return {
        "slug": partnership.slug,
        "parties": [_party(party) for party in partnership.parties.all()],
        "kind": partnership.kind,
        "status": partnership.status,
        "since": known(partnership.since_on, partnership.since_precision),
        "until": known(partnership.until_on, DatePrecision.DAY),
        "history": [_entry(entry) for entry in partnership.history.all()],
        "source": partnership.source,
        "confidence": partnership.confidence,
        "note": partnership.note,
        "triangle": partnership.has_bridge,
        "topics": [topic.slug for topic in partnership.topics.all()],
        "is_example": partnership.is_example,
    }


def known(date: Any, precision: str) -> str | None:
    """An ISO date cut to what is known: "2022", "2022-05", "2022-05-16"; None where nothing is."""
    return date.isoformat()[: _LENGTH[DatePrecision(precision)]] if date else None


def _party(party: Party) -> dict[str, Any]:
    region = party.region
    return {
        "name": party.own_name,
        "names": party.names,
        "role": party.role,
        "country": party.country,
        "region": region.slug if region else "",
        "actor": party.actor.slug if party.actor else "",
        "wording_of_source": party.label,
    }


def _entry(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "date": known(entry.on, entry.precision),
        "kind": entry.kind,
        "status": entry.status,
        "title": {language: getattr(entry, f"title_{language}") or "" for language in ("de", "uk", "en")},
        "source": entry.source,
    }


def _all(found: PartnershipQuerySet) -> Iterator[Partnership]:
    yield from found.with_details().iterator(chunk_size=CHUNK)


def _cells(partnership: Partnership, base_url: str) -> Sequence[Any]:
    parties = list(partnership.parties.all())
    regions = dict.fromkeys(party.region.name_here for party in parties if party.region)
    return (
        partnership.slug,
        *(" – ".join(party.name_in(language) for party in parties) for language in ("de", "uk", "en")),
        "; ".join(party.role for party in parties),
        "; ".join(dict.fromkeys(party.country for party in parties if party.country)),
        "; ".join(regions),
        partnership.kind,
        partnership.status,
        known(partnership.since_on, partnership.since_precision),
        partnership.since_precision if partnership.since_on else "",
        known(partnership.until_on, DatePrecision.DAY),
        "yes" if partnership.has_bridge else "no",
        partnership.confidence,
        "; ".join(topic.slug for topic in partnership.topics.all()),
        partnership.source,
        partnership.note,
        _address(partnership, base_url),
    )


def _feature(partnership: Partnership, base_url: str) -> dict[str, Any]:
    tie = tie_of(partnership)
    lines = [[[arc[0].lon, arc[0].lat], [arc[1].lon, arc[1].lat]] for arc in tie.arcs] if tie else []
    facts = record(partnership)
    return {
        "type": "Feature",
        "id": partnership.slug,
        "geometry": {"type": "MultiLineString", "coordinates": lines} if lines else None,
        "properties": {**facts, "family": partnership.family, "url": _address(partnership, base_url)},
    }


def _address(partnership: Partnership, base_url: str) -> str:
    language = (translation.get_language() or "en").split("-")[0]
    with translation.override(language):
        return f"{base_url}{reverse('partnership', args=[partnership.slug])}"
