"""Letters that ask whether an entry is still right."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actors import freshness_links
from actors.enums import FreshnessAnswer
from actors.models import Actor, FreshnessCheck
from platform_portal.core.formats import in_readers_language, precise
from platform_portal.core.letters import Action, Letter, LetterKind, filled, register

QUESTION, REMINDER, DORMANT = "freshness-question", "freshness-reminder", "freshness-dormant"

_WHY = _(
    "You receive this mail because you keep the entry “%(name)s” on this portal. We ask every six months."
)

_SUBJECT = _("Is your entry “%(name)s” still right?")
_REMINDERS = {
    1: _(
        "We asked you two weeks ago and have had no answer yet. If nobody answers, the entry becomes "
        "dormant: it stays visible, but grey and behind the others, and is no longer suggested to "
        "partners."
    ),
    2: _(
        "This is the last reminder. Without an answer within 14 days the entry becomes dormant: it "
        "stays visible, but grey and behind the others, and is no longer suggested to partners."
    ),
}


def question(*, actor: Actor, check: FreshnessCheck, person: User) -> Letter:
    """The question with its three links; from the second time on as a reminder."""
    opening = _REMINDERS.get(check.reminders) or _opening(actor)
    subject = _("Reminder: is your entry “%(name)s” still right?") if check.reminders else _SUBJECT
    return _letter(actor, check, person, subject, opening)


def now_dormant(*, actor: Actor, check: FreshnessCheck, person: User) -> Letter:
    """The entry has become dormant; one click wakes it."""
    return _letter(
        actor,
        check,
        person,
        _("Your entry “%(name)s” is now dormant"),
        _(
            "We have asked three times whether the entry is still right and have had no answer. It is now "
            "shown as dormant and is no longer suggested to partners. With one click you wake it up again; "
            "without an answer it leaves the public pages in a year."
        ),
    )


def _letter(
    actor: Actor, check: FreshnessCheck, person: User, subject: str | Promise, opening: str | Promise
) -> Letter:
    name = _name(actor)
    labels = {
        FreshnessAnswer.STILL_RIGHT: _("Everything is still right"),
        FreshnessAnswer.CHANGE: _("Something has changed"),
        FreshnessAnswer.INACTIVE: _("We are no longer active"),
    }
    return Letter(
        subject=filled(subject, name=name),
        paragraphs=(
            opening,
            _("Please choose one of the three answers. You need not log in; each link opens a page on which you confirm your answer."),
        ),
        actions=tuple(
            Action(label, freshness_links.url_for(check, person, answer.value.replace("_", "-")))
            for answer, label in labels.items()
        ),
        closing=(_("The links work once; the first answer counts, also for others who keep this entry."),),
        why=filled(_WHY, name=name),
    )  # fmt: skip


def _opening(actor: Actor) -> str | Promise:
    if actor.last_confirmed_on is None:
        return filled(
            _("Nobody has confirmed the entry “%(name)s” since it was published."), name=_name(actor)
        )
    return filled(
        _("The entry “%(name)s” was last confirmed on %(date)s. Partners rely on it being right."),
        name=_name(actor),
        date=lazy(precise, str)(actor.last_confirmed_on),
    )


def _name(actor: Actor) -> str | Promise:
    """The name in the language the letter is rendered in."""
    return lazy(lambda: in_readers_language(actor, "name")[0], str)()


def _example(reminders: int) -> tuple[Actor, FreshnessCheck, User]:
    actor = Actor(
        name_de="Stadt Beispiel", name_uk="Місто Приклад", name_en="City of Example", slug="beispiel"
    )
    actor.last_confirmed_on = dt.date(2026, 5, 4)
    check = FreshnessCheck(pk=1, key_hash="0" * 64, reminders=reminders)
    return actor, check, User(pk=1, email="beispiel@example.org", language=settings.LANGUAGE_CODE[:2])


def _example_of(build: object, reminders: int) -> Letter:
    actor, check, person = _example(reminders)
    return build(actor=actor, check=check, person=person)  # type: ignore[operator, no-any-return]


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    register(LetterKind(QUESTION, _("Is the entry right?"), lambda: _example_of(question, 0)))
    register(LetterKind(REMINDER, _("Is the entry right? Reminder"), lambda: _example_of(question, 1)))
    register(LetterKind(DORMANT, _("Entry is dormant"), lambda: _example_of(now_dormant, 2)))
