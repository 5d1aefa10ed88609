"""Looks for duplicates in the register: for one entry when it is entered or changed, for all of them every night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from actors.enums import ActorKind, ActorStatus, DuplicateStatus
from actors.models import Actor, DuplicateSuspicion
from actors.names import LANGUAGES
from actors.services.duplicates import Entry, Finder, Likeness

_LOCK = 7_302_003  # one search over all entries at a time
#: Hosts where many organisations have a page: sharing one says nothing.
_SHARED_HOSTS = (
    "facebook.com",
    "linkedin.com",
    "instagram.com",
    "x.com",
    "twitter.com",
    "youtube.com",
    "t.me",
    "example.org",
)
_PLACE_NAMES = tuple(f"place__name_{code}" for code in ("native", "de", "uk", "en"))
_COLUMNS = (
    "pk", "slug", "kind", "place_id", "place__country_id", "website", "parent_id",
    *(f"name_{code}" for code in LANGUAGES), *_PLACE_NAMES,
)  # fmt: skip

#: Fields that decide whether two entries look alike.
COMPARED = frozenset({"name_de", "name_uk", "name_en", "kind", "place", "website", "parent"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search over all entries did."""

    actors: int
    compared: int
    found: int
    new: int
    withdrawn: int


def host_of(address: str) -> str:
    """The host of a website without "www."; empty for hosts that many share."""
    host = (urlsplit(address.lower()).hostname or "").removeprefix("www.")
    shared = any(host == name or host.endswith(f".{name}") for name in _SHARED_HOSTS)
    return "" if shared else host


def entries() -> list[Entry]:
    """All entries but the archived ones, as they are compared. One query."""
    rows = (
        Actor.objects.exclude(status=ActorStatus.ARCHIVED)
        .order_by("pk")
        .rewrite(False)
        .values_list(*_COLUMNS)
    )  # type: ignore[attr-defined]
    return [_entry(row) for row in rows]


def finder() -> Finder:
    """All entries, ready to be compared."""
    return Finder(entries())


@transaction.atomic
def search_for(*, actor: Actor) -> list[DuplicateSuspicion]:
    """Notes the open suspicions about one entry. Pairs that were checked stay checked; can run twice."""
    everyone = entries()
    mine = next((entry for entry in everyone if entry.key == actor.pk), None)
    if mine is None:
        return []
    found = Finder(everyone).like(mine)
    _note([(mine, other, known) for other, known in found])
    return list(suspicions_of(actor))


@transaction.atomic
def search_all() -> Outcome:
    """Compares all entries. Open suspicions that no longer hold are withdrawn; can run twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    everyone = entries()
    among = Finder(everyone)
    found = list(among.pairs())
    new = _note(found)
    pairs = {(one.key, other.key) for one, other, _known in found}
    gone = [
        pk
        for pk, first, second in DuplicateSuspicion.objects.filter(status=DuplicateStatus.OPEN).values_list(
            "pk", "first_id", "second_id"
        )
        if (first, second) not in pairs
    ]
    DuplicateSuspicion.objects.filter(pk__in=gone, status=DuplicateStatus.OPEN).delete()
    return Outcome(len(everyone), among.compared, len(found), new, len(gone))


def suspicions_of(actor: Actor) -> Iterable[DuplicateSuspicion]:
    """Open suspicions about an entry."""
    mine = Q(first=actor) | Q(second=actor)
    return DuplicateSuspicion.objects.filter(mine, status=DuplicateStatus.OPEN)


def entry_of(
    *, key: int, slug: str, names: Iterable[str], kind: str, place: object | None = None, website: str = ""
) -> Entry:
    """A row that is not in the register yet, as it is compared; `place` is a Place or None."""
    place_names = (
        tuple(getattr(place, name.removeprefix("place__")) for name in _PLACE_NAMES) if place else ()
    )
    return Entry(
        key=key, slug=slug, names=tuple(name for name in names if name), kind=kind,
        place=getattr(place, "pk", None), country=getattr(place, "country_id", ""),
        place_names=tuple(name for name in place_names if name), host=host_of(website),
    )  # fmt: skip


def _entry(row: Sequence[Any]) -> Entry:
    pk, slug, kind, place, country, website, parent, *names = row
    own, of_place = names[: len(LANGUAGES)], names[len(LANGUAGES) :]
    return Entry(
        key=pk, slug=slug, names=tuple(str(name) for name in own if name), kind=ActorKind(kind).value, place=place,
        country=country or "", place_names=tuple(dict.fromkeys(str(name) for name in of_place if name)),
        host=host_of(website), parent=parent,
    )  # fmt: skip


def _note(found: Iterable[tuple[Entry, Entry, Likeness]]) -> int:
    """Writes new suspicions and what has changed of open ones; answers how many are new."""
    wanted = {(min(one.key, other.key), max(one.key, other.key)): known for one, other, known in found}
    known_pairs = DuplicateSuspicion.objects.filter(
        first__in={first for first, _second in wanted}, second__in={second for _first, second in wanted}
    )
    there = {(row.first_id, row.second_id): row for row in known_pairs}
    new = [
        DuplicateSuspicion(
            first_id=pair[0], second_id=pair[1], score=known.score, reasons=[list(r) for r in known.reasons],
            found_at=timezone.now(),
        )
        for pair, known in wanted.items() if pair not in there
    ]  # fmt: skip
    changed = []
    for pair, row in there.items():
        if row.status == DuplicateStatus.OPEN and (known := wanted.get(pair)) and known.score != row.score:
            row.score, row.reasons = known.score, [list(reason) for reason in known.reasons]
            changed.append(row)
    DuplicateSuspicion.objects.bulk_create(new, ignore_conflicts=True, batch_size=2_000)
    DuplicateSuspicion.objects.bulk_update(changed, ("score", "reasons"), batch_size=500)
    return len(new)
