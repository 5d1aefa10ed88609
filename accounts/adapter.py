"""allauth's hooks: no open sign-up, mails through the outbox in the person's language."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation

from accounts.models import User
from platform_portal.core import outbox


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation of the secretariat; nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Renders the mail in the account's language (else the page's) and puts it into the outbox."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(user, "language", None) or translation.get_language() or "de"
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
        outbox.queue(
            kind=template_prefix.rpartition("/")[2].replace("_", "-"),
            to=email,
            subject=message.subject,
            text=message.body,
            html=html,
            language=language,
        )
