"""Knowledge products among the results of the search page."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Case, F, Value, When
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import KnowledgeProduct
from knowledge.selectors import search
from platform_portal.core.formats import in_readers_language, precise
from platform_portal.core.search_registry import Found, Hit, Source

_TITLE, _TEXT = 0.7, 0.35


def find_products(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Products the reader may read in whose title, summary or file every word stands; three queries."""
    wanted = search.typed(term)
    if not wanted:
        return Found()
    named = Case(
        When(search.in_title(wanted), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    found = (
        KnowledgeProduct.objects.readable_by(user).filter(search.matching(wanted)).annotate(is_named=named)
    )
    rows = list(found.order_by("-is_named", F("published_on").desc(nulls_last=True), "-pk")[: limit + 1])
    total = len(rows) if len(rows) <= limit else found.count()
    rows = rows[:limit]
    passages = search.passages([row.pk for row in rows], wanted)
    hits = [_hit(row, unescape(strip_tags(passages.get(row.pk, "")))) for row in rows]
    return Found(hits, total, f"{reverse('knowledge')}?{urlencode({'q': term})}")


def _hit(row: KnowledgeProduct, passage: str) -> Hit:
    title, language = in_readers_language(row, "title")
    date = precise(row.published_on, row.published_precision)
    return Hit(
        title=title,
        url=row.get_absolute_url(),
        detail=passage or date,
        badge=str(row.get_kind_display()),
        score=_TITLE if row.is_named else _TEXT,  # type: ignore[attr-defined]
        lang=language,
    )


PRODUCTS = Source("knowledge", _("Knowledge products"), find_products, position=45)
