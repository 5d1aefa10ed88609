"""What the archive shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletter.composing.sources import absolute
from newsletter.models import Edition, EditionContent
from platform_portal.core import rich_text
from platform_portal.core.context import LANGUAGE_NAMES

#: LinkedIn shows about 200 characters before "more"; the whole stays below its limit of 3,000.
LEAD = 700


@dataclass(frozen=True, slots=True)
class Card:
    """An edition in the list, in the reader's language as far as it was written in it."""

    edition: Edition
    subject: str
    lead: str
    lang: str
    languages: str


def editions() -> QuerySet[Edition]:
    """Sent and meant for the archive, the latest first, with their frozen contents: one query more."""
    return Edition.objects.archived().prefetch_related("contents").order_by("-started_at", "-pk")


def content_for(edition: Edition, language: str) -> EditionContent | None:
    """The content for readers of a language: theirs, the fallback's, or any. No query with contents read."""
    found = {content.language: content for content in edition.contents.all()}
    wanted = (language, edition.fallback_language, edition.source_language, *found)
    return next((found[code] for code in wanted if code in found), None)


def card(edition: Edition) -> Card:
    """What the list says of an edition."""
    language = get_language() or "de"
    content = content_for(edition, language)
    code = content.language if content else edition.source_language
    lead = rich_text.plain(str(getattr(edition, f"lead_{code}", "") or ""))
    names = [LANGUAGE_NAMES[one] for one, _name in settings.LANGUAGES if one in _written(edition)]
    subject = content.subject if content else str(edition)
    return Card(
        edition, subject, Truncator(lead).chars(220), "" if code == language else code, ", ".join(names)
    )


def languages_of(edition: Edition, *, but: str) -> list[tuple[str, str, str]]:
    """The other languages of an edition: code, name, address."""
    found = []
    for code, _name in settings.LANGUAGES:
        if code in _written(edition) and code != but:
            with translation.override(code):
                found.append((code, LANGUAGE_NAMES[code], edition.get_absolute_url()))
    return found


def linkedin_text(edition: Edition, content: EditionContent) -> str:
    """Plain text to copy into a post; no script of anybody is loaded."""
    lead = rich_text.plain(str(getattr(edition, f"lead_{content.language}", "") or ""))
    parts = [content.subject, Truncator(lead).chars(LEAD)]
    return "\n\n".join(
        [
            *filter(None, parts),
            _("Read the whole edition: %(url)s") % {"url": absolute(edition.get_absolute_url())},
        ]
    )


def _written(edition: Edition) -> set[str]:
    return {content.language for content in edition.contents.all()}
