"""The ledger at work: taking mails, beginning one and noting the last in ONE statement, giving back, taking over from the lost.

Everything is committed statement by statement (autocommit). The order that nothing is lost and nobody gets two mails rests on:

1. `claim`: waiting mails become *claimed* by this sender, under a lease; SKIP LOCKED, so that senders never wait for each other.
2. `advance`: in one statement the mail before is noted as sent, the consent of the next reader is read again, the slots of the limits
   are taken, and the next mail becomes *sending*. Only when this is committed, anything is said to the mail server. `note`: any other answer.
3. `recover`: after the lease *claimed* mails wait again; *sending* ones become *unknown*, and a person decides.

The statements are prepared by the server: planning them costs more than running them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from platform_portal.core import prepared

LEASE_SECONDS = 180
BATCH = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail this sender has taken."""

    id: int
    address: str
    domain: str
    language: str
    message_id: str
    attempts: int
    first_attempt_at: dt.datetime | None

    @property
    def mailbox(self) -> str:
        """The address as the mail server takes it: as it was typed, the domain as A-label."""
        return f"{self.address.rpartition('@')[0]}@{self.domain}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of sending: at most so many mails as it has slots within `seconds`; of one domain, where it names one."""

    id: int
    seconds: int
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the mail before: how its row shall stand, and the slots it held (None: they are free at once)."""

    id: int
    state: str
    reason: str = ""
    answer: str = ""
    retry_seconds: float = 0
    slots: tuple[int, ...] = ()
    counts: bool = (
        True  # whether the mail may have been accepted, so that its slots stay taken for their window
    )
    is_attempt: bool = True  # False: the recipient had nothing to do with it


@dataclass(frozen=True, slots=True)
class Step:
    """What `advance` found: whether the next mail may be sent now (`begun`), and if not, why."""

    is_going_on: bool
    begun: bool = False
    subscriber_id: int = 0
    key_version: int = 0
    slots: tuple[int, ...] = ()
    is_limited: bool = False
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))


CLAIM = """
UPDATE newsletter_delivery AS delivery
SET state = 'claimed', claimed_by = %(me)s, leased_until = clock_timestamp() + make_interval(secs => %(lease)s)
FROM (
    SELECT id FROM newsletter_delivery
    WHERE edition_id = %(edition)s AND state = 'pending' AND next_attempt_at <= clock_timestamp()
        AND (next_attempt_at, id) > (%(after_time)s, %(after_id)s) AND domain <> ALL(%(without)s)
    ORDER BY next_attempt_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
) AS due
WHERE delivery.id = due.id AND EXISTS (SELECT FROM newsletter_edition WHERE id = %(edition)s AND state = 'sending')
RETURNING delivery.id, address, domain, language, message_id, attempts, first_attempt_at, next_attempt_at
"""

CANCELLED = "EXISTS (SELECT FROM newsletter_edition WHERE id = %(edition)s AND state = 'cancelled')"
FREE = """
    UPDATE newsletter_sendingslot AS slot SET free_at = clock_timestamp() + make_interval(secs => limits.seconds * %(counts)s)
    FROM newsletter_sendinglimit AS limits WHERE limits.id = slot.limit_id AND slot.id = ANY(%(held)s)"""
#: Whatever became of a mail; one that waits again has nothing to wait for in a cancelled edition.
NOTE = f"""
WITH freed AS ({FREE})
UPDATE newsletter_delivery SET
    state = CASE WHEN %(state)s::text = 'pending' AND {CANCELLED} THEN 'skipped' ELSE %(state)s::text END,
    reason = CASE WHEN %(state)s::text = 'pending' AND {CANCELLED} THEN 'cancelled' ELSE %(reason)s::text END,
    answer = %(answer)s, leased_until = NULL, attempts = attempts - %(undone)s,
    sent_at = CASE WHEN %(state)s::text = 'sent' THEN clock_timestamp() END,
    next_attempt_at = clock_timestamp() + make_interval(secs => %(retry)s)
