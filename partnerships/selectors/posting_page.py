"""The page of a need or offer: its structured part in the reader's language, and what answers it with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from actors.enums import Language
from partnerships.enums import Direction
from partnerships.enums_postings import CooperationKind, InReturn
from partnerships.matchmaking import postings as matching
from partnerships.models import Posting, PostingMatch
from partnerships.querysets import PostingQuerySet
from partnerships.selectors.posting_facts import facts_of, topic_tree, with_facts
from partnerships.selectors.postings import PostingCard, card_of, open_postings
from places.models import Region
from platform_portal.core.collation import sort_key
from platform_portal.core.formats import language, precise

if TYPE_CHECKING:
    from partnerships.selectors.postings import Reader

#: How many matches a page shows.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """A posting that answers the one of the page."""

    card: PostingCard
    percent: int
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class PostingPage:
    """All that the page shows."""

    posting: Posting
    card: PostingCard
    facts: list[tuple[str, str]]
    answers: list[Answer]


def page_of(posting: Posting, user: Reader) -> PostingPage:
    """The page for this reader, who has been found to be allowed to see the posting. Eight queries at most."""
    return PostingPage(posting, card_of(posting), facts(posting), answers(posting, user))


def with_page(found: PostingQuerySet) -> PostingQuerySet:
    """A queryset of postings with all that the page reads."""
    regions = Prefetch("wanted_regions", queryset=Region.objects.select_related("country"))
    return found.select_related("actor__place__region", "place__region").prefetch_related("topics", regions)


def facts(posting: Posting) -> list[tuple[str, str]]:
    """The structured part as pairs (label, value); what was left open is left out. No query."""
    code = language()
    regions = sorted(
        (region.name_in(code) for region in posting.wanted_regions.all()),
        key=lambda name: sort_key(name, code),
    )
    return [
        (_("Kind of cooperation"), labels(CooperationKind, posting.cooperation_kinds)),
        (_("Horizon"), str(posting.get_horizon_display()) if posting.horizon else ""),
        (_("Urgency"), str(posting.get_urgency_display()) if posting.direction == Direction.NEED else ""),
        (_("Regions wanted"), ", ".join(regions)),
        (_("Working languages"), labels(Language, posting.languages)),
        (_("In return"), labels(InReturn, posting.in_return)),
        (_("Open until"), precise(posting.expires_on) if posting.expires_on else ""),
    ]  # fmt: skip


def labels(choices: type, values: Sequence[str]) -> str:
    """The words for the values, joined."""
    return ", ".join(str(choices(value).label) for value in values)


def answers(posting: Posting, user: Reader) -> list[Answer]:
    """What answers the posting, as far as the reader may see it, best first. Six queries at most."""
    matches = {
        (match.offer_id if match.need_id == posting.pk else match.need_id): match
        for match in PostingMatch.objects.current().of(posting)
    }
    if not matches:
        return []
    visible = open_postings(user).filter(pk__in=matches)
    found = {
        other.pk: other
        for other in with_facts(visible.select_related("actor__place__region", "place__region"))
    }
    tree = topic_tree()
    return [_answer(posting, found[pk], match, tree) for pk, match in matches.items() if pk in found][:SHOWN]


def _answer(posting: Posting, other: Posting, match: PostingMatch, tree: matching.TopicTree) -> Answer:
    need, offer = (posting, other) if posting.direction == Direction.NEED else (other, posting)
    parts = matching.parts_of(facts_of(need), facts_of(offer), tree)
    return Answer(card_of(other), round(match.score * 100), reasons(need, offer, parts))


def reasons(need: Posting, offer: Posting, parts: dict[str, float]) -> list[str]:
    """Why the two fit, a sentence for each part that speaks for it, and what speaks against it."""
    sought = ", ".join(topic.name for topic in need.topics.all())
    given = ", ".join(topic.name for topic in offer.topics.all())
    said = [_("Looked for: %(need)s – offered: %(offer)s") % {"need": sought, "offer": given}]
    both = labels(
        CooperationKind, [kind for kind in need.cooperation_kinds if kind in offer.cooperation_kinds]
    )
    if both:
        said.append(_("Both want: %(kinds)s") % {"kinds": both})
    if parts.get(matching.HORIZON):
        said.append(_("Same horizon: %(horizon)s") % {"horizon": need.get_horizon_display()})
    if parts.get(matching.REGION) == 1:
        said.append(_("The region wanted fits"))
    if parts.get(matching.LANGUAGE):
        said.append(_("A working language in common"))
    elif matching.LANGUAGE in parts:
        said.append(_("No working language in common"))
    return said
