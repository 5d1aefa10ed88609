"""Match rounds and funding programmes at the desk. Rounds have pages of their own; here is the way to them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from partnerships.models import FundingDeadline, FundingProgramme, MatchRound
from partnerships.services import funding
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, Named, ReadOnlyDeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person


@admin.register(MatchRound)
class MatchRoundAdmin(ReadOnlyDeskAdmin):
    """Leads to the pages of match rounds."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list of rounds."""
        return redirect("match-rounds")


class DeadlineInline(Named, admin.TabularInline):
    """Days until which applications are taken."""

    model = FundingDeadline
    extra = 1


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(DeskAdmin, TranslationAdmin):
    """Funding programmes with their deadlines; one click says that somebody has checked them today."""

    daily = 4
    list_display = ("name", "funder", "deadline_kind", "checked_on", "is_published")
    list_filter = ("is_published", "deadline_kind", "topics")
    search_fields = ("slug", "name_de", "name_uk", "name_en", "funder_de", "summary_de", "source")
    spoken_fields = ("name_de", "name_uk", "name_en")
    prepopulated_fields = {"slug": ("name_de",)}
    readonly_fields = ("created_at", "updated_at")
    date_hierarchy = "checked_on"
    inlines = (DeadlineInline,)
    export_columns = (
        "slug",
        "name_de",
        "name_uk",
        "name_en",
        "funder_de",
        "deadline_kind",
        "checked_on",
        "source",
    )
    restored_fields = (
        "name_de", "name_uk", "name_en", "funder_de", "funder_uk", "funder_en", "summary_de", "summary_uk", "summary_en",
        "applicant_kinds", "partner_countries", "amount_from", "amount_to", "deadline_kind", "link", "source",
        "is_published",
    )  # fmt: skip

    steps = (
        Step(
            "checked",
            _("Checked today"),
            lambda row, by: funding.mark_checked(programme=row, by=by),
            remember=lambda row: row.checked_on.isoformat() if row.checked_on else "",
            undo=lambda row, before, by: funding.take_back_check(programme=row, before=before, by=by),
            explanation=_("The entry counts as current for twelve months from today."),
        ),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_model(request, obj, form, change)
        action = "funding_programme.changed" if change else "funding_programme.created"
        audit.record(action=action, obj=obj, by=person(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those nobody has checked for longest first."""
        return super().get_queryset(request).order_by("checked_on", "pk")
