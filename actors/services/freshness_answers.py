"""Answers to the question whether an entry is right: from the links of the mail, and from the secretariat's desk."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actors import freshness_links
from actors.enums import ActorStatus, FreshnessAnswer
from actors.models import Actor, FreshnessCheck
from actors.services import freshness, register
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


class LinkState(StrEnum):
    """What a link is good for."""

    USABLE = "usable"
    USED = "used"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was opened: its state and, where it is one of ours, the question, the entry and the person asked."""

    state: LinkState
    check: FreshnessCheck | None = None
    person: User | None = None


class UnusableLink(Refusal):
    """The link does nothing any more; `link` says why."""

    def __init__(self, link: Link) -> None:
        super().__init__(_("This link cannot be used any more."))
        self.link = link


def examine(key: str) -> Link:
    """What a link is good for; changes nothing. At most three queries."""
    said = freshness_links.read(key)
    check = FreshnessCheck.objects.select_related("actor").filter(pk=said.check_id).first() if said else None
    if said is None or check is None:
        return Link(LinkState.UNKNOWN)
    person = User.objects.filter(pk=said.user_id, is_active=True).first()
    if check.answer:
        return Link(LinkState.USED, check, person)
    if check.closed_at or not said.fits(check) or check.actor.status not in _ASKED:
        return Link(LinkState.EXPIRED, check, person)
    if person is None or not check.actor.memberships.filter(user=person).exists():
        return Link(LinkState.FOREIGN, check)
    return Link(LinkState.USABLE, check, person)


_ASKED = (ActorStatus.PUBLISHED, ActorStatus.DORMANT)


@transaction.atomic
def answer(*, key: str, answer: str, now: dt.datetime | None = None) -> FreshnessCheck:
    """Takes the answer of the person the link was sent to; the first one counts. Raises :class:`UnusableLink`."""
    now = now or timezone.now()
    link = examine(key)
    if link.check is not None:
        freshness.lock(link.check.actor_id)  # and look again: another link may have been quicker
        link = examine(key)
    if link.state != LinkState.USABLE or link.check is None or link.person is None:
        log.warning("freshness link refused: %s, question %s", link.state, link.check and link.check.pk)
        raise UnusableLink(link)
    check, actor = link.check, link.check.actor
    check.answer, check.answered_at = FreshnessAnswer(answer), now
    check.last_asked_at = now
    check.save(update_fields=("answer", "answered_at", "last_asked_at"))
    audit.record(action="freshness.answered", obj=actor, by=link.person, answer=check.answer)
    if check.answer == FreshnessAnswer.STILL_RIGHT:
        register.confirm(actor=actor, by=link.person, on=timezone.localdate(now))
    elif check.answer == FreshnessAnswer.INACTIVE and actor.status == ActorStatus.PUBLISHED:
        register.mark_dormant(actor=actor, by=link.person)
    return FreshnessCheck.objects.select_related("actor").get(pk=check.pk)


@transaction.atomic
def still_active(*, actor: Actor, by: User, now: dt.datetime | None = None) -> Actor:
    """The secretariat says that an entry is right: confirmed as of today, awake again, the question ends."""
    return register.confirm(actor=actor, by=by, on=timezone.localdate(now or timezone.now()))


@transaction.atomic
def put_away(*, actor: Actor, by: User, now: dt.datetime | None = None) -> Actor:
    """The secretariat archives a dormant entry; its question ends. Raises :class:`Refusal` for an entry that is not dormant."""
    freshness.lock(actor.pk)
    actor = Actor.objects.get(pk=actor.pk)
    if actor.status != ActorStatus.DORMANT:
        raise Refusal(_("Only a dormant entry is archived here."))
    archived = register.archive(actor=actor, by=by)
    FreshnessCheck.objects.filter(actor=actor, closed_at__isnull=True).update(closed_at=now or timezone.now())
    return archived
