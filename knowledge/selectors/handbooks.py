"""Handbooks as pages and the PDF show them: chapters in their order, with what the reader may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from knowledge.models import ChapterProduct, Handbook, HandbookChapter, KnowledgeProduct
from knowledge.selectors.products import Shown, in_order

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its number and the products in it."""

    number: int
    chapter: HandbookChapter
    products: Sequence[Shown]


def overview(user: User | AnonymousUser) -> list[Handbook]:
    """Handbooks with their number of chapters; one query."""
    return list(Handbook.objects.visible_to(user).annotate(chapter_count=Count("chapters")))


def chapters_of(handbook: Handbook, user: User | AnonymousUser) -> list[Chapter]:
    """All chapters; at most seven queries, however many products."""
    chapters = list(handbook.chapters.order_by("position", "pk"))
    readable = KnowledgeProduct.objects.readable_by(user).values("pk")
    entries = list(
        ChapterProduct.objects.filter(chapter__in=chapters, product__in=readable)
        .order_by("position", "pk")
        .values_list("chapter_id", "product_id")
    )
    found = {row.product.pk: row for row in in_order({product for _chapter, product in entries})}
    return [
        Chapter(
            number,
            chapter,
            [found[product] for owner, product in entries if owner == chapter.pk and product in found],
        )
        for number, chapter in enumerate(chapters, 1)
    ]
