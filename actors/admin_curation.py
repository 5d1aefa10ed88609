"""Questions, suspected duplicates and former addresses at the desk: to be read; what changes them has pages of its own."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from actors.models import DuplicateSuspicion, FormerSlug, FreshnessCheck
from actors.services import duplicate_decisions
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin
from platform_portal.core.desk.steps import Step


@admin.register(FreshnessCheck)
class FreshnessCheckAdmin(ReadOnlyDeskAdmin):
    """Who was asked when, and what was answered."""

    list_display = ("actor", "asked_at", "reminders", "answer", "answered_at", "closed_at")
    list_filter = ("answer", "reminders", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("actor",)
    search_fields = spoken_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    exclude = ("key_hash",)
    export_columns = ("actor__slug", "asked_at", "reminders", "answer", "answered_at", "closed_at")


@admin.register(DuplicateSuspicion)
class DuplicateSuspicionAdmin(ReadOnlyDeskAdmin):
    """Pairs with their decision."""

    list_display = ("pair", "percent", "status", "found_at", "decided_at", "decided_by")
    list_filter = ("status",)
    list_select_related = ("first", "second", "decided_by")
    list_display_links = None
    search_fields = spoken_fields = (
        "first__name_de", "first__name_uk", "first__name_en", "second__name_de", "second__name_uk", "second__name_en",
    )  # fmt: skip
    export_columns = ("first__slug", "second__slug", "score", "status", "found_at", "decided_at")
    list_links = ((_("Suspected duplicates"), "desk-duplicates"),)
    steps = (
        Step(
            "different",
            _("These are two different actors"),
            lambda pair, by: duplicate_decisions.tell_apart(suspicion=pair, by=by),
            remember=lambda _pair: True,
            undo=lambda pair, _before, by: duplicate_decisions.suspect_again(suspicion=pair, by=by),
            explanation=_("The pair is not suspected again."),
        ),
    )

    def may_step(self, request: HttpRequest) -> bool:
        """The secretariat, although it changes nothing else here."""
        return self.has_view_permission(request)

    @admin.display(description=_("pair"))
    def pair(self, row: DuplicateSuspicion) -> SafeString:
        """Leads to both entries side by side."""
        return format_html('<a href="{}">{}</a>', reverse("duplicate-review", args=[row.pk]), str(row))

    @admin.display(description=_("likeness"), ordering="score")
    def percent(self, row: DuplicateSuspicion) -> str:
        """In percent."""
        return f"{row.percent} %"


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyDeskAdmin):
    """Old addresses and where they lead."""

    list_display = ("slug", "actor", "since")
    list_select_related = ("actor",)
    search_fields = spoken_fields = ("slug", "actor__name_de", "actor__name_uk", "actor__name_en")
    export_columns = ("slug", "actor__slug", "since")
