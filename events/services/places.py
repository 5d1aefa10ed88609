"""Places under locks: every count of a bucket is taken while its row is locked.

The scheme, everywhere the same:
1. rows of one's own (registration, answers, mail, audit entry) are written first;
2. then the buckets concerned are locked, all at once, in the order of their numbers: nobody waits in a circle;
3. then bookings are counted, by a statement of its own, so that it sees what others committed before they gave the lock back;
4. then bookings are written, and the transaction ends.

Who does not get the lock in time tries again on the server for ten seconds (`patiently`). While a bucket moves, that is while this process
gets its lock again and again, everybody queues in the database, which is fair. A bucket that is locked for long must not occupy all threads
of a process: only some may wait for it, the others are told at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import psycopg.errors
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from events.enums import OCCUPYING
from events.models import Bucket
from platform_portal.core import prepared
from platform_portal.core.errors import Refusal
from platform_portal.core.ready_rows import Part

log = logging.getLogger(__name__)

#: Seconds somebody is kept waiting for a lock, all attempts together.
PATIENCE = 10.0
#: How long one attempt waits: for a bucket that moves, for one nothing is known of, and for one others wait for in vain already.
MOVING, FIRST, CROWDED = 3.0, 0.6, 0.05
#: A bucket moves when this process got its lock within so many seconds.
MOVES_WITHIN = 1.0
_RETRIED = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)
#: Two persons who are written at the same moment: the second attempt sees the first one's rows.
_RACES = frozenset(
    {
        "events_one_registration_per_person",
        "events_person_at_one_event",
        "events_person_in_one_session",
        "events_waiting_number_once",
        "events_booking_once",
    }
)
RACES_MAX = 5
_slow = threading.BoundedSemaphore(settings.PORTAL_LOCK_WAITERS)
_guard = threading.Lock()
#: Per event: when its lock was had last, and how many threads wait for it for long. Small: old ones are dropped.
_had: dict[int, float] = {}
_stuck: Counter[int] = Counter()
_own = threading.local()

_BUCKET = Part(Bucket, "events_bucket")
_LOCK = f"""
SELECT {_BUCKET.columns} FROM events_bucket WHERE id = ANY(%s) ORDER BY "events_bucket"."id" ASC FOR NO KEY UPDATE
"""  # noqa: S608 - fixed names
COUNT = f"""
SELECT bucket_id,
       count(*) FILTER (WHERE status IN ({prepared.words(OCCUPYING)})),
       count(*) FILTER (WHERE status = 'waiting'),
       coalesce(max(waiting_number), 0)
