"""Cooperation requests as their readers see them: lists, the page of one request, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.enums import Language
from actors.models import Actor
from partnerships.enums_requests import Act, Horizon, MailStage, Party, Phrase, RequestRole, RequestStatus
from partnerships.models import CooperationRequest, RequestAnswer, RequestMail
from partnerships.models.request import DAYS_TO_ANSWER
from partnerships.querysets_requests import RequestQuerySet
from partnerships.selectors.proposals import asker_by_slug, proposals_for
from platform_portal.core.formats import number

if TYPE_CHECKING:
    from accounts.models import User

KYIV = ZoneInfo("Europe/Kyiv")
#: Badge of a state.
TONES: dict[str, str] = {
    RequestStatus.DRAFT: "info",
    RequestStatus.IN_CHECK: "info",
    RequestStatus.WAITING: "warning",
    RequestStatus.DELIVERED: "info",
    RequestStatus.ACCEPTED: "success",
    RequestStatus.NOT_NOW: "warning",
    RequestStatus.DECLINED: "danger",
    RequestStatus.WITHDRAWN: "info",
    RequestStatus.EXPIRED: "warning",
}
#: What only the secretariat reads in the history.
INTERNAL = (Act.TAKE_OVER,)


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history, as `components/timeline.html` wants it."""

    state: str
    date: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody is with regard to a request, and which answer is theirs to give."""

    parties: frozenset[Party]
    answer: RequestAnswer | None

    @property
    def is_sender(self) -> bool:
        """Keeps the entry of the sender."""
        return Party.SENDER in self.parties

    @property
    def is_asked(self) -> bool:
        """Keeps the entry of a side that was asked."""
        return bool(self.parties & {Party.RECIPIENT, Party.THIRD})

    @property
    def is_secretariat(self) -> bool:
        """Works in the secretariat."""
        return Party.SECRETARIAT in self.parties


@dataclass(frozen=True, slots=True)
class Content:
    """The structured parts in the reader's language."""

    seek: list[str]
    give: list[str]
    horizons: list[str]
    phrases: list[str]
    languages: str
    reasons: list[dict[str, str]]
    reasons_of: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """How much time is left to answer; `fill` is the length of the bar out of 200."""

    days_left: int
    day: int
    of: int
    until: dt.date
    fill: str


def received(user: User) -> RequestQuerySet:
    """Requests that arrived at actors of the person, unanswered ones first."""
    own = user.memberships.values("actor")
    rows = CooperationRequest.objects.filter(delivered_at__isnull=False)
    found = rows.filter(Q(recipient__in=own) | Q(third__in=own)).with_sides()
    return found.order_by("-delivered_at", "-pk")


def sent(user: User) -> RequestQuerySet:
    """Requests of actors of the person, drafts among them."""
    own = user.memberships.values("actor")
    return CooperationRequest.objects.filter(sender__in=own).with_sides().order_by("-created_at", "-pk")


def waiting_for_answer(user: User) -> int:
    """How many requests wait for an answer of an actor of the person."""
    own = user.memberships.values("actor")
    return (
        RequestAnswer.objects.filter(
            actor__in=own, answered_at__isnull=True, request__status=RequestStatus.DELIVERED
        )
        .values("request")
        .distinct()
        .count()
    )


def reader_of(request: CooperationRequest, user: User) -> Reader:
    """What the person is here. Two queries."""
    own = set(user.memberships.filter(actor__in=request.side_ids).values_list("actor_id", flat=True))
    parties = {request.party_of(pk) for pk in own}
    if user.is_staff:
        parties.add(Party.SECRETARIAT)
    answers = [row for row in request.answers.select_related("actor") if row.actor_id in own]
    open_ones = [row for row in answers if row.answered_at is None]
    return Reader(frozenset(parties), next(iter(open_ones or answers), None))


def content_of(request: CooperationRequest, reader: Reader | None = None) -> Content:
    """The structured parts in the reader's language; topics must be loaded. Reasons are worded for one side: the reader's own,
    where there are such, else `reasons_of` names it.
    """
    rows = list(request.request_topics.all())
    code = (get_language() or "de")[:2]
    own = _own_side(reader)
    side = own if own in request.why else next(iter(request.why), "sender")
    plain = [str(Language(value).label) for value in request.languages]
    helped = [
        _("%(language)s with an interpreter") % {"language": Language(value).label}
        for value in request.assisted_languages
    ]
    return Content(
        seek=[row.topic.name for row in rows if row.role == RequestRole.SEEK],
        give=[row.topic.name for row in rows if row.role == RequestRole.GIVE],
        horizons=[str(Horizon(value).label) for value in request.horizons],
        phrases=[str(Phrase(value).label) for value in request.phrases],
        languages=", ".join(plain + helped),
        reasons=request.why.get(side, {}).get(code, []),
        reasons_of="" if side == own else (request.sender if side == "sender" else request.recipient).name,
    )


