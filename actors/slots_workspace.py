"""Where the workspaces appear on other pages: "My working groups" on the page of the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts import upload_purposes
from actors.models import WorkingGroup
from actors.services.workspace import files
from platform_portal.core import slots


def my_groups(request: HttpRequest | None, **_context: Any) -> str:
    """The workspaces of the groups the person's actors are members of; "" for others. One query."""
    user = getattr(request, "user", None) or AnonymousUser()
    groups = list(WorkingGroup.objects.taking_part(user)) if user.is_authenticated else []
    return render_to_string("actors/workspace/account_section.html", {"groups": groups}, request)


def register() -> None:
    """Called when the app is ready."""
    slots.register("account.sections", my_groups, position=20)
    upload_purposes.register(files.purpose())
