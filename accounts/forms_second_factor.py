"""Forms of the second factor, in the portal's words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import one_line

NAME_LENGTH = 60


class AuthenticateForm(AllauthAuthenticateForm):
    """The code, while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], _("Code of the app, or a recovery code"))


class ReauthenticateForm(AllauthReauthenticateForm):
    """The code once more, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], _("Code of the app, or a recovery code"))


class ActivateTOTPForm(AllauthActivateTOTPForm):
    """The first code of the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], _("Six-digit code shown by the app"))


class AddPasskeyForm(AddWebAuthnForm):
    """Name of a new passkey or security key; the browser adds the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _key_name(self.fields["name"])
        field = self.fields["passwordless"]
        field.label = _("Use it to log in without a password")
        field.help_text = _("The device then asks for your fingerprint, face or PIN. This is a passkey.")
        field.initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _key_name(self.fields["name"])


def _code(field: forms.Field, label: Any) -> None:
    field.label = label
    field.max_length = 20  # type: ignore[attr-defined]
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric", maxlength="20")


def _key_name(field: forms.Field) -> None:
    field.label = _("Name of the key")
    field.help_text = _("So that you recognise it later, for example “Office telephone”.")
    field.validators += [MaxLengthValidator(NAME_LENGTH), one_line]
    field.widget.attrs["maxlength"] = str(NAME_LENGTH)
