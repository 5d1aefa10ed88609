"""The register in memory: every partnership as a light row, so that maps, cards, figures and counts need no objects.

Reading a hundred partnerships as model objects costs 40 ms of processor time per page; here they are read once per
process and change. What is worked out from them (cards, choices) is kept beside them and thrown away with them. One
query per page compares the stamp, so a change is visible at once. See docs/adr/0005.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.models import Topic
from partnerships.enums import Confidence, PartnershipKind, PartnershipStatus, TieFamily
from partnerships.models import CitedFigure, Partnership, Party
from partnerships.selectors.ties import Tie, tie_of
from places.enums import SETTLEMENT_KINDS
from places.models import Region
from platform_portal.core import prepared
from platform_portal.core.formats import language
from platform_portal.core.reading import asked_once

#: From this many partnerships on the register is not read again more often than every PATIENCE seconds.
LARGE = 2_000
PATIENCE = 10.0
STANDS = (PartnershipStatus.ACTIVE,)


@dataclass(frozen=True, slots=True)
class Side:
    """One party: who and where, with its short name per language."""

    key: tuple[str, int]  # ("place", pk) for municipalities, ("actor", pk) for every other organisation
    actor_id: int | None
    place_id: int | None
    country: str
    region: Region | None
    role: str
    is_municipality: bool
    is_town: bool
    names: dict[str, str]

    @property
    def party(self) -> tuple[str, int]:
        """Who is a party as it is entered: an actor, or a place that has none."""
        return ("place", self.place_id or 0) if self.actor_id is None else ("actor", self.actor_id)


@dataclass(frozen=True, slots=True)
class Turn:
    """A dated change of kind, as the history has it."""

    on: dt.date
    precision: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One partnership as lists, maps and figures need it; answers to the same names as the model in templates."""

    pk: int
    slug: str
    kind: str
    status: str
    since_on: dt.date | None
    since_precision: str
    until_on: dt.date | None
    has_bridge: bool
    confidence: str
    is_example: bool
    family: TieFamily
    sides: tuple[Side, ...]
    topics: tuple[Topic, ...]
    turns: tuple[Turn, ...]
    entries: int
    tie: Tie | None
    cards: dict[tuple[str, int, str], str] = field(
        default_factory=dict
    )  # as shown, by template, level, language

    @property
    def stands(self) -> bool:
        """Existing: active."""
        return self.status in STANDS

    @property
    def regions(self) -> set[int]:
        """Ids of the regions it touches."""
        return {side.region.pk for side in self.sides if side.region}

    @property
    def names_here(self) -> list[str]:
        """Short names of the parties in the reader's language."""
        code = language()
        return [side.names[code] for side in self.sides]

    @property
    def title_here(self) -> str:
        """The names joined."""
        return " – ".join(self.names_here)

    def regions_in(self, country: str) -> list[Region]:
        """The regions of its parties in a country, in their order."""
        return [side.region for side in self.sides if side.region and side.country == country]

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("partnership", args=[self.slug])

    def get_kind_display(self) -> str | Promise:
        """The word for its kind."""
        return PartnershipKind(self.kind).label

    def get_status_display(self) -> str | Promise:
        """The word for its status."""
        return PartnershipStatus(self.status).label

    def get_confidence_display(self) -> str | Promise:
        """The word for how well it is documented."""
        return Confidence(self.confidence).label


@dataclass(slots=True)
class Snapshot:
    """All partnerships as of one stamp, the latest beginning first, with all regions, topics and figures of others."""

    stamp: str
    rows: tuple[Row, ...]
    regions: dict[int, Region]
    topics: dict[int, Topic]
    cited: tuple[CitedFigure, ...]
    read_at: float
    by_pk: dict[int, Row] = field(init=False)
    by_party: dict[tuple[str, int], list[Row]] = field(init=False)
    _kept: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_pk = {row.pk: row for row in self.rows}
        self.by_party = {}
        for row in self.rows:
            for party in {side.party for side in row.sides}:
                self.by_party.setdefault(party, []).append(row)

    def of_actor(self, pk: int) -> Sequence[Row]:
        """The partnerships an actor is a party of, the latest beginning first."""
        return self.by_party.get(("actor", pk), ())

    def select(self, found: QuerySet[Partnership]) -> list[Row]:
        """The rows of a queryset in its order; one query for the ids. What was added this moment is left out."""
        pks = found.values_list("pk", flat=True)
        return [self.by_pk[pk] for pk in pks if pk in self.by_pk]

    def kept[T](self, key: Any, make: Callable[[], T]) -> T:
        """A value worked out from the snapshot alone (and the language in its key), worked out once."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


_lock = threading.Lock()
_current: Snapshot | None = None


def current() -> Snapshot:
    """The snapshot to answer from: one query when nothing has changed; readers never wait for another's reading."""
    global _current
    held = _current
    stamp = asked_once(read_stamp)
    if held is not None and (held.stamp == stamp or _may_wait(held)):
        return held
    if not _lock.acquire(blocking=held is None):
        return held or _read(stamp)
    try:
        if _current is None or _current.stamp != stamp:
            _current = _read(stamp)
        return _current
    finally:
        _lock.release()


