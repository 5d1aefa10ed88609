"""What the pages of a portrait show, and its text for a post elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.models import Partnership, Portrait
from partnerships.services.living.portraits import QUESTIONS, is_told
from partnerships.services.living.sides import orphans_of, sides_of
from platform_portal.core.formats import in_readers_language

if TYPE_CHECKING:
    from accounts.models import User

#: LinkedIn shows about 200 characters before "more"; the whole stays below its limit of 3,000.
LEAD = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with the field its answer stands in."""

    field: str
    question: str


def answers(portrait: Portrait) -> list[Answer]:
    """The questions that are answered in any language, in their order."""
    languages = [code for code, _label in settings.LANGUAGES]
    return [
        Answer(name, str(question))
        for name, question in QUESTIONS.items()
        if any(getattr(portrait, f"{name}_{code}") for code in languages)
    ]


def page(portrait: Portrait, partnership: Partnership) -> dict[str, Any]:
    """The public page."""
    return {
        "portrait": portrait,
        "partnership": partnership,
        "answers": answers(portrait),
        "pictures": list(portrait.pictures.all()),
    }


def editing(portrait: Portrait | None, partnership: Partnership, user: User, language: str) -> dict[str, Any]:
    """The page of the sides: languages as tabs, pictures, and who has released."""
    sides = sides_of(partnership)
    own = set(user.memberships.values_list("actor_id", flat=True))
    given = {row.actor_id for row in portrait.releases.all()} if portrait else set()
    ours = [s for s in sides if s.pk in own] or (orphans_of(sides) if user.is_staff else [])
    releases: Sequence[tuple[Actor, bool]] = [(side, side.pk in given) for side in sides]
    return {
        "partnership": partnership,
        "portrait": portrait,
        "language": language,
        "tabs": [
            {"url": f"?language={code}", "label": label, "current": code == language}
            for code, label in settings.LANGUAGES
        ],
        "pictures": list(portrait.pictures.all()) if portrait else [],
        "releases": releases,
        "may_release": bool(portrait and is_told(portrait) and any(s.pk not in given for s in ours)),
    }


def linkedin_text(portrait: Portrait, partnership: Partnership, url: str) -> str:
    """Plain text to copy, in the reader's language as far as it is written in it; no script of anybody is loaded."""
    told = [in_readers_language(portrait, name) for name in ("why_partner", "what_worked")]
    parts = [partnership.title_here, *(Truncator(text).chars(LEAD) for text, _language in told if text)]
    return "\n\n".join([*parts, _("The whole portrait: %(url)s") % {"url": url}])
