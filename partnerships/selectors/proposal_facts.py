"""What the database knows about possible partners, as facts for the matchmaking core.

No model objects: plain rows, because a population is twelve thousand places.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS, ActorKind, ActorStatus, TopicRole
from actors.models import Actor, ActorTopic, Topic, WorkingGroupMember
from partnerships.enums import Direction, PartnershipKind, PartnershipStatus
from partnerships.matchmaking.topics import TopicTree
from partnerships.matchmaking.world import ActorFacts
from partnerships.models import Party, Posting
from places.enums import PlaceKind
from places.models import Place
from places.querysets import PlaceQuerySet

#: Kinds whose organisations are proposed to each other; of companies and the like see `proposal_joins`.
PAIRED_KINDS = (
    ActorKind.MUNICIPALITY,
    ActorKind.DISTRICT,
    ActorKind.REGION,
    ActorKind.UTILITY,
    ActorKind.CLINIC,
    ActorKind.CHAMBER,
    ActorKind.UNIVERSITY,
    ActorKind.ASSOCIATION,
    ActorKind.MUNICIPAL_ASSOCIATION,
    ActorKind.FOUNDATION,
)
SIDES = ("DE", "UA")
#: Ties that forbid a new proposal of the same pair, and that make a bridge.
STANDING = (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT, PartnershipStatus.PLANNED)

#: ("place", pk) for municipalities, on the platform or not; ("actor", pk) for every other organisation.
type Key = tuple[str, int]


@dataclass(slots=True)
class Ties:
    """Standing partnerships: who is tied to whom, and which regions are tied to each other."""

    of: dict[Key, set[Key]]
    regions: dict[int, set[int]]

    def pairs(self) -> set[tuple[Key, Key]]:
        """Pairs that are not to be proposed again."""
        return {(one, other) for one, others in self.of.items() for other in others}


@dataclass(frozen=True, slots=True)
class Row:
    """One possible partner before its topics and ties are added."""

    key: Key
    country: str
    kind: str
    place_id: int | None
    region_id: int | None
    population: int | None
    lat: float | None
    lon: float | None
    actor_id: int | None = None
    languages: tuple[str, ...] = ()
    capacity: int | None = None
    confirmed_on: dt.date | None = None
    available: bool = True


def topic_tree() -> TopicTree:
    """The tree as the database has it."""
    return TopicTree.of(Topic.objects.order_by("pk").values_list("slug", "parent__slug"))


def municipal_places() -> PlaceQuerySet:
    """Places that stand for a municipality: German settlements, Ukrainian cities, and Ukrainian places somebody has publicly spoken for."""
    spoken_for = Exists(
        Posting.objects.open().public().filter(place=OuterRef("pk"), actor__isnull=True)
    ) | Exists(Actor.objects.published().filter(place=OuterRef("pk"), kind=ActorKind.MUNICIPALITY))
    city = Q(has_city_status=True, kind=PlaceKind.CITY)
    return Place.objects.populated().filter(Q(country="DE") | Q(country="UA") & (city | Q(spoken_for)))


def rows(kind: str) -> list[Row]:
    """All possible partners of one kind; an actor replaces its bare place. Occupied places have no part in the market."""
    known = _actor_rows(kind)
    if kind != ActorKind.MUNICIPALITY:
        return known
    by_key = {row.key: row for row in _place_rows(municipal_places())}
    return list((by_key | {row.key: row for row in known}).values())


def _place_rows(places: PlaceQuerySet) -> list[Row]:
    """Bare places. One whose size nobody knows may ask, but is not proposed: there would be nothing to say about it."""
    fields = ("pk", "country_id", "region_id", "population", "lat", "lon")
    return [
        Row(
            ("place", pk),
            country,
            ActorKind.MUNICIPALITY,
            pk,
            region,
            population,
            lat,
            lon,
            available=bool(population),
        )
        for pk, country, region, population, lat, lon in places.not_occupied()
        .order_by("pk")
        .values_list(*fields)
    ]


def _actor_rows(kind: str) -> list[Row]:
    occupied = Exists(Place.objects.occupied().filter(pk=OuterRef("place")))
    fields = (
        "pk", "place_id", "place__country_id", "place__region_id", "place__population", "place__lat", "place__lon",
        "languages", "capacity_per_quarter", "last_confirmed_on", "status", "is_open_to_proposals",
    )  # fmt: skip
    actors = Actor.objects.published().filter(~occupied, kind=kind, place__isnull=False).order_by("pk")
    found: dict[Key, Row] = {}
    for (
        pk,
        place,
        country,
        region,
        population,
        lat,
        lon,
        languages,
        capacity,
        confirmed,
        status,
        opted,
    ) in actors.values_list(*fields):
        key = _own_key(kind, pk, place)
        free = status == ActorStatus.PUBLISHED and opted
        row = Row(
            key if key not in found else ("actor", pk), country, kind, place, region, population, lat, lon,
            pk, tuple(languages), capacity, confirmed, free,
        )  # fmt: skip
        found[row.key] = row
    return list(found.values())


def _own_key(kind: str, actor: int, place: int | None) -> Key:
    return ("place", place) if kind in MUNICIPAL_KINDS and place else ("actor", actor)


def ties() -> Ties:
    """All standing partnerships."""
    parties = Party.objects.public().filter(partnership__status__in=STANDING)
    fields = ("partnership_id", "partnership__kind", "actor_id", "actor__kind", "actor__place_id", "place_id")
    members: dict[int, set[Key]] = defaultdict(set)
    regions: dict[int, set[int]] = defaultdict(set)
    for partnership, kind, actor, actor_kind, actor_place, place, region, own_region in parties.values_list(
        *fields, "place__region_id", "actor__place__region_id"
    ):
        members[partnership].add(_own_key(actor_kind, actor, actor_place) if actor else ("place", place))
        if kind == PartnershipKind.REGION and (region or own_region):
            regions[partnership].add(region or own_region)
    return Ties(_each_with_the_others(members), _each_with_the_others(regions))


def _each_with_the_others[T](groups: dict[int, set[T]]) -> dict[T, set[T]]:
    found: dict[T, set[T]] = defaultdict(set)
    for together in groups.values():
        for one in together:
            found[one] |= together - {one}
    return found


@dataclass(slots=True)
class Wishes:
    """Needs (topic → urgency), offers, working groups, and what postings say of horizon, regions and languages, by actor or place."""

    needs: dict[Key, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    offers: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    groups: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    horizons: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    languages: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add_need(self, key: Key, topic: str, urgency: float) -> None:
        """The most urgent statement about a topic counts."""
        self.needs[key][topic] = max(urgency, self.needs[key].get(topic, 0.0))

    def add_wishes(self, key: Key, horizon: str, region: int | None, languages: Iterable[str]) -> None:
        """What a posting says about when, where and in which language."""
        if horizon:
            self.horizons[key].add(horizon)
        if region:
            self.regions[key].add(region)
        self.languages[key].update(languages)


def wishes(keys: dict[int, Key]) -> Wishes:
    """What the actors (pk → key) and the bare places have said: topic roles of the profile and open public postings together.

    Protected needs stay out: score, order and reasons would tell everyone about them.
    """
    found = Wishes()
    for actor, role, slug in ActorTopic.objects.order_by().values_list("actor_id", "role", "topic__slug"):
        if key := keys.get(actor):
            if role == TopicRole.NEEDS:
                found.add_need(key, slug, 1.0)
            else:
                found.offers[key].add(slug)
    postings = Posting.objects.open().public().filter(topics__isnull=False).order_by()
    for actor, place, direction, urgency, slug, horizon, region, languages in postings.values_list(
        *("actor_id", "place_id", "direction", "urgency", "topics__slug"),
        *("horizon", "wanted_regions", "languages"),
    ):
        if key := (keys.get(actor) if actor else ("place", place)):
            found.add_wishes(key, horizon, region, languages)
            if direction == Direction.NEED:
                found.add_need(key, slug, float(urgency))
            else:
                found.offers[key].add(slug)
    for actor, group in WorkingGroupMember.objects.order_by().values_list("actor_id", "group_id"):
        if key := keys.get(actor):
            found.groups[key].add(group)
    return found


def facts(
    population: Iterable[Row], known: Wishes, standing: Ties, asked: Mapping[Key, int] | None = None
) -> list[ActorFacts]:
    """The rows as the matchmaking core wants them; `asked` says how many open requests each has."""
    today = timezone.localdate()
    return [_facts(row, known, standing, today, (asked or {}).get(row.key, 0)) for row in population]


def _facts(row: Row, known: Wishes, standing: Ties, today: dt.date, open_requests: int) -> ActorFacts:
    partners = standing.of.get(row.key, ())
    months = (today - row.confirmed_on).days / 30.44 if row.confirmed_on else None
    return ActorFacts(
        key=row.key,
        population=row.population,
        lat=row.lat,
        lon=row.lon,
        country=row.country,
        region=row.region_id,
        kind_class=row.kind,
        capacity=row.capacity,
        open_requests=open_requests,
        needs=known.needs.get(row.key, {}),
        offers=known.offers.get(row.key, ()),
        languages=sorted({*row.languages, *known.languages.get(row.key, ())}),
        horizons=known.horizons.get(row.key, ()),
        wanted_regions=known.regions.get(row.key, ()),
        ties=partners,
        groups=known.groups.get(row.key, ()),
        partner_regions=standing.regions.get(row.region_id, ()) if row.region_id else (),
        months_since_confirmed=round(months) if months is not None else None,
        newcomer=not partners,
        available=row.available,
    )
