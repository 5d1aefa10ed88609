"""Questions, suspected duplicates and former addresses at the desk: to be read; what changes them has pages of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from actors.models import DuplicateSuspicion, FormerSlug, FreshnessCheck


class _ReadOnly(admin.ModelAdmin):
    """Nothing is entered, changed or deleted here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(FreshnessCheck)
class FreshnessCheckAdmin(_ReadOnly):
    """Who was asked when, and what was answered."""

    list_display = ("actor", "asked_at", "reminders", "answer", "answered_at", "closed_at")
    list_filter = ("answer", "reminders", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("actor",)
    search_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    exclude = ("key_hash",)


@admin.register(DuplicateSuspicion)
class DuplicateSuspicionAdmin(_ReadOnly):
    """Pairs with their decision."""

    list_display = ("pair", "percent", "status", "found_at", "decided_at", "decided_by")
    list_filter = ("status",)
    list_select_related = ("first", "second", "decided_by")
    list_display_links = None
    search_fields = ("first__name_de", "first__name_uk", "second__name_de", "second__name_uk")

    @admin.display(description=_("pair"))
    def pair(self, row: DuplicateSuspicion) -> SafeString:
        """Leads to both entries side by side."""
        return format_html('<a href="{}">{}</a>', reverse("duplicate-review", args=[row.pk]), str(row))

    @admin.display(description=_("likeness"), ordering="score")
    def percent(self, row: DuplicateSuspicion) -> str:
        """In percent."""
        return f"{row.percent} %"


@admin.register(FormerSlug)
class FormerSlugAdmin(_ReadOnly):
    """Old addresses and where they lead."""

    list_display = ("slug", "actor", "since")
    list_select_related = ("actor",)
    search_fields = ("slug", "actor__name_de", "actor__name_uk", "actor__name_en")
