"""Loads `requests.csv`: real requests of Ukrainian municipalities and utilities, found in public sources."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.models import Actor, Topic
from actors.services.register import slug_of
from partnerships.enums import DatePrecision
from partnerships.models import Posting
from partnerships.services.postings import publish_request
from partnerships.services.register_parties import UnknownPlaces
from partnerships.services.register_places import Wanted, find_places, region_slugs
from partnerships.services.register_source import DATA, clean, sides
from partnerships.services.source_dates import parse_date
from places.models import Place

UTILITY = " (Wasserbetrieb)"
WATER = "wasserversorgung"
_UTILITY_TITLES = {
    "de": "Wasserbetrieb in {} sucht einen deutschen kommunalen Wasserbetrieb als Partner",
    "uk": "Водоканал ({}) шукає німецьке комунальне водопостачальне підприємство як партнера",
    "en": "Water utility in {} seeks a German municipal water utility as partner",
}
_LATER_PARTNERS = "fanden später Partner"
_UTILITY_TEXTS = {
    "de": "Gesucht wird eine Solidaritätsbetreiberpartnerschaft (2022/23).",
    "uk": "Потрібне партнерство солідарності між комунальними підприємствами (2022/23).",
    "en": "A solidarity partnership between utilities is sought (2022/23).",
}
_FOUND_TEXTS = {
    "de": " Laut Quelle wurde später ein Partner gefunden.",
    "uk": " За даними джерела, партнера згодом знайдено.",
    "en": " According to the source, a partner was found later.",
}
#: The towns the source names in German as having found a partner later.
_FOUND = {"Kharkiv", "Zaporizhzhia", "Mykolaiv", "Kherson", "Kremenchuk", "Cherkasy"}


@dataclass(frozen=True, slots=True)
class Request:
    """One line of `requests.csv`; topics without a slug of ours are words of the source and stay in its text."""

    line: int
    side: str
    region: str
    date: str
    topics: tuple[str, ...]
    other_facts: str
    source: str

    @property
    def is_utility(self) -> bool:
        """Whether a water utility asks, not the municipality itself."""
        return self.side.endswith(UTILITY)

    @property
    def slug(self) -> str:
        """Part of the address of its anchor."""
        word = "wasserbetrieb-" if self.is_utility else ""
        return f"gesuch-{word}{slug_of(self.side.split(' (')[0])}"


def read_requests(path: Path | None = None) -> list[Request]:
    """All published requests, in the order of the file."""
    with (path or DATA / "requests.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [
            Request(
                reader.line_num, row["ukrainian_side"], row["region"], row["date"],
                tuple(row["wanted_topics"].split(";")), clean(row["other_facts"]), row["source"],
            )
            for row in reader
        ]  # fmt: skip


@transaction.atomic
def load_requests(*, path: Path | None = None) -> int:
    """Creates the published requests that are missing and answers their number; can run twice.

    All or nothing: a place that is not in the gazetteer raises UnknownPlaces with every line concerned.
    """
    requests = read_requests(path)
    slugs = region_slugs()
    wanted = {request: _wanted(request, slugs) for request in requests}
    places = find_places(wanted.values())
    if missing := [f"requests.csv:{r.line}: {r.side}" for r in requests if places[wanted[r]] is None]:
        raise UnknownPlaces(
            _("The published requests name places that are not in the gazetteer: %(lines)s")
            % {"lines": "; ".join(missing)}
        )
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    known = set(Posting.objects.filter(is_published_request=True).values_list("slug", flat=True))
    texts = _texts()
    new = [request for request in requests if request.slug not in known]
    for request in new:
        place = places[wanted[request]]
        assert place is not None
        _publish(request, place, topics, texts)
    return len(new)


def _wanted(request: Request, slugs: dict[tuple[str, str], str]) -> Wanted:
    side = sides().get(request.side)
    if side is not None:
        return Wanted(side.country, side.places, side.place_kind, side.region)
    return Wanted("UA", (request.side.removesuffix(UTILITY),), region=slugs.get(("UA", request.region), "?"))


def _publish(
    request: Request, place: Place, topics: dict[str, Topic], texts: dict[str, dict[str, dict[str, str]]]
) -> None:
    date = parse_date(request.date)
    actor = _water_utility(place) if request.is_utility else _municipality(place)
    told = _utility_texts(request, place) if request.is_utility else texts[request.side]
    publish_request(
        slug=request.slug,
        titles=told["title"],
        texts=told["text"],
        source=f"{request.source}, {request.date}",
        place=place,
        actor=actor,
        topics=[topics[slug] for slug in request.topics if slug in topics],
        posted_on=date.on if date else None,
        posted_precision=date.precision if date else DatePrecision.YEAR,
        by=None,
    )


def _municipality(place: Place) -> Actor | None:
    return Actor.objects.filter(place=place, kind__in=MUNICIPAL_KINDS).order_by("pk").first()


def _water_utility(place: Place) -> Actor | None:
    """The water utility of the place, where the register knows one; the municipality itself has not asked."""
    known = [side.slug for side in sides().values() if WATER in side.topics]
    return Actor.objects.filter(place=place, kind=ActorKind.UTILITY, slug__in=known).order_by("pk").first()


def _utility_texts(request: Request, place: Place) -> dict[str, dict[str, str]]:
    found = _LATER_PARTNERS in request.other_facts and request.side.removesuffix(UTILITY) in _FOUND
    return {
        "title": {
            language: title.format(place.name_in(language)) for language, title in _UTILITY_TITLES.items()
        },
        "text": {
            language: text + (_FOUND_TEXTS[language] if found else "")
            for language, text in _UTILITY_TEXTS.items()
        },
    }


def _texts() -> dict[str, dict[str, dict[str, str]]]:
    with (DATA / "request_texts.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["side"]: {
                column: {language: row[f"{column}_{language}"] for language in ("de", "uk", "en")}
                for column in ("title", "text")
            }
            for row in csv.DictReader(file)
        }
