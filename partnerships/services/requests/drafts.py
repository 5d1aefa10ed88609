"""Writing a request: a draft belongs to its sender and is seen by nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Topic
from partnerships.enums_requests import FirstStep, Party, RequestRole, RequestStatus
from partnerships.models import CooperationRequest, Partnership, Posting, RequestTopic
from partnerships.selectors.request_reasons import reasons_in_all_languages
from partnerships.services.requests.pairs import check_pair
from partnerships.services.requests.steps import lock, lock_actors, roles_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: Drafts of one sender at the same time; a script that writes a thousand stops here.
DRAFTS = 10
TOPICS_PER_ROLE = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sender writes: the structured parts and one sentence."""

    first_step: str = FirstStep.CALL
    seek: Collection[Topic] = ()
    give: Collection[Topic] = ()
    horizons: Sequence[str] = ()
    phrases: Sequence[str] = ()
    reason: str = ""
    reason_language: str = "de"
    languages: Sequence[str] = ()
    assisted_languages: Sequence[str] = ()
    speaker: str = ""
    third: Actor | None = None
    partnership: Partnership | None = None
    posting: Posting | None = field(default=None)


@transaction.atomic
def write(
    *, sender: Actor, recipient: Actor, wish: Wish, by: User, now: dt.datetime | None = None
) -> CooperationRequest:
    """A new draft. Refuses forbidden pairs, people who do not keep the sender, and more than ten drafts of one sender."""
    now = now or timezone.now()
    if not by.memberships.filter(actor=sender.pk).exists():
        raise Refusal(_("You can only write requests for organisations whose entry you keep."))
    lock_actors(sender.pk, recipient.pk)
    drafts = CooperationRequest.objects.filter(sender=sender, status=RequestStatus.DRAFT)
    if drafts.count() >= DRAFTS:
        raise Refusal(_("You have ten drafts already. Please send or delete one first."))
    check_pair(sender, recipient, first_step=wish.first_step, now=now)
    request = CooperationRequest(
        sender=sender,
        recipient=recipient,
        created_by=by,
        created_at=now,
        why=reasons_in_all_languages(sender, recipient),
    )
    _fill(request, wish)
    audit.record(action="request.write", obj=request, by=by)
    return request


@transaction.atomic
def change(*, request: CooperationRequest, wish: Wish, by: User) -> CooperationRequest:
    """The draft with other content; sender and recipient stay. Refuses when it was sent meanwhile."""
    request = lock(request)
    if Party.SENDER not in roles_of(request, by):
        raise Refusal(_("You cannot do this with this request: another side decides here."))
    if request.status != RequestStatus.DRAFT:
        raise Refusal(_("The request has been sent and can no longer be changed."))
    _fill(request, wish)
    audit.record(action="request.change", obj=request, by=by)
    return request


def _fill(request: CooperationRequest, wish: Wish) -> None:
    _check(request, wish)
    for name in (
        "first_step", "horizons", "phrases", "reason", "reason_language", "languages", "assisted_languages", "speaker",
        "third", "partnership", "posting",
    ):  # fmt: skip
        value = getattr(wish, name)
        setattr(request, name, list(value) if isinstance(value, list | tuple) else value)
    request.reason = " ".join(request.reason.split())
    request.save()
    request.request_topics.all().delete()
    RequestTopic.objects.bulk_create(
        RequestTopic(request=request, topic=topic, role=role)
        for role, topics in ((RequestRole.SEEK, wish.seek), (RequestRole.GIVE, wish.give))
        for topic in topics
    )


def _check(request: CooperationRequest, wish: Wish) -> None:
    if wish.third and wish.third.pk in {request.sender_id, request.recipient_id}:
        raise Refusal(_("The third partner must be another actor."))
    if max(len(wish.seek), len(wish.give)) > TOPICS_PER_ROLE:
        raise Refusal(_("Please choose at most six topics each."))
    if wish.first_step == FirstStep.JOIN and wish.partnership is None:
        raise Refusal(_("Please choose the partnership you would like to join."))
