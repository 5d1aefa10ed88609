"""Letters about registrations: to be confirmed, received, confirmed, waiting, offered, invited, declined, cancelled, to choose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.enums import Mode
from events.models import Event
from events.words_registration import moment, when
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register


@dataclass(frozen=True, slots=True)
class About:
    """What letters say about a registration; `url` is the personal link."""

    title: Text
    when: Text
    name: str
    url: str
    mode: Text = ""
    session: Text = ""
    until: Text = ""
    reason: str = ""
    others: Text = ""


def why(about: About) -> Text:
    """Why the mail was sent."""
    return filled(
        _("You receive this mail because this address was registered for “%(title)s”."), title=about.title
    )


def _letter(
    about: About, subject: Text, *paragraphs: Text, label: Text = "", closing: tuple[Text, ...] = ()
) -> Letter:
    return Letter(
        subject=filled(subject, title=about.title),
        greeting=filled(_("Hello %(name)s,"), name=about.name),
        paragraphs=tuple(part for part in paragraphs if isinstance(part, Promise) or part),
        actions=(Action(label or _("To your registration"), about.url),),
        closing=closing,
        why=why(about),
    )


def _facts(about: About) -> Text:
    """Title and time; where only the days are known, only these."""
    return filled(_("%(title)s, %(when)s"), title=about.title, when=about.when)


def _own_page() -> Text:
    return _(
        "On your page you can see how things stand, switch between on site and online, change your answers, and cancel. "
        "Please do not pass the link on: whoever has it can change your registration."
    )


def confirm_address(about: About) -> Letter:
    """The address is to be confirmed; a place or a position is held until then."""
    return _letter(
        about,
        _("Please confirm your registration: %(title)s"),
        _("Thank you for your registration. Please confirm it with the link; until then it does not count."),
        _facts(about),
        filled(
            _("We keep your place, or your position on the waiting list, until %(until)s."), until=about.until
        ),
        _("If it was not you, you need not do anything: everything is deleted."),
        label=_("Confirm the registration"),
    )


def known(about: About) -> Letter:
    """Somebody registered an address that is registered already."""
    return _letter(
        about,
        _("You are registered already: %(title)s"),
        _("Somebody, probably you, wanted to register this address once more. Nothing has been changed."),
        _facts(about),
        _own_page(),
    )


def received(about: About) -> Letter:
    """The registration waits for the secretariat."""
    return _letter(
        about,
        _("Your registration was received: %(title)s"),
        _(
            "Your registration has been received. This is not a confirmation yet: the secretariat looks at it and writes to you."
        ),
        _facts(about),
        _own_page(),
    )


def confirmed(about: About) -> Letter:
    """There is a place."""
    return _letter(
        about,
        _("Your registration is confirmed: %(title)s"),
        _("You have a place."),
        _facts(about),
        filled(_("You take part: %(mode)s"), mode=about.mode),
        _own_page(),
    )


def moved_up(about: About) -> Letter:
    """A place became free: for the event, or for one of its sessions."""
    what = filled(_("A place has become free for “%(session)s”: it is yours."), session=about.session)
    return _letter(
        about,
        _("You have a place: %(title)s"),
        what if about.session else _("A place has become free: it is yours."),
        _facts(about),
        _("If you cannot come any more, please cancel, so that the next one can."),
        _own_page(),
    )


def waiting(about: About) -> Letter:
    """All places are taken."""
    return _letter(
        about,
        _("You are on the waiting list: %(title)s"),
        _(
            "At the moment all places are taken. You are on the waiting list; your page always shows your position."
        ),
        _facts(about),
        _("As soon as a place is free for you, you get a mail."),
        _own_page(),
    )


def offer(about: About) -> Letter:
    """A place is offered until a moment."""
    what = filled(_("A place has become free for “%(session)s”."), session=about.session)
    return _letter(
        about,
        _("A place for you: %(title)s"),
        what if about.session else _("A place has become free for you."),
        _facts(about),
        filled(
            _("Please say until %(until)s whether you take it; after that it goes to the next one."),
            until=about.until,
        ),
        label=_("Take the place, or give it up"),
    )


def invitation(about: About) -> Letter:
    """A personal invitation with a place that is held."""
    return _letter(
        about,
        _("Invitation: %(title)s"),
        _("You are invited personally. A place is held for you."),
        _facts(about),
        filled(_("Please answer until %(until)s."), until=about.until),
        label=_("Answer the invitation"),
    )


def declined(about: About) -> Letter:
    """The secretariat could not give a place, and why."""
    return _letter(
        about,
        _("About your registration: %(title)s"),
        _("The secretariat could unfortunately not give you a place."),
        filled(_("Reason: %(reason)s"), reason=about.reason),
        _facts(about),
    )


def cancelled(about: About) -> Letter:
    """The registration has ended."""
    return _letter(
        about,
        _("Your registration is cancelled: %(title)s"),
        _("Your registration is cancelled; a place goes to whoever waits for it."),
        _facts(about),
    )


def expired(about: About) -> Letter:
    """An offer or an invitation was not answered in time."""
    what = filled(
        _("The place for “%(session)s” was kept for you until now. It has been given to the next one."),
        session=about.session,
    )
    return _letter(
        about,
        _("The time to answer is over: %(title)s"),
        what
        if about.session
        else _(
            "A place was kept for you until now. As there was no answer, it has been given to the next one."
        ),
        _facts(about),
    )


def changed(about: About) -> Letter:
    """Way of taking part, sessions or times have changed."""
    return _letter(
        about,
        _("Your registration has changed: %(title)s"),
        _("This is how your registration stands now."),
        _facts(about),
        filled(_("You take part: %(mode)s"), mode=about.mode),
        _own_page(),
    )


def choose(about: About) -> Letter:
    """Two places at the same time: the person has to choose."""
    return _letter(
        about,
        _("Please choose: %(title)s"),
        filled(
            _("You are registered for two things at the same time: “%(session)s” and “%(other)s”."),
            session=about.session or about.title,
            other=about.others,
        ),
        _("Until you have chosen, no place is kept for you in the first one."),
        label=_("Choose"),
    )


LETTERS: dict[str, tuple[Text, Callable[[About], Letter]]] = {
    "registration-confirm": (_("Registration: confirm the address"), confirm_address),
    "registration-known": (_("Registration: registered already"), known),
    "registration-received": (_("Registration: received, to be approved"), received),
    "registration-confirmed": (_("Registration: confirmed"), confirmed),
    "registration-moved-up": (_("Registration: a place has become free"), moved_up),
    "registration-waiting": (_("Registration: on the waiting list"), waiting),
    "registration-offer": (_("Registration: a place is offered"), offer),
    "registration-invitation": (_("Registration: invitation"), invitation),
    "registration-declined": (_("Registration: declined"), declined),
    "registration-cancelled": (_("Registration: cancelled"), cancelled),
    "registration-expired": (_("Registration: not answered in time"), expired),
    "registration-changed": (_("Registration: changed"), changed),
    "registration-choose": (_("Registration: please choose"), choose),
}


def register_kinds() -> None:
    """Makes the letters known to the preview, with invented examples."""

    def example(build: Callable[[About], Letter]) -> Callable[[], Letter]:
        return lambda: build(_example())

    for slug, (label, build) in LETTERS.items():
        register(LetterKind(slug, label, example(build)))


def _example() -> About:
    at = dt.datetime(2027, 1, 14, 9, 0, tzinfo=dt.UTC)
    event = Event(starts_at=at, ends_at=at + dt.timedelta(hours=3), zone="Europe/Berlin")
    return About(
        title=_("Example workshop"),
        when=when(event),
        name="Erika Muster",
        url="https://portal.example.org/registration",
        mode=Mode.ON_SITE.label,
        session=_("Example session"),
        until=moment(at - dt.timedelta(days=30), event.tzinfo),
        reason="Stadt Beispielburg",
        others=_("Example session"),
    )
