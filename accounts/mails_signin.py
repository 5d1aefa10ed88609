"""Letters about signing in: one for every mail the sign-in library sends, instead of its own plain texts.

The library names a mail by the prefix of its templates, such as "account/email/password_changed"; the kind of letter is the
last word of it with hyphens. A prefix nobody knows yet is sent in the library's words, in the portal's layout.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Action, Letter, LetterKind, filled, register

type Text = str | Promise
type Facts = Mapping[str, Any]

HELLO = _("Hello,")
WHY_SAFETY = _(
    "You receive this mail because the change concerns the safety of your account; it cannot be turned off."
)
WHY_ASKED = _(
    "You receive this mail because somebody typed this address on the portal's pages for signing in."
)
WHY_ADDRESS = _("You receive this mail because somebody gave this address for an account on this portal.")
NOTHING_TO_DO = _("If it was not you, you need not do anything.")


@dataclass(frozen=True, slots=True)
class SignInMail:
    """A mail of the sign-in library: its words for the preview, and the letter made from the facts the library gives."""

    label: Text
    letter: Callable[[Facts], Letter]

    def example(self) -> Letter:
        """With invented facts."""
        return self.letter(EXAMPLE)


def kind_of(prefix: str) -> str:
    """The kind of letter for a template prefix of the library."""
    return prefix.rpartition("/")[2].replace("_", "-")


def letter_for(prefix: str, facts: Facts, *, language: str) -> Letter | None:
    """The letter for a prefix, its links in the reader's language; None: the prefix is not known."""
    mail = MAILS.get(prefix)
    if mail is None:
        return None
    return mail.letter(
        {
            name: own_address(value, language) if name.endswith("_url") else value
            for name, value in facts.items()
        }
    )


