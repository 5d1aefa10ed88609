"""Letters of joining: invitations, claims, interest forms. All texts are lazy: they are worked out in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

if TYPE_CHECKING:
    from actors.models import Actor


def _address(name: str, *args: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse(name, args=args)}"


#: The full address of a page, in the language the letter is rendered in.
address = lazy(_address, str)


def page(language: str, name: str, *args: str) -> str:
    """The full address of a page in a given language."""
    with translation.override(language):
        return _address(name, *args)


def day(moment: dt.datetime) -> Text:
    """The day as the reader's language writes it."""
    return lazy(lambda: date_format(timezone.localtime(moment), "DATE_FORMAT"), str)()


def name_of(obj: Actor) -> Text:
    """The name in the language the letter is rendered in."""
    return lazy(lambda: str(obj.name), str)()


def invitation(
    *, key: str, organisation: Text, inviter: Text, message: Text, valid_until: Text, is_owner: bool
) -> Letter:
    """Somebody is asked to keep the entry of an organisation."""
    role = (
        _("As an owner you change the entry and decide who else may do so.")
        if is_owner
        else _("As an editor you change the entry: description, topics, needs and offers, contacts.")
    )
    asked = _("%(inviter)s invites you to keep the entry of “%(organisation)s” on the portal.")
    paragraphs: list[Text] = [filled(asked, inviter=inviter, organisation=organisation), role]
    if message:
        paragraphs.append(filled(_("Message: “%(message)s”"), message=message))
    return Letter(
        subject=filled(_("Invitation: keep the entry of %(organisation)s"), organisation=organisation),
        paragraphs=(*paragraphs, _valid(valid_until)),
        actions=(Action(_("Answer the invitation"), address("invitation", key)),),
        why=_("You receive this mail because somebody entered this address in an invitation."),
    )


def invitation_to_secretariat(*, key: str, inviter: Text, message: Text, valid_until: Text) -> Letter:
    """Somebody is asked to work in the secretariat."""
    paragraphs: list[Text] = [
        filled(_("%(inviter)s invites you to an account of the secretariat."), inviter=inviter),
        _("With it you look after the entries of all actors. It needs a second factor."),
    ]
    if message:
        paragraphs.append(filled(_("Message: “%(message)s”"), message=message))
    return Letter(
        subject=_("Invitation to the secretariat"),
        paragraphs=(*paragraphs, _valid(valid_until)),
        actions=(Action(_("Answer the invitation"), address("invitation", key)),),
        why=_("You receive this mail because somebody entered this address in an invitation."),
    )


def invitation_answered(*, organisation: Text, person: Text, accepted: bool, url: Text) -> Letter:
    """Tells who invited what became of it."""
    text = (
        _("%(person)s has accepted the invitation to keep the entry of “%(organisation)s”.")
        if accepted
        else _("%(person)s has declined the invitation to keep the entry of “%(organisation)s”.")
    )
    subject = _("Invitation accepted") if accepted else _("Invitation declined")
    return Letter(
        subject=subject,
        paragraphs=(filled(text, person=person, organisation=organisation),),
        actions=(Action(_("People of this organisation"), url),),
        why=_("You receive this mail because you sent the invitation."),
    )


def confirm_claim(*, organisation: Text, token: str) -> Letter:
    """The address of a claim is to be confirmed."""
    return Letter(
        subject=filled(_("Please confirm: you speak for %(organisation)s"), organisation=organisation),
        paragraphs=(
            filled(
                _("You have written that “%(organisation)s” is your organisation."), organisation=organisation
            ),
            _("Please confirm your address. Then the secretariat checks it and answers you by mail."),
            _within_a_week(),
        ),
        actions=(Action(_("Confirm the address"), address("claim-confirm", token)),),
        why=_("You receive this mail because somebody gave this address in the form “This is us”."),
    )


def claim_accepted(*, organisation: Text, url: Text, has_account: bool, valid_until: Text) -> Letter:
    """The claim is right: the way to the entry, or to the account."""
    begin: tuple[Text, ...] = (
        _("Open the link to begin: with it you set up your account."),
        _valid(valid_until),
    )
    next_steps = (_("You can change the entry at once."),) if has_account else begin
    label = _("To my organisations") if has_account else _("Set up the account")
    return Letter(
        subject=filled(_("You now keep the entry of %(organisation)s"), organisation=organisation),
        paragraphs=(
            filled(
                _("The secretariat has checked your claim: “%(organisation)s” is your organisation."),
                organisation=organisation,
            ),
            *next_steps,
        ),
        actions=(Action(label, url),),
        why=_("You receive this mail because you used the form “This is us”."),
    )


