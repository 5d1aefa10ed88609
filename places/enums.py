"""Closed vocabularies of the gazetteer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionKind(models.TextChoices):
    """What a first-level unit is called in its country."""

    LAND = "land", _("federal state (Land)")
    OBLAST = "oblast", _("oblast")
    AUTONOMOUS_REPUBLIC = "autonomous_republic", _("autonomous republic")
    CITY_REGION = "city_region", _("city with the rank of a region")
    VOIVODESHIP = "voivodeship", _("voivodeship")


class PlaceKind(models.TextChoices):
    """What a place is. City, raion and oblast of one name are three places."""

    CITY = "city", _("city")
    TOWN = "town", _("town")
    SETTLEMENT = "settlement", _("settlement")
    VILLAGE = "village", _("village")
    CITY_DISTRICT = "city_district", _("city district")
    DISTRICT = "district", _("district (Kreis, powiat)")
    RAION = "raion", _("raion")
    REGION = "region", _("region")


#: Kinds people live in as one settlement, as opposed to administrative units around them.
SETTLEMENT_KINDS = (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.SETTLEMENT, PlaceKind.VILLAGE)


class NameKind(models.TextChoices):
    """Why a place has a name; the order is the order in which equally good matches are preferred."""

    OFFICIAL = "official", _("official name")
    EXONYM = "exonym", _("traditional name in another language")
    TRANSLITERATION = "transliteration", _("transliteration")
    FORMER = "former", _("former name")
    SEARCH_ONLY = "search_only", _("found by search, never shown")


class StatusKind(models.TextChoices):
    """War-related status of a place or region."""

    OCCUPIED = "occupied", _("occupied")
    FRONTLINE = "frontline", _("frontline")
