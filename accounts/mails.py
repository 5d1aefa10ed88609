"""Letters of the accounts."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Action, Letter, LetterKind, register

WHY_ACCOUNT = _("You receive this mail because you have an account on this portal.")


def password_reset(*, url: str) -> Letter:
    """The link that sets a new password; valid for three days, once."""
    return Letter(
        subject=_("Set a new password"),
        paragraphs=(
            _("Somebody, probably you, asked to set a new password for your account."),
            _("If it was not you, there is nothing to do: your password stays as it is."),
        ),
        actions=(Action(_("Set a new password"), url),),
        why=WHY_ACCOUNT,
    )


def notice(*, subject: str, body: str) -> Letter:
    """A note on a change to the account, in the words of the sign-in library."""
    paragraphs = tuple(part.strip() for part in body.split("\n\n") if part.strip())
    return Letter(subject=subject, paragraphs=paragraphs, why=WHY_ACCOUNT)


def erasure_scheduled(*, due: str, url: str, unused: bool) -> Letter:
    """The account will be erased; logging in keeps it."""
    reason = (
        _(
            "Nobody has used your account for three years. We do not keep data without a reason, so it will be deleted."
        )
        if unused
        else _("You have asked to delete your account. It is closed from now on.")
    )
    return Letter(
        subject=_("Your account will be deleted"),
        paragraphs=(
            reason,
            _("It will be deleted on %(due)s, with everything the portal holds about you.") % {"due": due},
            _("If you change your mind, log in before that day: then everything stays as it is."),
        ),
        actions=(Action(_("Log in and keep the account"), url),),
        why=WHY_ACCOUNT,
    )


def erasure_cancelled() -> Letter:
    """The account stays."""
    return Letter(
        subject=_("Your account stays"),
        paragraphs=(_("You have logged in again, so your account will not be deleted."),),
        why=WHY_ACCOUNT,
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    register(
        LetterKind(
            "password-reset-key",
            _("New password"),
            lambda: password_reset(
                url=f"{settings.PORTAL_BASE_URL}/de/account/password/reset/key/1-example/"
            ),
        )
    )
    register(
        LetterKind(
            "account-notice",
            _("Change to the account"),
            lambda: notice(
                subject=str(_("Your password was changed")),
                body=str(_("Your password was changed. If it was not you, write to the secretariat.")),
            ),
        )
    )
    register(
        LetterKind(
            "erasure-scheduled",
            _("Account will be deleted"),
            lambda: erasure_scheduled(
                due="24.12.", url=f"{settings.PORTAL_BASE_URL}/de/account/login/", unused=False
            ),
        )
    )
    register(LetterKind("erasure-cancelled", _("Account stays"), erasure_cancelled))
