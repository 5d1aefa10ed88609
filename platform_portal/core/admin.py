"""Outbox and audit log at the desk: to read, and to send a failed mail again or give it up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from platform_portal.core import failed_mails
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.models import AuditEntry, OutboxMail


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyDeskAdmin):
    """Mails on their way out."""

    daily = 1
    list_display = ("created_at", "kind", "to", "subject", "state", "attempts", "sent_at")
    list_filter = ("state", "kind", "language")
    search_fields = ("to", "subject")
    date_hierarchy = "created_at"
    steps = (
        Step(
            "again",
            _("Send again"),
            lambda mail, by: failed_mails.send_again(mail=mail, by=by),
            explanation=_("Failed mails go back in line and are tried for another 48 hours."),
        ),
        Step(
            "give-up",
            _("Give up"),
            lambda mail, by: failed_mails.give_up(mail=mail, by=by),
            remember=lambda mail: mail.error,
            undo=lambda mail, _before, by: failed_mails.take_up(mail=mail, by=by),
            explanation=_("The mail leaves the work queue and stays in this list, unsent."),
        ),
    )

    def may_step(self, request: HttpRequest) -> bool:
        """The secretariat, although it changes nothing else here."""
        return self.has_view_permission(request)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyDeskAdmin):
    """Who changed what."""

    daily = 2
    list_display = ("at", "action", "object_name", "user", "origin")
    list_filter = ("action", "object_type")
    list_select_related = ("user",)
    search_fields = ("object_name", "object_id", "request_id")
    date_hierarchy = "at"
    export_columns = (
        "at",
        "action",
        "object_type",
        "object_id",
        "object_name",
        "user_id",
        "origin",
        "request_id",
    )

    def export_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Persons as numbers."""
        return queryset
