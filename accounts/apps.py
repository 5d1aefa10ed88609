"""Who signs in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and their preferences."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from accounts import limits, mails, second_factor
        from accounts.adapter import remember_new_factor

        limits.use_the_database()
        mails.register_kinds()
        second_factor.autodiscover()
        authenticator_added.connect(remember_new_factor, dispatch_uid="accounts.remember_new_factor")
