"""Saved views above the lists of the desk: own ones, and those colleagues share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import SavedView
from accounts.services import saved_views
from platform_portal.core import slots
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal

SHOWN = 30


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyDeskAdmin):
    """Has no list of its own: views stand above the list they belong to."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not among the areas."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only where they are used."""
        return False

    def get_urls(self) -> list[Any]:
        """Save and remove."""
        guard = self.admin_site.admin_view
        return [
            path("save/", require_POST(guard(self.save_view)), name="accounts_savedview_save"),
            path("<int:pk>/remove/", require_POST(guard(self.remove_view)), name="accounts_savedview_remove"),
        ]

    def save_view(self, request: HttpRequest) -> HttpResponse:
        """Keeps what the list shows now."""
        sent = request.POST
        try:
            saved_views.save(
                user=person(request),
                name=sent.get("name", ""),
                list_path=sent.get("list_path", ""),
                query=sent.get("query", ""),
                is_shared=sent.get("is_shared") == "on",
            )
        except (Refusal, ValueError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The view is saved."))
        return self.back_from(request)

    def remove_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Removes an own view."""
        try:
            saved_views.remove(user=person(request), pk=pk)
        except SavedView.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("The view is removed."))
        return self.back_from(request)

    def list_url(self) -> str:
        """Where to go without an address to go back to."""
        from django.urls import reverse

        return reverse("admin:index")


def views_bar(request: HttpRequest, path: str = "", query: str = "", **_context: Any) -> str:
    """The views of this list and the form that saves one. One query."""
    views = SavedView.objects.filter(Q(user=person(request)) | Q(is_shared=True), list_path=path)
    here = query.lstrip("?")
    context = {
        "views": [(view, view.query == here) for view in views.select_related("user")[:SHOWN]],
        "list_path": path,
        "query": here,
        "has_filters": bool(here),
    }
    return render_to_string("desk/saved_views.html", context, request)


slots.register("desk.list", views_bar)
