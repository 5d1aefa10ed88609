"""The vocabulary in which places are asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from places.enums import SETTLEMENT_KINDS, PlaceKind, StatusKind

if TYPE_CHECKING:
    from places import models as m  # noqa: F401 - named in the bases below


class RegionQuerySet(models.QuerySet["m.Region"]):
    """Questions about first-level units."""

    def in_country(self, code: str) -> Self:
        """Regions of one country (ISO-2 code)."""
        return self.filter(country_id=code.upper())


class PlaceQuerySet(models.QuerySet["m.Place"]):
    """Questions about places."""

    def in_country(self, code: str) -> Self:
        """Places of one country (ISO-2 code)."""
        return self.filter(country_id=code.upper())

    def populated(self) -> Self:
        """Settlements (cities, towns, settlements, villages), without districts, raions and regions."""
        return self.filter(kind__in=SETTLEMENT_KINDS)

    def official_cities(self) -> Self:
        """Ukrainian cities with official city status (category "city" of the codifier KATOTTG)."""
        return self.filter(has_city_status=True, kind=PlaceKind.CITY)

    def hromada_centres(self) -> Self:
        """Administrative centres of Ukrainian hromadas."""
        return self.filter(is_hromada_centre=True)

    def with_region(self) -> Self:
        """Together with their region and country in the same query."""
        return self.select_related("region", "country")

    def occupied(self, on: dt.date | None = None) -> Self:
        """Places that are occupied on a day (default: today), themselves or through their region."""
        return self.filter(self._has_status(StatusKind.OCCUPIED, on))

    def not_occupied(self, on: dt.date | None = None) -> Self:
        """Places that are not occupied on a day (default: today)."""
        return self.exclude(self._has_status(StatusKind.OCCUPIED, on))

    def frontline(self, on: dt.date | None = None) -> Self:
        """Places with frontline status on a day (default: today), themselves or through their region."""
        return self.filter(self._has_status(StatusKind.FRONTLINE, on))

    @staticmethod
    def _has_status(kind: StatusKind, on: dt.date | None) -> Exists:
        from places.models import PlaceStatus

        rows = PlaceStatus.objects.filter(kind=kind).valid(on)
        return Exists(rows.filter(Q(place=OuterRef("pk")) | Q(region=OuterRef("region"))))


class PlaceStatusQuerySet(models.QuerySet["m.PlaceStatus"]):
    """Questions about the dated status list."""

    def valid(self, on: dt.date | None = None) -> Self:
        """Entries in force on a day (default: today in the current time zone); ``until`` is the last day."""
        day = on or timezone.localdate()
        return self.filter(Q(since__isnull=True) | Q(since__lte=day)).filter(
            Q(until__isnull=True) | Q(until__gte=day)
        )

    def occupied(self, on: dt.date | None = None) -> Self:
        """Occupation entries in force on a day (default: today)."""
        return self.filter(kind=StatusKind.OCCUPIED).valid(on)

    def frontline(self, on: dt.date | None = None) -> Self:
        """Frontline entries in force on a day (default: today)."""
        return self.filter(kind=StatusKind.FRONTLINE).valid(on)
