"""Telling all participants at once that an event has moved or does not take place, with the entry for their calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from events import calendar, registration_links
from events import mails_running as mails
from events.models import Event, Registration, RegistrationMail
from events.services.sending import facts_of
from platform_portal.core import letters
from platform_portal.core.letters import Letter
from platform_portal.core.outbox import Calendar

type Write = Callable[[mails.Facts], Letter]


def tell_all(
    *, event: Event, people: list[Registration], key: str, kind: str, write: Write, method: str,
    clashing: frozenset[int] = frozenset(), now: dt.datetime | None = None,
) -> int:  # fmt: skip
    """One letter each, in the running transaction, never a second one under the same key; how many."""
    now = now or timezone.now()
    had = set(
        RegistrationMail.objects.filter(registration__event=event, key=key).values_list(
            "registration", flat=True
        )
    )
    to_tell = [person for person in people if person.pk not in had]
    for person in to_tell:
        letter = write(facts_of(person, event)._replace(name=letters.NAME, url=letters.LINK))
        letters.post_rendered(
            kind=kind,
            rendered=letters.render_personal(
                letter, person.language, name=person.name, link=registration_links.url_for(person)
            ),
            to=person.email,
            language=person.language,
            calendar=calendar_of(person, method),
        )
    RegistrationMail.objects.bulk_create(
        RegistrationMail(registration=person, key=key, sent_at=now) for person in to_tell
    )
    return len(to_tell)


def calendar_of(person: Registration, method: str) -> Calendar | None:
    """The entry for the calendar of the person: METHOD:REQUEST or METHOD:CANCEL."""
    maker = calendar.request_for if method == "REQUEST" else calendar.cancel_for
    return Calendar(maker(person), method)
