"""Figures of a run in words: before and after, and two runs side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnerships.matchmaking import WEIGHTS
from partnerships.matchmaking.explanation import MEASURES
from partnerships.models import MatchRun
from partnerships.selectors.round_pages import Figure, ShownPair, pairs_of
from platform_portal.core.formats import number


@dataclass(frozen=True, slots=True)
class Difference:
    """Two runs compared: what was asked of them, what they reach, and which pairs they share."""

    inputs: Sequence[tuple[str, str, str]]
    figures: Sequence[tuple[str, str, str]]
    shared: Sequence[ShownPair]
    only_one: Sequence[ShownPair]
    only_other: Sequence[ShownPair]


def percent(value: float) -> str:
    """A share as "78 %"."""
    return f"{round(100 * value)} %"


def before_and_after(run: MatchRun) -> list[tuple[str, list[Figure]]]:
    """Coverage and congestion of both sides, without the round and with it."""
    titles = (("german", _("German side")), ("ukrainian", _("Ukrainian side")))
    return [(title, _side(run.figures[side])) for side, title in titles if side in run.figures]


def _side(own: dict[str, Any]) -> list[Figure]:
    before, after = own["before"], own["after"]
    return [
        Figure(
            _("Covered"),
            _("Share of the participants who are asked by anybody."),
            percent(before["covered"]),
            percent(after["covered"]),
        ),
        Figure(
            _("Without any partner"),
            _("Participants without a standing partnership; with the round: if all proposals succeed."),
            str(own["without_partner_before"]),
            str(own["without_partner_after"]),
        ),
        Figure(
            _("Requests beyond the free places"),
            _("How many requests would meet somebody who has no place left."),
            str(before["beyond_places"]),
            str(after["beyond_places"]),
        ),
        Figure(
            _("Most requests to one actor"),
            _("How many the one that is asked most would get."),
            str(before["most"]),
            str(after["most"]),
        ),
        Figure(
            _("Share of the five asked most"),
            _("How much of all requests goes to them."),
            percent(before["top5"]),
            percent(after["top5"]),
        ),
        Figure(
            _("Unevenness (Gini)"),
            _("0: all are asked equally often; 1: all requests go to one."),
            number(before["gini"], 2),
            number(after["gini"], 2),
        ),
    ]


def compare(one: MatchRun, other: MatchRun) -> Difference:
    """What differs between two runs of a round."""
    first, second = ({pair.key: pair for pair in pairs_of(run)} for run in (one, other))
    return Difference(
        inputs=_inputs(one.inputs, other.inputs),
        figures=list(zip(_labels(), _totals(one), _totals(other), strict=True)),
        shared=[pair for key, pair in first.items() if key in second],
        only_one=[pair for key, pair in first.items() if key not in second],
        only_other=[pair for key, pair in second.items() if key not in first],
    )


def _labels() -> list[str]:
    return [
        _("Pairs"),
        _("Sum of the fit"),
        _("Mean fit"),
        _("German side covered"),
        _("Ukrainian side covered"),
        _("Seconds"),
    ]


def _totals(run: MatchRun) -> list[str]:
    figures = run.figures
    return [
        str(figures["pairs"]),
        number(100 * figures["sum_of_fit"], 1),
        number(100 * figures["mean_fit"], 1),
        percent(figures["german"]["after"]["covered"]),
        percent(figures["ukrainian"]["after"]["covered"]),
        number(run.seconds or 0, 1),
    ]


def _inputs(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What was asked differently; nothing where it was the same."""
    rows = [
        (_("Participants"), str(len(one["participants"])), str(len(other["participants"]))),
        (_("Free places"), _places(one), _places(other)),
        (_("Fixed and forbidden pairs"), str(len(one["pairs"])), str(len(other["pairs"]))),
        (_("Smallest fit"), str(one["minimum_fit"]), str(other["minimum_fit"])),
        (_("Bonus for newcomers"), str(one["newcomer_bonus"]), str(other["newcomer_bonus"])),
        *(
            (
                str(MEASURES[key]),
                number(one["weights"].get(key, 0), 1),
                number(other["weights"].get(key, 0), 1),
            )
            for key in WEIGHTS
        ),
    ]
    return [row for row in rows if row[1] != row[2]]


def _places(inputs: dict[str, Any]) -> str:
    return str(sum(capacity for _actor, _country, capacity in inputs["participants"]))
