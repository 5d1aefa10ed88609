"""The library as a file and for machines: exactly what a filter finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.enums import Precision
from knowledge.models import KnowledgeProduct, ProductVersion
from knowledge.selectors.products import suffix_of
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response

FORMATS = ("csv",)
COLUMNS = (
    "slug", "kind", "title_de", "title_uk", "title_en", "summary_de", "summary_uk", "summary_en", "languages", "topics",
    "working_groups", "authors", "published_on", "licence", "version", "file_type", "pages", "tagged_pdf", "address", "source",
    "example", "url",
)  # fmt: skip
CHUNK = 500
_LENGTH = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
LANGUAGES = ("de", "uk", "en")


def in_format(ids: list[int], name: str, base_url: str) -> HttpResponse:
    """The products in this order in one of FORMATS. Raises BadParameter for another."""
    if name not in FORMATS:
        raise BadParameter(_("There is no such file format: use csv."))
    return csv_response("knowledge.csv", COLUMNS, (_cells(row, base_url) for row in _all(ids)))


def records(ids: list[int], base_url: str) -> list[dict[str, Any]]:
    """The products as the interface shows them."""
    return [_record(row, base_url) for row in _all(ids)]


def _all(ids: list[int]) -> Iterator[KnowledgeProduct]:
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        found = {row.pk: row for row in KnowledgeProduct.objects.filter(pk__in=part).with_details()}
        yield from (found[pk] for pk in part if pk in found)


def _record(row: KnowledgeProduct, base_url: str) -> dict[str, Any]:
    version = _current(row)
    return {
        "slug": row.slug,
        "kind": row.kind,
        "title": _texts(row, "title"),
        "summary": _texts(row, "summary"),
        "languages": row.languages,
        "topics": _slugs(row.topics.all()),
        "working_groups": _slugs(row.working_groups.all()),
        "authors": [{"slug": actor.slug, "name": actor.name} for actor in row.authors.all()],
        "published_on": _known(row),
        "licence": row.licence,
        "version": version.number if version else None,
        "file_type": suffix_of(version) if version else "",
        "pages": version.pages if version else None,
        "tagged_pdf": version.is_tagged if version else None,
        "address": _address(row, version, base_url),
        "source": row.source,
        "is_example": row.is_example,
        "url": base_url + row.get_absolute_url(),
    }


def _cells(row: KnowledgeProduct, base_url: str) -> list[Any]:
    made = _record(row, base_url)
    tagged = {True: "yes", False: "no", None: ""}[made["tagged_pdf"]]
    return [
        made["slug"], made["kind"], *(made["title"].get(code, "") for code in LANGUAGES),
        *(made["summary"].get(code, "") for code in LANGUAGES), "; ".join(made["languages"]), "; ".join(made["topics"]),
        "; ".join(made["working_groups"]), "; ".join(author["slug"] for author in made["authors"]), made["published_on"],
        made["licence"], made["version"], made["file_type"], made["pages"], tagged, made["address"], made["source"],
        "yes" if made["is_example"] else "no", made["url"],
    ]  # fmt: skip


def _current(row: KnowledgeProduct) -> ProductVersion | None:
    return next(iter(row.current), None)  # type: ignore[attr-defined]


def _texts(row: KnowledgeProduct, name: str) -> dict[str, str]:
    return {code: text for code in LANGUAGES if (text := getattr(row, f"{name}_{code}"))}


def _slugs(rows: Iterable[Any]) -> list[str]:
    return [row.slug for row in rows]


def _known(row: KnowledgeProduct) -> str | None:
    """As exact as it is known: 2022, 2023-11 or 2023-11-08."""
    return (
        row.published_on.isoformat()[: _LENGTH[Precision(row.published_precision)]]
        if row.published_on
        else None
    )


def _address(row: KnowledgeProduct, version: ProductVersion | None, base_url: str) -> str:
    if version is None:
        return ""
    return version.link or base_url + reverse("knowledge-file", args=[row.slug])
