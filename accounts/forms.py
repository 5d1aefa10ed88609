"""Forms of signing in, in the KERN pack's markup; buttons and token stand in the templates."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["login"], _("E-mail address"), autocomplete="username")
        _name(self.fields["password"], _("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""  # the way to a new password stands beside the button

    @property
    def helper(self) -> FormHelper:
        """Fields only."""
        return _fields_only()


class ResetPasswordForm(AllauthResetPasswordForm):
    """Asks for the link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["email"], _("E-mail address"), autocomplete="email")

    @property
    def helper(self) -> FormHelper:
        """Fields only."""
        return _fields_only()


class ReauthenticateForm(AllauthReauthenticateForm):
    """The password once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["password"], _("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""

    @property
    def helper(self) -> FormHelper:
        """Fields only."""
        return _fields_only()


def _name(field: forms.Field, label: Any, **attributes: str) -> None:
    """A label that stays: placeholders vanish while typing."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _fields_only() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
