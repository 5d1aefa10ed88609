"""What the form of a registration offers: ways of taking part, sessions with free places, questions with the answers still to be had."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor, ActorGroup
from events.enums import OCCUPYING, STANDING, Audience, BookingStatus, Mode, WaitingPolicy
from events.models import Bucket, Event, Question, QuestionOption, Registration, Session
from events.selectors.registration_box import Places, places_of
from events.services.choices import title
from events.words_registration import span_of_session
from platform_portal.core import prepared

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A session with places of its own, per way of taking part."""

    session: Session
    when: str
    places: dict[str, Places]

    def is_full(self, mode: str) -> bool:
        """Whether nobody gets a place in this way, or in any way while none is chosen."""
        found = [self.places[mode]] if mode in self.places else list(self.places.values())
        return all(one.is_full for one in found)

    def label(self, event: Event, *, may_wait: bool, mode: str) -> str:
        """Title, time, and what is left."""
        parts = [title(self.session), self.when]
        if len(event.modes) > 1 and len(self.places) == 1:
            parts.append(_("only: %(mode)s") % {"mode": next(iter(self.places.values())).label})
        if self.is_full(mode):
            parts.append(_("full: waiting list") if may_wait else _("full"))
        else:
            parts += [
                self._left(one)
                for one in self.places.values()
                if one.capacity is not None and mode in ("", one.mode)
            ]
        return " · ".join(parts)

    def _left(self, one: Places) -> str:
        left = max(0, (one.capacity or 0) - one.taken)
        return (
            ngettext("%(number)d place left", "%(number)d places left", left) % {"number": left}
            if len(self.places) == 1
            else f"{one.label}: {left}"
        )


@dataclass
class Offer:
    """Everything the form needs to know about an event. Groups are read when they are asked for."""

    event: Event
    modes: tuple[Places, ...]
    sessions: list[SessionChoice]
    questions: list[Question]
    has_quotas: bool = False
    actors: list[Actor] = field(default_factory=list)
    is_member: bool = False

    @cached_property
    def groups(self) -> list[ActorGroup]:
        """To choose from. One query."""
        return list(ActorGroup.objects.all())

    @property
    def may_wait(self) -> bool:
        """Whether there are waiting lists."""
        return self.event.waiting_policy != WaitingPolicy.NONE


#: Most events have nothing of it.
_PARTS = """
SELECT EXISTS (SELECT FROM events_bucket WHERE event_id = %(event)s AND session_id IS NOT NULL),
       EXISTS (SELECT FROM events_question WHERE event_id = %(event)s),
       EXISTS (SELECT FROM events_groupquota WHERE event_id = %(event)s)
"""


def offer(
    event: Event,
    user: User | AnonymousUser,
    registration: Registration | None = None,
    *,
    places: tuple[Places, ...] | None = None,
) -> Offer:
    """Reads what is offered; `places` of the event as a whole where they are known already. At most six queries, whatever the number of
    sessions and questions.
    """
    is_member = user.is_authenticated or (registration is not None and registration.user_id is not None)
    ((has_sessions, has_questions, has_quotas),) = prepared.rows(_PARTS, {"event": event.pk})
    buckets = _session_buckets(event) if has_sessions else []
    return Offer(
        event=event,
        modes=places_of(event) if places is None else places,
        sessions=_sessions(event, buckets, is_member=is_member, registration=registration),
        questions=_questions(event) if has_questions else [],
        has_quotas=has_quotas,
        actors=_actors(user),
        is_member=is_member,
    )


def _session_buckets(event: Event) -> list[Bucket]:
    rows = Bucket.objects.filter(event=event, session__isnull=False, mode__in=event.modes).select_related(
        "session"
    )
    return list(
        rows.annotate(
            taken=Count("bookings", filter=Q(bookings__status__in=OCCUPYING)),
            waiting=Count("bookings", filter=Q(bookings__status=BookingStatus.WAITING)),
        )
    )


def _places(bucket: Bucket) -> Places:
    return Places(
        bucket.mode,
        str(Mode(bucket.mode).label),
        bucket.capacity,
        bucket.taken,  # type: ignore[attr-defined]
        bucket.waiting,  # type: ignore[attr-defined]
    )


def _sessions(
    event: Event, buckets: list[Bucket], *, is_member: bool, registration: Registration | None
) -> list[SessionChoice]:
    """Those the reader may choose; one by invitation only where the person has a place in it."""
    own: set[int] = set()
    if registration is not None and any(one.session_id for one in buckets):
        rows = registration.bookings.filter(is_session=True).exclude(status=BookingStatus.RELEASED)
        own = set(rows.values_list("bucket__session", flat=True))
    found: dict[int, SessionChoice] = {}
    for bucket in buckets:
        session = bucket.session
        if session is None or not _may_see(session, own, is_member=is_member):
            continue
        choice = found.setdefault(session.pk, SessionChoice(session, span_of_session(session, event), {}))
        choice.places[bucket.mode] = _places(bucket)
    late = event.ends_at
    return sorted(
        found.values(),
        key=lambda one: (
            one.session.day,
            one.session.starts_at or late,
            one.session.position,
            one.session.pk,
        ),
    )


def _may_see(session: Session, own: set[int], *, is_member: bool) -> bool:
    if session.pk in own:
        return True
    audiences = {Audience.INVITED} if is_member else {Audience.INVITED, Audience.MEMBERS}
    return session.is_bookable and session.audience not in audiences


def _questions(event: Event) -> list[Question]:
    """With their options and, where these are limited, how many have chosen them."""
    options = QuestionOption.objects.annotate(
        taken=Count("answers", filter=Q(answers__registration__status__in=STANDING))
    )
    rows = event.questions.select_related("asked_if").order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("options", options)))


def _actors(user: User | AnonymousUser) -> list[Actor]:
    if not user.is_authenticated:
        return []
    return list(
        Actor.objects.filter(memberships__user=user.pk).select_related("group").order_by("name", "pk")
    )