WHERE id = %(id)s AND claimed_by = %(me)s AND state IN ('sending', 'unknown')
"""  # noqa: S608 - fixed parts

#: Parts of `advance`: it runs once per mail, so it holds nothing that an edition without limits does not need.
SENT = """
noted AS (
    UPDATE newsletter_delivery
    SET state = 'sent', reason = '', answer = %(answer)s, leased_until = NULL, sent_at = clock_timestamp()
    WHERE id = %(before)s AND claimed_by = %(me)s AND state IN ('sending', 'unknown')
)"""
EDITION = """
edition AS MATERIALIZED (SELECT id FROM newsletter_edition WHERE id = %(edition)s AND state = 'sending')"""
SLOTS = """
found AS MATERIALIZED (
    SELECT slot.id, wanted.seconds FROM unnest(%(limits)s::bigint[], %(seconds)s::int[]) AS wanted (id, seconds)
    CROSS JOIN LATERAL (
        SELECT id FROM newsletter_sendingslot WHERE limit_id = wanted.id AND free_at <= clock_timestamp()
        ORDER BY free_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS slot
    WHERE EXISTS (SELECT FROM edition)
),
taken AS (
    UPDATE newsletter_sendingslot AS slot
    SET free_at = clock_timestamp() + make_interval(secs => %(lease)s + found.seconds)
    FROM found WHERE slot.id = found.id AND (SELECT count(*) FROM found) = cardinality(%(limits)s::bigint[])
    RETURNING slot.id
)"""
BEGIN = """
begun AS (
    UPDATE newsletter_delivery AS delivery SET
        state = 'sending', attempts = %(attempts)s,
        leased_until = clock_timestamp() + make_interval(secs => %(lease)s),
        first_attempt_at = coalesce(first_attempt_at, clock_timestamp())
    FROM newsletter_subscriber AS reader, edition
    WHERE delivery.id = %(next)s AND delivery.claimed_by = %(me)s AND delivery.state IN ('claimed', 'sending')
        AND reader.id = delivery.subscriber_id AND reader.address_key = delivery.address_key
        AND (reader.state = 'active' OR reader.state = 'paused' AND reader.paused_until <= clock_timestamp())
        AND EXISTS (SELECT FROM newsletter_subscription WHERE subscriber_id = reader.id AND {subscribed})
        {with_slots}
    RETURNING reader.id, reader.key_version
)"""
WITH_SLOTS = "AND (SELECT count(*) FROM found) = cardinality(%(limits)s::bigint[])"
ANSWER = """
SELECT EXISTS (SELECT FROM edition), begun.id, begun.key_version, {slots}, clock_timestamp()
FROM (SELECT) AS always LEFT JOIN begun ON true"""

FREE_NOW = "UPDATE newsletter_sendingslot SET free_at = clock_timestamp() WHERE id = ANY(%(ids)s)"
RELEASE = """
UPDATE newsletter_delivery SET state = 'pending', claimed_by = '', leased_until = NULL
WHERE id = ANY(%(ids)s) AND claimed_by = %(me)s AND state = 'claimed'
"""
RENEW = """
UPDATE newsletter_delivery SET leased_until = clock_timestamp() + make_interval(secs => %(lease)s)
WHERE id = ANY(%(ids)s) AND claimed_by = %(me)s AND state = 'claimed' RETURNING id
"""
LEAVE_OUT = """
UPDATE newsletter_delivery AS delivery SET
    state = 'skipped', leased_until = NULL, reason = coalesce((
        SELECT CASE
            WHEN reader.address_key <> delivery.address_key THEN 'readdressed'
            WHEN reader.state IN ('left', 'suppressed', 'paused') THEN reader.state
            WHEN reader.state = 'pending' THEN 'left'
            ELSE 'not_subscribed' END
        FROM newsletter_subscriber AS reader WHERE reader.id = delivery.subscriber_id
    ), 'erased')
WHERE id = %(id)s AND claimed_by = %(me)s AND state = 'claimed' RETURNING reason
"""
RECOVER = """
UPDATE newsletter_delivery AS delivery SET
    state = CASE state WHEN 'claimed' THEN 'pending' ELSE 'unknown' END,
    reason = CASE state WHEN 'claimed' THEN '' ELSE 'interrupted' END,
    claimed_by = CASE state WHEN 'claimed' THEN '' ELSE claimed_by END,
    leased_until = NULL
FROM (
    SELECT id FROM newsletter_delivery
    WHERE state IN ('claimed', 'sending') AND leased_until < clock_timestamp()
    ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
) AS late
WHERE delivery.id = late.id RETURNING delivery.edition_id, delivery.state
"""
NEXT_SLOT = """
SELECT max(free_at), clock_timestamp() FROM (
    SELECT min(free_at) AS free_at FROM newsletter_sendingslot WHERE limit_id = ANY(%(limits)s) GROUP BY limit_id
) AS each
"""


class Ledger:
    """The ledger of one edition in the hands of one sender. `subscribed` is SQL that says which subscriptions count, without parameters."""

    def __init__(self, *, edition_id: int, me: str, subscribed: str, limits: Sequence[Limit] = ()) -> None:
        self.edition_id = edition_id
        self.me = me
        self._subscribed = subscribed
        self._with_slots, self._without_slots = (self._statement(with_slots=yes) for yes in (True, False))
        self.set_limits(limits)
        self.start_over()

    def set_limits(self, limits: Sequence[Limit]) -> None:
        """The limits that hold from now on."""
        self.limits = tuple(limits)

    def _statement(self, *, with_slots: bool) -> str:
        freed = f"\nfreed AS ({FREE})"
        begin = BEGIN.format(subscribed=self._subscribed, with_slots=WITH_SLOTS if with_slots else "")
        parts = [SENT, *([freed] if with_slots else []), EDITION, *([SLOTS] if with_slots else []), begin]
        slots = "(SELECT array_agg(id) FROM taken)" if with_slots else "NULL::bigint[]"
        return "WITH" + ",".join(parts) + ANSWER.format(slots=slots)

    def start_over(self) -> None:
        """The next claim looks from the beginning again."""
        self._after: tuple[Any, int] = (dt.datetime(1970, 1, 1, tzinfo=dt.UTC), 0)

    @property
    def is_at_the_beginning(self) -> bool:
        """Whether the next claim looks at everything that waits."""
        return self._after[1] == 0

    def claim(self, *, without: Sequence[str] = (), limit: int = BATCH) -> list[Claimed]:
        """Takes waiting mails, but none to these domains. Each claim goes on where the last one ended, so that it never walks past what is done."""
        given = {
            "edition": self.edition_id, "me": self.me, "lease": LEASE_SECONDS, "without": list(without), "limit": limit,
            "after_time": self._after[0], "after_id": self._after[1],
        }  # fmt: skip
        rows = prepared.rows(CLAIM, given)
        if rows:
            self._after = max((row[7], row[0]) for row in rows)
        return [Claimed(*row[:7]) for row in sorted(rows, key=lambda row: (row[7], row[0]))]

    def advance(self, before: Result | None, following: Claimed) -> Step:
        """Notes that the mail before was sent and begins the following one, committed together. May be repeated after a lost connection."""
        limits = [limit for limit in self.limits if limit.domain in ("", following.domain)]
        given: dict[str, Any] = {
            "me": self.me, "edition": self.edition_id, "lease": LEASE_SECONDS, "next": following.id,
            "attempts": following.attempts + 1, "before": before.id if before else 0,
            "answer": before.answer[:500] if before else "",
        }  # fmt: skip
        held = list(before.slots) if before else []
        if limits or held:
            given |= {
                "limits": [limit.id for limit in limits],
                "seconds": [limit.seconds for limit in limits],
            }
            rows = prepared.rows(self._with_slots, given | {"held": held, "counts": 1})
        else:
            rows = prepared.rows(self._without_slots, given)
        is_going_on, reader, version, slots, now = rows[0]
        is_limited = bool(limits) and len(slots or ()) < len(limits)
        return Step(
            is_going_on, reader is not None, reader or 0, version or 0, tuple(slots or ()), is_limited, now
        )

    def note(self, result: Result) -> None:
        """Notes what became of a mail. May be repeated after a lost connection."""
        given = {
            "me": self.me, "edition": self.edition_id, "id": result.id, "state": str(result.state), "reason": str(result.reason),
            "answer": result.answer[:500], "retry": result.retry_seconds, "undone": int(not result.is_attempt),
            "held": list(result.slots), "counts": int(result.counts),
        }  # fmt: skip
        prepared.rows(NOTE, given)

    def give_back(self, claimed: Sequence[Claimed]) -> None:
        """What was taken and not begun waits again."""
        if claimed:
            prepared.rows(RELEASE, {"ids": [one.id for one in claimed], "me": self.me})

    def free(self, slots: Sequence[int]) -> None:
        """Slots that were taken for a mail that was not sent are free at once."""
        if slots:
            prepared.rows(FREE_NOW, {"ids": list(slots)})

    def renew(self, claimed: Sequence[Claimed]) -> set[int]:
        """Prolongs the lease of what was taken; the numbers of those that are still ours."""
        ids = [one.id for one in claimed]
        return {row[0] for row in prepared.rows(RENEW, {"ids": ids, "me": self.me, "lease": LEASE_SECONDS})}

    def leave_out(self, claimed: Claimed) -> str:
        """The reader does not want it any more: the reason, which is noted. Empty when the row is not ours."""
        rows = prepared.rows(LEAVE_OUT, {"id": claimed.id, "me": self.me})
        return str(rows[0][0]) if rows else ""

    def wait_for_slot(self, domain: str) -> float:
        """Seconds until a mail to the domain may find slots."""
        ids = [limit.id for limit in self.limits if limit.domain in ("", domain)]
        ((free_at, now),) = prepared.rows(NEXT_SLOT, {"limits": ids})
        return max(0.0, (free_at - now).total_seconds()) if free_at else 0.0


def recover() -> dict[int, tuple[int, int]]:
    """Takes over from senders whose lease has ended: per edition how many mails wait again, and how many are unknown now."""
    states: dict[int, list[str]] = {}
    for edition_id, state in prepared.rows(RECOVER):
        states.setdefault(edition_id, []).append(state)
    return {edition: (found.count("pending"), found.count("unknown")) for edition, found in states.items()}
