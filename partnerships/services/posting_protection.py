"""Protection of postings: what could endanger somebody starts for matched partners only, and two of the secretariat widen it.

Guarded is a need on protected topics alone, and whatever the leak check finds something in. Every service that writes a
posting ends with `guard`, so no way around leads to the public pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Topic
from actors.services import index
from partnerships.enums import Direction
from partnerships.models import Posting, PostingWidening
from partnerships.selectors.posting_leaks import CHECKED, leaks_in
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

#: Says who speaks to whom, not what is broken: does not open a need on protected topics.
NEUTRAL_TOPICS = frozenset({"betreiberpartnerschaften"})
#: How many members of the secretariat must agree.
NEEDED = 2
_ORDER = (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.MATCHED, Visibility.SECRETARIAT)


def is_more_open(level: str, than: str) -> bool:
    """Whether a level has more readers than another."""
    return _ORDER.index(Visibility(level)) < _ORDER.index(Visibility(than))


def is_protected_need(direction: str, topics: Collection[Topic]) -> bool:
    """A need on protected topics alone.

    A town that names health among six fields of exchange gives nothing away; a water utility's need does.
    """
    telling = [topic for topic in topics if topic.slug not in NEUTRAL_TOPICS]
    return direction == Direction.NEED and bool(telling) and all(topic.is_protected for topic in telling)


def content_hash(posting: Posting) -> str:
    """Fingerprint of what a consent is given to: direction, texts, link and topics."""
    told = [posting.direction, *(getattr(posting, name) or "" for name in CHECKED)]
    told.append(json.dumps(sorted(topic.slug for topic in posting.topics.all())))
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


@transaction.atomic
def guard(*, posting: Posting, by: User | None) -> Posting:
    """After every write: closes a posting that must be guarded to matched partners, unless two have agreed to more.

    A published request on protected topics stays for members: its source is public. The caller holds the lock.
    """
    is_leaking = bool(leaks_in(posting))
    is_by_topic = is_protected_need(posting.direction, list(posting.topics.all()))
    cap = Visibility.PUBLIC
    if is_leaking or is_by_topic:
        from_a_source = posting.is_published_request and not is_leaking
        cap = Visibility.MEMBERS if from_a_source else Visibility.MATCHED
    before = (posting.is_guarded, posting.visibility)
    posting.is_guarded = cap != Visibility.PUBLIC
    if is_more_open(posting.visibility, than=cap) and not _is_agreed(posting):
        posting.visibility = cap
    if before != (posting.is_guarded, posting.visibility):
        posting.save(update_fields=("is_guarded", "visibility", "updated_at"))
        audit.record(action="posting.guarded", obj=posting, by=by, visibility=posting.visibility)
    return posting


@transaction.atomic
def agree(*, posting: Posting, visibility: str, by: User) -> bool:
    """One member of the secretariat agrees to show a guarded posting to more readers; the second one opens it.

    Answers whether it is open now. Raises :class:`Refusal` for others, for the same person twice, for what is not guarded or
    open as far already. Each consent is recorded and holds for the words as they are.
    """
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    if not by.is_staff:
        raise Refusal(_("Only the secretariat shows postings to more readers."))
    if not posting.is_guarded:
        raise Refusal(_("This posting is not guarded; its visibility is changed in its form."))
    if visibility not in {Visibility.PUBLIC, Visibility.MEMBERS} or not is_more_open(
        visibility, than=posting.visibility
    ):
        raise Refusal(_("The posting is visible to these readers already."))
    content = content_hash(posting)
    consents = PostingWidening.objects.filter(posting=posting, visibility=visibility, content_hash=content)
    if consents.filter(user=by).exists():
        raise Refusal(_("You have agreed already. A second member of the secretariat is needed."))
    PostingWidening.objects.create(posting=posting, visibility=visibility, content_hash=content, user=by)
    audit.record(action="posting.widening_agreed", obj=posting, by=by, visibility=visibility)
    if not _is_agreed(posting, visibility):
        return False
    posting.visibility = Visibility(visibility)
    posting.save(update_fields=("visibility", "updated_at"))
    audit.record(action="posting.widened", obj=posting, by=by, visibility=visibility)
    if posting.actor_id:
        index.refresh([posting.actor_id])
    return True


@transaction.atomic
def take_consent_back(*, posting: Posting, visibility: str, by: User) -> None:
    """The person agrees no longer; what is open by it closes again."""
    posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
    number, _rows = PostingWidening.objects.filter(posting=posting, visibility=visibility, user=by).delete()
    if not number:
        raise Refusal(_("You have not agreed."))
    audit.record(action="posting.widening_taken_back", obj=posting, by=by, visibility=visibility)
    guard(posting=posting, by=by)
    if posting.actor_id:
        index.refresh([posting.actor_id])


def _is_agreed(posting: Posting, visibility: str = "") -> bool:
    """Whether two different accounts of the secretariat have agreed to this level, or a more open one, for these words."""
    wanted = visibility or posting.visibility
    rows = PostingWidening.objects.filter(
        posting=posting, content_hash=content_hash(posting), user__is_staff=True
    )
    agreed = [(row.user_id, row.visibility) for row in rows]
    return any(
        len({user for user, level in agreed if level == asked}) >= NEEDED
        for asked in {level for _user, level in agreed}
        if asked == wanted or is_more_open(asked, than=wanted)
    )
