"""The shared page of an introduction: released contacts, suggestions for a first call, messages, steps, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from actors.models import Actor, Contact
from partnerships.models import CheckIn, Introduction
from partnerships.querysets_requests import BERLIN
from partnerships.selectors.requests import two_clocks
from partnerships.words_requests import INTRODUCTION

if TYPE_CHECKING:
    from accounts.models import User

KYIV = ZoneInfo("Europe/Kyiv")
#: Hours in Berlin; in Kyiv it is one hour later, so both are within office hours.
CALL_HOURS = (10, 11, 14)
CALL_MINUTES = 45
DAYS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Call:
    """A suggestion for the first call."""

    number: int
    begins_at: dt.datetime

    @property
    def words(self) -> str:
        """Day and time in both zones."""
        return two_clocks(self.begins_at)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of one other side the reader may see."""

    actor: Actor
    rows: Sequence[Contact]


def texts(introduction: Introduction) -> list[tuple[str, str]]:
    """The text of the introduction in all three languages: (language, text), the reader's first."""
    here = (translation.get_language() or "de")[:2]
    codes = sorted((code for code, _label in settings.LANGUAGES), key=lambda code: code != here)
    found = []
    for code in codes:
        with translation.override(code):
            names = " – ".join(actor.name for _party, actor in introduction.request.sides)
            found.append((code, str(INTRODUCTION) % {"names": names}))
    return found


def contacts(introduction: Introduction, user: User) -> list[Contacts]:
    """Contacts of all sides as far as the person may see them, by the one rule of visibility. One query."""
    rows = Contact.objects.visible_to(user).filter(actor__in=introduction.request.side_ids)
    by_actor: dict[int, list[Contact]] = {}
    for row in rows.order_by("position", "pk"):
        by_actor.setdefault(row.actor_id, []).append(row)
    return [Contacts(actor, by_actor.get(actor.pk, [])) for _party, actor in introduction.request.sides]


def calls(introduction: Introduction, *, today: dt.date | None = None) -> list[Call]:
    """Three times on different working days, about a week after the introduction; once they have passed, a whole number of
    weeks later, so that they stay the same for a week and for both sides.
    """
    today = today or timezone.localdate()
    day = timezone.localdate(introduction.introduced_at) + dt.timedelta(days=DAYS_AHEAD)
    if day <= today:
        day += dt.timedelta(weeks=(today - day).days // 7 + 1)
    found: list[Call] = []
    while len(found) < len(CALL_HOURS):
        if day.weekday() < 5:
            hour = CALL_HOURS[len(found)]
            begins = dt.datetime.combine(day, dt.time(hour), BERLIN).astimezone(dt.UTC)
            found.append(Call(len(found) + 1, begins))
        day += dt.timedelta(days=1)
    return found


def calendar_file(introduction: Introduction, call: Call, url: str) -> bytes:
    """The suggestion as a calendar entry in UTC, which every calendar shows in its own zone; both zones stand in the text."""
    from icalendar import Calendar, Event  # 2 MB, for the few who are introduced

    names = " – ".join(actor.name for _party, actor in introduction.request.sides)
    entry = Event()
    entry.add(
        "uid", f"introduction-{introduction.pk}-{call.number}@{settings.PORTAL_BASE_URL.partition('//')[2]}"
    )
    entry.add("dtstamp", introduction.introduced_at.astimezone(dt.UTC))
    entry.add("dtstart", call.begins_at)
    entry.add("dtend", call.begins_at + dt.timedelta(minutes=CALL_MINUTES))
    entry.add("summary", _("First call: %(names)s") % {"names": names})
    entry.add("description", f"{call.words}\n{url}")
    entry.add("url", url)
    entry.add("status", "TENTATIVE")
    calendar = Calendar()
    calendar.add("prodid", "-//Plattform Wiederaufbau Ukraine//DE")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return calendar.to_ical()


def open_check_in(introduction: Introduction, user: User, today: dt.date | None = None) -> CheckIn | None:
    """The question the person's side can answer now, if any."""
    today = today or timezone.localdate()
    own = user.memberships.values("actor")
    rows = introduction.check_ins.filter(actor__in=own, answered_at__isnull=True, due_on__lte=today)
    return rows.order_by("-due_on").first()
