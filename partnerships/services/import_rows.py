"""One row of a file with partnerships, understood: words of the register, sides with their places, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.models import Actor, Topic
from actors.services.import_places import Asked, PlaceFinder
from actors.services.import_rows import known_word
from partnerships.enums import PartnershipStatus
from partnerships.services.register import further_sides
from partnerships.services.register_kinds import CONFIDENCE, KINDS
from partnerships.services.register_parties import SideSpec, parts_of, spec_of
from partnerships.services.register_places import Wanted, find_places
from partnerships.services.register_source import Row, sides
from places.models import Place
from places.names import fold
from platform_portal.core.tables import TableRow

COLUMNS = (
    "german_side", "german_region", "ukrainian_side", "ukrainian_region", "kind", "since_year", "source",
    "confidence", "ukrainian_place", "ukrainian_name_uk", "ukrainian_name_de", "note", "polish_side", "status",
    "topics",
)  # fmt: skip
REQUIRED = ("german_side", "ukrainian_side", "kind")
_FIRST_YEAR = 1900
_LABEL = 200

#: What makes two sides the same: ("slug", …), ("actor", id) or ("place", id).
type Identity = tuple[str, str | int]


@dataclass(frozen=True, slots=True)
class KnownSide:
    """A side whose place or actor is known; the actor may still have to be entered."""

    spec: SideSpec
    place: Place | None
    actor: Actor | None = None

    @property
    def identity(self) -> Identity:
        """What it is compared by."""
        if self.actor is not None:
            return "actor", self.actor.pk
        if self.spec.side is not None and self.spec.side.kind != ActorKind.MUNICIPALITY:
            return "slug", self.spec.side.slug
        assert self.place is not None
        return "place", self.place.pk


@dataclass(slots=True)
class PartnershipRow:
    """A row with its values; usable while `problems` is empty. `sides` hold all wordings, the first two lead."""

    line: int
    name: str
    row: Row | None = None
    polish_side: str = ""
    status: str = ""
    topics: list[int] = field(default_factory=list)
    sides: dict[str, KnownSide] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def pair(self) -> tuple[Identity, Identity]:
        """The German and the Ukrainian side that lead."""
        assert self.row is not None
        german, ukrainian = parts_of(self.row.german_side)[0], parts_of(self.row.ukrainian_side)[0]
        return self.sides[german].identity, self.sides[ukrainian].identity


class Words:
    """Kinds, confidence, statuses and topics by the words a row may use; organisations by name."""

    def __init__(self) -> None:
        self.kinds = {word: word for word in KINDS}
        for word, meaning in KINDS.items():
            self.kinds.setdefault(meaning.kind.value, word)
        self.kinds |= {fold(word): meant for word, meant in self.kinds.items()}
        self.confidence = {word: word for word in CONFIDENCE} | {"weak": "documented-weak"}
        self.confidence |= {fold(word): meant for word, meant in self.confidence.items()}
        self.statuses = {fold(status.value): status.value for status in PartnershipStatus}
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        self.organisations = _organisations()


def asked_sides(row: TableRow) -> Iterator[tuple[str, Asked]]:
    """Every wording of a side with the place it stands for unless the hand list or an actor says otherwise."""
    cells = row.cells
    for part in parts_of(cells["german_side"]):
        yield part, Asked((part,), "DE", cells["german_region"])
    names = _ukrainian_names(row)
    for part in parts_of(cells["ukrainian_side"]):
        yield part, Asked((*names, part), "UA", cells["ukrainian_region"])
    if cells["polish_side"]:
        yield cells["polish_side"], Asked((cells["polish_side"],), "PL")
    for further in further_sides(cells["german_side"], cells["ukrainian_side"]):
        yield further, Asked((further,), "DE")


class SideFinder:
    """Finds the sides of all rows: hand list of the register first, then organisations, then places."""

    def __init__(self, rows: Iterable[TableRow], words: Words) -> None:
        asked = [side for row in rows for side in asked_sides(row)]
        self._organisations = words.organisations
        self._places = PlaceFinder(place for wording, place in asked if wording not in sides())
        self._specs = {wording: _spec(wording, place) for wording, place in asked if wording in sides()}
        self._listed = find_places(spec.wanted for spec in self._specs.values())

    def find(self, wording: str, asked: Asked) -> KnownSide | str:
        """The side, or what is wrong with it."""
        if spec := self._specs.get(wording):
            place = self._listed[spec.wanted]
            missing = _("place: “%(name)s” is not known") % {"name": ", ".join(spec.wanted.names)}
            return KnownSide(spec, place) if place else missing
        spec = _spec(wording, asked)
        found = self._organisations.get((asked.country, fold(wording)), [])
        if len(found) == 1:
            return KnownSide(spec, found[0].place, found[0])
        answer = self._places.find(asked)
        return KnownSide(spec, answer.place) if answer.place else answer.problem


def understand(row: TableRow, words: Words, finder: SideFinder) -> PartnershipRow:
    """Reads all cells; each thing that is wrong is a sentence of its own."""
    cells = row.cells
    name = " – ".join(filter(None, (cells["german_side"], cells["polish_side"], cells["ukrainian_side"])))
    found = PartnershipRow(row.line, name, problems=list(row.problems), warnings=list(row.warnings))
    if row.problems:
        return found
    for column in REQUIRED:
        if not cells[column]:
            found.problems.append(_("%(column)s: is missing") % {"column": column})
    for column in ("german_side", "ukrainian_side", "polish_side"):
        if len(cells[column]) > _LABEL:
            found.problems.append(
                _("%(column)s: %(length)s characters, at most %(limit)s are allowed")
                % {"column": column, "length": len(cells[column]), "limit": _LABEL}
            )
    if not found.problems:
        _find_sides(row, finder, found)
    _values(row, words, found)
    return found


def _find_sides(row: TableRow, finder: SideFinder, found: PartnershipRow) -> None:
    for wording, asked in asked_sides(row):
        side = finder.find(wording, asked)
        if isinstance(side, str):
            found.problems.append(side)
        else:
            found.sides[wording] = side


def _values(row: TableRow, words: Words, found: PartnershipRow) -> None:
    cells = row.cells
    kind = known_word(found.problems, "kind", cells["kind"], words.kinds)
    confidence = known_word(found.problems, "confidence", cells["confidence"], words.confidence)
    found.status = known_word(found.problems, "status", cells["status"], words.statuses) or ""
    slugs = filter(None, re.split(r"[;,|\s]+", cells["topics"]))
    topics = [known_word(found.problems, "topics", slug, words.topics) for slug in slugs]
    found.topics = [pk for pk in topics if pk is not None]
    year = _year(found, cells["since_year"])
    if found.problems or kind is None:
        return
    found.polish_side = cells["polish_side"]
    found.row = Row(
        row.line, cells["german_side"], cells["german_region"], cells["ukrainian_side"],
        cells["ukrainian_region"], kind, year, cells["source"], confidence or "documented-weak", _ukrainian_names(row), cells["note"],
    )  # fmt: skip


def _year(found: PartnershipRow, text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[0-9]{4}", text) and _FIRST_YEAR <= int(text) <= timezone.localdate().year + 5:
        return int(text)
    found.problems.append(_("since_year: “%(text)s” is not a year") % {"text": text[:80]})
    return None


def _ukrainian_names(row: TableRow) -> tuple[str, ...]:
    cells = (row.cells[column] for column in ("ukrainian_name_uk", "ukrainian_place", "ukrainian_name_de"))
    return tuple(dict.fromkeys(name for name in cells if name and "," not in name))


def _spec(wording: str, asked: Asked) -> SideSpec:
    return spec_of(wording, Wanted(asked.country, asked.names), "")


def _organisations() -> dict[tuple[str, str], list[Actor]]:
    """Actors that are no municipality, by country and folded name or slug."""
    found: dict[tuple[str, str], list[Actor]] = {}
    actors = Actor.objects.exclude(kind__in=("municipality", "district", "region"))
    for actor in actors.filter(place__isnull=False).select_related("place__region").order_by("pk"):
        assert actor.place is not None
        names = {fold(name) for name in (actor.slug, actor.name_de, actor.name_uk, actor.name_en) if name}  # type: ignore[attr-defined]
        for name in names:
            found.setdefault((actor.place.country_id, name), []).append(actor)
    return found
