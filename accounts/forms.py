"""Forms of signing in; the layout is the KERN pack's."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm


class LoginForm(AllauthLoginForm):
    """E-mail and password."""


class ResetPasswordForm(AllauthResetPasswordForm):
    """Asks for the link that sets a new password."""
