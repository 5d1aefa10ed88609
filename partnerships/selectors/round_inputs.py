"""What goes into a run: a plain copy of the round as it is now, kept with the run, so that runs can be compared and repeated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from partnerships.enums_rounds import PairState
from partnerships.matchmaking import WEIGHTS
from partnerships.models import MatchRound


def inputs_of(round: MatchRound) -> dict[str, Any]:
    """Participants [actor, country, places], pairs [german, ukrainian, state], weights and limits. Two queries."""
    return {
        "kind": round.kind,
        "participants": _rows(
            round.participants.order_by("actor").values_list("actor", "country", "capacity")
        ),
        "pairs": _rows(
            round.pairs.exclude(state=PairState.EDITED)
            .order_by("german", "ukrainian")
            .values_list("german", "ukrainian", "state")
        ),
        "weights": dict(WEIGHTS) | round.weights,
        "minimum_fit": round.minimum_fit,
        "newcomer_bonus": round.newcomer_bonus,
    }


def digest_of(inputs: dict[str, Any]) -> str:
    """A short word for the inputs: equal where they are equal."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def _rows(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(row) for row in rows]
