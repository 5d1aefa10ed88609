"""Letters of living partnerships; their texts are lazy, so names and dates follow the reader's language."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums_living import Pulse, PulseReason
from partnerships.mails_requests import day
from partnerships.mails_requests import why as why_side
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

_BECAUSE: dict[str, Text] = {
    PulseReason.SILENCE: _("It has been quiet here around your partnership %(names)s for about a year."),
    PulseReason.TRIAL: _("The trial period of your partnership %(names)s is over."),
}


def pulse(*, names: Text, reason: str, until: dt.date, url: str, why: Text) -> Letter:
    """The friendly question, with a button per answer."""
    return Letter(
        subject=filled(_("How is your partnership? %(names)s"), names=names),
        paragraphs=(
            filled(_BECAUSE[reason], names=names),
            _("Perhaps you are in touch and we just do not see it. How is it?"),
            filled(
                _(
                    "One click is enough, and you need not log in. Without an answer by %(day)s the partnership is shown as dormant; "
                    "you can wake it at any time."
                ),
                day=day(until),
            ),
        ),
        actions=tuple(Action(Pulse(value).label, f"{url}?answer={value}") for value in Pulse.values),
        closing=(_("If you need advice or a working group on your topic, the secretariat is glad to help."),),
        why=why,
    )


def join_wish(*, actor: Text, names: Text, url: str, why: Text) -> Letter:
    """An organisation of the city would like to join."""
    return Letter(
        subject=filled(_("%(actor)s would like to join your partnership"), actor=actor),
        paragraphs=(
            filled(
                _("%(actor)s would like to take part in the partnership %(names)s. Please decide about it."),
                actor=actor,
                names=names,
            ),
        ),
        actions=(Action(_("Look and decide"), url),),
        why=why,
    )


def join_decided(*, accepted: bool, names: Text, url: str, why: Text) -> Letter:
    """The answer of the partners."""
    yes = _("You take part in the partnership %(names)s from now on.")
    no = _("The partners of %(names)s cannot take in another organisation at the moment.")
    return Letter(
        subject=filled(_("Your wish to join %(names)s"), names=names),
        paragraphs=(filled(yes if accepted else no, names=names),),
        actions=(Action(_("To the partnership"), url),) if accepted else (),
        why=why,
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    names, city = pgettext_lazy("example", "Essen – Riwne"), pgettext_lazy("example", "City of Billerbeck")
    base = f"{settings.PORTAL_BASE_URL}/de/partnerships/essen-riwne/together/"
    reason = why_side(city)
    kinds = (
        ("partnership-pulse", _("Partnership: how is it?"), lambda: pulse(
            names=names, reason=PulseReason.SILENCE, until=dt.date(2026, 12, 20), url=base, why=reason)),
        ("partnership-join", _("Partnership: somebody would like to join"), lambda: join_wish(
            actor=city, names=names, url=base, why=reason)),
        ("partnership-join-decided", _("Partnership: wish to join decided"), lambda: join_decided(
            accepted=True, names=names, url=base, why=reason)),
    )  # fmt: skip
    for slug, label, example in kinds:
        register(LetterKind(slug, label, example))
