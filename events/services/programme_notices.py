"""Telling participants of a released programme: only those a change concerns, each version once.

A session with places of its own concerns whoever has a place in it or waits for one; any other session everybody who takes part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from events import mails_programme
from events.audience import strictest
from events.enums import OCCUPYING, STANDING, Audience, BookingStatus, ChangeMark
from events.models import Booking, Event, ProgrammeVersion, Registration, RegistrationMail, Session
from events.selectors.programme import Build
from platform_portal.core import letters, outbox

type Frozen = Mapping[str, Any]

#: What participants are told of; other words and new sessions they read on the page.
TOLD = (ChangeMark.MOVED, ChangeMark.REMOVED)


def tell(*, version: ProgrammeVersion, before: Sequence[Frozen], found: Mapping[int, str]) -> int:
    """Writes one mail to each participant concerned into the outbox, in the running transaction; answers how many.

    Built once per language and set of changes. Past and unpublished events are left alone.
    """
    event = version.event
    changes = {pk: mark for pk, mark in found.items() if mark in TOLD}
    if not changes or event.status != "published" or event.ends_at <= version.released_at:
        return 0
    concerned = _concerned(event, changes, before, version.sessions)
    key = f"programme-{version.number}"
    groups: dict[tuple[str, tuple[int, ...]], list[Registration]] = defaultdict(list)
    for registration in Registration.objects.filter(pk__in=concerned).exclude(mails__key=key).order_by("pk"):
        groups[registration.language, tuple(sorted(concerned[registration.pk]))].append(registration)
    for (language, sessions), registrations in groups.items():
        _send(
            event, language, [(pk, changes[pk]) for pk in sessions], before, version.sessions, registrations
        )
    told = [registration for group in groups.values() for registration in group]
    RegistrationMail.objects.bulk_create(RegistrationMail(registration=row, key=key) for row in told)
    return len(told)


def _concerned(
    event: Event, changes: Mapping[int, str], before: Sequence[Frozen], after: Sequence[Frozen]
) -> dict[int, set[int]]:
    """Number of the registration → numbers of the sessions."""
    states = [{row["id"]: row for row in rows} for rows in (before, after)]
    rows = {pk: [state[pk] for state in states if pk in state] for pk in changes}
    drafts = dict(Session.objects.filter(pk__in=changes).values_list("pk", "audience"))
    closed = {
        pk
        for pk, found in rows.items()
        if any(row["is_bookable"] for row in found)
        or strictest([*(row["audience"] for row in found), drafts.get(pk, "")]) == Audience.INVITED
    }
    concerned: dict[int, set[int]] = defaultdict(set)
    booked = Booking.objects.filter(bucket__session__in=closed, registration__status__in=STANDING).exclude(
        status=BookingStatus.RELEASED
    )
    for registration, session in booked.values_list("registration", "bucket__session"):
        if session is not None:
            concerned[registration].add(session)
    if for_all := set(changes) - closed:
        coming = Booking.objects.filter(
            bucket__event=event, is_session=False, registration__status__in=STANDING, status__in=OCCUPYING
        )
        for registration in coming.values_list("registration", flat=True):
            concerned[registration] |= for_all
    return concerned


def _send(
    event: Event,
    language: str,
    changes: Iterable[tuple[int, str]],
    before: Sequence[Frozen],
    after: Sequence[Frozen],
    registrations: Sequence[Registration],
) -> None:
    with translation.override(language):
        letter = mails_programme.changed(
            title=event.title,
            lines=_lines(event, changes, before, after),
            url=f"{settings.PORTAL_BASE_URL}{event.get_absolute_url()}#programme",
        )
        subject, text, html = letters.render(letter, language)
    for registration in registrations:
        outbox.queue(
            kind=mails_programme.CHANGED,
            to=registration.email,
            subject=subject,
            text=text,
            html=html,
            language=language,
        )


def _lines(
    event: Event, changes: Iterable[tuple[int, str]], before: Sequence[Frozen], after: Sequence[Frozen]
) -> tuple[str, ...]:
    build = Build(event)
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    lines = []
    for pk, mark in changes:
        item = build.item(new.get(pk) or old[pk])
        if mark == ChangeMark.REMOVED:
            lines.append(_("Taken out: “%(title)s”") % {"title": item.title})
            continue
        when = ", ".join(part for part in (f"{item.day:%d.%m.%Y}", item.time, item.where) if part)
        lines.append(_("Moved: “%(title)s”, now %(when)s") % {"title": item.title, "when": when})
    return tuple(lines)
