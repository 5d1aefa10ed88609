"""Accounts in the admin: for administrators."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import addresses

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
class UserAdmin(DjangoUserAdmin):
    """List and form of accounts, without user names."""

    form = UserForm
    add_form = UserCreationForm
    ordering = ("email",)
    list_display = ("email", "name", "language", "is_staff", "is_active", "joined_at")
    list_filter = ("is_staff", "is_superuser", "is_active", "language")
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "joined_at")
    filter_horizontal = ("user_permissions",)
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

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Another address: the former one must no longer open the account."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            addresses.forget(user=obj)
