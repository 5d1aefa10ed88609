"""The gazetteer in the administration: the status list is edited, places are looked up."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from places.models import Place, PlaceName, PlaceStatus, Region
from places.names import fold


class PlaceNameInline(admin.TabularInline[PlaceName, Place]):
    """All names of a place, read only: they come with the next ``load_places``."""

    model = PlaceName
    extra = 0
    can_delete = False
    fields = readonly_fields = ("name", "language", "kind")

    def has_add_permission(self, request: HttpRequest, obj: Place | None = None) -> bool:
        """Names are kept in the gazetteer files."""
        return False


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin[Place]):
    """Places are looked up; what is wrong is corrected in the gazetteer files."""

    list_display = ("name_native", "name_de", "kind", "region", "population", "has_city_status")
    list_filter = ("country", "kind", "has_city_status", "region")
    list_select_related = ("region",)
    search_fields = ("all_names__folded", "katottg", "geoname_id")
    show_full_result_count = False
    inlines = (PlaceNameInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Place], search_term: str
    ) -> tuple[QuerySet[Place], bool]:
        """Any spelling: the typed text is folded as the stored names are."""
        found, _ = super().get_search_results(request, queryset, fold(search_term) or search_term)
        return found.distinct(), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Places come with ``load_places``."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Place | None = None) -> bool:
        """Others refer to places."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Place | None = None) -> bool:
        """The next load would undo changes."""
        return False


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin[Region]):
    """Regions are looked up."""

    list_display = ("name_native", "name_de", "country", "kind", "population")
    list_filter = ("country", "kind")
    search_fields = ("name_de", "name_uk", "name_en", "name_native")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Regions come with ``load_places``."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Region | None = None) -> bool:
        """Others refer to regions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Region | None = None) -> bool:
        """The next load would undo changes."""
        return False


@admin.register(PlaceStatus)
class PlaceStatusAdmin(admin.ModelAdmin[PlaceStatus]):
    """Occupied and frontline places, kept by the secretariat."""

    list_display = ("kind", "place", "region", "since", "until", "source")
    list_filter = ("kind", "region")
    list_select_related = ("place", "region")
    autocomplete_fields = ("place", "region")
    date_hierarchy = "since"
