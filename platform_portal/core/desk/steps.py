"""Steps: what the secretariat does with one or many rows of a list. First a preview, then the service, then a way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: How many rows one step takes at once; each one is a service call with its own audit row.
MOST = 200
UNDO_FOR = dt.timedelta(hours=24)
_KEY = "desk_undo"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done: `run(obj, by)` calls a service, which may refuse.

    `remember(obj)` answers what `undo(obj, remembered, by)` needs to take the step back (plain data, kept in the session).
    """

    slug: str
    label: str | Promise
    run: Callable[[Any, User], object]
    remember: Callable[[Any], Any] | None = None
    undo: Callable[[Any, Any, User], object] | None = None
    explanation: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a step will do, or did, to one row; `refusal` is the reason why not, and `passes` whether it may be gone in a moment."""

    obj: models.Model
    refusal: str = ""
    passes: bool = False


class _Back(Exception):
    """Rolls a tried step back."""


def preview(step: Step, objects: Iterable[models.Model], by: User) -> list[Outlook]:
    """Tries the step on every row and takes it back: what the service says now is what it will say then."""
    return [Outlook(obj, _tried(step, obj, by)) for obj in objects]


def _tried(step: Step, obj: models.Model, by: User) -> str:
    try:
        with transaction.atomic():
            _run(step, obj, by)
            raise _Back
    except _Back:
        return ""
    except Refusal as refusal:
        return str(refusal)
    finally:
        obj.refresh_from_db()


def run(step: Step, objects: Sequence[models.Model], by: User) -> tuple[list[Outlook], list[list[Any]]]:
    """Does the step row by row, each in its own transaction. Answers what became of each, and what an undo needs."""
    outlooks, done = [], []
    for obj in objects:
        remembered = step.remember(obj) if step.remember else None
        try:
            with transaction.atomic():
                _run(step, obj, by)
        except Refusal as refusal:
            outlooks.append(Outlook(obj, str(refusal), refusal.passes))
            continue
        outlooks.append(Outlook(obj))
        done.append([obj.pk, remembered])
    return outlooks, done


def _run(step: Step, obj: models.Model, by: User) -> None:
    try:
        step.run(obj, by)
    except ObjectDoesNotExist as error:
        raise Refusal(_("It is not there any more.")) from error


def keep_undo(request: HttpRequest, opts: Any, step: Step, done: list[list[Any]]) -> None:
    """Remembers the last step in the session, if it can be taken back."""
    if step.undo and done:
        request.session[_KEY] = {
            "model": opts.label_lower,
            "step": step.slug,
            "label": str(step.label),
            "done": done,
            "at": timezone.now().isoformat(),
        }


def pending_undo(request: HttpRequest) -> dict[str, Any] | None:
    """The last step, while it can be taken back: 24 hours, in this session."""
    kept = request.session.get(_KEY)
    at = parse_datetime(kept["at"]) if kept else None
    return kept if at and timezone.now() - at < UNDO_FOR else None


def forget_undo(request: HttpRequest) -> None:
    """Nothing can be taken back any more."""
    request.session.pop(_KEY, None)


def undo(step: Step, objects: dict[Any, models.Model], done: list[list[Any]], by: User) -> list[Outlook]:
    """Takes a step back row by row, the last one first; a row that has changed since then is left as it is."""
    assert step.undo
    outlooks = []
    for pk, remembered in reversed(done):
        if (obj := objects.get(pk)) is None:
            continue
        try:
            with transaction.atomic():
                step.undo(obj, remembered, by)
        except Refusal as refusal:
            outlooks.append(Outlook(obj, str(refusal)))
        else:
            outlooks.append(Outlook(obj))
    return outlooks
