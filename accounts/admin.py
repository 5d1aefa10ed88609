"""Accounts at the desk: seen by the secretariat, changed by administrators."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import addresses
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin
from platform_portal.core.desk.with_steps import person

admin.site.unregister(Group)


class UserCreationForm(AdminUserCreationForm):
    """A new account, by address."""

    class Meta:
        model = User
        fields = ("email", "name", "language")


class UserForm(UserChangeForm):
    """An existing account."""

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DeskAdmin, DjangoUserAdmin):
    """List and form of accounts, without user names. Rights are given by administrators only."""

    form = UserForm
    add_form = UserCreationForm
    change_form_template = "desk/change_form.html"
    add_form_template = None
    ordering = ("email",)
    list_display = ("email", "name", "language", "is_staff", "is_active", "joined_at")
    list_filter = ("is_staff", "is_superuser", "is_active", "language")
    search_fields = ("email", "name")
    spoken_fields = ("name", "email")
    readonly_fields = ("last_login", "joined_at")
    filter_horizontal = ("user_permissions",)
    export_columns = ("email", "name", "language", "is_staff", "is_active", "joined_at", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Times"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "language", "usable_password", "password1", "password2"),
            },
        ),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Among the areas of the secretariat."""
        return _is_secretariat(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The secretariat sees who has an account, to help by telephone and to keep notes."""
        return _is_secretariat(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may not change anything has no use for the line about the password."""
        if obj is not None and not self.has_change_permission(request, obj):
            return (
                (None, {"fields": ("email", "name", "language")}),
                (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
                (_("Times"), {"fields": ("last_login", "joined_at")}),
            )
        return super().get_fieldsets(request, obj)

    def may_export(self, request: HttpRequest) -> bool:
        """All addresses at once leave the house by administrators only."""
        return bool(request.user.is_superuser)  # type: ignore[union-attr]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """With its row in the audit log. Another address: the former one must no longer open the account."""
        super().save_model(request, obj, form, change)
        audit.record(
            action="user.updated" if change else "user.created",
            obj=obj,
            by=person(request),
            fields=sorted(form.changed_data),
        )
        if change and "email" in form.changed_data:
            addresses.forget(user=obj)


def _is_secretariat(request: HttpRequest) -> bool:
    user = person(request)
    return bool(user.is_active and user.is_staff)


import_module("accounts.admin_saved_views")
