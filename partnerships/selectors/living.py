"""The room of a partnership: checklist with both sides, open question, projects, wishes to join; and what of it is public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from partnerships.enums import PartnershipStatus
from partnerships.enums_living import ChecklistItem, JoinStatus
from partnerships.models import (
    Initiation,
    JoinWish,
    Partnership,
    PartnershipProject,
    Portrait,
    PulseAnswer,
    SignOfLife,
)
from partnerships.selectors.funding import Fitting
from partnerships.selectors.funding_partners import fitting_projects
from partnerships.selectors.partnership import Step, steps_of
from partnerships.services.living.initiating import CONFIRMATION
from partnerships.services.living.sides import orphans_of, sides_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist: which sides have ticked it, and whether the reader's has."""

    item: str
    label: str
    ticks: Sequence[tuple[Actor, bool]]
    is_own: bool

    @property
    def is_done(self) -> bool:
        """Ticked by all sides."""
        return all(done for _actor, done in self.ticks)


@dataclass(frozen=True, slots=True)
class ShownProject:
    """A project, and while it has neither funding nor result the programmes that may fit it."""

    project: PartnershipProject
    fitting: Sequence[Fitting]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything the page shows."""

    partnership: Partnership
    sides: Sequence[Actor]
    own: Actor | None
    initiation: Initiation | None
    points: Sequence[Point]
    confirmed: Sequence[tuple[Actor, bool]]
    steps: Sequence[Step]
    question: PulseAnswer | None
    heard_at: dt.datetime
    projects: Sequence[ShownProject]
    portrait: Portrait | None
    wishes: Sequence[JoinWish]
    orphans: Sequence[Actor]
    year: int

    @property
    def is_beginning(self) -> bool:
        """Still in initiation."""
        return self.partnership.status == PartnershipStatus.INITIATION

    @property
    def is_dormant(self) -> bool:
        """At rest."""
        return self.partnership.status == PartnershipStatus.DORMANT

    @property
    def done(self) -> int:
        """Points ticked by all sides."""
        return sum(point.is_done for point in self.points)

    @property
    def may_confirm(self) -> bool:
        """Whether the reader's side, or one whose entry nobody keeps, is still to confirm."""
        return not self.has_confirmed if self.own else bool(self.orphans)

    @property
    def has_confirmed(self) -> bool:
        """Whether the reader's side has confirmed the partnership."""
        return any(done for actor, done in self.confirmed if actor == self.own)


def room_of(partnership: Partnership, user: User, *, now: dt.datetime | None = None) -> Room:
    """The room for one reader; a fixed number of queries. Takes a partnership with its details."""
    now = now or timezone.now()
    sides = sides_of(partnership)
    mine = set(user.memberships.values_list("actor_id", flat=True))
    own = next((side for side in sides if side.pk in mine), None)
    initiation = Initiation.objects.filter(partnership=partnership).prefetch_related("ticks").first()
    ticks = {(tick.item, tick.actor_id) for tick in initiation.ticks.all()} if initiation else set()
    last = SignOfLife.objects.filter(partnership=partnership).first()
    waiting = JoinWish.objects.filter(partnership=partnership, status=JoinStatus.ASKED)
    return Room(
        partnership=partnership,
        sides=sides,
        own=own,
        initiation=initiation,
        points=[_point(item, str(label), sides, ticks, own) for item, label in ChecklistItem.choices],
        confirmed=[(side, (CONFIRMATION, side.pk) in ticks) for side in sides],
        steps=steps_of(partnership),
        question=_open_question(partnership, own),
        heard_at=last.at if last else partnership.created_at,
        projects=projects_of(partnership),
        portrait=Portrait.objects.filter(partnership=partnership).first(),
        wishes=list(waiting.select_related("actor")) if own or user.is_staff else [],
        orphans=orphans_of(sides) if user.is_staff and not own else [],
        year=timezone.localdate(now).year,
    )


def projects_of(partnership: Partnership) -> list[ShownProject]:
    """The projects with the funding that may fit; two queries, however many there are."""
    projects = list(partnership.projects.select_related("partnership", "topic", "funding"))
    found = fitting_projects(partnership, projects)
    return [ShownProject(project, found.get(project.pk, [])[:2]) for project in projects]


def _point(
    item: str, label: str, sides: Sequence[Actor], ticks: set[tuple[str, int]], own: Actor | None
) -> Point:
    done = [(side, (item, side.pk) in ticks) for side in sides]
    return Point(item, label, done, own is not None and (item, own.pk) in ticks)


def _open_question(partnership: Partnership, own: Actor | None) -> PulseAnswer | None:
    if own is None:
        return None
    rows = PulseAnswer.objects.filter(
        question__partnership=partnership,
        question__closed_at__isnull=True,
        actor=own,
        answered_at__isnull=True,
    )
    return rows.select_related("question__partnership").first()


@dataclass(frozen=True, slots=True)
class Living:
    """What the public page of a partnership shows of it."""

    projects: Sequence[ShownProject]
    portrait: Portrait | None
    is_taking_part: bool
    may_join: bool


def living_of(partnership: Partnership, user: User | AnonymousUser) -> Living:
    """Projects and the released portrait; for members whether they take part, or may join. Two queries, five for members."""
    is_member = user.is_authenticated
    takes_part = is_member and Partnership.objects.shared_by(user).filter(pk=partnership.pk).exists()
    return Living(
        projects=projects_of(partnership),
        portrait=Portrait.objects.filter(partnership=partnership, public_at__isnull=False).first(),
        is_taking_part=takes_part,
        may_join=is_member and joinable_actors(partnership, user).exists(),
    )


def joinable_actors(partnership: Partnership, user: User | AnonymousUser) -> QuerySet[Actor]:
    """Own organisations in the place of one of the parties that could join: no municipality, not a party yet, not asked yet."""
    if partnership.status != PartnershipStatus.ACTIVE:
        return Actor.objects.none()
    parties = partnership.parties.all()
    places = {
        pk
        for party in parties
        for pk in (party.place_id, party.actor.place_id if party.actor else None)
        if pk
    }
    asked = JoinWish.objects.filter(partnership=partnership, status=JoinStatus.ASKED).values("actor")
    return (
        Actor.objects.kept_by(user)
        .filter(place__in=places)
        .exclude(kind__in=MUNICIPAL_KINDS)
        .exclude(pk__in=[party.actor_id for party in parties if party.actor_id])
        .exclude(pk__in=asked)
    )


def own_partnerships(user: User) -> tuple[list[Partnership], list[Partnership]]:
    """Partnerships the person decides in, and others of the cities of the person's organisations. Four queries."""
    members = Partnership.objects.with_own_side(user)
    joinable = Actor.objects.kept_by(user).exclude(kind__in=MUNICIPAL_KINDS).filter(place__isnull=False)
    near = Q(parties__actor__place__in=joinable.values("place")) | Q(
        parties__place__in=joinable.values("place")
    )
    cities = (
        Partnership.objects.public().existing().filter(near).exclude(pk__in=members.values("pk")).distinct()
    )
    return list(members.with_parties().newest_first()[:20]), list(cities.with_parties().newest_first()[:20])
