"""The figures of the page "how suggestions work", read from the code that makes the suggestions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import ActorKind
from partnerships.matchmaking import WEIGHTS, criteria, filling, topics
from partnerships.matchmaking.explanation import MEASURES
from partnerships.selectors.proposal_market import market

#: Written by `evaluate_matching`; missing until it has been run.
QUALITY_FILE = Path(__file__).resolve().parent.parent / "data" / "matching_quality.json"


#: What each measure means, in one sentence.
MEANINGS = {
    criteria.COVER: gettext_lazy(
        "How much of what one side looks for the other side offers: topic roles and published postings."
    ),
    criteria.SIZE: gettext_lazy("Likeness of the numbers of inhabitants; used up at about 55 to 1."),
    criteria.BIG: gettext_lazy(
        "A mild preference for larger places, between 5,000 and 3 million inhabitants."
    ),
    criteria.BRIDGE: gettext_lazy(
        "A shared third partner, a partnership of the two regions, or the same working group."
    ),
    criteria.PROFILE: gettext_lazy(
        "Shared traits, such as port, university, industry, river or regional capital."
    ),
    criteria.LANGUAGE: gettext_lazy("At least one working language in common."),
    criteria.REGION: gettext_lazy("The partner lies in a region that is looked for."),
    criteria.HORIZON: gettext_lazy("Both think of relief, of reconstruction, or of EU accession."),
    criteria.RECENCY: gettext_lazy("How lately the profile was confirmed."),
}


@dataclass(frozen=True, slots=True)
class Weight:
    """A measure with its weight, and its share in percent when everything is known."""

    key: str
    name: str
    meaning: str
    weight: float
    share: int


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent with its interval."""

    name: str
    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What the last committed evaluation found: shares of hidden partners found again, and crowding."""

    measured_on: dt.date
    rows: Sequence[Share]
    top_share: int
    gini: float
    frontline: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the page says in numbers. ``penalties``: λ for German and for Ukrainian askers, None while not worked out yet."""

    weights: Sequence[Weight]
    penalties: tuple[float | None, float | None]
    maximum_load: float
    equity_every: int
    length: int
    same_field_percent: int
    quality: Quality | None


def explanation() -> Explanation:
    """Weights, λ and limits as they are in use."""
    weights = {key: WEIGHTS[key] for key in criteria.KEYS if WEIGHTS.get(key)}
    total = sum(weights.values())
    lists = market(ActorKind.MUNICIPALITY).lists
    return Explanation(
        weights=[
            Weight(key, str(MEASURES[key]), str(MEANINGS[key]), weight, round(100 * weight / total))
            for key, weight in weights.items()
        ],
        penalties=tuple(one.penalty if one else None for one in lists),  # type: ignore[arg-type]
        maximum_load=filling.MAXIMUM_LOAD,
        equity_every=filling.EQUITY_EVERY,
        length=filling.LENGTH,
        same_field_percent=round(100 * topics.SAME_PARENT),
        quality=_quality(),
    )


@cache
def _measured() -> dict[str, Any]:
    """The result of the last evaluation that was committed; empty when there is none."""
    if not QUALITY_FILE.exists():
        return {}
    return dict(json.loads(QUALITY_FILE.read_text(encoding="utf-8")))


def _quality() -> Quality | None:
    measured = _measured()
    if not measured:
        return None
    lists = (
        (_("Lists as shown, attention shared"), measured["load_aware"]),
        (_("The best for each alone"), measured["plain"]),
        (_("Nearest in size"), measured["baselines"]["population_similarity"]),
        (_("By chance"), measured["baselines"]["random"]),
    )
    crowd = measured["congestion"]["all"]
    return Quality(
        measured_on=dt.date.fromisoformat(measured["measured_on"]),
        rows=[
            Share(name, *(round(100 * figures["recall_at_10"][key]) for key in ("value", "low", "high")))
            for name, figures in lists
        ],
        top_share=round(100 * crowd["top5_share"]),
        gini=crowd["gini"],
        frontline=crowd["frontline_share"],
    )
