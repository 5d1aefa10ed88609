"""What a side may see of self-checks: its own, the others' once it has answered, suggestions, and totals without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, WorkingGroup
from partnerships.enums_living import Factor, Level
from partnerships.models import Partnership, SelfCheck, SelfCheckMark
from partnerships.services.living.sides import sides_of, sides_of_user

if TYPE_CHECKING:
    from accounts.models import User

#: Totals of fewer answers could be traced back to somebody.
FEWEST = 5
PEERS = 3
#: Topics whose working groups help with a factor.
TOPICS: dict[str, tuple[str, ...]] = {
    Factor.MAYOR: ("kommunale-aussenpolitik", "partnerschaftsanbahnung"),
    Factor.CIVIL_SOCIETY: ("zivilgesellschaft", "buergerbeteiligung", "jugendaustausch"),
    Factor.MEDIA: ("kommunale-aussenpolitik", "partnerschaftsanbahnung"),
    Factor.DIASPORA: ("diaspora", "zivilgesellschaft"),
    Factor.DEPARTMENTS: ("partnerschaftsanbahnung", "selbstverwaltung"),
    Factor.STAFF: ("betreiberpartnerschaften", "selbstverwaltung", "partnerschaftsanbahnung"),
    Factor.FUNDING: ("foerderung", "kommunalfinanzen"),
}
ADVICE: dict[str, Promise | str] = {
    Factor.MAYOR: _(
        "Invite the mayor to the next call, and let both sides sign what they have agreed. A visit of both "
        "heads carries for years."
    ),
    Factor.CIVIL_SOCIETY: _(
        "Ask clubs, schools and parishes at home who already has contacts, and invite them to one of your "
        "calls. They can join the partnership here."
    ),
    Factor.MEDIA: _(
        "Agree on one good story every half year and tell it in both towns. The portrait on this portal is a "
        "beginning."
    ),
    Factor.DIASPORA: _(
        "Ukrainian associations near you know both sides and both languages. Ask one of them to go along "
        "from the beginning."
    ),
    Factor.DEPARTMENTS: _("Name one person in each department that works on your topics, and meet with all of them twice a year."),
    Factor.STAFF: _(
        "A few hours a week that are written down are worth more than goodwill. Utilities and associations "
        "can take over parts."
    ),
    Factor.FUNDING: _(
        "Look at the funding programmes that fit your partnership; plan half a year from the idea to the "
        "approval."
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One factor: the level per side in their order, None where it is not to be seen or not answered."""

    factor: str
    label: str
    levels: Sequence[Level | None]

    @property
    def differs(self) -> bool:
        """Whether the sides see it differently by two steps or more."""
        known = [level for level in self.levels if level is not None]
        return len(known) > 1 and max(known) - min(known) >= 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What helps with a weak factor."""

    factor: str
    label: str
    advice: Promise | str
    groups: Sequence[WorkingGroup]
    peers: Sequence[Actor]
    for_funding: bool


@dataclass(frozen=True, slots=True)
class Total:
    """The mean of all sides of all partnerships, and how many call the factor good or strong."""

    factor: str
    label: str
    mean: float
    good: int
    answers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year's self-check as one reader may see it."""

    year: int
    sides: Sequence[Actor]
    rows: Sequence[Row]
    own: SelfCheck | None
    waiting_for: Sequence[Actor]

    @property
    def is_complete(self) -> bool:
        """Whether all sides have answered."""
        return not self.waiting_for


def comparison(partnership: Partnership, user: User, *, year: int) -> Comparison:
    """Side by side. Before all have answered everybody sees the own answers only, the secretariat none. Four queries."""
    sides = sides_of(partnership)
    own_ids = {side.pk for side in sides_of_user(partnership, user)}
    checks = {
        check.actor_id: check
        for check in SelfCheck.objects.filter(partnership=partnership, year=year).prefetch_related("marks")
    }
    waiting = [side for side in sides if side.pk not in checks]
    open_to = own_ids if waiting else {side.pk for side in sides}
    levels = {
        actor: {mark.factor: Level(mark.level) for mark in check.marks.all()}
        for actor, check in checks.items()
        if actor in open_to
    }
    rows = [
        Row(factor, str(label), [levels.get(side.pk, {}).get(factor) for side in sides])
        for factor, label in Factor.choices
    ]
    own = next((checks[pk] for pk in sorted(own_ids) if pk in checks), None)
    return Comparison(year, sides, rows, own, waiting)


def suggestions(found: Comparison) -> list[Suggestion]:
    """For each factor a visible side calls missing or weak: advice, working groups, and peers who are strong there and agreed."""
    weak = [row for row in found.rows if any(level and level <= Level.WEAK for level in row.levels)]
    if not weak:
        return []
    groups = _groups({slug for row in weak for slug in TOPICS[row.factor]})
    peers = _peers([row.factor for row in weak], without={side.pk for side in found.sides})
    return [
        Suggestion(
            row.factor,
            row.label,
            ADVICE[row.factor],
            [group for group, slugs in groups if slugs & set(TOPICS[row.factor])][:2],
            peers.get(row.factor, [])[:PEERS],
            row.factor == Factor.FUNDING,
        )
        for row in weak
    ]


def totals(*, year: int) -> list[Total]:
    """The totals of a year, of every side that answered; none at all from fewer than five of them. One query."""
    rows = (
        SelfCheckMark.objects.filter(check_up__year=year)
        .values("factor")
        .annotate(
            mean=Avg("level"), answers=Count("check_up"), good=Count("pk", filter=Q(level__gte=Level.GOOD)),
            sides=Count("check_up__actor", distinct=True),
        )
    )  # fmt: skip
    found = {row["factor"]: row for row in rows if row["sides"] >= FEWEST}
    return [
        Total(factor, str(label), found[factor]["mean"], found[factor]["good"], found[factor]["answers"])
        for factor, label in Factor.choices
        if factor in found
    ]


def _groups(slugs: set[str]) -> list[tuple[WorkingGroup, set[str]]]:
    rows = WorkingGroup.objects.filter(topics__slug__in=slugs).distinct().prefetch_related("topics")
    return [
        (group, {topic.slug for topic in group.topics.all()}) for group in rows.order_by("position", "pk")
    ]


def _peers(factors: list[str], *, without: set[int]) -> dict[str, list[Actor]]:
    """Published actors whose latest self-check calls a factor strong and that agreed to be named, the latest first."""
    strong = (
        SelfCheckMark.objects.filter(factor__in=factors, level=Level.STRONG, check_up__helps_others=True)
        .exclude(check_up__actor__in=without)
        .values_list("factor", "check_up__actor")
        .annotate(at=Max("check_up__answered_at"))
        .order_by("-at", "check_up__actor")[:200]
    )
    rows = list(strong)
    actors = Actor.objects.published().in_bulk([actor for _factor, actor, _at in rows])
    found: dict[str, list[Actor]] = {}
    for factor, actor, _at in rows:
        if actor in actors:
            found.setdefault(factor, []).append(actors[actor])
    return found
