"""Letters about publishing a contact."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors import consent_wording
from actors.models import ContactConsent
from platform_portal.core.letters import Action, Letter, LetterKind, filled, register

QUESTION, CONFIRMATION, WITHDRAWN = "contact-consent", "contact-consent-given", "contact-consent-withdrawn"

WHY = _("You receive this mail because this address is entered as a contact of “%(name)s” on the portal.")


def question(consent: ContactConsent, *, url: str) -> Letter:
    """Asks whether the contact may be published; the answer is given on the page."""
    name = consent.shown.get("actor", "")
    return Letter(
        subject=filled(_("May we publish your contact for “%(name)s”?"), name=name),
        paragraphs=(
            filled(_("“%(name)s” would like to show this contact to everybody on the portal:"), name=name),
            shown_as_text(consent),
            _(
                "Nothing is published before you agree. On the page you find the exact wording and can say yes or no."
            ),
        ),
        actions=(Action(_("Read and answer"), url),),
        closing=(_("Without an answer everything stays as it is; the link works for 60 days."),),
        why=filled(WHY, name=name),
    )


def confirmation(consent: ContactConsent, *, url: str) -> Letter:
    """What was agreed to, for the person's own records, with the way to withdraw it."""
    name = consent.shown.get("actor", "")
    return Letter(
        subject=filled(_("Your contact for “%(name)s” is public now"), name=name),
        paragraphs=(
            _("Thank you. You have agreed that everybody can see these details:"),
            shown_as_text(consent),
            _("This is what you agreed to:"),
            consent.wording,
        ),
        closing=(
            filled(_("You can withdraw this at any time, without a reason, on this page: %(url)s"), url=url),
        ),
        why=filled(WHY, name=name),
    )


def withdrawn(consent: ContactConsent) -> Letter:
    """The contact is no longer public."""
    name = consent.shown.get("actor", "")
    return Letter(
        subject=filled(_("Your contact for “%(name)s” is no longer public"), name=name),
        paragraphs=(
            _("You have withdrawn your consent. The details are gone from the public pages within a minute."),
            _("That you had agreed, and when you withdrew it, is kept for three years as a proof."),
        ),
        why=filled(WHY, name=name),
    )


def shown_as_text(consent: ContactConsent) -> str | Promise:
    """The details, one a line."""
    return "\n".join(
        str(consent.shown[name]) for name in ("function", "email", "phone") if consent.shown.get(name)
    )


def _example() -> ContactConsent:
    return ContactConsent(
        shown={
            "actor": "Stadt Beispiel",
            "function": "Büro für Internationales",
            "email": "international@example.org",
        },
        wording=consent_wording.current("de"),
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    url = f"{settings.PORTAL_BASE_URL}/de/contact-consent/example/"
    register(LetterKind(QUESTION, _("Publish a contact: question"), lambda: question(_example(), url=url)))
    register(
        LetterKind(
            CONFIRMATION, _("Publish a contact: confirmation"), lambda: confirmation(_example(), url=url)
        )
    )
    register(LetterKind(WITHDRAWN, _("Publish a contact: withdrawn"), lambda: withdrawn(_example())))
