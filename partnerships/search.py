"""Partnerships and postings among the results of the search page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.models import Partnership
from partnerships.selectors import name_search, snapshot
from partnerships.selectors.postings import cards_of, open_postings
from partnerships.selectors.snapshot import Row
from places.names import fold
from platform_portal.core.search_registry import Found, Hit, Source

_EXACT, _PART, _POSTING = 0.75, 0.55, 0.4


def find_partnerships(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Partnerships with a party of that name, in any script, also with a typing error."""
    register, every = snapshot.current(), Partnership.objects.newest_first()
    found = (register.select(every.filter(reading)) for reading in name_search.readings(term))
    rows = next((rows for rows in found if rows), [])
    hits = [_hit(row, fold(term)) for row in rows[:limit]]
    return Found(hits, len(rows), f"{reverse('partnerships')}?{urlencode({'q': term})}")


def find_postings(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Open needs and offers the reader may see."""
    found = open_postings(user).filter(name_search.postings_about(term))
    cards = cards_of(found[:limit])
    hits = [
        Hit(
            title=card.posting.title,
            url=card.posting.get_absolute_url(),
            detail=", ".join(part for part in (card.who, card.where) if part),
            badge=str(card.posting.get_direction_display()),
            score=_POSTING,
            links=((str(_("Send a request")), card.request_url),) if card.request_url else (),
        )
        for card in cards
    ]
    total = len(hits) if len(hits) < limit else found.count()
    return Found(hits, total, f"{reverse('postings')}?{urlencode({'q': term})}")


def _hit(row: Row, folded: str) -> Hit:
    names = {fold(name) for side in row.sides for name in side.names.values()}
    return Hit(
        title=row.title_here,
        url=row.get_absolute_url(),
        detail=str(row.get_kind_display()),
        badge=str(row.get_status_display()),
        score=_EXACT if folded in names else _PART,
    )


PARTNERSHIPS = Source("partnerships", _("Partnerships"), find_partnerships, position=30)
POSTINGS = Source("postings", _("Needs and offers"), find_postings, position=50)
