"""Factories for the gazetteer."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from places.enums import NameKind, PlaceKind, RegionKind, StatusKind
from places.models import Country, Place, PlaceName, PlaceStatus, Region


class CountryFactory(DjangoModelFactory):
    """Germany unless told otherwise; the same country is made once."""

    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "DE"
    name_de = factory.LazyAttribute(lambda o: {"DE": "Deutschland", "UA": "Ukraine", "PL": "Polen"}[o.code])
    name_uk = factory.LazyAttribute(lambda o: {"DE": "Німеччина", "UA": "Україна", "PL": "Польща"}[o.code])
    name_en = factory.LazyAttribute(lambda o: {"DE": "Germany", "UA": "Ukraine", "PL": "Poland"}[o.code])
    name_pl = factory.LazyAttribute(lambda o: {"DE": "Niemcy", "UA": "Ukraina", "PL": "Polska"}[o.code])


class RegionFactory(DjangoModelFactory):
    """A Land with a made-up name."""

    class Meta:
        model = Region
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"region-{n}")
    country = factory.SubFactory(CountryFactory)
    kind = RegionKind.LAND
    name_native = factory.Sequence(lambda n: f"Land {n}")
    name_de = factory.SelfAttribute("name_native")
    name_uk = factory.SelfAttribute("name_native")
    name_en = factory.SelfAttribute("name_native")
    name_pl = factory.SelfAttribute("name_native")
    iso_code = factory.Sequence(lambda n: f"X-{n % 10000:04d}"[:6])


class PlaceFactory(DjangoModelFactory):
    """A German city with one official name that resolution finds."""

    class Meta:
        model = Place
        skip_postgeneration_save = True

    source_key = factory.Sequence(lambda n: f"test:{n}")
    geoname_id = factory.Sequence(lambda n: 900_000_000 + n)
    slug = factory.Sequence(lambda n: f"ort-{n}")
    region = factory.SubFactory(RegionFactory)
    country = factory.LazyAttribute(lambda o: o.region.country if o.region else CountryFactory())
    kind = PlaceKind.CITY
    name_native = factory.Sequence(lambda n: f"Ort {n}")
    name_de = factory.SelfAttribute("name_native")
    name_uk = factory.SelfAttribute("name_native")
    name_en = factory.SelfAttribute("name_native")
    name_pl = factory.SelfAttribute("name_native")
    population = 50_000
    lat = 51.0
    lon = 7.0
    source = "test"

    @factory.post_generation
    def with_name(self, create: bool, extracted: object, **kwargs: object) -> None:
        """Give the place its official name as a searchable row (``with_name=False`` leaves it out)."""
        if create and extracted is not False:
            PlaceNameFactory(place=self, name=self.name_native)


class PlaceNameFactory(DjangoModelFactory):
    """An official name with its search keys."""

    class Meta:
        model = PlaceName

    place = factory.SubFactory(PlaceFactory, with_name=False)
    name = "Ort"
    language = ""
    kind = NameKind.OFFICIAL

    @factory.lazy_attribute
    def folded(self) -> str:
        """The key that exact search compares."""
        from places.names import fold

        return fold(self.name)

    @factory.lazy_attribute
    def sound(self) -> str:
        """The key that search for spelling variants compares."""
        from places.names import sound_key

        return sound_key(self.name)


class PlaceStatusFactory(DjangoModelFactory):
    """An occupied place, without dates."""

    class Meta:
        model = PlaceStatus

    kind = StatusKind.OCCUPIED
    place = factory.SubFactory(PlaceFactory)
    source = "test"
