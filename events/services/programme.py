"""Releasing a programme: the draft is frozen as a version; calendars, bookings and those affected follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import ChangeMark
from events.models import Event, ProgrammeVersion, Session
from events.selectors.draft import Frozen, draft_of
from events.selectors.programme_changes import marks
from events.services import programme_notices
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


#: Called in the transaction of a release with the sessions whose time differs: `follower(event=…, sessions=[…], by=…)`.
followers: list[Callable[..., object]] = []


def follow(follower: Callable[..., object]) -> None:
    """Registers what happens after sessions have got other times, such as clashes of bookings; twice changes nothing."""
    if follower not in followers:
        followers.append(follower)


@transaction.atomic
def release(
    *, event: Event, by: User | None, note: str = "", now: dt.datetime | None = None
) -> ProgrammeVersion:
    """Freezes the draft as the next version, which readers see from now on.

    Raises the sequence of sessions whose time, place, format or certainty differ from the version before, and tells those
    participants a change concerns (`programme_notices`). Raises Refusal when nothing differs or there is no session.
    """
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    before = released_sessions(locked)
    if not (draft := draft_of(locked)):
        raise Refusal(_("The programme has no sessions yet."))
    found = marks(before, draft)
    if locked.released_version_id and not found and not _audience_differs(before, draft):
        raise Refusal(_("Nothing has changed since the last version."))
    _raise_sequences(draft, found)
    latest = locked.programme_versions.order_by("-number").values_list("number", flat=True).first()
    version = ProgrammeVersion.objects.create(
        event=locked,
        number=(latest or 0) + 1,
        sessions=draft,
        note=note,
        released_by=by,
        released_at=now or timezone.now(),
    )
    locked.released_version = version
    locked.save(update_fields=["released_version", "updated_at"])
    audit.record(action="programme.released", obj=locked, by=by, number=version.number, changes=len(found))
    _follow(locked, before, draft, by)
    programme_notices.tell(version=version, before=before, found=found)
    event.refresh_from_db()
    return version


def released_sessions(event: Event) -> list[Frozen]:
    """What readers see now; [] before the first release."""
    return list(event.released_version.sessions) if event.released_version else []


def _audience_differs(before: Sequence[Frozen], after: Sequence[Frozen]) -> bool:
    """Another audience is a reason to release, but no change anybody is told of."""
    keys = ("audience", "is_bookable", "position")
    old, new = ({row["id"]: [row.get(key) for key in keys] for row in rows} for rows in (before, after))
    return old != new or [row["id"] for row in before] != [row["id"] for row in after]


def _raise_sequences(draft: list[Frozen], found: dict[int, str]) -> None:
    """In the table and in what is about to be frozen."""
    moved = [row for row in draft if found.get(row["id"]) == ChangeMark.MOVED]
    for row in moved:
        row["sequence"] += 1
    Session.objects.bulk_update(
        [Session(pk=row["id"], sequence=row["sequence"]) for row in moved], ["sequence"]
    )


def _follow(event: Event, before: Sequence[Frozen], draft: Sequence[Frozen], by: User | None) -> None:
    """Bookings of moved sessions get the new times."""
    old: dict[int, Any] = {row["id"]: (row["starts"], row["ends"]) for row in before}
    moved = [row["id"] for row in draft if old.get(row["id"], (None, None)) != (row["starts"], row["ends"])]
    if not moved:
        return
    sessions = list(Session.objects.filter(pk__in=moved).order_by("pk"))
    for follower in followers:
        follower(event=event, sessions=sessions, by=by)
