"""Editions of the archive on the search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsletter.selectors import archive
from platform_portal.core.search_registry import Found, Hit, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

_SCORE = 0.4
_LONGEST = 100


def find_editions(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Editions whose subject or text holds every word, in any of their languages; the latest first."""
    words = Q()
    for word in term[:_LONGEST].split():
        words &= Q(contents__subject__icontains=word) | Q(contents__web__icontains=word)
    found = archive.editions().filter(words).distinct() if words else archive.editions().none()
    cards = [archive.card(row) for row in found[:limit]]
    hits = [
        Hit(
            title=card.subject, url=card.edition.get_absolute_url(), detail=card.lead,
            badge=str(card.edition.get_kind_display()), score=_SCORE, lang=card.lang,
        )
        for card in cards
    ]  # fmt: skip
    total = len(hits) if len(hits) < limit else found.count()
    return Found(hits, total)


EDITIONS = Source("editions", _("Newsletter"), find_editions, position=80)
