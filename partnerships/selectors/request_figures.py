"""Public figures about requests: how many, how fast, what came of them, and whom they reached. Never who.

Numbers below five are not shown (`request_figures_page`): behind them stand organisations that could be recognised. Everything is counted over
all requests that were sent, whatever became of them; drafts are never counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import cast

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.models import Actor
from partnerships.enums_requests import AnswerKind, Progress, RequestStatus
from partnerships.matchmaking import gini
from partnerships.models import CheckIn, CooperationRequest, Introduction, Party, RequestAnswer
from partnerships.querysets_requests import BERLIN
from partnerships.selectors.proposal_facts import STANDING, Key
from partnerships.selectors.proposal_market import market

#: Smaller numbers are not shown.
FEWEST = 5
QUARTERS_SHOWN = 8
_TALKED = (Progress.TALKING, Progress.PROJECT, Progress.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Quarter:
    """Requests sent in one quarter of a year, and what has become of them until today."""

    label: str
    sent: int
    answered: int
    introduced: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom the suggestions and the requests reach. None where the lists of suggestions have not been worked out yet."""

    candidates: int
    shown: int | None
    asked: int
    gini: float | None


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """All that is counted. `days` is the median until a side answered, None without an answer."""

    sent: int
    answered: int
    ended: int
    days: float | None
    introduced: int
    talked: int
    partnerships: int
    to_newcomers: int
    reach: Reach
    quarters: Sequence[Quarter]


def request_figures(*, now: dt.datetime | None = None) -> RequestFigures:
    """Counts; nine queries, and the lists of suggestions from memory."""
    now = now or timezone.now()
    introduced = Introduction.objects.all()
    return RequestFigures(
        **_numbers(),
        days=_median_days(),
        introduced=introduced.count(),
        talked=introduced.filter(_has_talked()).count(),
        partnerships=introduced.filter(_has_agreed()).count(),
        to_newcomers=introduced.filter(_reached_somebody_without_partner()).count(),
        reach=_reach(),
        quarters=_quarters(now),
    )


def _sent() -> QuerySet[CooperationRequest]:
    return CooperationRequest.objects.filter(sent_at__isnull=False).order_by()


def _answered() -> Q:
    """A side has said something, whatever it was."""
    return Q(Exists(RequestAnswer.objects.filter(request=OuterRef("pk"), answered_at__isnull=False)))


def _numbers() -> dict[str, int]:
    """Requests; those that reached somebody and are settled; of these, those with an answer."""
    settled = Q(delivered_at__isnull=False) & Q(
        status__in=(
            RequestStatus.ACCEPTED,
            RequestStatus.NOT_NOW,
            RequestStatus.DECLINED,
            RequestStatus.EXPIRED,
        )
    )
    return _sent().aggregate(
        sent=Count("pk"),
        ended=Count("pk", filter=settled),
        answered=Count("pk", filter=settled & ~Q(status=RequestStatus.EXPIRED)),
    )


def _median_days() -> float | None:
    """Of all answers of all sides, from the moment the request was passed on."""
    rows = RequestAnswer.objects.filter(answer__in=AnswerKind.values, request__delivered_at__isnull=False)
    spans = rows.order_by().values_list("answered_at", "request__delivered_at")
    days = [
        (answered - delivered).total_seconds() / 86_400
        for answered, delivered in spans
        if answered and delivered
    ]
    return median(days) if len(days) >= FEWEST else None


def _has_talked() -> Q:
    """A side has said so when asked how it goes, or both have written on the shared page, or a partnership was begun."""
    said = CheckIn.objects.filter(introduction=OuterRef("pk"), answer__in=_TALKED)
    return Q(Exists(said)) | Q(initiation__isnull=False) | _has_agreed()


def _has_agreed() -> Q:
    """All sides have confirmed the partnership in the register, or a side has said that there is an agreement."""
    said = CheckIn.objects.filter(introduction=OuterRef("pk"), answer=Progress.AGREEMENT)
    return Q(initiation__public_at__isnull=False) | Q(Exists(said))


def _reached_somebody_without_partner() -> Q:
    """Sender or recipient took part in no standing partnership when they were introduced."""
    return _had_no_partner("sender") | _had_no_partner("recipient")


def _had_no_partner(side: str) -> Q:
    """A municipality counts as partnered, too, where only its place is named."""
    begun = Q(partnership__since_on__isnull=True) | Q(
        partnership__since_on__lt=OuterRef("introduced_at__date")
    )
    standing = Party.objects.public().filter(begun, partnership__status__in=STANDING)
    own = standing.filter(actor=OuterRef(f"request__{side}"))
    by_place = standing.filter(
        Q(actor__isnull=True) | Q(actor__kind__in=MUNICIPAL_KINDS),
        Q(place=OuterRef(f"request__{side}__place")) | Q(actor__place=OuterRef(f"request__{side}__place")),
    )
    is_municipal = Q(**{f"request__{side}__kind__in": MUNICIPAL_KINDS})
    return ~Exists(own) & (~is_municipal | ~Exists(by_place))


def _reach() -> Reach:
    """Municipalities on the platform that can be suggested, on both sides; how many are on somebody's list, how many were asked.

    Places that are not on the platform yet are suggested too, but nobody can ask them here: they are not counted.
    """
    found = market(ActorKind.MUNICIPALITY)
    places = set(Actor.objects.published().filter(kind__in=MUNICIPAL_KINDS).values_list("place", flat=True))
    asked = _sent().filter(delivered_at__isnull=False).values_list("recipient__place", flat=True)
    asked_places = set(asked.distinct())
    keys = [cast("Sequence[Key]", side.keys) for side in (found.world.candidates, found.world.askers)]
    rows = [[row for row, (kind, pk) in enumerate(own) if kind == "place" and pk in places] for own in keys]
    known = {own[row][1] for own, chosen in zip(keys, rows, strict=True) for row in chosen}
    candidates = sum(map(len, rows))
    if not candidates or None in found.lists:
        return Reach(candidates, None, len(known & asked_places), None)
    shown = [
        lists.shown[chosen] for lists, chosen in zip(found.lists, rows, strict=True) if lists is not None
    ]
    return Reach(
        candidates=candidates,
        shown=sum(int((counts > 0).sum()) for counts in shown),
        asked=len(known & asked_places),
        gini=sum(gini(counts) * len(counts) for counts in shown) / candidates,
    )


def _quarters(now: dt.datetime) -> list[Quarter]:
    """The last eight calendar quarters, Berlin time, the present one last."""
    sent: Counter[tuple[int, int]] = Counter()
    answered: Counter[tuple[int, int]] = Counter()
    introduced: Counter[tuple[int, int]] = Counter()
    rows = _sent().annotate(has_answer=_answered(), met=F("introduction"))
    for at, has_answer, met in rows.values_list("sent_at", "has_answer", "met"):
        if at is None:
            continue
        key = _quarter_of(at)
        sent[key] += 1
        answered[key] += has_answer
        introduced[key] += met is not None
    year, quarter = _quarter_of(now)
    last = year * 4 + quarter - 1
    keys = [(index // 4, index % 4 + 1) for index in range(last - QUARTERS_SHOWN + 1, last + 1)]
    return [Quarter(f"{y}/{q}", sent[y, q], answered[y, q], introduced[y, q]) for y, q in keys]


def _quarter_of(at: dt.datetime) -> tuple[int, int]:
    here = at.astimezone(BERLIN)
    return here.year, (here.month - 1) // 3 + 1