FROM events_booking WHERE bucket_id = ANY(%s) GROUP BY bucket_id
"""  # noqa: S608 - fixed words


class Busy(Refusal):
    """The lock was not to be had in time. Nothing has been changed; sending the same again is right."""

    passes = True


class Full(Refusal):
    """There is no place. `buckets` are those that are full."""

    def __init__(self, message: str, buckets: Iterable[Bucket] = ()) -> None:
        super().__init__(message)
        self.buckets = tuple(buckets)


@dataclass(slots=True)
class Tally:
    """What is taken of a bucket, counted under its lock and kept up to date by whoever holds it."""

    capacity: int | None
    taken: int
    waiting: int
    last_number: int

    @property
    def free(self) -> int | None:
        """Places left; None: without limit."""
        return None if self.capacity is None else self.capacity - self.taken

    def fits(self, number: int) -> bool:
        """Whether so many may have a place now: there is room, and nobody waits who would be passed."""
        return not self.waiting and self.has_room(number)

    def has_room(self, number: int) -> bool:
        """Whether there is room for so many, whoever waits."""
        return self.free is None or self.free >= number

    def next_number(self) -> int:
        """The next number on the waiting list; given once, never again."""
        self.last_number += 1
        self.waiting += 1
        return self.last_number


def lock(event_id: int, numbers: Iterable[int]) -> dict[int, Bucket]:
    """Locks buckets of an event until the end of the transaction, in the order of their numbers."""
    chosen = sorted(set(numbers))
    return _locked(event_id, lambda: _BUCKET.objects(prepared.rows(_LOCK, [chosen])))


def lock_event(*events: int) -> dict[int, Bucket]:
    """Locks all buckets of an event (or of several): for whatever moves the waiting lists."""
    rows = Bucket.objects.select_for_update(of=("self",), no_key=True).filter(event__in=events)
    return _locked(events[0], lambda: rows.select_related("session").order_by("pk"))


def _locked(event_id: int, take: Callable[[], Iterable[Bucket]]) -> dict[int, Bucket]:
    """Waits as long as makes sense for this event; what happened is remembered for the others."""
    _own.event, _own.asked = event_id, time.monotonic()
    seconds = MOVING if _moved(event_id, within=MOVES_WITHIN) else CROWDED if _stuck[event_id] else FIRST
    _limit(max(seconds, getattr(_own, "patience", 0.0)))
    found = {bucket.pk: bucket for bucket in take()}
    with _guard:
        _had[event_id] = time.monotonic()
        if len(_had) > 1000:
            del _had[next(iter(_had))]
    return found


def _moved(event_id: int, *, within: float) -> bool:
    """Whether this process had the lock within so many seconds."""
    return time.monotonic() - _had.get(event_id, float("-inf")) < within


def count(buckets: dict[int, Bucket]) -> dict[int, Tally]:
    """What is taken of each bucket; the buckets must be locked. One query."""
    found = {row[0]: row[1:] for row in prepared.rows(COUNT, [list(buckets)])}
    return {pk: Tally(bucket.capacity, *found.get(pk, (0, 0, 0))) for pk, bucket in buckets.items()}


def patiently[Result](work: Callable[[], Result], *, clock: Callable[[], float] = time.monotonic) -> Result:
    """Runs `work` in a transaction, again when a lock or two at the same moment were in its way. Raises `Busy` after ten seconds."""
    begun, races, stuck = clock(), 0, 0
    _own.event, _own.asked, _own.patience = 0, time.monotonic(), 0.0
    try:
        while True:
            try:
                with transaction.atomic():
                    return work()
            except DatabaseError as error:
                left = PATIENCE - (clock() - begun)
                if _is_race(error) and races < RACES_MAX:
                    races += 1
                    continue
                if not isinstance(error.__cause__, _RETRIED):
                    raise
                if stuck <= 0:
                    stuck = _wait_for_long()
                if left <= 0 or not stuck:
                    log.warning("places are busy: %s", type(error.__cause__).__name__)
                    raise Busy(_("Very many are registering at this moment.")) from error
                _own.patience = left if stuck > 0 else 0.0
    finally:
        _own.patience = 0.0
        if stuck > 0:
            _give_up_waiting(stuck)


def _wait_for_long() -> int:
    """The event this thread may wait for as long as it takes; -1: others got the lock meanwhile, so it is no question; 0: too many wait."""
    event_id: int = _own.event
    if not event_id or _moved(event_id, within=time.monotonic() - _own.asked):
        return -1
    if not _slow.acquire(blocking=False):
        return 0
    with _guard:
        _stuck[event_id] += 1
    return event_id


def _give_up_waiting(event_id: int) -> None:
    with _guard:
        _stuck[event_id] -= 1
        if not _stuck[event_id]:
            del _stuck[event_id]
    _slow.release()


def _limit(seconds: float) -> None:
    """How long a statement of this transaction waits for a lock."""
    prepared.rows("SELECT set_config('lock_timeout', %s, true)", [f"{int(seconds * 1000)}ms"])


def _is_race(error: DatabaseError) -> bool:
    cause = error.__cause__
    return isinstance(cause, psycopg.Error) and cause.diag.constraint_name in _RACES


def numbers_of(bucket: Bucket, tally: Tally) -> str:
    """The sentence of a refusal: how many places there are, taken and waited for."""
    return _("%(places)s: %(taken)s of %(capacity)s places are taken, %(waiting)s are waiting.") % {
        "places": bucket.session or bucket.get_mode_display(),
        "taken": tally.taken,
        "capacity": "∞" if tally.capacity is None else tally.capacity,
        "waiting": tally.waiting,
    }