def own_address(url: str, language: str) -> str:
    """The path of a link under the portal's own address and the reader's language, whatever host the request named."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    codes = "|".join(code for code, _name in settings.LANGUAGES)
    return settings.PORTAL_BASE_URL + re.sub(rf"^/({codes})/", f"/{language}/", path)


def _changed(subject: Text, sentence: Text) -> Callable[[Facts], Letter]:
    """A note on a change: what, when, from where, and what to do when it was somebody else."""

    def letter(facts: Facts) -> Letter:
        return Letter(
            subject=subject,
            greeting=HELLO,
            paragraphs=(
                sentence,
                filled(_("When: %(time)s"), time=_moment(facts["timestamp"])),
                filled(_("From the address: %(address)s"), address=facts["ip"]),
                filled(_("With: %(browser)s"), browser=facts["user_agent"] or "–"),
            ),
            actions=(Action(_("Set a new password"), _link("account/password/reset/")),),
            closing=(
                _("If this was not you, please set a new password at once and tell the secretariat."),
                _("If it was you, you need not do anything."),
            ),
            why=WHY_SAFETY,
        )

    return letter


def _password_reset(facts: Facts) -> Letter:
    return Letter(
        subject=_("Set a new password"),
        greeting=HELLO,
        paragraphs=(_("Somebody, probably you, asked to set a new password for your account."),),
        actions=(Action(_("Set a new password"), facts["password_reset_url"]),),
        closing=(
            _("The link works once and for three days."),
            _("If it was not you, there is nothing to do: your password stays as it is."),
        ),
        why=WHY_ASKED,
    )


def _confirm_address(facts: Facts) -> Letter:
    if "code" in facts:
        return _code(_("Please confirm your e-mail address"), WHY_ADDRESS)(facts)
    return Letter(
        subject=_("Please confirm your e-mail address"),
        greeting=HELLO,
        paragraphs=(
            _("Somebody, probably you, gave this address for an account on this portal."),
            _("Please confirm that it is yours: until then nothing is sent to it."),
        ),
        actions=(Action(_("Confirm the address"), facts["activate_url"]),),
        closing=(NOTHING_TO_DO,),
        why=WHY_ADDRESS,
    )


def _already_exists(facts: Facts) -> Letter:
    return Letter(
        subject=_("You already have an account"),
        greeting=HELLO,
        paragraphs=(
            _("Somebody, probably you, wanted to open an account with this address. There is one already."),
            _("If you do not remember the password, set a new one."),
        ),
        actions=(Action(_("Set a new password"), facts["password_reset_url"]),),
        closing=(NOTHING_TO_DO,),
        why=WHY_ASKED,
    )


def _unknown(facts: Facts) -> Letter:
    del facts
    return Letter(
        subject=_("No account with this address"),
        greeting=HELLO,
        paragraphs=(
            _("Somebody, probably you, asked for a new password. There is no account with this address."),
            _("Perhaps your account has another address? Otherwise the secretariat helps you."),
        ),
        closing=(NOTHING_TO_DO,),
        why=WHY_ASKED,
    )


def _code(subject: Text, why: Text = WHY_ASKED) -> Callable[[Facts], Letter]:
    def letter(facts: Facts) -> Letter:
        return Letter(
            subject=subject,
            greeting=HELLO,
            paragraphs=(
                _("Please type this code into the page that is open in your browser:"),
                facts["code"],
            ),
            closing=(NOTHING_TO_DO,),
            why=why,
        )

    return letter


def _link(path: str) -> Text:
    """An own address in the language in which the letter is rendered."""
    return lazy(lambda: own_address(f"/de/{path}", _active()), str)()


def _moment(value: dt.datetime) -> Text:
    return lazy(lambda: date_format(timezone.localtime(value), "DATETIME_FORMAT"), str)()


def _active() -> str:
    from django.utils.translation import get_language

    return (get_language() or settings.LANGUAGE_CODE)[:2]


EXAMPLE: Facts = {
    "password_reset_url": f"{settings.PORTAL_BASE_URL}/de/account/password/reset/key/1-example/",
    "activate_url": f"{settings.PORTAL_BASE_URL}/de/account/confirm-email/example/",
    "timestamp": dt.datetime(2026, 10, 1, 9, 30, tzinfo=dt.UTC),
    "ip": "192.0.2.10",
    "user_agent": "Firefox",
}
CODE_EXAMPLE: Facts = {"code": "AB12-CD34"}

MAILS: dict[str, SignInMail] = {
    "account/email/password_reset_key": SignInMail(_("New password"), _password_reset),
    "account/email/email_confirmation": SignInMail(_("Confirm an address"), _confirm_address),
    "account/email/email_confirmation_signup": SignInMail(_("Confirm the address of a new account"), _confirm_address),
    "account/email/account_already_exists": SignInMail(_("Account exists already"), _already_exists),
    "account/email/unknown_account": SignInMail(_("No account with this address"), _unknown),
    "account/email/login_code": SignInMail(
        _("Code for logging in"), lambda facts: _code(_("Your code for logging in"))({**CODE_EXAMPLE, **facts})
    ),
    "account/email/password_reset_code": SignInMail(
        _("Code for a new password"), lambda facts: _code(_("Your code for a new password"))({**CODE_EXAMPLE, **facts})
    ),
    "account/email/password_changed": SignInMail(
        _("Password changed"), _changed(_("Your password was changed"), _("The password of your account was changed."))
    ),
    "account/email/password_set": SignInMail(
        _("Password set"), _changed(_("Your account has a password now"), _("A password was set for your account."))
    ),
    "account/email/password_reset": SignInMail(
        _("Password set anew"), _changed(_("Your password was set anew"), _("The password of your account was set anew, by a link in a mail."))
    ),
    "account/email/email_changed": SignInMail(
        _("Address changed"),
        _changed(_("The address of your account was changed"),
                 _("Your account has another main address now. This mail goes to the former one.")),
    ),
    "account/email/email_confirm": SignInMail(
        _("Address confirmed"), _changed(_("Your address is confirmed"), _("An address of your account was confirmed."))
    ),
    "account/email/email_deleted": SignInMail(
        _("Address removed"), _changed(_("An address was removed"), _("An address was removed from your account."))
    ),
    "mfa/email/totp_activated": SignInMail(
        _("Authenticator app added"),
        _changed(_("Authenticator app added"), _("Your account now asks for a code of an authenticator app.")),
    ),
    "mfa/email/totp_deactivated": SignInMail(
        _("Authenticator app removed"),
        _changed(_("Authenticator app removed"), _("Your account no longer asks for a code of an authenticator app.")),
    ),
    "mfa/email/recovery_codes_generated": SignInMail(
        _("New recovery codes"),
        _changed(_("New recovery codes"), _("New recovery codes were made for your account; the old ones no longer work.")),
    ),
    "mfa/email/webauthn_added": SignInMail(
        _("Passkey added"), _changed(_("Passkey added"), _("A passkey was added to your account."))
    ),
    "mfa/email/webauthn_removed": SignInMail(
        _("Passkey removed"), _changed(_("Passkey removed"), _("A passkey was removed from your account."))
    ),
}  # fmt: skip


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    for prefix, mail in MAILS.items():
        register(LetterKind(kind_of(prefix), mail.label, mail.example))
