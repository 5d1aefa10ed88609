"""Documents of an event as its page shows them: knowledge products the reader may read, of sessions the reader sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.models import Event
from knowledge.models import KnowledgeProduct
from platform_portal.core import prepared
from platform_portal.core.formats import in_readers_language

if TYPE_CHECKING:
    from events.selectors.cards import Reader


@dataclass(frozen=True, slots=True)
class Document:
    """One product; `session` is the title of the session it belongs to, where it belongs to one."""

    title: str
    lang: str
    kind: str
    url: str
    session: str


def documents_of(event: Event, user: Reader, shown: Collection[int]) -> list[Document]:
    """In the order in which they were attached; `shown` are the numbers of the sessions the reader sees. One query, two where there are any."""
    if not prepared.rows("SELECT FROM events_eventdocument WHERE event_id = %s LIMIT 1", [event.pk]):
        return []
    readable = KnowledgeProduct.objects.readable_by(user).values("pk")
    rows = event.documents.filter(product__in=readable).select_related("product", "session").order_by("pk")
    return [
        Document(
            *in_readers_language(row.product, "title"),
            kind=str(row.product.get_kind_display()),
            url=row.product.get_absolute_url(),
            session=in_readers_language(row.session, "title")[0] if row.session else "",
        )
        for row in rows
        if row.session_id is None or row.session_id in shown
    ]
