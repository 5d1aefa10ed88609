"""Who is shown on a page of proposals: names, statements and ties of an asker and its few candidates, read afresh."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import get_language

from actors.enums import ActorStatus, TopicRole
from actors.models import Actor, ActorTopic, WorkingGroup
from partnerships.enums import Direction
from partnerships.matchmaking import Proposal
from partnerships.matchmaking.criteria import BRIDGE, COVER, REGION
from partnerships.models import Posting
from partnerships.selectors.proposal_facts import STANDING, Key
from partnerships.selectors.proposal_reasons import Statements, Words
from partnerships.selectors.snapshot import Row, Snapshot
from places.by_id import read_places
from places.models import Place, PlaceStatus
from platform_portal.core.formats import in_readers_language

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Partner:
    """One side of a proposal: a municipality at its place, with or without an actor, or another organisation."""

    key: Key
    actor: Actor | None
    place: Place | None
    statements: Statements
    is_occupied: bool

    @property
    def name(self) -> str:
        """A municipality is called as its place; every other organisation has a name of its own."""
        if self.place and (self.actor is None or self.actor.is_municipal):
            return self.place.name_here
        return in_readers_language(self.actor, "name")[0] if self.actor else ""

    @property
    def detail(self) -> str:
        """The name at home, where it differs, and the region."""
        if self.place is None:
            return ""
        language = get_language() or "en"
        own = (
            self.place.name_native
            if self.actor is None or self.actor.is_municipal
            else self.place.name_in(language)
        )
        region = self.place.region.name_in(language) if self.place.region else ""
        return ", ".join(part for part in dict.fromkeys((own, region)) if part and part != self.name)

    @property
    def country(self) -> str:
        """ISO-2 code, empty when it has no place."""
        return self.place.country_id if self.place else ""

    @property
    def population(self) -> int | None:
        """Inhabitants of its place."""
        return self.place.population if self.place else None

    @property
    def may_be_proposed(self) -> bool:
        """Published and opted in, or not on the platform at all; and not occupied."""
        opted_in = self.actor is None or (
            self.actor.status == ActorStatus.PUBLISHED and self.actor.is_open_to_proposals
        )
        return opted_in and not self.is_occupied


def partners(keys: Iterable[Key], kind: str, user: User | AnonymousUser) -> dict[Key, Partner]:
    """The sides with these keys, in a constant number of queries; what does not exist any more is left out."""
    wanted = list(keys)
    places_wanted = [pk for what, pk in wanted if what == "place"]
    actors_wanted = [pk for what, pk in wanted if what == "actor"]
    actors = _actors(kind, places_wanted, actors_wanted, user)
    by_key = {("actor", actor.pk): actor for actor in actors}
    by_key |= {("place", actor.place_id): actor for actor in reversed(actors) if actor.place_id}
    places, under_occupation = _places(
        {*places_wanted, *(actor.place_id for actor in actors if actor.place_id)}
    )
    said = _statements({by_key[key].pk: key for key in wanted if key in by_key}, places_wanted)
    found = {}
    for key in wanted:
        actor = by_key.get(key)
        place = places.get(key[1] if key[0] == "place" else (actor.place_id if actor else None) or 0)
        if actor or place:
            occupied = place is not None and place.pk in under_occupation
            found[key] = Partner(key, actor, place, said.get(key, Statements()), occupied)
    return found


def _actors(kind: str, places: list[int], actors: list[int], user: User | AnonymousUser) -> list[Actor]:
    return list(
        Actor.objects.visible_to(user)
        .filter(Q(pk__in=actors) | Q(place__in=places, kind=kind))
        .order_by("pk")
    )


def _places(wanted: Collection[int]) -> tuple[dict[int, Place], set[int]]:
    """Places by key, and the keys of those that are occupied, themselves or through their region."""
    found = read_places(wanted)
    statuses = list(PlaceStatus.objects.occupied().order_by().values_list("place_id", "region_id"))
    places, regions = {place for place, _ in statuses}, {region for _, region in statuses if region}
    occupied = {pk for pk, place in found.items() if pk in places or place.region_id in regions}
    return found, occupied


def _statements(actors: dict[int, Key], places: list[int]) -> dict[Key, Statements]:
    """Per key what everyone may read of its topics: the facts of the market, as they are now. Two queries."""
    sets: dict[Key, dict[str, set[str]]] = defaultdict(
        lambda: {"needs": set(), "offers": set(), "works_on": set()}
    )
    names = {TopicRole.NEEDS: "needs", TopicRole.OFFERS: "offers", TopicRole.WORKS_ON: "works_on"}
    for actor, role, slug in ActorTopic.objects.filter(actor__in=actors).values_list(
        "actor_id", "role", "topic__slug"
    ):
        sets[actors[actor]][names[TopicRole(role)]].add(slug)
    whose = Q(actor__in=actors) | Q(actor__isnull=True, place__in=places)
    postings = Posting.objects.open().public().filter(whose, topics__isnull=False).order_by()
    for actor, place, direction, slug in postings.values_list(
        "actor_id", "place_id", "direction", "topics__slug"
    ):
        key: Key = actors[actor] if actor else ("place", place)
        sets[key]["needs" if direction == Direction.NEED else "offers"].add(slug)
    return {key: Statements(**said) for key, said in sets.items()}


def words_for(register: Snapshot, proposals: Sequence[Proposal], also: Iterable[str] = ()) -> Words:
    """Names of everything the reasons of these proposals speak of, and of some topics beside; at most three queries."""
    topics: set[str] = {*also}
    parties: set[Key] = set()
    groups: set[int] = set()
    regions: set[int] = set()
    for reason in (reason for proposal in proposals for reason in proposal.explanation.reasons):
        facts: Mapping[str, Any] = reason.facts
        if reason.key == COVER:
            topics |= {facts["need"], facts["offer"]}
        elif reason.key == BRIDGE and facts["kind"] == "third_partner":
            parties |= {*facts["names"]}
        elif reason.key == BRIDGE and facts["kind"] == "group":
            groups |= {*facts["names"]}
        elif reason.key in (BRIDGE, REGION):
            regions |= {region for region in (facts.get("own"), facts.get("other")) if region}
    return Words(
        topics={topic.slug: str(topic) for topic in register.topics.values() if topic.slug in topics},
        parties=_party_names(parties),
        groups={group.pk: str(group) for group in WorkingGroup.objects.filter(pk__in=groups)}
        if groups
        else {},
        regions={pk: register.regions[pk].name_here for pk in regions if pk in register.regions},
    )


def _party_names(keys: Collection[Key]) -> dict[Key, str]:
    places = read_places([pk for what, pk in keys if what == "place"])
    names: dict[Key, str] = {("place", pk): place.name_here for pk, place in places.items()}
    if others := [pk for what, pk in keys if what == "actor"]:
        names |= {
            ("actor", actor.pk): str(actor) for actor in Actor.objects.published().filter(pk__in=others)
        }
    return names


def standing_partnerships(register: Snapshot, partner: Partner, *, of_its_place: bool = False) -> list[Row]:
    """Partnerships the partner itself (or the municipality at its place) takes part in, the oldest first; no query."""
    mine = {("actor", partner.actor.pk)} if partner.actor else set()
    if partner.place and (of_its_place or partner.key[0] == "place"):
        mine.add(("place", partner.place.pk))
    found = [
        row
        for row in register.rows
        if row.status in STANDING
        and any(side.key in mine or ("actor", side.actor_id) in mine for side in row.sides)
    ]
    return sorted(found, key=lambda row: (row.since_on is None, row.since_on or dt.date.max, row.pk))


def tied_to(register: Snapshot, keys: Iterable[Key]) -> dict[Key, set[Key]]:
    """For some partners with whom they have a standing partnership; no query."""
    wanted = set(keys)
    found: dict[Key, set[Key]] = defaultdict(set)
    for row in register.rows:
        together = {side.key for side in row.sides}
        if row.status in STANDING and together & wanted:
            for one in together & wanted:
                found[one] |= together - {one}
    return found
