"""The secretariat's table of all change proposals, decided ones too; decisions are made on the page of the review."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from actors.models import Revision
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin


@admin.register(Revision)
class RevisionAdmin(ReadOnlyDeskAdmin):
    """Read only."""

    list_display = ("actor", "subject", "author", "status", "created_at", "decided_by", "decided_at", "look")
    list_display_links = None
    list_filter = ("status", "subject")
    list_select_related = ("actor", "author", "decided_by")
    search_fields = ("actor__name_de", "actor__name_uk", "actor__name_en", "actor__slug")
    spoken_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    export_columns = ("id", "actor__slug", "subject", "status", "created_at", "decided_at")
    list_links = ((_("Change proposals"), "revisions"),)
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Latest first."""
        return Revision.objects.order_by(*self.ordering)

    @admin.display(description=_("Change proposal"))
    def look(self, revision: Revision) -> SafeString:
        """To the differences."""
        return format_html('<a href="{}">{}</a>', reverse("revision-review", args=[revision.pk]), _("Show"))
