"""Keeping entries true: who keeps an entry is asked every six months whether it is still right.

The life of a question, by days since it was asked: 0 mail, 14 and 28 reminders, 42 the entry becomes dormant, a year later
it is archived. "Still right" ends the question. "Something has changed" leads to the form; saving ends the question, and
where nothing was saved within 14 days the next reminder comes. "No longer active" makes the entry dormant at once, and
the secretariat sees it. Entries without anybody to ask are put to the secretariat and never become dormant by themselves.
Whatever confirms the entry (:func:`actors.services.register.confirm`) ends the question and wakes a dormant entry.

Each step is one transaction of its own under the lock of the actor, and looks at the question again once it has the lock:
a run may be killed, run twice, and run beside another one. State and mail are written together.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.services import notices
from actors import mails_freshness as mails
from actors.enums import ActorStatus, FreshnessAnswer
from actors.models import Actor, FreshnessCheck, Revision
from actors.selectors import freshness as selectors
from actors.services import register
from platform_portal.core import audit, keys

REMINDERS = 2
PAUSE = dt.timedelta(days=14)
ARCHIVE_AFTER_MONTHS = 12
#: A run asks about so many entries at least, and at most about one in SPREAD of all published ones: what was imported on
#: one day is asked about over four months, and from then on stays spread.
LEAST, SPREAD = 20, 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    asked: int
    reminded: int
    dormant: int
    archived: int
    closed: int


def run(*, now: dt.datetime | None = None, limit: int | None = None) -> Outcome:
    """One day's work. `limit` bounds the new questions. Can run twice and beside another run."""
    now = now or timezone.now()
    limit = portion() if limit is None else limit
    closed = _each(_open(), close_settled, now)
    archived = _each(_long_dormant(now), archive, now)
    waiting = _open().filter(last_asked_at__lte=now - PAUSE, actor__status=ActorStatus.PUBLISHED)
    dormant = _each(waiting.filter(reminders__gte=REMINDERS), fall_asleep, now)
    reminded = _each(waiting, remind, now)
    asked = 0
    for actor_id in list(selectors.with_keepers(selectors.due(now)).values_list("pk", flat=True)[:limit]):
        asked += ask(actor_id=actor_id, now=now) is not None
    return Outcome(asked, reminded, dormant, archived, closed)


def portion() -> int:
    """How many entries one run asks about."""
    return max(LEAST, math.ceil(Actor.objects.filter(status=ActorStatus.PUBLISHED).count() / SPREAD))


@transaction.atomic
def ask(*, actor_id: int, now: dt.datetime) -> FreshnessCheck | None:
    """Asks who keeps the entry. None when it is not due, is asked about already, or nobody can be asked."""
    actor = lock(actor_id)
    if actor is None or not selectors.due(now).filter(pk=actor.pk).exists():
        return None
    persons = selectors.keepers(actor)
    if not persons:
        return None
    _key, key_hash = keys.make()
    check = FreshnessCheck.objects.create(actor=actor, key_hash=key_hash, asked_at=now, last_asked_at=now)
    audit.record(action="freshness.asked", obj=actor, by=None, persons=len(persons))
    _write(check, actor, persons, now)
    return check


@transaction.atomic
def remind(*, check: FreshnessCheck, now: dt.datetime) -> bool:
    """The next reminder, where 14 days have gone without an answer, or without a change after "something has changed"."""
    check, actor = _both(check)
    if actor.status != ActorStatus.PUBLISHED or not _is_waiting(check, now) or _must_sleep(check):
        return False
    persons = selectors.keepers(actor)
    if not persons:
        _close(check, now)
        return False
    if (
        check.answer
    ):  # "something has changed", but nothing came: the links work once more, those of earlier mails do not
        check.answer, check.answered_at = "", None
        check.key_hash = keys.make()[1]
    check.reminders = min(check.reminders + 1, REMINDERS)
    check.last_asked_at = now
    check.save(update_fields=("answer", "answered_at", "key_hash", "reminders", "last_asked_at"))
    audit.record(action="freshness.reminded", obj=actor, by=None, reminders=check.reminders)
    _write(check, actor, persons, now)
    return True


@transaction.atomic
def fall_asleep(*, check: FreshnessCheck, now: dt.datetime) -> bool:
    """Dormant, 14 days after the second reminder; the links keep working. Not where nobody is left to answer."""
    check, actor = _both(check)
    if actor.status != ActorStatus.PUBLISHED or not _is_waiting(check, now) or not _must_sleep(check):
        return False
    persons = selectors.keepers(actor)
    if not persons:
        _close(check, now)
        return False
    register.mark_dormant(actor=actor, by=None)
    check.last_asked_at = now
    check.save(update_fields=("last_asked_at",))
    for person in persons:
        letter = mails.now_dormant(actor=actor, check=check, person=person)
        _tell(person, mails.DORMANT, letter, now)
    return True


