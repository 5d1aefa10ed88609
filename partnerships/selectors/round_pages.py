"""What the pages of match rounds show: the round in preparation, and the result of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from actors.models import Actor
from partnerships.enums_rounds import SIDES
from partnerships.matchmaking import WEIGHTS, criteria
from partnerships.matchmaking.explanation import MEASURES
from partnerships.models import MatchRound, MatchRun, RoundPair, RunActor, RunPair
from partnerships.selectors.round_inputs import digest_of, inputs_of

#: Measures nobody asks actors about yet: their weights would change nothing.
WEIGHED = tuple(
    key for key in criteria.KEYS if WEIGHTS.get(key) and key not in (criteria.PROFILE, criteria.HORIZON)
)


@dataclass(frozen=True, slots=True)
class Weight:
    """A measure with its weight in this round and the portal's own."""

    key: str
    name: str
    value: float
    usual: float


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair of a run. `saying` is what the secretariat has said about it since; lines are reasons in the reader's language."""

    german: Actor
    ukrainian: Actor
    fit: int
    german_fit: int
    ukrainian_fit: int
    is_fixed: bool
    reasons: Sequence[Mapping[str, str]]
    unknown: Sequence[Mapping[str, str]]
    saying: RoundPair | None
    words: str

    @property
    def key(self) -> str:
        """Both numbers, for forms and anchors."""
        return f"{self.german.pk}-{self.ukrainian.pk}"


@dataclass(frozen=True, slots=True)
class ShownActor:
    """An actor of a run with its places, its price in hundredths of the fit, and why it was left over."""

    actor: Actor
    capacity: int
    used: int
    price: int
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a side before and after the round, with what it means."""

    label: str
    meaning: str
    before: str
    after: str


def weights_of(round: MatchRound) -> list[Weight]:
    """The weights a round uses, in the order of the explanation page."""
    return [
        Weight(key, str(MEASURES[key]), float(round.weights.get(key, WEIGHTS[key])), WEIGHTS[key])
        for key in WEIGHED
    ]


def participants(round: MatchRound) -> list[tuple[str, list[Any]]]:
    """Per side its participants by name; two queries."""
    rows = round.participants.select_related("actor__place__region")
    named = sorted(rows, key=lambda row: (name_of(row.actor).casefold(), row.pk))
    return [(side, [row for row in named if row.country == side]) for side in SIDES]


def name_of(actor: Actor) -> str:
    """A municipality by its place, everyone else by name, in the reader's language."""
    return actor.place.name_here if actor.is_municipal and actor.place else str(actor.name)


def sayings(round: MatchRound) -> list[tuple[RoundPair, str]]:
    """What was said about pairs, each with the names of both."""
    rows = round.pairs.select_related("german__place", "ukrainian__place").order_by("state", "pk")
    return [(row, f"{name_of(row.german)} – {name_of(row.ukrainian)}") for row in rows]


def is_current(round: MatchRound, run: MatchRun) -> bool:
    """Whether nothing was changed since the run."""
    return run.digest == digest_of(inputs_of(round))


def pairs_of(run: MatchRun) -> list[ShownPair]:
    """The pairs of a run, the best first; three queries."""
    said = {(row.german_id, row.ukrainian_id): row for row in run.round.pairs.all()}
    found = run.found.select_related("german__place__region", "ukrainian__place__region")
    return [_pair(row, said.get((row.german_id, row.ukrainian_id))) for row in found]


def _pair(row: RunPair, saying: RoundPair | None) -> ShownPair:
    lines = lines_of(row.reasons, "german")
    return ShownPair(
        german=row.german,
        ukrainian=row.ukrainian,
        fit=round(100 * row.fit),
        german_fit=round(100 * row.german_fit),
        ukrainian_fit=round(100 * row.ukrainian_fit),
        is_fixed=row.is_fixed,
        reasons=[line for line in lines if line["kind"] != "unknown"],
        unknown=[line for line in lines if line["kind"] == "unknown"],
        saying=saying,
        words=f"{name_of(row.german)} – {name_of(row.ukrainian)}",
    )


def lines_of(reasons: Mapping[str, Any], side: str) -> list[dict[str, str]]:
    """The reasons as one side reads them, in the active language."""
    language = (get_language() or "de").split("-")[0]
    return list(reasons.get(language, {}).get(side, []))


def actors_of(run: MatchRun) -> dict[str, dict[str, list[ShownActor]]]:
    """Per side those left over, and those in demand (a price above 0), the highest first; one query."""
    language = (get_language() or "de").split("-")[0]
    rows = [_actor(row, language) for row in run.sides.select_related("actor__place__region")]
    found: dict[str, dict[str, list[ShownActor]]] = {}
    for country in SIDES:
        own = [shown for side, shown in rows if side == country]
        found[country] = {
            "left": [shown for shown in own if not shown.used],
            "wanted": sorted((shown for shown in own if shown.price > 0), key=lambda shown: -shown.price),
        }
    return found


def _actor(row: RunActor, language: str) -> tuple[str, ShownActor]:
    return row.country, ShownActor(
        row.actor, row.capacity, row.used, round(100 * row.price), str(row.why_left.get(language, ""))
    )


def latest_done(round: MatchRound) -> MatchRun | None:
    """The newest run with a result."""
    return round.runs.done().order_by("-number").first()
