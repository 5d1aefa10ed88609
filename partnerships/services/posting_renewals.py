"""The end of postings: a mail two weeks before with a link that works once, and the end itself. The job can run at any time, twice too."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NotificationKind
from accounts.services import notices
from partnerships import mails_postings as mails
from partnerships.enums import PostingStatus
from partnerships.models import Posting, PostingRenewal
from partnerships.selectors.posting_facts import keepers_of
from partnerships.services import posting_states
from platform_portal.core import audit, keys
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


class RenewalAnswer(StrEnum):
    """What the link offers."""

    RENEW = "renew"
    FOUND = "found"


class LinkState(StrEnum):
    """What a link is good for."""

    USABLE = "usable"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was opened: its state and, where it is one of ours, what it is about."""

    state: LinkState
    renewal: PostingRenewal | None = None


class UnusableLink(Refusal):
    """The link does nothing any more; `link` says why."""

    def __init__(self, link: Link) -> None:
        super().__init__(_("This link cannot be used any more."))
        self.link = link


def expire_due(*, now: dt.datetime | None = None) -> int:
    """Ends postings whose last day is over; how many. One transaction each."""
    today = timezone.localdate(now)
    over = Posting.objects.filter(status=PostingStatus.PUBLISHED, expires_on__lt=today).order_by("pk")
    done = 0
    for posting in over:
        try:
            posting_states.expire(posting=posting, on=today)
            done += 1
        except Refusal:
            continue  # somebody else was quicker
    return done


def ask_due(*, now: dt.datetime | None = None) -> int:
    """Writes the mails for postings whose last day is less than two weeks away; how many postings. Nobody is asked twice of one day."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    soon = Posting.objects.filter(
        status=PostingStatus.PUBLISHED, actor__isnull=False, is_example=False,
        expires_on__range=(today, today + posting_states.RENEWED_FROM),
    )  # fmt: skip
    return sum(_ask(pk, now) for pk in soon.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, now: dt.datetime) -> int:
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).select_related("actor").get(pk=pk)
    if (
        posting.status != PostingStatus.PUBLISHED
        or posting.expires_on is None
        or posting.renewals.filter(expires_on=posting.expires_on).exists()
    ):
        return 0
    key, hashed = keys.make()
    PostingRenewal.objects.create(
        posting=posting, expires_on=posting.expires_on, key_hash=hashed, sent_at=now
    )
    for user in keepers_of([posting.actor_id or 0]).get(posting.actor_id or 0, ()):
        letter = mails.ends(posting=posting, key=key, language=user.language)
        notices.tell(
            user=user, kind=NotificationKind.ENTRY, letter_kind=mails.RENEWAL, letter=letter, now=now
        )
    audit.record(action="posting.renewal_asked", obj=posting, by=None)
    return 1


def examine(key: str, *, now: dt.datetime | None = None) -> Link:
    """What a link is good for; changes nothing. One query."""
    found = PostingRenewal.objects.select_related("posting__actor").filter(key_hash=keys.hashed(key)).first()
    if found is None:
        return Link(LinkState.UNKNOWN)
    if found.used_at:
        return Link(LinkState.USED, found)
    is_same = found.posting.expires_on == found.expires_on
    if not is_same or not posting_states.is_renewable(found.posting, timezone.localdate(now)):
        return Link(LinkState.EXPIRED, found)
    return Link(LinkState.USABLE, found)


@transaction.atomic
def answer(*, key: str, answer: str, now: dt.datetime | None = None) -> Posting:
    """Takes the answer; the first one counts. Raises :class:`UnusableLink`, and :class:`Refusal` when a partner was found too late."""
    now = now or timezone.now()
    PostingRenewal.objects.select_for_update(no_key=True).filter(key_hash=keys.hashed(key)).first()
    link = examine(key, now=now)
    if link.state != LinkState.USABLE or link.renewal is None:
        log.warning("renewal link refused: %s", link.state)
        raise UnusableLink(link)
    posting = link.renewal.posting
    if answer == RenewalAnswer.FOUND:
        posting = posting_states.mark_matched(posting=posting, by=None)
    else:
        posting = posting_states.renew(posting=posting, by=None, on=timezone.localdate(now))
    PostingRenewal.objects.filter(pk=link.renewal.pk).update(used_at=now)
    return posting
