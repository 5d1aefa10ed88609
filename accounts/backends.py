"""What the secretariat may do in the admin: everything about content, nothing about accounts and their rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

CONTENT_APPS = frozenset({"places", "actors", "partnerships", "events", "knowledge", "newsletter"})
READ_ONLY_APPS = frozenset({"core"})


class SecretariatBackend(BaseBackend):
    """Grants permissions to staff by app; administrators (superusers) have all of them anyway."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: models.Model | None = None) -> bool:
        """Whether a member of the secretariat has the permission `<app>.<action>_<model>`."""
        if not (user_obj.is_active and user_obj.is_staff):
            return False
        app, _, name = perm.partition(".")
        return app in CONTENT_APPS or (app in READ_ONLY_APPS and name.startswith("view_"))

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Whether the app is listed for them."""
        return bool(user_obj.is_active and user_obj.is_staff and app_label in CONTENT_APPS | READ_ONLY_APPS)