@transaction.atomic
def archive(*, check: FreshnessCheck, now: dt.datetime) -> bool:
    """Archived, where an entry has been dormant for a year without an answer. The question ends."""
    check, actor = _both(check)
    if actor.status != ActorStatus.DORMANT or not _is_long_dormant(check, now) or check.closed_at:
        return False
    if not selectors.keepers(actor) and check.answer != FreshnessAnswer.INACTIVE:
        return False  # nobody was left to answer: the secretariat decides
    register.archive(actor=actor, by=None)
    _close(check, now)
    return True


@transaction.atomic
def close_settled(*, check: FreshnessCheck, now: dt.datetime) -> bool:
    """Ends a question that has become pointless: the entry left the public pages, or what has changed was entered."""
    check, actor = _both(check)
    if check.closed_at:
        return False
    if actor.status not in {ActorStatus.PUBLISHED, ActorStatus.DORMANT}:
        _close(check, now)
        return True
    if check.answer == FreshnessAnswer.CHANGE and (day := _changed_on(actor, check)):
        register.confirm(actor=actor, by=None, on=day)
        return True
    return False


def lock(actor_id: int) -> Actor | None:
    """The actor, locked until the end of the transaction; None when it is gone. Always before its question."""
    return (
        Actor.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .filter(pk=actor_id)
        .first()
    )


def _both(check: FreshnessCheck) -> tuple[FreshnessCheck, Actor]:
    """The actor under its lock, and the question as it is now."""
    actor = lock(check.actor_id)
    fresh = FreshnessCheck.objects.get(pk=check.pk)
    if actor is None:
        raise Actor.DoesNotExist
    return fresh, actor


def _is_waiting(check: FreshnessCheck, now: dt.datetime) -> bool:
    return check.closed_at is None and check.last_asked_at <= now - PAUSE


def _must_sleep(check: FreshnessCheck) -> bool:
    return check.reminders >= REMINDERS and not check.answer


def _open() -> QuerySet[FreshnessCheck]:
    return FreshnessCheck.objects.filter(closed_at__isnull=True).order_by("pk")


def _long_dormant(now: dt.datetime) -> QuerySet[FreshnessCheck]:
    return _open().filter(actor__status=ActorStatus.DORMANT, last_asked_at__lte=_year_before(now))


def _is_long_dormant(check: FreshnessCheck, now: dt.datetime) -> bool:
    return check.last_asked_at <= _year_before(now)


def _year_before(now: dt.datetime) -> dt.datetime:
    day = selectors.months_before(now.date(), ARCHIVE_AFTER_MONTHS)
    return dt.datetime.combine(day, now.timetz())


def _changed_on(actor: Actor, check: FreshnessCheck) -> dt.date | None:
    """The day of the first change, or proposal of one, since the person said that something has changed."""
    changed = actor.events.filter(pgh_created_at__gt=check.answered_at).order_by("pgh_id")  # type: ignore[attr-defined]
    proposed = Revision.objects.filter(actor=actor, created_at__gt=check.answered_at).order_by("created_at")
    moment = (
        proposed.values_list("created_at", flat=True).first()
        or changed.values_list("pgh_created_at", flat=True).first()
    )
    return timezone.localdate(moment) if moment else None


def _close(check: FreshnessCheck, now: dt.datetime) -> None:
    check.closed_at = now
    check.save(update_fields=("closed_at",))


def _write(check: FreshnessCheck, actor: Actor, persons: list[User], now: dt.datetime) -> None:
    for person in persons:
        letter = mails.question(actor=actor, check=check, person=person)
        _tell(person, mails.REMINDER if check.reminders else mails.QUESTION, letter, now)


def _tell(person: User, kind: str, letter: mails.Letter, now: dt.datetime) -> None:
    notices.tell(user=person, kind=NotificationKind.ENTRY, letter_kind=kind, letter=letter, now=now)


def _each(checks: QuerySet[FreshnessCheck], step: Callable[..., bool], now: dt.datetime) -> int:
    """Takes each question one step on; answers how many moved. One that is gone meanwhile is passed over."""
    done = 0
    for check in list(checks):
        try:
            done += step(check=check, now=now)
        except (FreshnessCheck.DoesNotExist, Actor.DoesNotExist):
            continue
    return done
