"""The life of a posting at the secretariat: published after review, sent back, withdrawn. Each step is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.services import index
from partnerships.enums import Direction, PostingStatus
from partnerships.models import Posting
from partnerships.services.postings import starting_visibility
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

TRANSITIONS: dict[str, frozenset[str]] = {
    PostingStatus.DRAFT: frozenset(
        {PostingStatus.IN_REVIEW, PostingStatus.PUBLISHED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.IN_REVIEW: frozenset(
        {PostingStatus.DRAFT, PostingStatus.PUBLISHED, PostingStatus.WITHDRAWN}
    ),
    PostingStatus.PUBLISHED: frozenset({PostingStatus.DRAFT, PostingStatus.WITHDRAWN}),
    PostingStatus.MATCHED: frozenset({PostingStatus.WITHDRAWN}),
    PostingStatus.EXPIRED: frozenset({PostingStatus.DRAFT, PostingStatus.WITHDRAWN}),
    PostingStatus.WITHDRAWN: frozenset({PostingStatus.DRAFT}),
}
_ORDER = (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.MATCHED, Visibility.SECRETARIAT)


@transaction.atomic
def publish(*, posting: Posting, by: User | None) -> Posting:
    """Onto the pages. A need on protected topics alone starts for members only, whatever was asked for."""
    posting = _move(posting, PostingStatus.PUBLISHED, by)
    start = starting_visibility(Direction(posting.direction), list(posting.topics.all()))
    posting.visibility = max(posting.visibility, start, key=lambda level: _ORDER.index(Visibility(level)))
    if posting.posted_on is None:
        posting.posted_on = timezone.localdate()
    posting.save(update_fields=("visibility", "posted_on", "updated_at"))
    return _told(posting)


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
