"""Rows of the short tables (topics, working groups) into the database, through django-import-export. Loaded when needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory
from import_export.results import Result
from import_export.widgets import BooleanWidget, ForeignKeyWidget, Widget
from tablib import Dataset


def run(model: Any, columns: Sequence[str], rows: Sequence[Mapping[str, str]], *, dry_run: bool) -> Result:
    """Tries or writes the rows, known ones by their slug; each result has the line of its row as number."""
    headers = [header for header in (rows[0] if rows else {}) if header != "line"]
    dataset = Dataset(*[[row[header] for header in headers] for row in rows], headers=headers)
    result = resource_of(model, columns).import_data(
        dataset, dry_run=dry_run, use_transactions=True, raise_errors=False
    )
    for told, row in zip(result.rows, rows, strict=False):
        told.number = int(row["line"])
    return result


class _Text(Widget):
    """Text; an empty cell leaves what is there."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return str(value or "").strip()


class _Filled(ModelResource):
    """Empty cells change nothing; every row is validated like a form."""

    def import_field(
        self, field: Field, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """Only what a row fills in."""
        if str(row.get(field.column_name) or "").strip():
            super().import_field(field, instance, row, is_m2m, **kwargs)


def resource_of(model: Any, columns: Sequence[str]) -> ModelResource:
    """The resource of a short table, by slug."""
    fields = {}
    for column in columns:
        widget: Any = _Text()
        if column == "parent":
            widget = ForeignKeyWidget(model, "slug")
        elif column == "is_protected":
            widget = BooleanWidget()
        fields[column] = Field(attribute=column, column_name=column, widget=widget)
    options = {
        "import_id_fields": ("slug",),
        "fields": tuple(fields),
        "clean_model_instances": True,
        "skip_unchanged": True,
        "report_skipped": True,
    }
    made = modelresource_factory(model, resource_class=_Filled, meta_options=options, custom_fields=fields)
    return made()
