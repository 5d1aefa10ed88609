"""Letters about cooperation requests and introductions. Their texts are lazy: names and dates follow the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums_requests import AnswerKind, FirstStep, Progress
from partnerships.words_requests import INTRODUCTION
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

SECRETARIAT = _("the secretariat")
WHY_SIDE = _("You receive this mail because you keep the entry of %(actor)s on this portal.")
WHY_MAILBOX = _(
    "You receive this mail because this address is given on the portal as the contact of %(actor)s for partnerships."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the letters say about a request. Texts are lazy."""

    sender: Text
    recipient: Text
    step: Text
    url: str
    seek: Text = ""
    give: Text = ""
    until: Text = ""
    text: Text = ""
    place: int = 0


def day(value: dt.date) -> Text:
    """A day as the reader writes it."""
    return lazy(lambda: date_format(value, "DATE_FORMAT"), str)()


def why(actor: Text, *, mailbox: bool = False) -> Text:
    """Why the reader gets the mail."""
    return filled(WHY_MAILBOX if mailbox else WHY_SIDE, actor=actor)


def arrived(facts: Facts, *, answer_url: str, why: Text, reminder: bool = False) -> Letter:
    """The request itself, with a button per answer; as a reminder it begins with the time that is left."""
    ask = filled(
        _("%(sender)s would like to get to know %(recipient)s. The first step: %(step)s."),
        sender=facts.sender,
        recipient=facts.recipient,
        step=facts.step,
    )
    parts: list[Text] = [ask]
    if facts.seek:
        parts.append(filled(_("They seek: %(topics)s."), topics=facts.seek))
    if facts.give:
        parts.append(filled(_("They give: %(topics)s."), topics=facts.give))
    parts.append(
        filled(
            _(
                "Please answer by %(day)s. One click is enough, and you need not log in. After that day the request expires."
            ),
            day=facts.until,
        )
    )
    subject = (
        _("Reminder: %(sender)s is waiting for your answer")
        if reminder
        else _("%(sender)s would like to get to know you")
    )
    return Letter(
        subject=filled(subject, sender=facts.sender),
        paragraphs=tuple(parts),
        actions=tuple(
            Action(AnswerKind(kind).label, f"{answer_url}?answer={kind}") for kind in AnswerKind.values
        ),
        closing=(
            _(
                "A yes releases the contacts for both sides only. Only the secretariat sees the reason for a no."
            ),
        ),
        why=why,
    )


def _to_sender(subject: Text, *paragraphs: Text, button: Text = "") -> Callable[[Facts, Text], Letter]:
    """A letter to the sender about its request."""

    def letter(facts: Facts, why: Text) -> Letter:
        values = {
            "sender": facts.sender, "recipient": facts.recipient, "until": facts.until, "words": facts.text, "place": facts.place,
        }  # fmt: skip
        return Letter(
            subject=filled(subject, **values),
            paragraphs=tuple(filled(part, **values) for part in paragraphs),
            actions=(Action(button or _("Look at the request"), facts.url),),
            why=why,
        )

    return letter


_ALTERNATIVES = _("On the page of the request you find three others who fit you.")

#: Kind of letter → label in the preview, and the letter.
TO_SENDER: dict[str, tuple[Text, Callable[[Facts, Text], Letter]]] = {
    "request-delivered": (
        _("Request: passed on to the recipient"),
        _to_sender(
            _("Your request is with %(recipient)s now"),
            _("Your request has been passed on to %(recipient)s. It has time to answer until %(until)s."),
            _("We remind the other side twice; there is nothing you need to do."),
        ),
    ),
    "request-queued": (
        _("Request: in the queue"),
        _to_sender(
            _("%(recipient)s has no free place at the moment"),
            _(
                "Many want to talk to %(recipient)s. Your request has place %(place)s in its queue and is passed on as soon as a place is free."
            ),
            _("You can withdraw it at any time."),
            _ALTERNATIVES,
        ),
    ),
    "request-sent-back": (
        _("Request: please change something"),
        _to_sender(
            _("Please look at your request to %(recipient)s once more"),
            _("The secretariat has read your request and asks you to change something: %(words)s"),
            _("Your request is a draft again. Change it and send it once more."),
        ),
    ),
    "request-postponed": (
        _("Request: not now"),
        _to_sender(
            _("%(recipient)s cannot talk at the moment"),
            _(
                "%(recipient)s would like to talk later, but not now. You may ask again from %(until)s; we will remind you."
            ),
            _ALTERNATIVES,
        ),
    ),
    "request-declined": (
        _("Request: declined"),
        _to_sender(
            _("%(recipient)s cannot accept your request"),
            _(
                "%(recipient)s thanks you for your interest and cannot accept your request. That need not have to do with "
                "you: many have few people for a new partnership."
            ),
            _ALTERNATIVES,
        ),
    ),
    "request-expired": (
        _("Request: expired"),
        _to_sender(
            _("Your request to %(recipient)s has expired"),
            _(
                "%(recipient)s has not answered within the time. One of your three places for requests is free again."
            ),
            _ALTERNATIVES,
        ),
    ),
    "request-given-up": (
        _("Request: given up after three months"),
        _to_sender(
            _("%(recipient)s still has no free place"),
            _(
                "Your request waited three months for a free place with %(recipient)s. We do not want to keep you waiting longer and have ended it."
            ),
            _("You may ask again at any time."),
            _ALTERNATIVES,
        ),
    ),
    "request-stopped": (
        _("Request: ended by the secretariat"),
        _to_sender(
            _("Your request to %(recipient)s has been ended"),
            _(
                "The secretariat has ended your request to %(recipient)s. The history of the request says when; the secretariat explains why."
            ),
        ),
    ),
    "request-again": (
        _("Request: time to ask again"),
        _to_sender(
            _("You may ask %(recipient)s again"),
            _("%(recipient)s said “not now” to your request and named a day. That day has come."),
            button=_("Look at the earlier request"),
        ),
    ),
}


