"""When the deadlines of funding programmes come, once or again and again."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator

from partnerships.enums_funding import MONTHS, DeadlineKind
from partnerships.models import FundingDeadline, FundingProgramme

#: How far ahead the calendar looks.
HORIZON = dt.timedelta(days=730)


def occurrences(deadline: FundingDeadline, start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """The days of a deadline from `start` to `end`, both included, in order.

    A day that a month does not have becomes its last one: 31 January, 28 February, 31 March.
    """
    months = MONTHS.get(deadline.repeats)
    last = min(end, deadline.until_on or end)
    day, step = deadline.on, 0
    if months and day < start:
        step = max(0, ((start.year - day.year) * 12 + start.month - day.month) // months - 1)
        day = _later(deadline.on, step * months)
    while day <= last:
        if day >= start:
            yield day
        if not months:
            return
        step += 1
        day = _later(deadline.on, step * months)


def _later(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_deadline(programme: FundingProgramme, on: dt.date) -> dt.date | None:
    """The next day until which applications are taken, that day included; None when none is known. No query with details read."""
    if programme.deadline_kind != DeadlineKind.DATES:
        return None
    return min(
        (day for deadline in programme.deadlines.all() for day in _first(deadline, on)),
        default=None,
    )


def _first(deadline: FundingDeadline, on: dt.date) -> list[dt.date]:
    return [
        day for day in (next(occurrences(deadline, on, dt.date.max.replace(year=on.year + 30)), None),) if day
    ]


def all_ahead(programmes: Iterable[FundingProgramme], on: dt.date) -> list[tuple[dt.date, FundingProgramme]]:
    """All deadlines of the next two years, in order."""
    found = [
        (day, programme)
        for programme in programmes
        if programme.deadline_kind == DeadlineKind.DATES
        for deadline in programme.deadlines.all()
        for day in occurrences(deadline, on, on + HORIZON)
    ]
    return sorted(found, key=lambda item: (item[0], item[1].pk))
