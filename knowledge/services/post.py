"""Telling who proposed a product what became of it."""

from __future__ import annotations

import datetime as dt

from accounts.enums import NotificationKind
from accounts.services import notices
from actors.mails_joining import address
from knowledge import mails
from knowledge.models import KnowledgeProduct


def tell_published(product: KnowledgeProduct, *, now: dt.datetime | None = None) -> None:
    """Nothing where nobody proposed it."""
    if product.proposed_by is None:
        return
    letter = mails.published(
        title=mails.name_of(product), url=address("knowledge-product", product.slug)
    )  # fmt: skip
    notices.tell(
        user=product.proposed_by,
        kind=NotificationKind.ENTRY,
        letter_kind=mails.PUBLISHED,
        letter=letter,
        now=now,
    )


def tell_returned(product: KnowledgeProduct, *, now: dt.datetime | None = None) -> None:
    """With the reason."""
    if product.proposed_by is None:
        return
    letter = mails.returned(
        title=mails.name_of(product), reason=product.review_note,
        url=address("knowledge-edit", product.slug),
    )  # fmt: skip
    notices.tell(
        user=product.proposed_by,
        kind=NotificationKind.ENTRY,
        letter_kind=mails.RETURNED,
        letter=letter,
        now=now,
    )
