"""What members propose, in the administration; decided on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from events.models import Impulse
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin


@admin.register(Impulse)
class ImpulseAdmin(ReadOnlyDeskAdmin):
    """Read here; a row leads to the page where it is decided."""

    daily = 3
    list_display = ("title", "kind", "working_group", "actor", "status", "proposed_at")
    list_filter = ("status", "kind", "working_group")
    list_select_related = ("working_group", "actor")
    search_fields = ("title", "text", "actor__name_de")
    spoken_fields = ("title", "actor__name_de", "actor__name_uk")
    export_columns = (
        "title",
        "kind",
        "working_group__slug",
        "actor__slug",
        "language",
        "status",
        "proposed_at",
    )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page where it is decided."""
        found = self.get_object(request, object_id)
        if found is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return redirect("impulse-review", pk=found.pk)
