"""What a reader does with the subscription: choose, pause, take up again, leave, come back. Each leaves a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.choices import Topic, words_of
from newsletter.enums import SUBSCRIBER_TRANSITIONS, ConsentChannel, ConsentKind, SubscriberState
from newsletter.models import Subscriber
from newsletter.services.records import Origin, note
from newsletter.services.subscribing import READING, choose
from newsletter.services.suppressing import reason_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_PAUSE = dt.timedelta(days=365)


@transaction.atomic
def change(
    *,
    subscriber: Subscriber,
    topics: Sequence[Topic],
    language: str,
    frequency: str,
    origin: Origin,
    now: dt.datetime | None = None,
) -> Subscriber:
    """Topics, language and frequency from now on. Nothing chosen is refused: leaving is a button of its own."""
    subscriber = _reading(subscriber)
    if not topics:
        raise Refusal(_("Please choose at least one thing to read, or leave altogether."))
    before = (words_of(subscriber), subscriber.language, subscriber.frequency)
    choose(subscriber, topics)
    subscriber.language, subscriber.frequency = language, frequency
    subscriber.save(update_fields=["language", "frequency"])
    words = words_of(subscriber)
    if (words, language, frequency) != before:
        _noted(subscriber, ConsentKind.CHANGED, origin, now, words)
    return subscriber


@transaction.atomic
def pause(
    *, subscriber: Subscriber, until: dt.date, origin: Origin, now: dt.datetime | None = None
) -> Subscriber:
    """No mails until that day, Berlin time; then they come again by themselves. Refuses a day that is over or more than a year away."""
    now = now or timezone.now()
    subscriber = _reading(subscriber)
    moment = timezone.make_aware(dt.datetime.combine(until, dt.time()))
    if not now < moment <= now + LONGEST_PAUSE:
        raise Refusal(_("Please choose a day within the next year."))
    _to_state(subscriber, SubscriberState.PAUSED, now)
    subscriber.paused_until = moment
    subscriber.save(update_fields=["state", "state_since", "paused_until"])
    _noted(subscriber, ConsentKind.PAUSED, origin, now, details={"until": until.isoformat()})
    return subscriber


@transaction.atomic
def resume(*, subscriber: Subscriber, origin: Origin, now: dt.datetime | None = None) -> Subscriber:
    """The pause ends now; pressed twice, nothing more happens."""
    now = now or timezone.now()
    subscriber = _reading(subscriber)
    if subscriber.state == SubscriberState.PAUSED:
        _to_state(subscriber, SubscriberState.ACTIVE, now)
        subscriber.save(update_fields=["state", "state_since", "paused_until"])
        _noted(subscriber, ConsentKind.RESUMED, origin, now)
    return subscriber


@transaction.atomic
def leave(
    *, subscriber: Subscriber, origin: Origin, by: User | None = None, now: dt.datetime | None = None
) -> Subscriber:
    """No mail from now on. Never refuses: who has left stays so. What was chosen is kept for 30 days, so that it can be undone."""
    now = now or timezone.now()
    subscriber = _locked(subscriber)
    if SubscriberState.LEFT in SUBSCRIBER_TRANSITIONS[subscriber.state] and (
        subscriber.state != SubscriberState.SUPPRESSED
    ):
        _to_state(subscriber, SubscriberState.LEFT, now)
        subscriber.save(update_fields=["state", "state_since", "paused_until"])
        _noted(subscriber, ConsentKind.LEFT, origin, now, by=by)
    return subscriber


@transaction.atomic
def come_back(*, subscriber: Subscriber, origin: Origin, now: dt.datetime | None = None) -> Subscriber:
    """Takes leaving back. Refuses for who never confirmed, and for an address that is suppressed."""
    now = now or timezone.now()
    subscriber = _locked(subscriber)
    if subscriber.state in READING:
        return subscriber
    if (
        subscriber.state != SubscriberState.LEFT
        or subscriber.confirmed_at is None
        or reason_of(subscriber.address_key)
    ):
        raise Refusal(_("This cannot be taken back. Please subscribe once more."))
    _to_state(subscriber, SubscriberState.ACTIVE, now)
    subscriber.save(update_fields=["state", "state_since", "paused_until"])
    _noted(subscriber, ConsentKind.RETURNED, origin, now)
    return subscriber


def leave_at_the_desk(*, subscriber: Subscriber, by: User) -> Subscriber:
    """The secretariat does it for somebody who has asked by telephone or mail. Refuses for who reads nothing."""
    if subscriber.state not in (*READING, SubscriberState.PENDING):
        raise Refusal(_("This address gets no mails already."))
    return leave(
        subscriber=subscriber, origin=Origin(ConsentChannel.DESK, language=subscriber.language), by=by
    )


def _locked(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.select_for_update(of=("self",), no_key=True).get(pk=subscriber.pk)


def _reading(subscriber: Subscriber) -> Subscriber:
    found = _locked(subscriber)
    if found.state not in READING:
        raise Refusal(_("This address does not get the newsletter. Please subscribe once more."))
    return found


def _to_state(subscriber: Subscriber, state: SubscriberState, now: dt.datetime) -> None:
    if subscriber.state != state:
        subscriber.state_since = now
    subscriber.state, subscriber.paused_until = state, None


def _noted(
    subscriber: Subscriber,
    kind: ConsentKind,
    origin: Origin,
    now: dt.datetime | None,
    words: list[str] | None = None,
    *,
    details: dict[str, str] | None = None,
    by: User | None = None,
) -> None:
    words = words_of(subscriber) if words is None else words
    note(subscriber=subscriber, kind=kind, origin=origin, topics=words, details=details, now=now)
    audit.record(action=f"subscriber.{kind.value}", obj=subscriber, by=by or subscriber.user)
