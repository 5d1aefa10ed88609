"""Participants as a file: CSV or a workbook, with sessions and answers, safe for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.enums import ParticipantState, QuestionKind
from events.models import Answer, Event, Question
from events.selectors.participants import with_bookings
from platform_portal.core import audit
from platform_portal.core.export import csv_response, formula_safe

if TYPE_CHECKING:
    from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv")


@transaction.atomic
def in_format(event: Event, found: Any, name: str, *, by: User) -> HttpResponse:
    """The answer in one of FORMATS; noted in the audit log, for the file leaves the portal."""
    questions = list(event.questions.exclude(kind=QuestionKind.FILE))
    header, rows = _header(questions), list(_rows(event, found, questions))
    audit.record(action="event.participants_exported", obj=event, by=by, format=name, rows=len(rows))
    filename = f"{event.slug}-{timezone.localdate().isoformat()}.{name}"
    if name == "csv":
        return csv_response(filename, header, rows)
    response = HttpResponse(_workbook(header, rows), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _header(questions: Iterable[Question]) -> list[str]:
    head = [
        _("Name"), _("Organisation"), _("Group of actors"), _("E-mail"), _("Language"), pgettext("in an event", "Taking part"),
        _("State"), pgettext("of a programme", "Sessions"), _("Food"), _("Access needs"), _("Headset"), _("Registered at"),
        _("Checked in at"),
    ]  # fmt: skip
    return [*head, *(question.label for question in questions)]


def _rows(event: Event, found: Any, questions: Sequence[Question]) -> Iterator[list[object]]:
    answers = Prefetch("answers", Answer.objects.prefetch_related("options"), to_attr="given")
    for row in with_bookings(found).prefetch_related(answers):
        said = {answer.question_id: answer for answer in row.given}
        sessions = [one.bucket.session.title for one in row.standing if one.bucket.session]
        yield [
            row.name, row.organisation, row.group.name if row.group else "", row.email, row.language,
            row.get_mode_display(), str(ParticipantState(row.state).label), "; ".join(sessions),
            row.get_food_display(), row.access_needs, _("yes") if row.wants_headset else "",
            _moment(event, row.created_at), _moment(event, row.checked_in_at),
            *(_answer(said.get(question.pk), question) for question in questions),
        ]  # fmt: skip


def _answer(answer: Any, question: Question) -> str:
    if answer is None:
        return ""
    if question.kind == QuestionKind.CONSENT:
        return _("yes") if answer.is_agreed else _("no")
    chosen = [option.label for option in answer.options.all()]
    return "; ".join(chosen) or answer.text


def _moment(event: Event, moment: Any) -> str:
    return moment.astimezone(event.tzinfo).strftime("%Y-%m-%d %H:%M") if moment else ""


def _workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    import openpyxl  # takes a quarter of a second to load

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _("Participants")[:31]
    for row in (header, *rows):
        sheet.append([formula_safe(cell) for cell in row])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(60, longest + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
