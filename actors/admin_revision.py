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


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """Read only."""

    list_display = ("actor", "subject", "author", "status", "created_at", "decided_by", "decided_at", "look")
    list_display_links = None
    list_filter = ("status", "subject")
    list_select_related = ("actor", "author", "decided_by")
    search_fields = ("actor__name_de", "actor__name_uk", "actor__name_en", "actor__slug")
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Latest first."""
        return Revision.objects.order_by(*self.ordering)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Proposals come from members."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        """They are decided on their own page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        """Kept until the retention job removes them."""
        return False

    @admin.display(description=_("Change proposal"))
    def look(self, revision: Revision) -> SafeString:
        """To the differences."""
        return format_html('<a href="{}">{}</a>', reverse("revision-review", args=[revision.pk]), _("Show"))
