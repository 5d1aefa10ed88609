"""Letters to the secretariat about a sending that needs somebody."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsletter.enums_delivery import PauseReason
from newsletter.models import Edition
from platform_portal.core import letters
from platform_portal.core.letters import Action, Letter, LetterKind, filled, register

STOPPED, COMPLAINTS = "newsletter-stopped", "newsletter-complaints"


def stopped(*, name: str, reason: str | Promise, note: str, url: str) -> Letter:
    """It has stopped by itself, or was not started."""
    return Letter(
        subject=filled(_("The newsletter “%(name)s” does not go on"), name=name),
        paragraphs=(
            filled(_("Reason: %(reason)s."), reason=reason),
            *((filled(_("The mail server said: %(note)s"), note=note),) if note else ()),
            _("Nobody is lost and nobody gets it twice: who still waits gets the mail when you go on."),
        ),
        actions=(Action(_("To the sending"), url),),
        why=_("You receive this mail because the secretariat sends the newsletter."),
    )


def complaints(*, name: str, note: str, url: str) -> Letter:
    """The warning level is reached."""
    return Letter(
        subject=filled(_("Readers of “%(name)s” report it as spam"), name=name),
        paragraphs=(
            filled(_("Complaints and mails sent: %(note)s."), note=note),
            _("At 0.3 % the sending stops by itself. Find out where these readers come from."),
        ),
        actions=(Action(_("To the sending"), url),),
        why=_("You receive this mail because the secretariat sends the newsletter."),
    )


def tell_stopped(edition: Edition, *, reason: str, note: str) -> None:
    """Writes to the secretariat, in the running transaction."""
    letter = stopped(name=str(edition), reason=PauseReason(reason).label, note=note, url=_address(edition))
    letters.post(kind=STOPPED, letter=letter, to=settings.PORTAL_SECRETARIAT_EMAIL, language="de")


def tell_complaints(edition: Edition, *, note: str) -> None:
    """Writes to the secretariat, in the running transaction."""
    letter = complaints(name=str(edition), note=note, url=_address(edition))
    letters.post(kind=COMPLAINTS, letter=letter, to=settings.PORTAL_SECRETARIAT_EMAIL, language="de")


def _address(edition: Edition) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse('edition-sending', args=[edition.pk])}"


def register_kinds() -> None:
    """Makes the kinds known to outbox and preview."""
    facts = {"name": "Newsletter Nr. 1", "url": f"{settings.PORTAL_BASE_URL}/admin/"}
    register(
        LetterKind(
            STOPPED,
            _("Newsletter: has stopped"),
            lambda: stopped(reason=PauseReason.CONNECTION.label, note="Connection refused", **facts),
        )
    )
    register(LetterKind(COMPLAINTS, _("Newsletter: complaints"), lambda: complaints(note="1 / 800", **facts)))
