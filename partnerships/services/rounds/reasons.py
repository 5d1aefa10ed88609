"""Reasons of the pairs of a run and of those left over, written once in every language and kept with the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.matchmaking import Proposal, World, explain
from partnerships.matchmaking.assignment import Pair
from partnerships.selectors import snapshot
from partnerships.selectors.proposal_facts import Key
from partnerships.selectors.proposal_partners import Partner, partners, words_for
from partnerships.selectors.proposal_reasons import Reason, unknown, why, why_not_higher
from partnerships.selectors.round_market import RoundMarket
from partnerships.services.rounds.calculation import (
    ABSENT,
    NO_PLACE,
    NOBODY_ALLOWED,
    TOO_WEAK,
    LeftOver,
    Outcome,
)

#: side → lines; a line has text, kind and weight.
type Lines = dict[str, list[dict[str, str]]]
SIDES = ("german", "ukrainian")


def reasons_of_pairs(
    outcome: Outcome, kind: str, *, go_on: Callable[[int], None]
) -> dict[Pair, dict[str, Lines]]:
    """Per pair and language the reasons for both sides, each addressed itself ("You look for …"). Public facts alone."""
    market = outcome.market
    pairs = outcome.assignment.pairs
    people = _partners(market, kind)
    register = snapshot.current()
    sides = [
        _explained(market.world, market, pairs, 0),
        _explained(market.world.reversed(), market, pairs, 1),
    ]
    found: dict[Pair, dict[str, Lines]] = {pair: {} for pair in pairs}
    for step, (code, _label) in enumerate(settings.LANGUAGES):
        go_on(step)
        with translation.override(code):
            words = words_for(register, [*sides[0].values(), *sides[1].values()])
            for pair in pairs:
                own = tuple(people.get(market.keys[side][pair[side]]) for side in (0, 1))  # type: ignore[call-overload]
                found[pair][code] = {
                    name: _lines(sides[at][pair], own[at], own[1 - at], words)
                    for at, name in enumerate(SIDES)
                }
    return found


def _explained(world: World, market: RoundMarket, pairs: Sequence[Pair], side: int) -> dict[Pair, Proposal]:
    """The pairs as proposals to one side."""
    by_row: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_row.setdefault(pair[side], []).append(pair)
    found = {}
    for row, own in by_row.items():
        explanations = explain(world, market.scoring, row, [pair[1 - side] for pair in own])
        for pair, explanation in zip(own, explanations, strict=True):
            there, back = (table[pair] for table in (market.fitted.there, market.fitted.back))
            found[pair] = Proposal(
                row=pair[1 - side],
                key=world.candidates.keys[pair[1 - side]],
                rank=0.0,
                agreement=float(market.fitted.both[pair]),
                there=float(there if side == 0 else back),
                back=float(back if side == 0 else there),
                load=0.0,
                open_requests=0.0,
                capacity=0.0,
                equity=False,
                explanation=explanation,
            )
    return found


def _partners(market: RoundMarket, kind: str) -> dict[Key, Partner]:
    return partners([*market.keys[0], *market.keys[1]], kind, AnonymousUser())  # type: ignore[list-item]


def _lines(
    proposal: Proposal, own: Partner | None, other: Partner | None, words: Any
) -> list[dict[str, str]]:
    if own is None or other is None:
        return []
    shown: list[Reason] = [
        *why(proposal, own.statements, other.statements, words),
        *why_not_higher(proposal, words, 0)[:2],
        *unknown(proposal),
    ]
    return [{"text": str(line.text), "kind": line.kind, "weight": line.weight} for line in shown]


def reasons_of_left(outcome: Outcome, kind: str) -> dict[int, dict[str, str]]:
    """Per actor that is left over, and language, why; also for those who cannot take part any more."""
    market = outcome.market
    people = _partners(market, kind)
    found: dict[int, dict[str, str]] = {actor: {} for actor in market.absent}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            for actor in market.absent:
                found[actor][code] = sentence(LeftOver(ABSENT), "")
            for side, left in enumerate(outcome.left):
                for row, why_left in left.items():
                    name = _name(market, people, 1 - side, why_left.nearest)
                    found.setdefault(market.actors[side][row], {})[code] = sentence(why_left, name)
    return found


def _name(market: RoundMarket, people: Mapping[Key, Partner], side: int, row: int | None) -> str:
    if row is None:
        return ""
    partner = people.get(market.keys[side][row])  # type: ignore[call-overload]
    return partner.name if partner else ""


def sentence(left: LeftOver, nearest: str) -> str:
    """Why somebody is left over, in the active language, and what would change it."""
    fit, needed = round(100 * left.fit), round(100 * left.needed)
    if left.reason == ABSENT:
        return _("Cannot take part: the entry is not published any more, or the place is occupied.")
    if left.reason == NO_PLACE:
        return _("Has no free place in this round.")
    if left.reason == NOBODY_ALLOWED:
        return _(
            "Nobody is left on the other side: partners already, an open request, a no or a proposal within the last twelve months, "
            "or not open to proposals."
        )
    if left.reason == TOO_WEAK:
        return _(
            "No pair reaches the smallest fit of the round. The nearest is %(name)s with %(fit)s of 100."
        ) % {
            "name": nearest,
            "fit": fit,
        }
    values = {"count": left.fitting, "name": nearest, "fit": fit, "needed": needed}
    first = ngettext(
        "The only fitting partner is taken.", "All %(count)s fitting partners are taken.", left.fitting
    )
    second = (
        _(
            "The nearest is %(name)s (fit %(fit)s): it would need one more free place, or a fit of more than %(needed)s."
        )
        if nearest
        else ""
    )
    return f"{first} {second}".strip() % values
