"""Factories for partnerships and postings, and a small gazetteer with every place the register names."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from actors.enums import ActorKind, ActorStatus
from actors.models import Actor, ActorGroup, Topic
from actors.services.groups import load_groups
from partnerships.enums import DatePrecision, Direction, PartnershipKind, PostingStatus
from partnerships.models import CitedFigure, HistoryEntry, Partnership, Party, Posting
from partnerships.services.register_source import read_rows, read_triangles, sides
from places.enums import PlaceKind
from places.models import Place, PlaceName, Region
from places.names import fold
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory

#: Slugs the register sets.
REGISTER_TOPICS = (
    "wasserversorgung", "abwasser", "abfallwirtschaft", "betreiberpartnerschaften", "regionalpartnerschaft",
    "dreieckspartnerschaft", "gesundheit", "humanitaere-hilfe", "jugendaustausch",
)  # fmt: skip
REGIONS = Path(__file__).resolve().parents[2] / "places/data/regions.csv"


class GroupFactory(DjangoModelFactory):
    """The group of municipalities."""

    class Meta:
        model = ActorGroup
        django_get_or_create = ("slug",)

    slug = "municipality"
    name = "Kommune"


class PartnerFactory(DjangoModelFactory):
    """A published German municipality."""

    class Meta:
        model = Actor

    slug = factory.Sequence(lambda n: f"partner-{n}")
    name_de = factory.Sequence(lambda n: f"Stadt Ort {n}")
    group = factory.SubFactory(GroupFactory)
    kind = ActorKind.MUNICIPALITY
    place = factory.SubFactory(PlaceFactory)
    status = ActorStatus.PUBLISHED
    published_at = factory.LazyFunction(lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


class UkrainianPartnerFactory(PartnerFactory):
    """A published Ukrainian municipality."""

    name_de = factory.Sequence(lambda n: f"Misto {n}")
    place = factory.SubFactory(
        PlaceFactory,
        region=factory.SubFactory(RegionFactory, country=factory.SubFactory(CountryFactory, code="UA")),
    )


class TopicFactory(DjangoModelFactory):
    """A topic that is not protected."""

    class Meta:
        model = Topic
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"thema-{n}")
    name_de = factory.Sequence(lambda n: f"Thema {n}")


class PartnershipFactory(DjangoModelFactory):
    """An active twinning since May 2022 between a German and a Ukrainian municipality; `parties` replaces them."""

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"partnerschaft-{n}")
    kind = PartnershipKind.TWINNING
    since_on = dt.date(2022, 5, 1)
    since_precision = DatePrecision.MONTH
    source = "test"

    @factory.post_generation
    def parties(self, create: bool, extracted: list[Actor] | None, **kwargs: object) -> None:
        """Two municipalities unless actors are given."""
        actors = [PartnerFactory(), UkrainianPartnerFactory()] if extracted is None else extracted
        for position, actor in enumerate(actors):
            Party.objects.create(partnership=self, actor=actor, position=position, label=actor.name)

    @factory.post_generation
    def history(self, create: bool, extracted: bool | None, **kwargs: object) -> None:
        """The beginning as the register writes it (`history=False` leaves it out)."""
        if extracted is not False:
            HistoryEntry.objects.create(
                partnership=self,
                on=self.since_on,
                precision=self.since_precision,
                kind=self.kind,
                status="active",
            )


class PostingFactory(DjangoModelFactory):
    """A public, published need of a Ukrainian municipality."""

    class Meta:
        model = Posting
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"gesuch-{n}")
    direction = Direction.NEED
    actor = factory.SubFactory(UkrainianPartnerFactory)
    title_de = factory.Sequence(lambda n: f"Gesuch {n}")
    status = PostingStatus.PUBLISHED
    posted_on = dt.date(2026, 10, 1)

    @factory.post_generation
    def topics(self, create: bool, extracted: list[Topic] | None, **kwargs: object) -> None:
        """Topics of the posting."""
        if extracted:
            self.topics.set(extracted)


class CitedFigureFactory(DjangoModelFactory):
    """A figure somebody else published."""

    class Meta:
        model = CitedFigure

    label_de = "Partnerschaften"
    value = 6
    on = dt.date(2022, 2, 1)
    source = "test"


def small_gazetteer() -> None:
    """Countries, all regions, and one place for every side of the register, so that it can be loaded; also the groups."""
    load_groups()
    for code in ("DE", "UA", "PL"):
        CountryFactory(code=code)
    if not Region.objects.exists():
        _regions()
    _places()


def topic_slugs(*slugs: str) -> None:
    """Topics with these slugs."""
    for slug in slugs:
        TopicFactory(slug=slug, name_de=slug)


def _regions() -> None:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        Region.objects.bulk_create(
            Region(
                slug=row["slug"], country_id=row["country"], kind=row["kind"], iso_code=row["iso_code"],
                **{name: row[name] for name in ("name_native", "name_de", "name_uk", "name_en", "name_pl")},
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _places() -> None:
    regions = {region.slug: region for region in Region.objects.all()}
    wanted = _wanted(regions)
    made = [
        Place(
            source_key=f"register:{key}", geoname_id=800_000_000 + key, slug=f"register-{key}", country_id=country,
            region=regions.get(region), kind=kind or PlaceKind.CITY, population=10_000 + key,
            name_native=names[0], name_de=names[-1], name_uk=names[0], name_en=names[min(1, len(names) - 1)],
            name_pl=names[-1], lat=48.0 + key % 5, lon={"DE": 8.0, "PL": 18.0, "UA": 28.0}[country] + key % 3,
        )
        for key, (country, region, kind, names) in enumerate(wanted)
    ]  # fmt: skip
    Place.objects.bulk_create(made)
    PlaceName.objects.bulk_create(
        PlaceName(place=place, name=name, kind="official", folded=fold(name), sound="")
        for place, (_country, _region, _kind, names) in zip(made, wanted, strict=True)
        for name in names
    )


def _wanted(regions: dict[str, Region]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Country, region, kind and names (German last) of each place, without repetition."""
    places: dict[tuple[str, str, str, str], tuple[str, ...]] = {}

    def add(country: str, region: str, kind: str, names: tuple[str, ...]) -> None:
        if not any(
            set(names) & set(known) and key[:3] == (country, region, kind) for key, known in places.items()
        ):
            places[country, region, kind, names[0]] = names

    german = {region.name_de: slug for slug, region in regions.items() if region.country_id == "DE"}
    ukrainian = {region.name_en.removesuffix(" oblast"): slug for slug, region in regions.items()} | {
        "Crimea": "krim"
    }
    for row in read_rows():
        if row.ukrainian_side not in sides() and row.ukrainian_names:
            add("UA", ukrainian[row.ukrainian_region], "", row.ukrainian_names)
        if row.german_side not in sides():
            add("DE", german[row.german_region], "", (row.german_side,))
    for side in sides().values():
        add(side.country, side.region, side.place_kind, tuple(reversed(side.places)))
    for triangle in read_triangles():
        if triangle.polish_side not in sides():
            add("PL", "", "", (triangle.polish_side,))
    return [(country, region, kind, names) for (country, region, kind, _first), names in places.items()]
