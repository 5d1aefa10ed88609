"""Subscribing: asked for by a form, confirmed by the link in a mail (double opt-in). Nothing else makes a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from newsletter import confirmation, mails, wording
from newsletter.addresses import normalised
from newsletter.choices import Topic, words_of
from newsletter.confirmation import Confirmation
from newsletter.enums import ConsentChannel, ConsentKind, MailFrequency, SubscriberState, SubscriptionKind
from newsletter.models import Subscriber, Subscription, Suppression
from newsletter.services.records import Origin, last_message_id, note
from newsletter.services.suppressing import FINAL, reason_of
from platform_portal.core import audit, letters
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: States in which somebody reads already: asking again changes nothing, a mail leads to the preferences.
READING = (SubscriberState.ACTIVE, SubscriberState.PAUSED)


@transaction.atomic
def ask(
    *,
    address: str,
    topics: Sequence[Topic],
    origin: Origin,
    frequency: str = MailFrequency.EVERY,
    now: dt.datetime | None = None,
) -> Subscriber | None:
    """Somebody has entered an address: sends the mail that asks for confirmation, or leads who reads already to the preferences.

    None, and no mail, for an address that asked never to be written to again; whoever filled in the form cannot tell the difference.
    Raises ValidationError for what is no address, :class:`Refusal` when nothing was chosen.
    """
    now = now or timezone.now()
    key = normalised(address)
    if not topics:
        raise Refusal(_("Please choose at least one thing to read."))
    if reason_of(key) in FINAL:
        return None
    subscriber = _locked(key, address, origin.language, now)
    if subscriber.state in READING:
        letter = mails.already_reading(subscriber)
        letters.post(kind=mails.KNOWN, letter=letter, to=subscriber.address, language=subscriber.language)
        return subscriber
    subscriber.address, subscriber.language, subscriber.frequency = (
        address.strip(),
        origin.language,
        frequency,
    )
    _to_state(subscriber, SubscriberState.PENDING, now)
    subscriber.asked_at = now
    subscriber.save()
    choose(subscriber, topics)
    _send_confirmation(subscriber, origin, now)
    return subscriber


@transaction.atomic
def ask_again(*, subscriber: Subscriber, by: User, now: dt.datetime | None = None) -> Subscriber:
    """The secretariat has the confirmation mail sent once more. Refuses for who has confirmed, left, or wants no mail."""
    now = now or timezone.now()
    subscriber = _rows().get(pk=subscriber.pk)
    if subscriber.state != SubscriberState.PENDING:
        raise Refusal(_("Only who has not confirmed yet gets the confirmation mail."))
    if reason_of(subscriber.address_key) in FINAL:
        raise Refusal(_("This address is suppressed."))
    subscriber.asked_at = now
    subscriber.save(update_fields=["asked_at"])
    _send_confirmation(subscriber, Origin(ConsentChannel.DESK, language=subscriber.language), now)
    audit.record(action="subscriber.asked_again", obj=subscriber, by=by)
    return subscriber


@transaction.atomic
def confirm(*, confirmation: Confirmation, origin: Origin, now: dt.datetime | None = None) -> Subscriber:
    """The button behind the link: from now on the address reads. Pressed twice, nothing more happens. Refuses a link that is too old,
    or whose subscriber has left meanwhile.
    """
    now = now or timezone.now()
    subscriber = _rows().filter(pk=confirmation.subscriber.pk).first()
    if subscriber and subscriber.state in READING:
        return subscriber
    if subscriber is None or subscriber.state != SubscriberState.PENDING or confirmation.is_late(now):
        raise Refusal(_("This link is no longer valid. Please subscribe once more."))
    Suppression.objects.of(subscriber.address_key).exclude(reason__in=FINAL).delete()
    _begin(subscriber, now)
    note(
        subscriber=subscriber, kind=ConsentKind.CONFIRMED, origin=origin, topics=words_of(subscriber),
        wording=wording.in_language(subscriber.language), version=wording.VERSION,
        message_id=last_message_id(subscriber), now=now,
    )  # fmt: skip
    audit.record(action="subscriber.confirmed", obj=subscriber, by=None)
    return subscriber


@transaction.atomic
def subscribe_account(
    *, user: User, topics: Sequence[Topic], origin: Origin, now: dt.datetime | None = None
) -> Subscriber:
    """A signed-in person subscribes: the address was checked with the account, so the button is the consent. Refuses when nothing was
    chosen, or the address asked never to be written to again.
    """
    now = now or timezone.now()
    key = normalised(user.email)
    if not topics:
        raise Refusal(_("Please choose at least one thing to read."))
    if reason_of(key) in FINAL:
        raise Refusal(_("This address asked never to be written to again. Please write to the secretariat."))
    subscriber = _locked(key, user.email, user.language, now)
    if subscriber.state not in READING:
        Suppression.objects.of(key).delete()
        _to_state(subscriber, SubscriberState.PENDING, now)
        subscriber.user = user
        choose(subscriber, topics)
        _begin(subscriber, now)
        note(
            subscriber=subscriber, kind=ConsentKind.CONFIRMED, origin=origin, topics=words_of(subscriber),
            wording=wording.in_language(origin.language), version=wording.VERSION, now=now,
        )  # fmt: skip
        audit.record(action="subscriber.confirmed", obj=subscriber, by=user)
    return subscriber


def choose(subscriber: Subscriber, topics: Sequence[Topic]) -> None:
    """What the subscriber reads from now on; what stays keeps its date. Inside a transaction that holds the subscriber."""
    wanted = {topic.word: topic for topic in topics}
    for row in subscriber.subscriptions.select_related("working_group", "region"):
        word = Topic(SubscriptionKind(row.kind), row.working_group, row.region).word
        if wanted.pop(word, None) is None:
            row.delete()
    Subscription.objects.bulk_create([topic.row(subscriber) for topic in wanted.values()])


def _rows() -> QuerySet[Subscriber]:
    return Subscriber.objects.select_for_update(of=("self",), no_key=True)


def _locked(key: str, address: str, language: str, now: dt.datetime) -> Subscriber:
    """The subscriber of a key, locked; made when there is none, also when two ask at the same moment."""
    found = _rows().filter(address_key=key).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Subscriber.objects.create(
                address=address.strip(), address_key=key, language=language, created_at=now, state_since=now
            )
    except IntegrityError:
        return _rows().get(address_key=key)


def _to_state(subscriber: Subscriber, state: SubscriberState, now: dt.datetime) -> None:
    if subscriber.state != state:
        subscriber.state, subscriber.state_since, subscriber.paused_until = state, now, None


def _begin(subscriber: Subscriber, now: dt.datetime) -> None:
    """From now on a reader; an account with the same address is the same person."""
    _to_state(subscriber, SubscriberState.ACTIVE, now)
    subscriber.confirmed_at = now
    if subscriber.user_id is None:
        account = User.objects.filter(email__iexact=subscriber.address, subscriber=None).first()
        subscriber.user = account
    subscriber.save()


def _send_confirmation(subscriber: Subscriber, origin: Origin, now: dt.datetime) -> None:
    key = confirmation.key_for(subscriber.pk, now)
    mail = letters.post(
        kind=mails.CONFIRM,
        letter=mails.please_confirm(key),
        to=subscriber.address,
        language=subscriber.language,
    )
    note(
        subscriber=subscriber, kind=ConsentKind.ASKED, origin=origin, topics=words_of(subscriber),
        wording=wording.in_language(origin.language), version=wording.VERSION, message_id=mail.message_id, now=now,
    )  # fmt: skip
