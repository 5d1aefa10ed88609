"""Matches of needs and offers: found by a job, told to both sides once a week, never the same twice."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.enums import NotificationKind
from accounts.services import notices
from partnerships import mails_postings as mails
from partnerships.matchmaking import postings as matching
from partnerships.models import Posting, PostingMatch
from partnerships.selectors import posting_facts
from partnerships.selectors.postings import open_postings

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def find() -> int:
    """Works out anew which open postings answer each other; how many pairs there are. Can run any number of times, at the same time too.

    A pair that fits no longer is kept and marked, so that it is not told again when it comes back.
    """
    pairs = {(pair.need, pair.offer): pair.score for pair in _pairs()}
    known = {
        (row.need_id, row.offer_id): row
        for row in PostingMatch.objects.select_for_update(no_key=True).order_by("pk")
    }
    PostingMatch.objects.bulk_create(
        [PostingMatch(need_id=n, offer_id=o, score=pairs[n, o]) for n, o in pairs.keys() - known.keys()],
        ignore_conflicts=True,
    )
    changed = []
    for key, row in known.items():
        state = (pairs.get(key, row.score), key in pairs)
        if state != (row.score, row.is_current):
            row.score, row.is_current = state
            changed.append(row)
    PostingMatch.objects.bulk_update(changed, ["score", "is_current"])
    return len(pairs)


def _pairs() -> list[matching.PostingPair]:
    needs, offers = posting_facts.open_facts()
    forbidden = posting_facts.forbidden_pairs()
    return matching.pairs(
        needs, offers, posting_facts.topic_tree(), excluded=lambda one, other: (one, other) in forbidden
    )


def tell(*, now: dt.datetime | None = None) -> int:
    """Tells both sides of every match that is new since the last time; how many letters. Can run twice and be killed.

    One letter per person with everything new; a match counts as told together with its letters, in one transaction.
    """
    now = now or timezone.now()
    with transaction.atomic():
        new = list(_untold())
        letters = _by_person(new)
        sent = sum(_tell(user, pairs, now) for user, pairs in letters)
        PostingMatch.objects.filter(pk__in=[match.pk for match in new]).update(told_at=now)
    return sent


def _untold() -> list[PostingMatch]:
    """Locked; both postings are still open."""
    still_open = Posting.objects.open().values("pk")
    rows = PostingMatch.objects.current().filter(
        told_at__isnull=True, need__in=still_open, offer__in=still_open
    )
    return list(
        rows.select_for_update(of=("self",), no_key=True)
        .order_by("-score", "pk")
        .select_related("need__actor", "offer__actor")
    )


def _by_person(new: list[PostingMatch]) -> list[tuple[User, list[tuple[Posting, Posting]]]]:
    """Who gets to know what: (own posting, other posting), as far as the person may see the other one."""
    told: dict[User, list[tuple[Posting, Posting]]] = defaultdict(list)
    keepers = posting_facts.keepers_of({p.actor_id for m in new for p in (m.need, m.offer) if p.actor_id})
    for match in new:
        for own, other in ((match.need, match.offer), (match.offer, match.need)):
            for user in keepers.get(own.actor_id or 0, ()):
                told[user].append((own, other))
    letters = []
    for user in sorted(told, key=lambda user: user.pk):
        others = {other.pk for _own, other in told[user]}
        visible = set(open_postings(user).filter(pk__in=others).values_list("pk", flat=True))
        if pairs := [(own, other) for own, other in told[user] if other.pk in visible]:
            letters.append((user, pairs))
    return letters


def _tell(user: User, pairs: list[tuple[Posting, Posting]], now: dt.datetime) -> int:
    letter = mails.matches(pairs=pairs, language=user.language)
    notice = notices.tell(
        user=user, kind=NotificationKind.PROPOSALS, letter_kind=mails.MATCHES, letter=letter, now=now
    )
    return int(notice is not None)
