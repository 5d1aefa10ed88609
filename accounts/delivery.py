"""When a mail may go out: how often the person wants mails of its kind, and when the person wants to be left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from accounts.enums import Frequency

DIGEST_HOUR = 7
DIGEST_WEEKDAY = 0  # Monday


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """No mails from `start` until `end` in local time, over midnight when `end` is earlier; None: at any time."""

    zone: ZoneInfo
    start: dt.time | None = None
    end: dt.time | None = None

    def covers(self, moment: dt.datetime) -> bool:
        """Whether no mail may go out at this moment."""
        if self.start is None or self.end is None or self.start == self.end:
            return False
        clock = moment.astimezone(self.zone).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def first_moment_from(self, moment: dt.datetime) -> dt.datetime:
        """The moment itself, or the end of the quiet times around it, in UTC."""
        if not self.covers(moment) or self.end is None:
            return moment.astimezone(dt.UTC)
        today = moment.astimezone(self.zone).date()
        return next(
            end
            for end in (at(day, self.end, self.zone, fold) for day in _from(today) for fold in (0, 1))
            if end > moment
        )


def next_delivery(frequency: str, quiet: QuietTimes, now: dt.datetime) -> dt.datetime | None:
    """When a mail written now goes out, in UTC; None: never.

    Daily ones at 7 o'clock local time, weekly ones on Monday at 7; all of them after the quiet times they fall into.
    """
    if frequency == Frequency.NEVER:
        return None
    moment = now
    if frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        today = now.astimezone(quiet.zone).date()
        days = (
            day for day in _from(today) if frequency == Frequency.DAILY or day.weekday() == DIGEST_WEEKDAY
        )
        moments = (at(day, dt.time(DIGEST_HOUR), quiet.zone) for day in days)
        moment = next(candidate for candidate in moments if candidate > now)
    return quiet.first_moment_from(moment)


def at(day: dt.date, clock: dt.time, zone: ZoneInfo, fold: int = 0) -> dt.datetime:
    """Local day and time in UTC. A time the clocks skip in spring is moved on by an hour; in autumn `fold` says which of the two."""
    return dt.datetime.combine(day, clock, zone).replace(fold=fold).astimezone(dt.UTC)


def _from(day: dt.date) -> list[dt.date]:
    return [day + dt.timedelta(days=number) for number in range(9)]