def claim_refused(*, organisation: Text, reason: Text) -> Letter:
    """The claim could not be accepted, and why."""
    return Letter(
        subject=filled(_("Your claim for %(organisation)s"), organisation=organisation),
        paragraphs=(
            filled(
                _("The secretariat could not accept that “%(organisation)s” is your organisation."),
                organisation=organisation,
            ),
            filled(_("Reason: %(reason)s"), reason=reason),
            _("If this is a misunderstanding, please write to the secretariat."),
        ),
        why=_("You receive this mail because you used the form “This is us”."),
    )


def confirm_interest(*, organisation: Text, token: str) -> Letter:
    """The address of an interest form is to be confirmed."""
    return Letter(
        subject=filled(_("Please confirm: %(organisation)s wants to take part"), organisation=organisation),
        paragraphs=(
            filled(
                _("Thank you for wanting to take part in the platform with “%(organisation)s”."),
                organisation=organisation,
            ),
            _("Please confirm your address. Then the secretariat checks it and answers you by mail."),
            _within_a_week(),
        ),
        actions=(Action(_("Confirm the address"), address("join-confirm", token)),),
        why=_("You receive this mail because somebody gave this address in the form “Take part”."),
    )


def interest_accepted(*, organisation: Text, url: Text, valid_until: Text) -> Letter:
    """The organisation is welcome: the way to the account and the draft of its entry."""
    return Letter(
        subject=filled(_("Welcome: %(organisation)s takes part"), organisation=organisation),
        paragraphs=(
            filled(
                _("The secretariat has prepared an entry for “%(organisation)s”."), organisation=organisation
            ),
            _("Open the link to begin: with it you set up your account."),
            _valid(valid_until),
            _("Complete the entry; the secretariat looks at it and publishes it."),
        ),
        actions=(Action(_("Set up the account"), url),),
        why=_("You receive this mail because you used the form “Take part”."),
    )


def interest_refused(*, organisation: Text, reason: Text) -> Letter:
    """The organisation cannot take part, and why."""
    return Letter(
        subject=filled(_("Your wish to take part with %(organisation)s"), organisation=organisation),
        paragraphs=(
            filled(
                _("The secretariat could not make an entry for “%(organisation)s”."),
                organisation=organisation,
            ),
            filled(_("Reason: %(reason)s"), reason=reason),
            _("If this is a misunderstanding, please write to the secretariat."),
        ),
        why=_("You receive this mail because you used the form “Take part”."),
    )


def _valid(until: Text) -> Text:
    return filled(_("The link is valid until %(day)s and can be used once."), day=until)


def _within_a_week() -> Text:
    return _("The link is valid for 7 days. If it was not you, you need not do anything.")


def register_kinds() -> None:
    """Makes the letters known to the preview, with invented examples."""
    city, until = "Stadt Beispielburg", "24.12."
    examples: tuple[tuple[str, object, Callable[[], Letter]], ...] = (
        (
            "invitation",
            _("Invitation to keep an entry"),
            lambda: invitation(
                key="example", organisation=city, inviter="Erika Muster", is_owner=True, valid_until=until,
                message=_("We look forward to working with you."),
            ),
        ),
        (
            "invitation-secretariat",
            _("Invitation to the secretariat"),
            lambda: invitation_to_secretariat(
                key="example", inviter="Erika Muster", message="", valid_until=until
            ),
        ),
        (
            "invitation-answered",
            _("Invitation answered"),
            lambda: invitation_answered(
                organisation=city, person="max@example.org", accepted=True, url=address("account")
            ),
        ),
        (
            "claim-confirm",
            _("“This is us”: confirm the address"),
            lambda: confirm_claim(organisation=city, token="example"),  # noqa: S106 - part of an address
        ),
        (
            "claim-accepted",
            _("“This is us”: accepted"),
            lambda: claim_accepted(
                organisation=city, url=address("invitation", "example"), has_account=False, valid_until=until
            ),
        ),
        (
            "claim-refused",
            _("“This is us”: refused"),
            lambda: claim_refused(organisation=city, reason=_("The address belongs to another organisation.")),
        ),
        (
            "interest-confirm",
            _("“Take part”: confirm the address"),
            lambda: confirm_interest(organisation=city, token="example"),  # noqa: S106 - part of an address
        ),
        (
            "interest-accepted",
            _("“Take part”: accepted"),
            lambda: interest_accepted(
                organisation=city, url=address("invitation", "example"), valid_until=until
            ),
        ),
        (
            "interest-refused",
            _("“Take part”: refused"),
            lambda: interest_refused(organisation=city, reason=_("The portal is for organisations only.")),
        ),
    )  # fmt: skip
    for slug, label, example in examples:
        register(LetterKind(slug, label, example))  # type: ignore[arg-type]
