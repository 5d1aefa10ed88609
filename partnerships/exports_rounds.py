"""The result of a run as a file: a workbook to go on with, or a PDF to hand out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.models import MatchRun
from partnerships.selectors.round_pages import ShownActor, name_of
from platform_portal.core.export import formula_safe
from platform_portal.core.pdf import from_html

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "pdf")
STYLE = "portal/report.css"


def in_format(run: MatchRun, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """The answer in one of FORMATS. Refuses a PDF where the machine lacks the library that sets the type."""
    content = workbook(context) if name == "xlsx" else pdf(context)
    response = HttpResponse(content, content_type=XLSX if name == "xlsx" else "application/pdf")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="match-round-{run.round_id}-{run.number}.{name}"'
    )
    return response


def workbook(context: Mapping[str, Any]) -> bytes:
    """Sheets for pairs, for those left over, for those in demand, and for the figures."""
    import openpyxl  # takes a quarter of a second to load

    book = openpyxl.Workbook()
    sheets = (
        (_("Pairs"), _pair_rows(context)),
        (_("Left over"), _actor_rows(context, "left")),
        (_("In demand"), _actor_rows(context, "wanted")),
        (_("Figures"), _figure_rows(context)),
    )
    for at, (title, rows) in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = title[:31]
        for row in rows:
            sheet.append([cell if isinstance(cell, int | float) else formula_safe(cell) for cell in row])
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = openpyxl.styles.Font(bold=True)
        for column in sheet.columns:
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(60, longest + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pair_rows(context: Mapping[str, Any]) -> list[Sequence[Any]]:
    head = (
        _("German side"), _("Ukrainian side"), _("Fit"), _("German side gains"), _("Ukrainian side gains"),
        _("Fixed"), _("Reasons"), _("What is unknown"), _("Sentence of the secretariat"),
    )  # fmt: skip
    return [head, *map(_pair_row, context["pairs"])]


def _pair_row(pair: Any) -> Sequence[Any]:
    return (
        name_of(pair.german),
        name_of(pair.ukrainian),
        pair.fit,
        pair.german_fit,
        pair.ukrainian_fit,
        _("yes") if pair.is_fixed else _("no"),
        "; ".join(line["text"] for line in pair.reasons),
        "; ".join(line["text"] for line in pair.unknown),
        pair.saying.note if pair.saying else "",
    )


def _actor_rows(context: Mapping[str, Any], which: str) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = [
        (_("Country"), _("Name"), _("Free places"), _("Places given"), _("In demand"), _("Why left over"))
    ]
    for country, groups in context["sides"].items():
        shown: Sequence[ShownActor] = groups[which]
        rows += [(country, name_of(row.actor), row.capacity, row.used, row.price, row.why) for row in shown]
    return rows


def _figure_rows(context: Mapping[str, Any]) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = [
        (_("Side"), _("Figure"), _("Without the round"), _("With the round"), _("What it means"))
    ]
    for title, figures in context["figures"]:
        rows += [(title, figure.label, figure.before, figure.after, figure.meaning) for figure in figures]
    return rows


def pdf(context: Mapping[str, Any]) -> bytes:
    """The report as a tagged PDF (PDF/UA). Refuses where Pango is not installed; everything else works without it."""
    html = render_to_string("desk/rounds/report_pdf.html", {**context, "language": get_language() or "de"})
    return from_html(html, style=STYLE)
