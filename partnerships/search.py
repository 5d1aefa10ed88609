"""Partnerships and postings among the results of the search page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.filters import PartnershipFilter, PostingFilter
from partnerships.models import Partnership, Party
from partnerships.selectors.postings import card_of, open_postings
from places.names import fold
from platform_portal.core.search_registry import Found, Hit, Source

_EXACT, _PART, _POSTING = 0.75, 0.55, 0.4


def find_partnerships(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Partnerships with a party of that name, in any script, also with a typing error."""
    found = PartnershipFilter(_query(term)).qs
    named = Prefetch("parties", queryset=Party.objects.select_related("actor__place", "place"))
    hits = [_hit(partnership, fold(term)) for partnership in found.prefetch_related(named)[:limit]]
    total = len(hits) if len(hits) < limit else found.count()
    return Found(hits, total, f"{reverse('partnerships')}?{urlencode({'q': term})}")


def find_postings(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Open needs and offers the reader may see."""
    found = PostingFilter(_query(term), queryset=open_postings(user)).qs
    cards = [card_of(posting) for posting in found.with_details()[:limit]]
    hits = [
        Hit(
            title=card.posting.title,
            url=f"{reverse('postings')}#{card.anchor}",
            detail=", ".join(part for part in (card.who, card.where) if part),
            badge=str(card.posting.get_direction_display()),
            score=_POSTING,
        )
        for card in cards
    ]
    total = len(hits) if len(hits) < limit else found.count()
    return Found(hits, total, f"{reverse('postings')}?{urlencode({'q': term})}")


def _query(term: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query["q"] = term
    return query


def _hit(partnership: Partnership, folded: str) -> Hit:
    names = {fold(name) for party in partnership.parties.all() for name in party.names.values()}
    return Hit(
        title=partnership.title_here,
        url=partnership.get_absolute_url(),
        detail=str(partnership.get_kind_display()),
        badge=str(partnership.get_status_display()),
        score=_EXACT if folded in names else _PART,
    )


PARTNERSHIPS = Source("partnerships", _("Partnerships"), find_partnerships, position=30)
POSTINGS = Source("postings", _("Needs and offers"), find_postings, position=50)
