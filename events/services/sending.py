"""Sending a mail of a kind to a registration at most once: that it was sent is written with the mail, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy

from events import mails_running as mails
from events import registration_links
from events.models import Event, Registration, RegistrationMail
from events.words_registration import span_of
from platform_portal.core import letters
from platform_portal.core.letters import Letter

type Write = Callable[[Registration], Letter | None]


def to_each(
    due: QuerySet[Registration], *, key: str, kind: str, write: Write, now: dt.datetime, limit: int
) -> int:
    """Writes to everyone in `due` who has not got `key`, each in a transaction of its own; how many.

    May run twice, at the same time, and may be killed: the registration is locked, then `key` is looked for again. Whoever another
    worker is writing to is passed over. `write` answers None where there is nothing to say: that is noted too.
    """
    waiting = due.exclude(mails__key=key).order_by("pk").values_list("pk", flat=True)
    return sum(_to_one(due, pk, key, kind, write, now) for pk in list(waiting[:limit]))


def _to_one(
    due: QuerySet[Registration], pk: int, key: str, kind: str, write: Write, now: dt.datetime
) -> bool:
    with transaction.atomic():
        if not claim(pk):
            return False
        person = due.filter(pk=pk).exclude(mails__key=key).select_related("event__place").first()
        if person is None:
            return False
        return post(person, keys=(key,), kind=kind, letter=write(person), now=now)


def claim(pk: int) -> bool:
    """Locks the registration, unless somebody else has it."""
    rows = Registration.objects.filter(pk=pk).order_by()
    return bool(rows.select_for_update(no_key=True, skip_locked=True).values_list("pk").first())


def post(
    person: Registration, *, keys: Iterable[str], kind: str, letter: Letter | None, now: dt.datetime
) -> bool:
    """Puts the letter into the outbox and notes its keys, in the running transaction; whether there was a letter."""
    RegistrationMail.objects.bulk_create(
        RegistrationMail(registration=person, key=key, sent_at=now) for key in keys
    )
    if letter is None:
        return False
    letters.post(kind=kind, letter=letter, to=person.email, language=person.language)
    return True


def facts_of(person: Registration, event: Event | None = None) -> mails.Facts:
    """What letters say about the event, in the language of the person."""
    event = event or person.event
    return mails.Facts(
        title=lazy(lambda: str(event.title), str)(),
        when=lazy(lambda: span_of(event), str)(),
        where=lazy(lambda: where_of(event), str)(),
        name=person.name,
        url=registration_links.url_for(person),
    )


def where_of(event: Event) -> str:
    """Venue, address and place, as far as known; nothing for what is online."""
    place = event.place.name_here if event.place else ""
    return ", ".join(filter(None, (event.venue, event.venue_address, place)))


def address(name: str, *args: object, language: str) -> str:
    """A whole address in a language."""
    with translation.override(language):
        return settings.PORTAL_BASE_URL + reverse(name, args=args)
