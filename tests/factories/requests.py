"""Factories for cooperation requests, and the way of one through its states."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import User
from actors.models import Actor, Membership
from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest
from partnerships.services.requests import answering, drafts, sending, steering
from partnerships.services.requests.drafts import Wish
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import PartnerFactory, TopicFactory, UkrainianPartnerFactory

#: A Monday in the middle of a quarter.
MONDAY = dt.datetime(2026, 11, 9, 9, 0, tzinfo=dt.UTC)


def keeper_of(actor: Actor, **fields: Any) -> User:
    """A person who keeps the entry of an actor."""
    user = UserFactory(**fields)
    Membership.objects.create(user=user, actor=actor)
    return user


def sides(**recipient: Any) -> tuple[Actor, Actor, User, User]:
    """A Ukrainian sender and a German recipient, each with a keeper."""
    sender, asked = UkrainianPartnerFactory(), PartnerFactory(**recipient)
    return sender, asked, keeper_of(sender, language="uk"), keeper_of(asked)


def wish(**fields: Any) -> Wish:
    """A complete wish."""
    known = {
        "seek": [TopicFactory()],
        "languages": ["uk", "en"],
        "reason": "Ми хочемо навчитися.",
        "reason_language": "uk",
    }
    return Wish(**known | fields)


def draft(
    *, sender: Actor, recipient: Actor, by: User | None = None, now: dt.datetime = MONDAY, **fields: Any
) -> CooperationRequest:
    """A draft, written by a keeper of the sender."""
    who = by or User.objects.filter(memberships__actor=sender).first() or keeper_of(sender)
    return drafts.write(sender=sender, recipient=recipient, wish=wish(**fields), by=who, now=now)


def sent(*, waived: bool = False, now: dt.datetime = MONDAY, **fields: Any) -> CooperationRequest:
    """A request that was sent; with `waived` it goes without the check."""
    found = draft(now=now, **fields)
    if waived:
        steering.set_waiver(actor=found.sender, is_waived=True, by=secretary())
    return sending.send(request=found, by=found.created_by, now=now)


def secretary() -> User:
    """A member of the secretariat."""
    return User.objects.filter(is_staff=True).first() or UserFactory(is_staff=True)


def delivered(*, now: dt.datetime = MONDAY, **fields: Any) -> CooperationRequest:
    """A request that is with its recipient."""
    return sent(waived=True, now=now, **fields)


def accepted(*, now: dt.datetime = MONDAY, **fields: Any) -> CooperationRequest:
    """A request both sides have said yes to."""
    found = delivered(now=now, **fields)
    for answer in found.answers.all():
        who = User.objects.get(memberships__actor=answer.actor)
        answering.answer(answer=answer, kind="accept", by=who, now=now)
    found.refresh_from_db()
    return found


def bring_to(status: str, request: CooperationRequest, *, now: dt.datetime = MONDAY) -> CooperationRequest:
    """Sets the state directly, with what the constraints ask for: for tests of the table of transitions."""
    request.status = status
    request.slot = 1 if status in {"in_check", "waiting", "delivered"} else None
    request.queued_at = now if status == RequestStatus.WAITING else None
    request.delivered_at = now if status not in {"draft", "in_check", "waiting"} else None
    request.sent_at = None if status == RequestStatus.DRAFT else now
    request.save()
    if request.delivered_at and not request.answers.exists():
        for pk in {request.recipient_id, request.third_id} - {None}:
            request.answers.create(actor_id=pk)
    return request
