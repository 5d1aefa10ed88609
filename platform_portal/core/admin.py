"""Outbox and audit log in the admin: to read, and to send a failed mail again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from platform_portal.core.models import AuditEntry, MailState, OutboxMail


class ReadOnlyAdmin(admin.ModelAdmin):
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """Mails on their way out."""

    list_display = ("created_at", "kind", "to", "subject", "state", "attempts", "sent_at")
    list_filter = ("state", "kind", "language")
    search_fields = ("to", "subject")
    date_hierarchy = "created_at"
    actions = ("send_again",)

    @admin.action(description=_("Send failed mails again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxMail]) -> None:
        """Puts failed mails back in line."""
        count = queryset.filter(state=MailState.FAILED).update(
            state=MailState.PENDING, next_attempt_at=timezone.now(), attempts=0, created_at=timezone.now()
        )
        messages.success(
            request, ngettext("%d mail is sent again.", "%d mails are sent again.", count) % count
        )


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who changed what."""

    list_display = ("at", "action", "object_name", "user")
    list_filter = ("action", "object_type")
    list_select_related = ("user",)
    search_fields = ("object_name", "object_id", "request_id")
    date_hierarchy = "at"
