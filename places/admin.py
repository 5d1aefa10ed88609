"""The gazetteer at the desk: the status list is edited, places are looked up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models import Place, PlaceStatus, Region
from places.names import fold
from places.resolution import resolve
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, ReadOnlyDeskAdmin
from platform_portal.core.desk.with_steps import person


@admin.register(Place)
class PlaceAdmin(ReadOnlyDeskAdmin):
    """Places are looked up; what is wrong is corrected in the gazetteer files, the next load would undo changes here."""

    daily = 1
    list_display = ("name_native", "name_de", "kind", "region", "population", "has_city_status")
    list_filter = ("country", "kind", "has_city_status", "region")
    list_select_related = ("region",)
    search_fields = ("all_names__folded", "katottg", "geoname_id")
    readonly_fields = ("names",)
    export_columns = (
        "geoname_id", "katottg", "country_id", "kind", "name_native", "name_de", "name_uk", "name_en",
        "region__name_native", "population",
    )  # fmt: skip

    @admin.display(description=_("names"))
    def names(self, place: Place) -> str:
        """All of them, one per line; they come with the next ``load_places``."""
        rows = place.all_names.order_by("language", "kind", "name")
        return "\n".join(f"{row.name} ({row.language or '–'}, {row.get_kind_display()})" for row in rows)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Place], search_term: str
    ) -> tuple[QuerySet[Place], bool]:
        """Any spelling: the typed text is folded as the stored names are. A field to type in offers the likeliest first."""
        if search_term and request.path == reverse("admin:autocomplete"):
            order = {match.place.pk: number for number, match in enumerate(resolve(search_term, limit=30))}
            first = Case(*(When(pk=pk, then=number) for pk, number in order.items()), default=len(order))
            return queryset.filter(pk__in=order).select_related("region").order_by(first), False
        found, _ = super().get_search_results(request, queryset, fold(search_term) or search_term)
        return found.distinct(), False


@admin.register(Region)
class RegionAdmin(ReadOnlyDeskAdmin):
    """Regions are looked up; they come with ``load_places``."""

    list_display = ("name_native", "name_de", "country", "kind", "population")
    list_filter = ("country", "kind")
    search_fields = ("name_de", "name_uk", "name_en", "name_native")
    spoken_fields = ("name_de", "name_uk", "name_en", "name_native")
    export_columns = (
        "slug",
        "country_id",
        "kind",
        "name_native",
        "name_de",
        "name_uk",
        "name_en",
        "population",
    )


@admin.register(PlaceStatus)
class PlaceStatusAdmin(DeskAdmin):
    """Occupied and frontline places, kept by the secretariat."""

    daily = 2
    list_display = ("kind", "place", "region", "since", "until", "source")
    list_filter = ("kind", "region")
    list_select_related = ("place", "region")
    autocomplete_fields = ("place", "region")
    date_hierarchy = "since"
    spoken_fields = ("place__name_native", "place__name_de", "region__name_native", "region__name_de")
    search_fields = ("place__name_native", "region__name_native")
    export_columns = (
        "kind",
        "place__name_native",
        "region__name_native",
        "since",
        "until",
        "source",
    )

    def save_model(self, request: HttpRequest, obj: PlaceStatus, form: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_model(request, obj, form, change)
        audit.record(
            action="place_status.updated" if change else "place_status.created",
            obj=obj,
            by=person(request),
            fields=sorted(form.changed_data),
        )
