"""Editions at the desk: the list leads to the editor."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from newsletter.models import Edition
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin


@admin.register(Edition)
class EditionAdmin(ReadOnlyDeskAdmin):
    """All editions, those at work first; written, released and sent on their own pages."""

    daily = 1
    list_display = (
        "__str__",
        "kind",
        "state",
        "author",
        "released_by",
        "scheduled_at",
        "started_at",
        "recipients",
    )
    list_filter = ("state", "kind", "is_example")
    list_select_related = ("author", "released_by")
    search_fields = ("subject_de", "subject_uk", "subject_en", "slug")
    spoken_fields = ("subject_de", "subject_uk", "subject_en")
    list_links = ((_("New edition"), "edition-new"),)
    export_columns = (
        "slug",
        "kind",
        "state",
        "subject_de",
        "subject_uk",
        "subject_en",
        "started_at",
        "recipients",
    )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """To the editor; an unknown number to the list, as everywhere at the desk."""
        if object_id.isdecimal() and len(object_id) < 18 and Edition.objects.filter(pk=object_id).exists():
            return redirect("edition-write", int(object_id))
        return super().change_view(request, object_id, form_url, extra_context)
