"""The desk as an admin site: its start page is the work queue, its language is switched in the header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.desk import start, steps
from platform_portal.core.desk.words import ScriptWords

#: Where the session keeps the language of the desk, when it is another one than the account's.
LANGUAGE_KEY = "desk_language"
NOT_HERE = frozenset({"account", "mfa", "usersessions"})
#: So many lists of an app are shown without a fold when none of them says that it is in daily use.
FEW = 3
ORDER = ("actors", "partnerships", "events", "knowledge", "newsletter", "accounts", "places", "core")


class Choices(AutocompleteJsonView):
    """Rows to choose from while typing; those that may have namesakes say what tells them apart (`label_here`)."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Number and words."""
        text = str(getattr(obj, "label_here", obj))
        return {**super().serialize_result(obj, to_field_name), "text": text}


class DeskSite(admin.AdminSite):
    """Arbeitsplatz des Sekretariats. What it shows is decided by each `ModelAdmin`'s permissions."""

    site_title = _("Secretariat")
    site_header = _("Secretariat")
    index_title = _("To do today")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Tables of the sign-in library are left out: second factors and sessions are their owners' own business."""
        models = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label not in NOT_HERE]
        super().register(ours, admin_class, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The apps in the order of daily work; each with its `daily` lists, in their order, and its `further` ones."""
        listed = super().get_app_list(request, app_label)
        for app in listed:
            shown = [model for model in app["models"] if model["admin_url"]]
            daily = sorted((model for model in shown if self._daily(model)), key=self._daily)
            app["daily"] = daily if daily or len(shown) > FEW else shown
            app["further"] = [model for model in shown if model not in app["daily"]]
        return sorted(
            listed, key=lambda app: ORDER.index(app["app_label"]) if app["app_label"] in ORDER else len(ORDER)
        )

    def _daily(self, listed: dict[str, Any]) -> int:
        return int(getattr(self._registry[listed["model"]], "daily", 0))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """What a field offers while somebody types."""
        answer: HttpResponse = Choices.as_view(admin_site=self)(request)  # type: ignore[assignment]
        return answer

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The admin's addresses and the switch of the language."""
        own: list[URLResolver | URLPattern] = [
            path("language/", require_POST(self.admin_view(self.switch_language)), name="language")
        ]
        return own + super().get_urls()

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Languages for the header, and the last step while it can be taken back."""
        context = {**super().each_context(request), "desk_languages": LANGUAGE_NAMES.items()}
        if kept := steps.pending_undo(request):
            undo = reverse("admin:{}_{}_undo".format(*kept["model"].split(".")))
            context["desk_undo"] = {"label": kept["label"], "count": len(kept["done"]), "url": undo}
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits, oldest first; `?queue=` shows one queue."""
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "app_list": self.get_app_list(request),
            "work": start.work_of(request, chosen=request.GET.get("queue", "")),
            **(extra_context or {}),
        }
        request.current_app = self.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/index.html", context)

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Words for Django's scripts in the language of the desk, none of them English."""
        return cast("HttpResponse", ScriptWords.as_view(packages=["django.contrib.admin"])(request))

    def switch_language(self, request: HttpRequest) -> HttpResponse:
        """The desk in another language until the session ends; mails stay in the language of the account."""
        language = request.POST.get("language", "")
        if language not in dict(settings.LANGUAGES):
            raise BadRequest("There is no such language.")
        request.session[LANGUAGE_KEY] = language
        return HttpResponseRedirect(safe_next(request))


def safe_next(request: HttpRequest, default: str = "") -> str:
    """The address a form names in `next`, if it is one of ours; else `default`, else the start page."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return default or reverse("admin:index")
