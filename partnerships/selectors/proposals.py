"""Proposals for one asker: who, how well, why, why not higher, and what is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.models import Actor
from partnerships.matchmaking import Proposal as Pair
from partnerships.selectors import snapshot
from partnerships.selectors.proposal_facts import PAIRED_KINDS, Key
from partnerships.selectors.proposal_market import market
from partnerships.selectors.proposal_partners import (
    Partner,
    partners,
    standing_partnerships,
    tied_to,
    words_for,
)
from partnerships.selectors.proposal_reasons import Reason, Words, unknown, why, why_not_higher
from partnerships.selectors.snapshot import Row
from places.enums import SETTLEMENT_KINDS
from places.models import Place

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

#: Kinds that can join the partnership their own city already has.
JOINING_KINDS = (
    ActorKind.COMPANY,
    ActorKind.ASSOCIATION,
    ActorKind.CLINIC,
    ActorKind.CHAMBER,
    ActorKind.DIASPORA,
)
COUNTRIES = ("DE", "UA")
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom proposals are wanted: its key in the market, its kind, and the country of its place ("" without a place)."""

    key: Key
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Vorschlag: a suggested pair. Scores are 0–100; `load` is what showing it everywhere is expected to bring, 1 = full."""

    partner: Partner
    score: int
    own_score: int
    other_score: int
    load: float
    open_requests: int
    is_equity: bool
    reasons: Sequence[Reason]
    against: Sequence[Reason]
    unknown: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a page of proposals shows. `is_known` is false where no suggestions are made for such an asker."""

    asker: Partner
    found: Sequence[Proposal]
    standing: Sequence[Row]
    joinable: Sequence[Row]
    needs: Sequence[str]
    is_known: bool


def asker_by_slug(slug: str, user: User | AnonymousUser) -> Asker | None:
    """The asker behind a visible actor; None when there is no such actor."""
    row = (
        Actor.objects.visible_to(user)
        .filter(slug=slug)
        .values_list("pk", "kind", "place_id", "place__country_id")
        .first()
    )
    if row is None:
        return None
    pk, kind, place, country = row
    return Asker(
        ("place", place) if kind in MUNICIPAL_KINDS and place else ("actor", pk), kind, country or ""
    )


def asker_by_place(geoname_id: int) -> Asker | None:
    """The municipality at a German or Ukrainian settlement; None for other places."""
    if geoname_id > LARGEST_ID:
        return None
    places = Place.objects.filter(geoname_id=geoname_id, country__in=COUNTRIES, kind__in=SETTLEMENT_KINDS)
    row = places.values_list("pk", "country_id").first()
    return Asker(("place", row[0]), ActorKind.MUNICIPALITY, row[1]) if row else None


def proposals_for(asker: Asker, user: User | AnonymousUser) -> Proposals:
    """The page of one asker. At most nine queries, whatever is found; market and register are in memory."""
    is_paired = asker.kind in PAIRED_KINDS and asker.country in COUNTRIES
    own_market = market(asker.kind) if is_paired else None
    pairs = own_market.proposals(asker.country, asker.key) if own_market else None
    sides = partners([asker.key, *(pair.key for pair in pairs or ())], asker.kind, user)  # type: ignore[list-item]
    own = sides[asker.key]
    shown = [] if own.is_occupied else pairs or []
    register = snapshot.current()
    words = words_for(register, shown, own.statements.needs)
    ties = tied_to(register, [own.key, *sides])
    return Proposals(
        asker=own,
        found=_proposals(
            own, shown, sides, ties, words, own_market.usual_size(asker.country) if own_market else 0
        ),
        standing=standing_partnerships(register, own),
        joinable=standing_partnerships(register, own, of_its_place=True)
        if asker.kind in JOINING_KINDS
        else [],
        needs=sorted(words.topics[slug] for slug in own.statements.needs if slug in words.topics),
        is_known=pairs is not None,
    )


def _proposals(
    own: Partner,
    pairs: Sequence[Pair],
    others: Mapping[Key, Partner],
    ties: Mapping[Key, set[Key]],
    words: Words,
    usual_size: float,
) -> list[Proposal]:
    """The pairs with what is shown of them; what has become forbidden since the lists were filled is left out."""
    mine = ties.get(own.key, set())
    found = []
    for pair in pairs:
        other = others.get(pair.key)  # type: ignore[call-overload]
        if other is None or not other.may_be_proposed or pair.key in mine:
            continue
        found.append(_proposal(pair, own, other, words, len(ties.get(other.key, ())), usual_size))
    return found


def _proposal(
    pair: Pair, own: Partner, other: Partner, words: Words, partners_so_far: int, usual_size: float
) -> Proposal:
    return Proposal(
        partner=other,
        score=round(100 * pair.agreement),
        own_score=round(100 * pair.there),
        other_score=round(100 * pair.back),
        load=pair.load,
        open_requests=round(pair.open_requests),
        is_equity=pair.equity,
        reasons=why(pair, own.statements, other.statements, words, usual_size),
        against=why_not_higher(pair, words, partners_so_far),
        unknown=unknown(pair),
    )


def heading(partner: Partner) -> str:
    """The question a page of proposals answers."""
    return _("Who fits: %(name)s") % {"name": partner.name}
