"""The secretariat's tables of partnerships, postings and cited figures."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from actors.services import index
from partnerships.models import CitedFigure, Document, HistoryEntry, Partnership, Party, Posting


class PartyInline(admin.TabularInline):
    """Who takes part, in which role."""

    model = Party
    extra = 0
    autocomplete_fields = ("actor", "place")


class HistoryInline(TranslationStackedInline):
    """What happened when."""

    model = HistoryEntry
    extra = 0


class DocumentInline(admin.TabularInline):
    """Links to declarations, treaties, reports."""

    model = Document
    extra = 0


@admin.register(Partnership)
class PartnershipAdmin(TranslationAdmin):
    """Partnerships with parties, history and documents on one page."""

    list_display = ("title", "kind", "status", "since_on", "has_bridge", "confidence", "is_example")
    list_filter = ("kind", "status", "confidence", "has_bridge", "is_example")
    search_fields = (
        "slug",
        "parties__label",
        "parties__actor__name_de",
        "parties__actor__name_uk",
        "source",
        "note",
    )
    filter_horizontal = ("topics",)
    readonly_fields = ("created_at", "updated_at")
    date_hierarchy = "since_on"
    inlines = (PartyInline, HistoryInline, DocumentInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        """With the names of the parties."""
        return Partnership.objects.with_parties().order_by(*self.get_ordering(request))

    @admin.display(description=Partnership._meta.verbose_name)
    def title(self, partnership: Partnership) -> str:
        """Names of the parties."""
        return partnership.title_here or partnership.slug

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Also brings the search index of the actors concerned up to date."""
        before = set(form.instance.parties.values_list("actor", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(form.instance.parties.values_list("actor", flat=True))
        index.refresh(pk for pk in before | after if pk)


@admin.register(Posting)
class PostingAdmin(TranslationAdmin):
    """Needs and offers."""

    list_display = (
        "title",
        "direction",
        "actor",
        "place",
        "status",
        "visibility",
        "posted_on",
        "is_published_request",
    )
    list_filter = ("direction", "status", "visibility", "is_published_request", "is_example")
    list_select_related = ("actor", "place")
    search_fields = ("title_de", "title_uk", "title_en", "slug", "source")
    autocomplete_fields = ("actor", "place")
    filter_horizontal = ("topics",)
    readonly_fields = ("created_at", "updated_at")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Also brings the search index of the actor up to date."""
        super().save_related(request, form, formsets, change)
        if form.instance.actor_id:
            index.refresh([form.instance.actor_id])


@admin.register(CitedFigure)
class CitedFigureAdmin(TranslationAdmin):
    """Figures of others."""

    list_display = ("label", "region", "value", "on", "source")
    list_filter = ("region",)
