"""Letters around an event that is under way or over: reminder, mail of the secretariat, documents, evaluation, answers to impulses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

REMINDER = "event-reminder"
BULK = "event-mail"
DOCUMENTS = "event-documents"
EVALUATION = "event-evaluation"
CANCELLED = "event-called-off"
MOVED = "event-moved"
IMPULSE_ACCEPTED = "impulse-accepted"
IMPULSE_DECLINED = "impulse-declined"


class Facts(NamedTuple):
    """What letters say about an event: title, when, where, for whom; `url` is the personal page."""

    title: Text
    when: Text
    where: Text
    name: str
    url: str


def why(facts: Facts) -> Text:
    """Why a participant gets the mail."""
    return filled(_("You receive this mail because you are registered for “%(title)s”."), title=facts.title)


def hello(facts: Facts) -> Text:
    """The greeting."""
    return filled(_("Hello %(name)s,"), name=facts.name)


def reminder(facts: Facts, *, is_online: bool) -> Letter:
    """It is about to begin."""
    there = (
        _("You find the link to take part on your page, from 15 minutes before the start.")
        if is_online
        else _("Please have the code of your registration at hand; it also stands on your page.")
    )
    return Letter(
        subject=filled(_("Soon: %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(_("%(title)s: %(when)s."), title=facts.title, when=facts.when),
            *((filled(_("Where: %(where)s."), where=facts.where),) if facts.where else ()),
            there,
            _("If you cannot come, please cancel on your page, so that somebody else can have the place."),
        ),
        actions=(Action(_("To your registration"), facts.url),),
        why=why(facts),
    )


def bulk(facts: Facts, *, subject: str, text: str) -> Letter:
    """What the secretariat writes; paragraphs are divided by empty lines."""
    paragraphs = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return Letter(
        subject=subject,
        greeting=hello(facts),
        paragraphs=tuple(part for part in paragraphs if part),
        actions=(Action(_("To your registration"), facts.url),) if facts.url else (),
        why=why(facts),
    )


def documents(facts: Facts, *, found: Sequence[tuple[str, str]], evaluation: str = "") -> Letter:
    """What remains of the event: (title, address) pairs, and the question how it was."""
    asked = (_("We would also like to know how it was: five questions at most, and without your name."),)
    buttons = tuple(Action(title, url) for title, url in found)
    return Letter(
        subject=filled(_("Documents of %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(
                _("Thank you for having been there: %(title)s. These documents are ready:"), title=facts.title
            ),
            *(asked if evaluation else ()),
        ),
        actions=(*buttons, *((Action(_("Say how it was"), evaluation),) if evaluation else ())),
        why=filled(_("You receive this mail because you took part in “%(title)s”."), title=facts.title),
    )


def evaluation(facts: Facts, *, url: str) -> Letter:
    """How was it? The answer has no name."""
    return Letter(
        subject=filled(_("How was it? %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(_("Thank you for having been there: %(title)s."), title=facts.title),
            _(
                "Please tell us how it was. It takes two minutes. Your answer is kept without your name, and nobody can see "
                "from whom it came."
            ),
        ),
        actions=(Action(_("Say how it was"), url),),
        why=filled(_("You receive this mail because you took part in “%(title)s”."), title=facts.title),
    )


def called_off(facts: Facts, *, reason: str) -> Letter:
    """It does not take place."""
    return Letter(
        subject=filled(_("Cancelled: %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(
                _("Unfortunately this event does not take place: %(title)s, %(when)s."),
                title=facts.title,
                when=facts.when,
            ),
            *((reason,) if reason else ()),
            _(
                "You need not do anything. Your place no longer keeps you from registering for something else at that time."
            ),
        ),
        why=why(facts),
    )


def moved(facts: Facts) -> Letter:
    """Time or place are others now."""
    return Letter(
        subject=filled(_("Changed: %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(_("Time or place of an event have changed: %(title)s."), title=facts.title),
            filled(_("New: %(when)s."), when=facts.when),
            *((filled(_("Where: %(where)s."), where=facts.where),) if facts.where else ()),
            _("Your registration stands. If you cannot come now, please cancel on your page."),
        ),
        actions=(Action(_("To your registration"), facts.url),),
        why=why(facts),
    )


def revived(facts: Facts) -> Letter:
    """It takes place after all."""
    return Letter(
        subject=filled(_("Takes place after all: %(title)s"), title=facts.title),
        greeting=hello(facts),
        paragraphs=(
            filled(
                _("This event was cancelled and takes place after all: %(title)s, %(when)s."),
                title=facts.title,
                when=facts.when,
            ),
            _("Your registration stands. If you cannot come now, please cancel on your page."),
        ),
        actions=(Action(_("To your registration"), facts.url),),
        why=why(facts),
    )


def impulse_accepted(*, title: str, url: str) -> Letter:
    """The secretariat takes the proposal up."""
    return Letter(
        subject=filled(_("Your proposal was accepted: %(title)s"), title=title),
        paragraphs=(
            filled(_("The secretariat has accepted your proposal: %(title)s."), title=title),
            _("It is being prepared now; the secretariat will talk to you about the details."),
        ),
        actions=(Action(_("My proposals"), url),),
        why=_("You receive this mail because you proposed something for a working group or an event."),
    )


def impulse_declined(*, title: str, reason: str, url: str) -> Letter:
    """The secretariat does not take it up, and says why."""
    return Letter(
        subject=filled(_("About your proposal: %(title)s"), title=title),
        paragraphs=(
            filled(_("The secretariat cannot take up your proposal at the moment: %(title)s."), title=title),
            filled(_("The reason: %(reason)s"), reason=reason),
            _("You are welcome to propose something else at any time."),
        ),
        actions=(Action(_("My proposals"), url),),
        why=_("You receive this mail because you proposed something for a working group or an event."),
    )


def register_kinds() -> None:
    """Makes the letters known, with examples for the preview."""
    base = settings.PORTAL_BASE_URL
    facts = Facts(
        _("Exchange round on municipal energy supply"),
        "14.01.2027, 10:00",
        "Dortmund",
        "Beispielperson",
        base,
    )
    own = f"{base}/de/account/event-proposals/"
    found = [("Dokumentation", f"{base}/de/knowledge/")]
    for slug, label, example in (
        (REMINDER, _("Event: reminder"), lambda: reminder(facts, is_online=True)),
        (
            BULK,
            _("Event: mail of the secretariat to participants"),
            lambda: bulk(facts, subject="Hinweis zur Anreise", text="Der Eingang ist im Hof.\n\nBis bald!"),
        ),
        (DOCUMENTS, _("Event: documents"), lambda: documents(facts, found=found, evaluation=base)),
        (EVALUATION, _("Event: evaluation"), lambda: evaluation(facts, url=base)),
        (CANCELLED, _("Event: cancelled"), lambda: called_off(facts, reason="Die Referentin ist erkrankt.")),
        (MOVED, _("Event: time or place changed"), lambda: moved(facts)),
        (
            IMPULSE_ACCEPTED,
            _("Proposal of a member: accepted"),
            lambda: impulse_accepted(title="Werkstatt Wasser", url=own),
        ),
        (
            IMPULSE_DECLINED,
            _("Proposal of a member: declined"),
            lambda: impulse_declined(title="Werkstatt Wasser", reason="Es gibt sie schon.", url=own),
        ),
    ):
        register(LetterKind(slug, label, example))