def over(facts: Facts, why: Text) -> Letter:
    """A side that was asked learns that there is nothing left to answer."""
    return Letter(
        subject=filled(_("The request of %(sender)s is settled"), sender=facts.sender),
        paragraphs=(
            filled(
                _(
                    "The request of %(sender)s to %(recipient)s has ended. There is nothing left for you to answer."
                ),
                sender=facts.sender,
                recipient=facts.recipient,
            ),
        ),
        why=why,
    )


def in_all_languages(text: Text) -> list[str]:
    """The text in German, Ukrainian and English, one after the other."""
    found = []
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(text))
    return found


def introduction(*, names: Sequence[Text], contacts: Sequence[Text], url: str, why: Text) -> Letter:
    """Everyone gets the same letter in three languages, and under it the contacts of the other sides."""
    joined = lazy(lambda: " – ".join(str(name) for name in names), str)()
    text = filled(INTRODUCTION, names=joined)
    return Letter(
        subject=filled(_("You are introduced: %(names)s"), names=joined),
        paragraphs=(
            *in_all_languages(text),
            *([_("How you reach each other:"), *contacts] if contacts else []),
        ),
        actions=(Action(_("To your shared page"), url),),
        closing=(_("After 4 and 12 weeks and after a year we ask you with one click how it goes."),),
        why=why,
    )


def message(*, author: Text, url: str, why: Text) -> Letter:
    """There is a new message on the shared page; its text stays there."""
    return Letter(
        subject=filled(_("A message from %(actor)s"), actor=author),
        paragraphs=(filled(_("%(actor)s has written to you on your shared page."), actor=author),),
        actions=(Action(_("Read and answer"), url),),
        why=why,
    )


def check_in(*, names: Text, url: str, why: Text) -> Letter:
    """The question how it goes, with a button per answer."""
    return Letter(
        subject=filled(_("How is it going? %(names)s"), names=names),
        paragraphs=(
            filled(_("We introduced you to each other: %(names)s. How is it going?"), names=names),
            _(
                "One click is enough, and you need not log in. Your answer helps us to make better suggestions."
            ),
        ),
        actions=tuple(Action(Progress(value).label, f"{url}?answer={value}") for value in Progress.values),
        why=why,
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    base = f"{settings.PORTAL_BASE_URL}/de/requests/1/"
    link = f"{settings.PORTAL_BASE_URL}/de/requests/answer/example/"
    sender, recipient = pgettext_lazy("example", "Kuialnyk"), pgettext_lazy("example", "City of Billerbeck")
    facts = Facts(
        sender=sender,
        recipient=recipient,
        step=FirstStep.CALL.label,
        url=base,
        seek=pgettext_lazy("example", "schools, agriculture"),
        give=pgettext_lazy("example", "youth exchange"),
        until=day(dt.date(2026, 11, 30)),
        text=pgettext_lazy("example", "Please say which schools you mean."),
        place=2,
    )
    reason = why(recipient)
    register(
        LetterKind(
            "request-arrived", _("Request: arrives"), lambda: arrived(facts, answer_url=link, why=reason)
        )
    )
    register(
        LetterKind(
            "request-reminder",
            _("Request: reminder"),
            lambda: arrived(facts, answer_url=link, why=reason, reminder=True),
        )
    )
    for slug, (label, letter) in TO_SENDER.items():
        register(LetterKind(slug, label, lambda letter=letter: letter(facts, why(sender))))  # type: ignore[misc]
    _register_introductions(facts, base, link, reason)


def _register_introductions(facts: Facts, base: str, link: str, reason: Text) -> None:
    sender, recipient = facts.sender, facts.recipient
    register(LetterKind("request-over", _("Request: nothing left to answer"), lambda: over(facts, reason)))
    register(
        LetterKind(
            "request-introduction",
            _("Introduction"),
            lambda: introduction(
                names=(sender, recipient), contacts=("international@example.org",), url=base, why=reason
            ),
        )
    )
    register(
        LetterKind(
            "request-message",
            _("Introduction: new message"),
            lambda: message(author=sender, url=base, why=reason),
        )
    )
    register(
        LetterKind(
            "request-check-in",
            _("Introduction: how is it going?"),
            lambda: check_in(names=sender, url=link, why=reason),
        )
    )
