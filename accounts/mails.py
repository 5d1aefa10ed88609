"""Letters of the accounts; those about signing in are in `mails_signin`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts import mails_signin
from accounts.enums import NotificationKind
from platform_portal.core.letters import (
    Action,
    Letter,
    LetterKind,
    Section,
    Text,
    filled,
    filled_number,
    register,
)

#: The kind of a mail that says several things at once.
DIGEST = "digest"
WHY_ACCOUNT = _("You receive this mail because you have an account on this portal.")


def notice(*, subject: str, body: str) -> Letter:
    """A mail of the sign-in library that has no letter of its own yet, in its words."""
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
            filled(_("It will be deleted on %(due)s, with everything the portal holds about you."), due=due),
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


def digest(matters: Sequence[tuple[Callable[[], Text], Letter]]) -> Letter:
    """What has gathered for a person, each matter under the heading its own letter has; `matters` with what they belong to."""
    return Letter(
        subject=filled_number(
            ngettext_lazy("%(count)d message from the portal", "%(count)d messages from the portal", "count"),
            count=len(matters),
        ),
        paragraphs=(_("This is what has gathered for you since the last mail:"),),
        sections=tuple(
            Section(
                heading=letter.subject,
                paragraphs=(*letter.paragraphs, *letter.closing),
                actions=letter.actions,
                about=lazy(about, str)(),
            )
            for about, letter in matters
        ),
        why=_("You receive this mail because you asked for such messages to be collected."),
        is_notice=True,
    )


def _example_of_a_digest() -> Letter:
    return digest(
        [
            (
                lambda: str(NotificationKind.ENTRY.label),
                Letter(
                    subject=_("Your changes are published"),
                    paragraphs=(_("The secretariat has accepted your changes."),),
                    actions=(Action(_("See the entry"), f"{settings.PORTAL_BASE_URL}/de/actors/example/"),),
                    why=WHY_ACCOUNT,
                ),
            ),
            (lambda: str(NotificationKind.EVENTS.label), erasure_cancelled()),
        ]
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    mails_signin.register_kinds()
    register(
        LetterKind(
            "account-notice",
            _("Change to the account"),
            lambda: Letter(
                subject=_("Your password was changed"),
                paragraphs=(_("Your password was changed. If it was not you, write to the secretariat."),),
                why=WHY_ACCOUNT,
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
    register(LetterKind(DIGEST, _("Collected messages"), _example_of_a_digest))
    register(LetterKind("erasure-cancelled", _("Account stays"), erasure_cancelled))
