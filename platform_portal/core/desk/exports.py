"""Lists as CSV or XLSX through django-import-export, with our own guard against formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from import_export.fields import Field
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource, modelresource_factory

from platform_portal.core.export import formula_safe

FORMATS = {"csv": CSV, "xlsx": XLSX}


class SafeResource(ModelResource):
    """No cell is run as a formula by a spreadsheet."""

    def export_field(self, field: Field, instance: Model, **kwargs: Any) -> str:
        """The value as text, with an apostrophe in front of what looks like a formula."""
        return formula_safe(super().export_field(field, instance, **kwargs))


def resource_of(model: type[Model], columns: Sequence[str]) -> ModelResource:
    """A resource with these columns in this order; `group__slug` follows a relation and is called `group`."""
    fields = {
        _name(column): Field(attribute=column, column_name=_name(column), readonly=True) for column in columns
    }
    made = modelresource_factory(
        model,
        resource_class=SafeResource,
        meta_options={"fields": tuple(fields), "export_order": tuple(fields), "chunk_size": 2_000},
        custom_fields=fields,
    )
    return made()


def response(resource: ModelResource, queryset: QuerySet[Any], *, extension: str, name: str) -> HttpResponse:
    """The rows as a file; `extension` is one of FORMATS."""
    kind = FORMATS[extension]()
    data = kind.export_data(resource.export(queryset))
    body = ("\ufeff" + data).encode() if isinstance(data, str) else data
    answer = HttpResponse(body, content_type=kind.get_content_type())
    stamp = timezone.localdate().isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{stamp}.{extension}"'
    return answer


def _name(column: str) -> str:
    return column.split("__", 1)[0] if column.endswith(("__slug", "__name_native")) else column