def _may_wait(held: Snapshot) -> bool:
    return len(held.rows) >= LARGE and time.monotonic() - held.read_at < PATIENCE


_WHOLE_TABLES = (
    *("partnerships_partnership", "partnerships_historyentry", "partnerships_partnership_topics"),
    *("partnerships_citedfigure", "actors_topic", "places_region"),
    *(
        "partnerships_fundingprogramme",
        "partnerships_fundingprogramme_topics",
        "partnerships_fundingdeadline",
    ),
    *("partnerships_fundingprogramme_applicant_regions", "partnerships_fundingprogramme_partner_regions"),
)


def _row_of(alias: str, seed: int) -> str:
    """Position and transaction of a row as a number: every write gives a row new ones, whoever made it."""
    return f"hash_record_extended(ROW({alias}.ctid, {alias}.xmin), {seed})"


# Two walks, one over the small tables and one over the parties with their actors and places: planning ten queries took longer.
_STAMP = """
    SELECT concat_ws('|',
        (SELECT concat_ws('-', count(*), sum(row)) FROM ({every}) every),
        (SELECT concat_ws('-', count(*), sum({party}), sum({actor}), sum({site})) FROM partnerships_party p
         LEFT JOIN actors_actor a ON a.id = p.actor_id
         LEFT JOIN places_place s ON s.id = coalesce(a.place_id, p.place_id)),
        (SELECT max(version) FROM places_gazetteerstamp))
""".format(  # noqa: S608 - fixed texts
    every=" UNION ALL ".join(
        f"SELECT {_row_of('t', seed)} AS row FROM {table} t"  # noqa: S608 - fixed texts
        for seed, table in enumerate(_WHOLE_TABLES)
    ),
    party=_row_of("p", 0),
    actor=_row_of("a", 1),
    site=_row_of("s", 2),
)


def read_stamp() -> str:
    """Changes with every write to a partnership, its parties, history or topics, to their actors and places, and to funding."""
    ((stamp,),) = prepared.rows(_STAMP)
    return str(stamp)


def _read(stamp: str) -> Snapshot:
    regions = {region.pk: region for region in Region.objects.all()}
    topics = {topic.pk: topic for topic in Topic.objects.all()}
    found = Partnership.objects.public().newest_first().with_details().iterator(chunk_size=500)
    rows = tuple(_row(partnership, regions, topics) for partnership in found)
    cited = tuple(CitedFigure.objects.order_by("region", "source", "label_de", "on", "pk"))
    for figure in cited:
        figure.region = regions.get(figure.region_id or 0)
    return Snapshot(stamp, rows, regions, topics, cited, time.monotonic())


def _row(partnership: Partnership, regions: dict[int, Region], topics: dict[int, Topic]) -> Row:
    history = list(partnership.history.all())
    return Row(
        pk=partnership.pk,
        slug=partnership.slug,
        kind=partnership.kind,
        status=partnership.status,
        since_on=partnership.since_on,
        since_precision=partnership.since_precision,
        until_on=partnership.until_on,
        has_bridge=partnership.has_bridge,
        confidence=partnership.confidence,
        is_example=partnership.is_example,
        family=partnership.family,
        sides=tuple(_side(party, regions) for party in partnership.parties.all()),
        topics=tuple(topics.setdefault(topic.pk, topic) for topic in partnership.topics.all()),
        turns=tuple(Turn(e.on, e.precision, e.kind) for e in history if e.on and e.kind),
        entries=len(history),
        tie=tie_of(partnership),
    )


def _side(party: Party, regions: dict[int, Region]) -> Side:
    site = party.site
    is_organisation = party.actor is not None and (
        party.actor.kind not in MUNICIPAL_KINDS or not party.actor.place_id
    )
    return Side(
        key=("actor", party.actor_id or 0) if is_organisation else ("place", site.pk if site else 0),
        actor_id=party.actor_id,
        place_id=site.pk if site else None,
        country=party.country,
        region=regions.get(site.region_id or 0) if site else None,
        role=party.role,
        is_municipality=party.actor is None or party.actor.kind == ActorKind.MUNICIPALITY,
        is_town=bool(site and site.kind in SETTLEMENT_KINDS),
        names=party.names,
    )


def municipality_places(rows: Sequence[Row]) -> set[int]:
    """Places whose municipality is a party of one of the rows."""
    return {side.place_id for row in rows for side in row.sides if side.is_municipality and side.place_id}
