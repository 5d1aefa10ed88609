"""Tables of the gazetteer: countries, regions, places, their names and their dated status."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places.enums import NameKind, PlaceKind, RegionKind, StatusKind
from places.querysets import PlaceQuerySet, PlaceStatusQuerySet, RegionQuerySet

#: Which name stands in when one is missing, per language of the reader.
FALLBACKS = {
    "de": ("name_de", "name_en", "name_native"),
    "uk": ("name_uk", "name_en", "name_native"),
    "en": ("name_en", "name_native"),
    "pl": ("name_pl", "name_en", "name_native"),
}


class NamedInLanguages(models.Model):
    """Names per language as plain columns: four languages, one of them (Polish) no interface language."""

    name_de = models.CharField(_("German name"), max_length=160, blank=True)
    name_uk = models.CharField(_("Ukrainian name"), max_length=160, blank=True)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    name_pl = models.CharField(_("Polish name"), max_length=160, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_here

    def name_in(self, lang: str) -> str:
        """The name for a reader of ``lang`` ("de", "uk", "en", "pl"; also "de-at"); never empty, no query."""
        for column in FALLBACKS.get(lang.split("-")[0].lower(), FALLBACKS["en"]):
            if value := getattr(self, column, ""):
                return value
        return self.name_en or self.name_de

    @property
    def name_here(self) -> str:
        """The name in the language of the current request."""
        return self.name_in(get_language() or "en")

    @property
    def names(self) -> dict[str, str]:
        """One name per language: the shape of the public interface."""
        return {lang: self.name_in(lang) for lang in ("de", "uk", "en", "pl")}


class Country(NamedInLanguages):
    """Land (Staat): only Germany, Ukraine and Poland."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=Q(code__in=("DE", "UA", "PL")), name="country_is_one_of_three"),
        ]


class Region(NamedInLanguages):
    """Region: the first-level unit of a country (Land, oblast, voivodeship); for districts see :class:`Place`."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="regions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RegionKind.choices)
    name_native = models.CharField(_("official name"), max_length=160)
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=6, unique=True)
    katottg = models.CharField(_("KATOTTG code"), max_length=19, blank=True)
    label_lat = models.FloatField(_("latitude of the label"), null=True, blank=True)
    label_lon = models.FloatField(_("longitude of the label"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("country_id", "slug")


class Place(NamedInLanguages):
    """Ort: every settlement of the gazetteer, and the districts, raions and regions that act as parties.

    A place is where an actor is; it is not the municipality as an organisation (that is an actor).
    """

    source_key = models.CharField(_("key in the source"), max_length=80, unique=True)
    geoname_id = models.BigIntegerField(_("GeoNames id"), null=True, blank=True, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="places"
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices)
    name_native = models.CharField(_("official name"), max_length=160)
    katottg = models.CharField(_("KATOTTG code"), max_length=19, blank=True, db_index=True)
    has_city_status = models.BooleanField(_("official city status"), default=False)
    is_hromada_centre = models.BooleanField(_("centre of a hromada"), default=False)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=120, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name_native", "pk")
        indexes = [
            models.Index(fields=["country", "kind", "-population"], name="place_country_kind_pop"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="place_has_both_coordinates_or_none",
                violation_error_message=_("Give latitude and longitude together."),
            ),
        ]

    def label_in(self, lang: str) -> str:
        """Name with what tells namesakes apart: "Riwne (Oblast Riwne)". Reads the region: select it."""
        own = self.name_in(lang)
        region = self.region.name_in(lang) if self.region else ""
        return f"{own} ({region})" if region and region != own else own

    @property
    def label_here(self) -> str:
        """:meth:`label_in` the language of the current request."""
        return self.label_in(get_language() or "en")


class PlaceName(models.Model):
    """One name of a place in one language; what :mod:`places.resolution` searches."""

    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="all_names"
    )
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=NameKind.choices)
    folded = models.CharField(_("folded form"), max_length=200, editable=False, db_index=True)
    sound = models.CharField(_("key of spelling variants"), max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        ordering = ("place_id", "kind", "language", "name")
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="placename_folded_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "language", "kind"], name="placename_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceStatus(models.Model):
    """Dated status of a place or region (occupied, frontline), kept by the secretariat."""

    kind = models.CharField(_("status"), max_length=12, choices=StatusKind.choices)
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="statuses",
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="statuses",
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    objects = PlaceStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of a place")
        verbose_name_plural = _("statuses of places")
        ordering = ("kind", "region_id", "place_id", "since", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=True, region__isnull=False)
                | Q(place__isnull=False, region__isnull=True),
                name="status_of_place_or_region",
                violation_error_message=_("Choose either a place or a region."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
                name="status_ends_after_it_begins",
                violation_error_message=_("The end must not be before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.place or self.region}"


class GazetteerStamp(models.Model):
    """Which version of the gazetteer files is loaded; lets a second ``load_places`` end at once."""

    version = models.CharField(_("version"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)
    places = models.PositiveIntegerField(_("places"))
    names = models.PositiveIntegerField(_("names"))

    class Meta:
        verbose_name = _("version of the gazetteer")
        verbose_name_plural = _("versions of the gazetteer")

    def __str__(self) -> str:
        return self.version