def lead_of(request: CooperationRequest) -> str:
    """Who asks whom, in one sentence for the side asked; "" where the size of the place is not known."""
    place = request.sender.place
    if not (place and place.population and place.region and request.sender.is_municipal):
        return ""
    return _("A municipality (%(region)s, population %(people)s) asks %(recipient)s for a first step.") % {
        "people": number(place.population),
        "region": place.region.name_here,
        "recipient": request.recipient.name,
    }


def _own_side(reader: Reader | None) -> str:
    if reader is None:
        return ""
    return "sender" if reader.is_sender else ("recipient" if Party.RECIPIENT in reader.parties else "")


def deadline_of(request: CooperationRequest, now: dt.datetime | None = None) -> Deadline | None:
    """The time left while the request is with the recipient."""
    if (
        request.status != RequestStatus.DELIVERED
        or request.delivered_at is None
        or request.expires_at is None
    ):
        return None
    now = now or timezone.now()
    day = max(0, min((now - request.delivered_at).days, DAYS_TO_ANSWER))
    return Deadline(
        days_left=DAYS_TO_ANSWER - day,
        day=day,
        of=DAYS_TO_ANSWER,
        until=timezone.localdate(request.expires_at),
        fill=f"{200 * day / DAYS_TO_ANSWER:.1f}",
    )


def answering(request: CooperationRequest, answer: RequestAnswer) -> dict[str, object]:
    """What the page needs on which a side answers, in the portal or by a link."""
    return {
        "found": request,
        "answer": answer,
        "content": content_of(request),
        "deadline": deadline_of(request),
    }


def history_of(request: CooperationRequest, reader: Reader, now: dt.datetime | None = None) -> Sequence[Step]:
    """What happened and what will; reasons of the secretariat only for itself, and for the sender what to change."""
    now = now or timezone.now()
    steps: list[tuple[dt.datetime, Step]] = []
    for event in request.events.all():
        if event.act in INTERNAL and not reader.is_secretariat:
            continue
        shows_reason = reader.is_secretariat or (event.act == Act.SEND_BACK and reader.is_sender)
        steps.append(
            (
                event.at,
                _step("done", event.at, str(event.get_act_display()), event.reason if shows_reason else ""),
            )
        )
    for stage, at in _reminders(request):
        steps.append((at, _step("done", at, str(MailStage(stage).label))))
    steps.sort(key=lambda pair: pair[0])
    return [step for _at, step in steps] + _coming(request, now)


def _reminders(request: CooperationRequest) -> list[tuple[int, dt.datetime]]:
    mails = RequestMail.objects.filter(answer__request=request, stage__gt=MailStage.ARRIVED)
    return list(mails.values_list("stage").annotate(at=Min("sent_at")).order_by("at"))


def _coming(request: CooperationRequest, now: dt.datetime) -> list[Step]:
    if request.status != RequestStatus.DELIVERED or request.delivered_at is None:
        return []
    coming = [Step("now", date_format(timezone.localtime(now), "DATE_FORMAT"), _("Today"))]
    for stage in (MailStage.FIRST, MailStage.LAST):
        at = request.delivered_at + dt.timedelta(days=int(stage))
        if at > now:
            coming.append(Step("todo", _day(at), str(stage.label)))
    return [*coming, Step("todo", _day(request.expires_at or now), _("The request expires"))]


def _step(state: str, at: dt.datetime, title: str, text: str = "") -> Step:
    return Step(state, two_clocks(at), title, text)


def two_clocks(at: dt.datetime) -> str:
    """A moment in both time zones."""
    return _("%(day)s, %(berlin)s in Berlin, %(kyiv)s in Kyiv") % {
        "day": _day(at),
        "berlin": date_format(timezone.localtime(at), "TIME_FORMAT"),
        "kyiv": date_format(at.astimezone(KYIV), "TIME_FORMAT"),
    }


def _day(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def alternatives(sender: Actor, without: int) -> list[Actor]:
    """Three others who fit the sender, from its suggestions, when a recipient is full or has said no."""
    asker = asker_by_slug(sender.slug, AnonymousUser())
    if asker is None:
        return []
    found = [row.partner.actor for row in proposals_for(asker, AnonymousUser()).found]
    return [actor for actor in found if actor and actor.pk != without][:3]
