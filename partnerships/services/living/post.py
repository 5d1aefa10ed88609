"""Letters of living partnerships go to those who keep the entry of a side, else to the mailbox of a function."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.functional import lazy

from accounts.enums import Frequency, NotificationKind
from accounts.selectors.preferences import frequencies
from accounts.services.notices import tell
from partnerships import mails_living as mails
from partnerships.mails_requests import why
from partnerships.models import Partnership, PulseAnswer
from partnerships.services.living import links
from partnerships.services.living.sides import sides_of
from partnerships.services.requests.links import absolute
from partnerships.services.requests.post import addressees, name_of, people_of
from platform_portal.core import letters

if TYPE_CHECKING:
    from actors.models import Actor
    from partnerships.models import JoinWish
    from platform_portal.core.letters import Text


def ask(answer: PulseAnswer, *, partnership: Partnership, now: dt.datetime) -> int:
    """Sends the friendly question to everyone of a side; how many mails."""
    sent = 0
    for to in addressees(answer.actor):
        if to.user and frequencies(to.user)[NotificationKind.REQUESTS] == Frequency.NEVER:
            continue
        letter = mails.pulse(
            names=names_of(partnership),
            reason=answer.question.reason,
            until=answer.question.due_on,
            url=links.address(answer, to),
            why=why(name_of(answer.actor), mailbox=to.contact is not None),
        )
        letters.post(kind="partnership-pulse", letter=letter, to=to.email, language=to.language)
        sent += 1
    return sent


def tell_of_wish(wish: JoinWish, *, now: dt.datetime) -> None:
    """Tells the sides that an organisation would like to join."""
    for side in sides_of(wish.partnership):
        _tell(side, "partnership-join", wish.partnership, now, lambda url, side=side: mails.join_wish(
            actor=name_of(wish.actor), names=names_of(wish.partnership), url=url, why=why(name_of(side))
        ))  # fmt: skip


def tell_of_decision(wish: JoinWish, *, now: dt.datetime) -> None:
    """Tells the organisation what became of its wish."""
    _tell(wish.actor, "partnership-join-decided", wish.partnership, now, lambda url: mails.join_decided(
        accepted=wish.status == "accepted", names=names_of(wish.partnership), url=url, why=why(name_of(wish.actor))
    ))  # fmt: skip


def _tell(actor: Actor, letter_kind: str, partnership: Partnership, now: dt.datetime, letter: object) -> None:
    for user in people_of(actor.pk):
        url = absolute("partnership-room", partnership.slug, language=user.language)
        tell(user=user, kind=NotificationKind.REQUESTS, letter_kind=letter_kind, letter=letter(url), now=now)  # type: ignore[operator]


def names_of(partnership: Partnership) -> Text:
    """The names of the sides in the reader's language."""
    sides = sides_of(partnership)
    return lazy(lambda: " – ".join(side.name for side in sides), str)()
