"""Factories for living partnerships: two sides, each with a keeper."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from partnerships.enums_living import Factor
from partnerships.models import Partnership
from partnerships.services.living import initiating, self_checks
from tests.factories.partnerships import PartnershipFactory
from tests.factories.requests import MONDAY, accepted, keeper_of, sides

YEAR = dt.timedelta(days=365)


def begun(now: dt.datetime = MONDAY) -> SimpleNamespace:
    """A partnership in initiation with its introduction and a keeper per side."""
    ukrainian, german, ukrainian_keeper, german_keeper = sides()
    request = accepted(sender=ukrainian, recipient=german, now=now)
    partnership = initiating.begin(introduction=request.introduction, by=german_keeper, now=now)
    return SimpleNamespace(
        partnership=partnership, introduction=request.introduction, german=german, ukrainian=ukrainian,
        german_keeper=german_keeper, ukrainian_keeper=ukrainian_keeper,
    )  # fmt: skip


def confirmed(now: dt.datetime = MONDAY) -> SimpleNamespace:
    """The same, confirmed by both sides."""
    found = begun(now)
    for by in (found.german_keeper, found.ukrainian_keeper):
        found.partnership = initiating.confirm(partnership=found.partnership, by=by, now=now)
    return found


def marks(level: int = 3, **other: int) -> dict[str, int]:
    """A level for every factor."""
    return {factor: other.get(factor, level) for factor in Factor.values}


def checked(
    partnership: Partnership | None = None, *, now: dt.datetime = MONDAY, **fields: Any
) -> Partnership:
    """A partnership whose sides have both answered the self-check."""
    found = partnership or PartnershipFactory()
    for party in found.parties.all():
        by = party.actor.memberships.first()
        self_checks.answer(
            partnership=found,
            marks=fields.get("marks", marks()),
            helps_others=fields.get("helps_others", False),
            by=by.user if by else keeper_of(party.actor),
            now=now,
        )
    return found
