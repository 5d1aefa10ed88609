"""The life of a posting: published after review, sent back, matched, expired, renewed, withdrawn. Each step is recorded.

There is one table of what may follow what, and one service per step; nothing else writes the status of an existing posting.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.services import index
from partnerships.enums import PostingStatus
from partnerships.models import Posting
from partnerships.services.posting_protection import guard
from partnerships.services.postings import six_months_after
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

TRANSITIONS: dict[str, frozenset[str]] = {
    PostingStatus.DRAFT: frozenset(
        {PostingStatus.IN_REVIEW, PostingStatus.PUBLISHED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.IN_REVIEW: frozenset(
        {PostingStatus.DRAFT, PostingStatus.PUBLISHED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.PUBLISHED: frozenset(
        {PostingStatus.DRAFT, PostingStatus.MATCHED, PostingStatus.EXPIRED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.MATCHED: frozenset({PostingStatus.PUBLISHED, PostingStatus.WITHDRAWN}),
    PostingStatus.EXPIRED: frozenset(
        {PostingStatus.DRAFT, PostingStatus.PUBLISHED, PostingStatus.MATCHED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.WITHDRAWN: frozenset({PostingStatus.DRAFT}),
}
#: How long before its last day a posting can be renewed, and how long after it.
RENEWED_FROM, RENEWED_UNTIL = dt.timedelta(days=14), dt.timedelta(days=30)


@transaction.atomic
def publish(*, posting: Posting, by: User | None) -> Posting:
    """Onto the pages, for six months unless another day was chosen. What must be guarded starts for matched partners only."""
    posting = _move(posting, PostingStatus.PUBLISHED, by)
    today = timezone.localdate()
    if posting.posted_on is None:
        posting.posted_on = today
    if not posting.is_published_request and (posting.expires_on is None or posting.expires_on < today):
        posting.expires_on = six_months_after(today)
    posting.save(update_fields=("posted_on", "expires_on", "updated_at"))
    return _told(guard(posting=posting, by=by))


@transaction.atomic
def mark_matched(*, posting: Posting, by: User | None) -> Posting:
    """A partner was found: off the pages; it can be published again when nothing comes of it."""
    return _told(_move(posting, PostingStatus.MATCHED, by))


@transaction.atomic
def expire(*, posting: Posting, on: dt.date | None = None, by: User | None = None) -> Posting:
    """Its last day is over. Raises :class:`Refusal` before, and for a published request, which has none."""
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    if posting.expires_on is None or posting.expires_on >= (on or timezone.localdate()):
        raise Refusal(_("The last day of this posting is not over yet."))
    return _told(_move(posting, PostingStatus.EXPIRED, by))


@transaction.atomic
def renew(*, posting: Posting, by: User | None, on: dt.date | None = None) -> Posting:
    """Six months more, counted from today: from two weeks before its last day until a month after it, published or expired."""
    on = on or timezone.localdate()
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    if not is_renewable(posting, on):
        raise Refusal(
            _(
                "This posting cannot be renewed now. It can be in the two weeks before its last day and a month after it."
            )
        )
    if posting.status == PostingStatus.EXPIRED:
        posting = _move(posting, PostingStatus.PUBLISHED, by)
    posting.expires_on = six_months_after(on)
    posting.save(update_fields=("expires_on", "updated_at"))
    audit.record(action="posting.renewed", obj=posting, by=by, until=posting.expires_on.isoformat())
    return _told(posting)


def is_renewable(posting: Posting, on: dt.date) -> bool:
    """Published or expired, and its last day is near or was not long ago."""
    if posting.status not in {PostingStatus.PUBLISHED, PostingStatus.EXPIRED} or posting.expires_on is None:
        return False
    return posting.expires_on - RENEWED_FROM <= on <= posting.expires_on + RENEWED_UNTIL


@transaction.atomic
def return_to_draft(*, posting: Posting, by: User | None) -> Posting:
    """Off the pages, to be worked on."""
    return _told(_move(posting, PostingStatus.DRAFT, by))


@transaction.atomic
def submit(*, posting: Posting, by: User | None) -> Posting:
    """Draft → in review."""
    return _told(_move(posting, PostingStatus.IN_REVIEW, by))


@transaction.atomic
def withdraw(*, posting: Posting, by: User | None) -> Posting:
    """Off the pages for good; only a draft can be made of it again."""
    return _told(_move(posting, PostingStatus.WITHDRAWN, by))


@transaction.atomic
def take_back(*, posting: Posting, status: str, left_as: str, by: User) -> Posting:
    """Back to the status before a step. Raises :class:`Refusal` when somebody has changed it since."""
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    if posting.status != left_as:
        raise Refusal(_("The status has been changed again since; it stays as it is."))
    posting.status = PostingStatus(status)
    posting.save(update_fields=("status", "updated_at"))
    audit.record(action="posting.step_undone", obj=posting, by=by, status=status)
    return _told(posting)


def _move(posting: Posting, to: PostingStatus, by: User | None) -> Posting:
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    if to not in TRANSITIONS[posting.status]:
        raise Refusal(
            _("A posting that is “%(status)s” cannot become “%(to)s”.")
            % {"status": posting.get_status_display(), "to": to.label}
        )
    before, posting.status = posting.status, to
    posting.save(update_fields=("status", "updated_at"))
    audit.record(action=f"posting.{to.value}", obj=posting, by=by, before=before)
    return posting


def _told(posting: Posting) -> Posting:
    if posting.actor_id:
        index.refresh([posting.actor_id])
    return posting
