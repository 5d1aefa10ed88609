"""Letters to those who subscribe: the link that confirms, the way to the preferences."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from newsletter import links
from newsletter.models import Subscriber
from platform_portal.core.letters import Action, Letter, LetterKind, register

CONFIRM, KNOWN, LINK = "newsletter-confirm", "newsletter-known", "newsletter-link"


def _address(name: str, *args: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse(name, args=args)}"


#: The full address of a page, in the language the letter is rendered in.
address = lazy(_address, str)


def please_confirm(key: str) -> Letter:
    """The mail of the double opt-in: nothing but the question, no advertising."""
    return Letter(
        subject=_("Please confirm: newsletter of the Platform Reconstruction Ukraine"),
        paragraphs=(
            _("Somebody, probably you, has entered this address for the newsletter."),
            _("Please open the page below and press the button there. Only then do you get the newsletter."),
        ),
        actions=(Action(_("Confirm the subscription"), address("newsletter-confirm", key)),),
        closing=(
            _("The link is good for seven days. If it was not you, do nothing: the address is deleted then."),
        ),
        why=_("You receive this mail once, because this address was entered on our page for the newsletter."),
    )


def already_reading(subscriber: Subscriber) -> Letter:
    """Asked again by somebody who reads already: where it is changed."""
    return Letter(
        subject=_("You get our newsletter already"),
        paragraphs=(
            _(
                "This address was entered for the newsletter once more. You get it already; nothing has changed."
            ),
            _("On the following page you choose what you read, in which language, or leave."),
        ),
        actions=(_preferences(subscriber),),
        why=_("You receive this mail because this address was entered on our page for the newsletter."),
    )


def link_to_preferences(subscriber: Subscriber) -> Letter:
    """Asked for on the page of the preferences."""
    return Letter(
        subject=_("Your newsletter: change or leave"),
        paragraphs=(_("Here you choose what you read, in which language, take a break, or leave."),),
        actions=(_preferences(subscriber),),
        why=_("You receive this mail because somebody asked for this link with your address."),
    )


def _preferences(subscriber: Subscriber) -> Action:
    key = links.key_for(subscriber.pk, subscriber.key_version)
    return Action(_("To my newsletter"), address("newsletter-preferences", key))


def register_kinds() -> None:
    """Makes the kinds known to outbox and preview."""
    example = Subscriber(
        pk=1, address="leserin@example.org", created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    register(LetterKind(CONFIRM, _("Newsletter: please confirm"), lambda: please_confirm("beispiel")))
    register(LetterKind(KNOWN, _("Newsletter: reads already"), lambda: already_reading(example)))
    register(LetterKind(LINK, _("Newsletter: link to the preferences"), lambda: link_to_preferences(example)))
