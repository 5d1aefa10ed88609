"""allauth's hooks: no open sign-up, mails through the outbox in the person's language, sealed secrets."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from accounts import mails, mails_signin, second_factor
from accounts.models import User
from accounts.services import addresses, erasure
from platform_portal.core import letters
from platform_portal.core.client_address import client_address

log = logging.getLogger(__name__)

#: The overview in each language.
OVERVIEWS = frozenset(f"/{code}/" for code, _name in settings.LANGUAGES)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation of the secretariat; nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address limits count by; only our own proxies are believed."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The overview in the account's language."""
        return f"/{cast('User', request.user).language}/"

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Whoever logs in again keeps the account; who came from the overview sees it in the account's language."""
        if facts.get("redirect_url") in OVERVIEWS:
            facts["redirect_url"] = f"/{user.language}/"
        addresses.remember(user=user)
        if erasure.cancel(user=user):
            messages.success(request, _("Welcome back. Your account will not be deleted."))
        return super().post_login(request, user, **facts)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Puts the letter for this mail into the outbox, in the account's language (else the page's)."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(user, "language", None) or (translation.get_language() or "de")[:2]
        letter = mails_signin.letter_for(template_prefix, context, language=language)
        kind = mails_signin.kind_of(template_prefix)
        if letter is None:
            log.warning("no letter of its own for %s", template_prefix)
            with translation.override(language):
                message = self.render_mail(template_prefix, email, {"email": email, **context})
            kind, letter = "account-notice", mails.notice(subject=message.subject, body=str(message.body))
        letters.post(kind=kind, letter=letter, to=email, language=language)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors, and keeps the last one where one is required."""

    def encrypt(self, text: str) -> str:
        """Sealed with a key made from SECRET_KEY: a copy of the database alone opens no account."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opens what was sealed with SECRET_KEY or one of its SECRET_KEY_FALLBACKS."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of somebody who must have one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=second_factor.TYPES).exclude(
            pk=authenticator.pk
        )
        return others.exists() or not second_factor.is_required(user)


def _seal() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"second factor:" + force_bytes(secret)).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def remember_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Whoever has just set up a factor has proved it: this session need not ask for it again."""
    record_authentication(request, user, method="mfa", id=authenticator.pk, type=str(authenticator.type))
