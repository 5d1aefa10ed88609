"""Which place a row of a file means: each distinct name is looked up once, all of them together.

Names that fit literally come with one query for all; the rest is asked of :mod:`places.resolution` one by one. Among
namesakes, country, region and kind of the actor decide; where they do not, the row must say more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from places.by_id import read_places
from places.enums import SETTLEMENT_KINDS, NameKind, PlaceKind
from places.models import Place, PlaceName, Region
from places.names import fold
from places.queries import COUNTRY_WORDS, KIND_WORDS
from places.resolution import Match, resolve

#: A namesake this many times as populous is meant without asking.
_DOMINANT = 10
_SURE = 0.8
_EQUAL = 0.015
_SHOWN = 4
#: Looking for what an unknown name may mean takes 40 ms; after so many of them the column is probably a wrong one.
_MAX_UNKNOWN = 250
_COUNTRIES = ("DE", "UA", "PL")
_KINDS_OF_PLACE: dict[str, tuple[str, ...]] = {
    ActorKind.MUNICIPALITY: tuple(SETTLEMENT_KINDS),
    ActorKind.DISTRICT: (PlaceKind.DISTRICT, PlaceKind.RAION, PlaceKind.CITY_DISTRICT),
    ActorKind.REGION: (PlaceKind.REGION,),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A place as a row names it: spellings to try in turn, and what is said about it."""

    names: tuple[str, ...]
    country: str = ""  # ISO-2
    region: str = ""  # as written
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The place, or a sentence that says why there is none."""

    place: Place | None
    problem: str = ""


def country_of(text: str) -> str | None:
    """ISO-2 code of a code or a name ("UA", "Ukraine", "Україна"); empty for nothing, None for something else."""
    if not text:
        return ""
    return text.upper() if text.upper() in _COUNTRIES else COUNTRY_WORDS.get(fold(text))


def kinds_for(kind: str) -> tuple[str, ...]:
    """Kinds of place that an actor of a municipal kind is; nothing (any) for organisations."""
    return _KINDS_OF_PLACE.get(kind, ())


class PlaceFinder:
    """Answers which places are meant; reads the literal names of all questions with one query."""

    def __init__(self, questions: Iterable[Asked]) -> None:
        self._questions = list(dict.fromkeys(questions))
        self._regions = _regions_by_name()
        self._answers: dict[Asked, Answer] = {}
        self._unknown = 0
        self._named: dict[str, dict[int, Place]] = defaultdict(dict)
        folded = {fold(name) for question in self._questions for name in question.names}
        rows = PlaceName.objects.filter(folded__in=folded).exclude(
            kind__in=(NameKind.SEARCH_ONLY, NameKind.FORMER)
        )
        names = list(rows.values_list("folded", "place_id"))
        places = read_places({place_id for _folded, place_id in names})
        for folded_name, place_id in names:
            self._named[folded_name][place_id] = places[place_id]
        self._numbered = _places_by_number(self._questions)

    def find(self, asked: Asked) -> Answer:
        """The answer to one question; the same question is answered once."""
        if asked not in self._answers:
            self._answers[asked] = self._find(asked)
            self._unknown += self._answers[asked].place is None
        return self._answers[asked]

    def _find(self, asked: Asked) -> Answer:
        if place := self._numbered.get(asked.names[0]):
            return Answer(place)
        regions = self._regions_of(asked)
        if regions is None:
            return Answer(None, _("region: “%(region)s” is not known") % {"region": asked.region})
        rest: list[Place] = []
        for name in asked.names:
            literal = list(self._named.get(fold(name), {}).values())
            if fitting := [place for place in literal if _fits(place, asked, regions)]:
                return _one_of(fitting, asked)
            rest += literal
        if self._unknown >= _MAX_UNKNOWN and not rest:
            return Answer(
                None, _("place: no place has exactly the name “%(name)s”") % {"name": asked.names[0]}
            )
        similar = [match for name in asked.names for match in _resolved(name, asked)]
        if fits := [match for match in similar if _fits(match.place, asked, regions)]:
            best = max(match.quality for match in fits)
            return _one_of([match.place for match in fits if match.quality > best - _EQUAL], asked)
        return Answer(None, _unknown(asked, rest or [match.place for match in similar]))

    def _regions_of(self, asked: Asked) -> set[int] | None:
        """Ids of the regions a word may mean; empty for no word, None for one that is not known."""
        if not asked.region:
            return set()
        known = self._regions.get(fold(asked.region)) or self._regions.get(_bare(asked.region))
        if known is None:
            found = resolve(asked.region, countries=_country(asked), kinds=(PlaceKind.REGION,), limit=1)
            known = {m.place.region_id for m in found if m.quality >= _SURE and m.place.region_id}
            self._regions[fold(asked.region)] = known
        return known or None


def _regions_by_name() -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for region in Region.objects.all():
        names = {region.name_native, region.iso_code, region.slug, *region.names.values()}
        for name in names:
            found[fold(name)].add(region.pk)
        for bare in {_bare(name) for name in names} - {fold(name) for name in names}:
            found[bare].add(region.pk)
    return dict(found)


def _bare(name: str) -> str:
    """ "Oblast Riwne" and "Rivne oblast" without the word for the kind."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in KIND_WORDS) or " ".join(words)


def _country(asked: Asked) -> tuple[str, ...] | None:
    return (asked.country,) if asked.country else None


def _fits(place: Place, asked: Asked, regions: set[int]) -> bool:
    return (
        (not asked.country or place.country_id == asked.country)
        and (not regions or place.region_id in regions)
        and (not asked.kinds or place.kind in asked.kinds)
    )


def _resolved(name: str, asked: Asked) -> list[Match]:
    return [match for match in resolve(name, countries=_country(asked), limit=5) if match.quality >= _SURE]


def _one_of(places: list[Place], asked: Asked) -> Answer:
    if not asked.kinds:  # an association is in the town, not in the district of the same name
        places = [place for place in places if place.kind in SETTLEMENT_KINDS] or places
    places = list({place.pk: place for place in places}.values())
    places.sort(key=lambda place: (-(place.population or 0), place.pk))
    first, *others = places
    if others and (first.population or 0) < _DOMINANT * max(others[0].population or 0, 1):
        return Answer(
            None,
            _("place: “%(name)s” is ambiguous, give the region or the number of the place: %(candidates)s")
            % {"name": asked.names[0], "candidates": _listed(places)},
        )
    return Answer(first)


def _unknown(asked: Asked, candidates: Sequence[Place]) -> str:
    if candidates:
        return _("place: “%(name)s” is not there as described; known are %(candidates)s") % {
            "name": asked.names[0],
            "candidates": _listed(candidates),
        }
    return _("place: “%(name)s” is not known") % {"name": asked.names[0]}


def _places_by_number(questions: Iterable[Asked]) -> dict[str, Place]:
    """Places that are named by their GeoNames number."""
    numbers = {name for question in questions for name in question.names if name.isdecimal()}
    ids = [int(number) for number in numbers if len(number) < 12]
    return {str(place.geoname_id): place for place in Place.objects.with_region().filter(geoname_id__in=ids)}


def _label(place: Place, language: str) -> str:
    number = f", {place.geoname_id}" if place.geoname_id else ""
    return f"{place.label_in(language)}, {place.get_kind_display()}{number}"


def _listed(places: Sequence[Place]) -> str:
    language = get_language() or "en"
    labels = [_label(place, language) for place in places]
    return "; ".join(labels[:_SHOWN]) + ("; …" if len(labels) > _SHOWN else "")
