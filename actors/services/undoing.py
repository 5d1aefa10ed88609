"""Taking a step back: an entry returns to the status it had, by the steps that are allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import TRANSITIONS, ActorStatus
from actors.models import Actor
from actors.services import index, register
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

_STEP_TO: dict[str, Callable[..., Actor]] = {
    ActorStatus.DRAFT: register.return_to_draft,
    ActorStatus.IN_REVIEW: register.submit,
    ActorStatus.PUBLISHED: register.publish,
    ActorStatus.DORMANT: register.mark_dormant,
    ActorStatus.ARCHIVED: register.archive,
}


@transaction.atomic
def return_to_status(*, actor: Actor, status: str, left_as: str, by: User) -> Actor:
    """Back to `status` by the shortest allowed way, each step recorded.

    Raises :class:`Refusal` when somebody has changed the status since, or when no way leads back.
    """
    actor = Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    if actor.status != left_as:
        raise Refusal(_("The status has been changed again since; it stays as it is."))
    with index.postponed():
        for step in _way(actor.status, status):
            actor = _STEP_TO[step](actor=actor, by=by)
    audit.record(action="actor.step_undone", obj=actor, by=by, status=status)
    return actor


@transaction.atomic
def return_to_confirmation(*, actor: Actor, on: dt.date | None, by: User) -> Actor:
    """The former day of the last confirmation; takes a confirmation back."""
    return register.update_actor(actor=actor, by=by, last_confirmed_on=on)


def _way(start: str, goal: str) -> list[str]:
    """Statuses from the one after `start` to `goal`; breadth first, in the order of the table."""
    ways: list[list[str]] = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way[1:]
        for step in sorted(TRANSITIONS[way[-1]] - seen):
            seen.add(step)
            ways.append([*way, step])
    raise Refusal(_("No way leads back to this status."))


def remembered(actor: Actor) -> dict[str, Any]:
    """What an undo of a change of status needs."""
    return {"status": actor.status}
