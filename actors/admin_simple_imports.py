"""Import of the short tables (topics, working groups) through django-import-export: preview with an error per row, then write."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from actors.models import Topic
from actors.services import index
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.tables import read_table

if TYPE_CHECKING:
    from import_export.results import Result

TOPIC_COLUMNS = (
    "slug",
    "parent__slug",
    "name_de",
    "name_uk",
    "name_en",
    "crs_code",
    "crs_name",
    "is_protected",
    "position",
)
GROUP_COLUMNS = (
    "slug",
    "parent__slug",
    "name_de",
    "name_uk",
    "name_en",
    "purpose_de",
    "purpose_uk",
    "purpose_en",
    "position",
    "source",
)
MOST = 500
_SALT = "desk.simple-import"


class UploadForm(forms.Form):
    """A short file."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, at most 500 rows."))


def urls(model_admin: DeskAdmin) -> list[URLPattern]:
    """The address of the import of a table."""
    view = model_admin.admin_site.admin_view(lambda request: import_view(model_admin, request))
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_import"
    return [path("import/", view, name=name)]


def import_view(model_admin: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Upload → what would happen, row by row → write. The rows travel signed in the form between the two."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form, result, kept = UploadForm(request.POST or None, request.FILES or None), None, ""
    try:
        if request.method == "POST" and "rows" in request.POST:
            return _write(model_admin, request, signing.loads(request.POST["rows"], salt=_SALT, max_age=3600))
        if request.method == "POST" and form.is_valid():
            rows = _read(form.cleaned_data["file"].read(2_000_001), columns_of(model_admin.model))
            result, kept = (
                _import(model_admin, rows, dry_run=True),
                signing.dumps(rows, salt=_SALT, compress=True),
            )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except signing.BadSignature:
        messages.error(request, _("The preview is too old; please upload the file again."))
    title = _("Import: %(table)s") % {"table": model_admin.opts.verbose_name_plural}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "lead": _("Rows with a known slug change what they fill in, others are entered."),
        "form": form,
        "rows": [] if result is None else [_told(row) for row in result.rows],
        "kept": kept,
        "is_good": result is not None and not (result.has_errors() or result.has_validation_errors()),
        "columns": columns_of(model_admin.model),
        "crumbs": model_admin.crumbs((_("Import"), "")),
    }
    return TemplateResponse(request, "desk/simple_import.html", context)


def columns_of(model: Any) -> tuple[str, ...]:
    """The columns of the file; those of the export."""
    columns = TOPIC_COLUMNS if model is Topic else GROUP_COLUMNS
    return tuple(column.removesuffix("__slug") for column in columns)


def _write(model_admin: DeskAdmin, request: HttpRequest, rows: list[dict[str, str]]) -> HttpResponse:
    with transaction.atomic():
        result = _import(model_admin, rows, dry_run=False)
        if result.has_errors() or result.has_validation_errors():
            transaction.set_rollback(True)
            messages.error(request, _("The table has changed in the meantime; nothing was written."))
            return HttpResponseRedirect(request.path)
        changed = [row.object_id for row in result.rows if row.import_type in ("new", "update")]
        for obj in model_admin.model._default_manager.filter(pk__in=changed):
            audit.record(action=f"{model_admin.opts.model_name}.imported", obj=obj, by=person(request))
        if model_admin.model is Topic:
            index.refresh_vocabulary()
        index.announce()
    messages.success(request, _("%(number)s rows were written.") % {"number": len(changed)})
    return HttpResponseRedirect(model_admin.list_url())


def _read(data: bytes, columns: Sequence[str]) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(data)
        table = read_table(file, known=columns, required=("slug", "name_de"))
    if len(table.rows) > MOST:
        raise Refusal(_("At most %(number)s rows can be imported here.") % {"number": MOST})
    if bad := [row for row in table.rows if row.problems]:
        raise Refusal("; ".join(f"{row.line}: {problem}" for row in bad[:10] for problem in row.problems))
    return [{"line": str(row.line), **{c: row.cells[c] for c in table.columns}} for row in table.rows]


def _import(model_admin: DeskAdmin, rows: list[dict[str, str]], *, dry_run: bool) -> Result:
    from actors import simple_import_resources as resources  # 17 MB that hardly any web process ever needs

    return resources.run(model_admin.model, columns_of(model_admin.model), rows, dry_run=dry_run)


def _told(row: Any) -> dict[str, Any]:
    said = [str(error.error) for error in row.errors]
    if row.validation_error is not None:
        said += row.validation_error.messages
    outcome = {"new": "created", "update": "updated", "skip": "unchanged"}.get(row.import_type, "failed")
    name = (row.row_values or {}).get("slug", "") if row.row_values else (row.object_repr or "")
    return {"line": row.number, "name": name, "outcome": outcome, "said": "; ".join(said)}
