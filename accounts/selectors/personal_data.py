"""Everything the portal holds about a person, for the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from platform_portal.core import privacy

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind. `data` is complete; `rows` are texts for the page, at most 200 of them."""

    title: str
    purpose: str
    legal_basis: str
    kept: str
    correct_url: str
    columns: list[str]
    rows: list[list[str]]
    data: list[dict[str, Any]]
    model: str


def about(user: User) -> list[Section]:
    """All sections that hold something, in the order of the registry. One query per kind of data, whatever its size."""
    found = (_section(entry, user) for entry in privacy.entries() if entry.rows_of is not None)
    return [section for section in found if section.data]


def as_json(user: User, *, now: dt.datetime) -> dict[str, Any]:
    """The same as plain data, with purpose and storage period of each kind, as Article 15 GDPR asks for."""
    return {
        "exported_at": now.isoformat(),
        "data": [
            {
                "what": section.title,
                "table": section.model,
                "purpose": section.purpose,
                "legal_basis": section.legal_basis,
                "kept": section.kept,
                "rows": section.data,
            }
            for section in about(user)
        ],
    }


def _section(entry: privacy.Entry, user: User) -> Section:
    assert entry.rows_of is not None
    names = list(entry.fields)
    fields = [entry.model._meta.get_field(name) for name in names]
    related = [field.name for field in fields if field.is_relation and _is_shown_by_name(field)]
    rows = list(entry.rows_of(user).select_related(*related) if related else entry.rows_of(user))
    return Section(
        title=str(entry.title),
        purpose=str(entry.purpose),
        legal_basis=str(entry.legal_basis.label),
        kept=str(entry.retention.rule),
        correct_url=reverse(entry.correct_at) if entry.correct_at else "",
        columns=[
            str(entry.labels.get(field.name) or getattr(field, "verbose_name", field.name))
            for field in fields
        ],
        rows=[[_shown(row, field) for field in fields] for row in rows[:SHOWN]],
        data=[{name: _plain(row, field) for name, field in zip(names, fields, strict=True)} for row in rows],
        model=entry.label,
    )


def _is_shown_by_name(field: Any) -> bool:
    """People stay numbers: the log must not name others."""
    return field.related_model._meta.label != "accounts.User"


def _plain(row: models.Model, field: Any) -> Any:
    if field.is_relation:
        return str(getattr(row, field.name)) if _is_shown_by_name(field) else getattr(row, field.attname)
    value = getattr(row, field.attname)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _shown(row: models.Model, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return "–"
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dict) and "subject" in value:  # a letter: what it says, without its links
        return " ".join([str(value["subject"]), *map(str, value.get("paragraphs") or ())])
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items()) or "–"
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "✓" if value else "–"
    return str(_plain(row, field))
