"""Requests to join working groups at the desk, answered by the secretariat where nobody coordinates."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _

from actors.admin_joining import DecidedAdmin
from actors.enums import JoinRequestStatus
from actors.models import GroupJoinRequest
from actors.services.workspace import joining


def _accept(*, groupjoinrequest: GroupJoinRequest, by: Any) -> object:
    return joining.answer(request=groupjoinrequest, accept=True, by=by)


def _refuse(*, groupjoinrequest: GroupJoinRequest, by: Any, reason: str) -> object:
    return joining.answer(request=groupjoinrequest, accept=False, by=by, reason=reason)


@admin.register(GroupJoinRequest)
class GroupJoinRequestAdmin(DecidedAdmin):
    """Who wants to join which group."""

    list_display = ("actor", "group", "status", "asked_at", "decided_at")
    list_filter = ("status", "group")
    list_select_related = ("actor", "group")
    search_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    spoken_fields = ("actor__name_de", "actor__name_uk", "actor__name_en")
    export_columns = ("actor__slug", "group__slug", "status", "asked_at", "decided_at")
    fields = ("actor", "group", "message", "status", "asked_at", "reason", "decided_at", "decided_by")
    waiting = JoinRequestStatus.OPEN
    accepting, refusing = staticmethod(_accept), staticmethod(_refuse)

    def name_of(self, row: GroupJoinRequest) -> str:
        """Which actor for which group."""
        return _("%(actor)s for %(group)s") % {"actor": row.actor, "group": row.group}
