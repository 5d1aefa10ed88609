"""The secretariat's tables of requests and introductions: to look up. What is done with them is done on their pages, by services."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from partnerships.models import CooperationRequest, Introduction, RequestEvent, RequestTopic
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin


class ReadOnly:
    """Nothing is changed in these rows of a form: states change through services only."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


class TopicInline(ReadOnly, admin.TabularInline):
    """What is sought and given."""

    model = RequestTopic
    extra = 0


class EventInline(ReadOnly, admin.TabularInline):
    """What happened."""

    model = RequestEvent
    extra = 0


@admin.register(CooperationRequest)
class RequestAdmin(ReadOnlyDeskAdmin):
    """All requests that were sent."""

    daily = 3
    list_display = (
        "pk",
        "sender",
        "recipient",
        "status",
        "first_step",
        "owner",
        "sent_at",
        "delivered_at",
        "ended_at",
    )
    list_filter = ("status", "first_step", "owner")
    list_select_related = ("sender", "recipient", "owner")
    search_fields = spoken_fields = (
        "sender__name_de", "sender__name_uk", "sender__name_en",
        "recipient__name_de", "recipient__name_uk", "recipient__name_en",
    )  # fmt: skip
    export_columns = (
        "id", "sender__slug", "recipient__slug", "status", "first_step", "sent_at", "delivered_at", "ended_at",
    )  # fmt: skip
    date_hierarchy = "created_at"
    inlines = (TopicInline, EventInline)


@admin.register(Introduction)
class IntroductionAdmin(ReadOnlyDeskAdmin):
    """All introductions."""

    list_display = ("pk", "request", "introduced_at", "closed_at")
    list_select_related = ("request",)
    search_fields = spoken_fields = (
        "request__sender__name_de", "request__sender__name_uk", "request__recipient__name_de",
        "request__recipient__name_uk",
    )  # fmt: skip
    list_filter = (("closed_at", admin.EmptyFieldListFilter),)
    export_columns = ("id", "request_id", "introduced_at", "closed_at")
    date_hierarchy = "introduced_at"
