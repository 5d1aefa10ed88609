"""The public history of an entry, from the rows its database triggers keep: what changed while it was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.enums import ActorStatus
from actors.models import Actor
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Part

SHOWN = 12
_PUBLIC = frozenset({ActorStatus.PUBLISHED, ActorStatus.DORMANT})


@dataclass(frozen=True, slots=True)
class Step:
    """What changed on one day; `state` is the word of the time line component."""

    on: dt.date
    title: str
    text: str = ""
    state: str = "done"


def history_of(actor: Actor) -> list[Step]:
    """The newest SHOWN days with changes, the oldest first. Only what was public before and after a change is told. One query."""
    part = _event()
    table = part.model._meta.db_table
    rows = prepared.rows(
        f"SELECT {part.columns} FROM {table} e WHERE e.pgh_obj_id = %s ORDER BY e.pgh_id DESC LIMIT %s",  # noqa: S608
        (actor.pk, 4 * SHOWN),
    )
    events = [part.read(row) for row in rows[::-1]]
    steps: list[Step] = []
    for before, after in pairwise([None, *events]):
        steps += _told(before, after)
    steps = by_day(steps)[-SHOWN:]
    return [Step(step.on, step.title, step.text, "now" if step is steps[-1] else "done") for step in steps]


@cache
def _event() -> Part[Any]:
    """What is told of a row the triggers keep."""
    texts = (f"{name}_{code}" for name in ("name", "description") for code in ("de", "uk", "en"))
    own = ("status", "source", "last_confirmed_on", "place_id", "parent_id", "languages", "website", *texts)
    return Part(Actor.events.rel.related_model, "e", ("pgh_id", "pgh_created_at", *own))  # type: ignore[attr-defined]


def by_day(steps: list[Step]) -> list[Step]:
    """One step a day, with everything that happened on it, each thing once."""
    days: dict[dt.date, list[Step]] = {}
    for step in steps:
        days.setdefault(step.on, []).append(step)
    return [
        Step(on, _joined(s.title for s in same), _joined(s.text for s in same)) for on, same in days.items()
    ]


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(text for text in texts if text))


def _told(before: Any, after: Any) -> list[Step]:
    on = timezone.localdate(after.pgh_created_at)
    if after.status not in _PUBLIC:
        return []
    if before is None or before.status not in _PUBLIC:
        return [Step(on, _("Entered in the register"), after.source)]
    made = []
    if before.status != after.status:
        dormant = after.status == ActorStatus.DORMANT
        made.append(Step(on, _("Marked as dormant") if dormant else _("Active again")))
    if after.last_confirmed_on and before.last_confirmed_on != after.last_confirmed_on:
        made.append(Step(after.last_confirmed_on, _("Confirmed by the actor")))
    if _changed(before, after, "name"):
        made.append(Step(on, _("Name changed"), _("before: %(name)s") % {"name": _text(before, "name")}))
    if any(_changed(before, after, column) for column in ("description",)):
        made.append(Step(on, _("Description changed")))
    if before.place_id != after.place_id or before.parent_id != after.parent_id:
        made.append(Step(on, _("Place or parent organisation changed")))
    if before.languages != after.languages or before.website != after.website:
        made.append(Step(on, _("Working languages or website changed")))
    return made


def _changed(before: Any, after: Any, column: str) -> bool:
    return any(
        (getattr(before, f"{column}_{code}") or "") != (getattr(after, f"{column}_{code}") or "")
        for code in ("de", "uk", "en")
    )


def _text(event: Any, column: str) -> str:
    here = (get_language() or "de")[:2]
    return getattr(event, f"{column}_{here}") or getattr(event, f"{column}_de") or ""
