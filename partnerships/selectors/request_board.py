"""The secretariat's board: requests by state, with age, owner and what needs attention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from actors.models import Membership
from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest
from partnerships.models.request import DAYS_TO_ANSWER, DAYS_TO_CHECK

#: Cards per column; the rest is a number with a link.
CARDS = 12
#: Ended ones leave the board after so many days.
KEPT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Card:
    """One request on the board."""

    request: CooperationRequest
    names: list[str]
    owner: str
    age: str
    tone: str
    warning: str


@dataclass(frozen=True, slots=True)
class Column:
    """One state with its requests."""

    status: str
    label: str
    count: int
    cards: Sequence[Card]


COLUMNS = (
    RequestStatus.IN_CHECK,
    RequestStatus.WAITING,
    RequestStatus.DELIVERED,
    RequestStatus.NOT_NOW,
    RequestStatus.ACCEPTED,
    RequestStatus.DECLINED,
    RequestStatus.EXPIRED,
    RequestStatus.WITHDRAWN,
)
OPEN_ORDER = ("sent_at", "pk")


def board(*, owner: User | None = None, status: str = "", now: dt.datetime | None = None) -> list[Column]:
    """The columns; `owner` shows one colleague's requests, `status` one column in full. Two queries per column."""
    now = now or timezone.now()
    wanted = [value for value in COLUMNS if not status or value == status]
    return [_column(value, owner, now, limit=500 if status else CARDS) for value in wanted]


def _column(status: RequestStatus, owner: User | None, now: dt.datetime, limit: int) -> Column:
    rows = CooperationRequest.objects.filter(status=status)
    if status not in {RequestStatus.IN_CHECK, RequestStatus.WAITING, RequestStatus.DELIVERED}:
        recent = Q(ended_at__gte=now - dt.timedelta(days=KEPT_DAYS))
        rows = rows.filter(recent | Q(again_on__gte=timezone.localdate(now)))
    if owner:
        rows = rows.filter(owner=owner)
    keeper = Membership.objects.filter(actor=OuterRef("recipient"), user__is_active=True)
    shown = rows.with_sides().annotate(has_keeper=Exists(keeper)).order_by(*OPEN_ORDER)[:limit]
    cards = [_card(row, now) for row in shown]
    return Column(status=str(status), label=str(status.label), count=rows.count(), cards=cards)


def _card(row: CooperationRequest, now: dt.datetime) -> Card:
    age, tone = _age(row, now)
    return Card(
        request=row,
        names=[short_name(actor) for _party, actor in row.sides],
        owner=str(row.owner) if row.owner else "",
        age=age,
        tone=tone,
        warning="" if row.has_keeper or not row.is_open else _("Nobody keeps the recipient's entry"),  # type: ignore[attr-defined]
    )


def short_name(actor: object) -> str:
    """The name of an actor in the reader's language."""
    return str(getattr(actor, "name", ""))


def _age(row: CooperationRequest, now: dt.datetime) -> tuple[str, str]:
    if row.status == RequestStatus.DELIVERED and row.delivered_at:
        day = (now - row.delivered_at).days
        words = _("Day %(day)s of %(all)s") % {"day": day, "all": DAYS_TO_ANSWER}
        return words, "warning" if day >= 14 else ""
    since = row.queued_at if row.status == RequestStatus.WAITING else (row.ended_at or row.sent_at)
    days = (now - since).days if since else 0
    words = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    late = row.status == RequestStatus.IN_CHECK and since and working_days(since, now) > DAYS_TO_CHECK
    return words, "danger" if late else ""


def working_days(since: dt.datetime, until: dt.datetime) -> int:
    """Whole working days (Monday to Friday, Berlin) after the day of `since` up to that of `until`."""
    first, last = timezone.localdate(since), timezone.localdate(until)
    days = (first + dt.timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def to_check() -> tuple[int, dt.datetime | None]:
    """How many requests wait for the check, and since when the oldest. One query."""
    rows = CooperationRequest.objects.filter(status=RequestStatus.IN_CHECK).order_by("sent_at", "pk")
    times = list(rows.values_list("sent_at", flat=True))
    return len(times), times[0] if times else None


def oldest_to_check(limit: int) -> list[CooperationRequest]:
    """Requests that wait for the check, the oldest first."""
    rows = CooperationRequest.objects.filter(status=RequestStatus.IN_CHECK).with_sides()
    return list(rows.order_by("sent_at", "pk")[:limit])
