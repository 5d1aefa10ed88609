"""Blocks as parts in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.composing.parts import NOTHING_CHOSEN, Entry, Part, Picture
from newsletter.composing.sources import absolute, entries_of
from newsletter.enums import BlockKind
from newsletter.models import Block, Edition
from partnerships.models import Partnership, Portrait
from partnerships.selectors.portraits import answers
from platform_portal.core import rich_text
from platform_portal.core.formats import in_readers_language

#: Where a list goes on.
MORE = {
    BlockKind.EVENTS: "events",
    BlockKind.ACTORS: "actors",
    BlockKind.POSTINGS: "postings",
    BlockKind.FUNDING: "funding",
    BlockKind.KNOWLEDGE: "knowledge",
}
#: Answers of a portrait that are quoted, in this order.
QUOTED = 2


def parts_of(edition: Edition, language: str, *, now: dt.datetime | None = None) -> list[Part]:
    """All blocks in their order, those with nothing to show left out unless something they name is missing."""
    with translation.override(language):
        made = [part_of(block, language, now=now) for block in edition.blocks.all()]
    return [part for part in made if not part.is_empty or part.missing]


def part_of(block: Block, language: str, *, now: dt.datetime | None = None) -> Part:
    """One block, in the active language. Its own texts are taken in that language only; what is pulled says its language."""
    part = Part(
        kind=block.kind,
        heading=_text(block, "heading", language) or heading_of(block.kind),
        text=rich_text.cleaned(_text(block, "text", language)),
        picture=picture_of(block, language),
    )
    if block.link and (label := _text(block, "link_label", language)):
        part.link = Entry(label, block.link)
    if block.kind == BlockKind.PORTRAIT:
        _portrait(part, block.items[0] if block.items else "")
    elif block.kind == BlockKind.CONTACT:
        part.entries.append(
            Entry(settings.PORTAL_SECRETARIAT_EMAIL, f"mailto:{settings.PORTAL_SECRETARIAT_EMAIL}")
        )
    else:
        part.entries, part.missing = entries_of(
            block.kind, items=block.items, parameters=block.parameters, now=now
        )
        if part.entries and block.kind in MORE and part.link is None:
            part.link = Entry(_("All of them on the portal"), absolute(reverse(MORE[BlockKind(block.kind)])))
    return part


def heading_of(kind: str) -> str:
    """What stands above a pulled list where the editor has written nothing."""
    headings = {
        BlockKind.EVENTS: _("Events"),
        BlockKind.ACTORS: _("New on the platform"),
        BlockKind.POSTINGS: _("Who looks for whom"),
        BlockKind.FUNDING: _("Deadlines of funding"),
        BlockKind.KNOWLEDGE: _("To read"),
        BlockKind.CONTACT: _("Write to us"),
    }
    return headings.get(BlockKind(kind), "")


def picture_of(block: Block, language: str) -> Picture | None:
    """The picture, published or (in previews) still private."""
    if block.file:
        address = str(block.file.url)
    elif block.upload_id:
        address = reverse("upload", args=[block.upload_id])
    else:
        return None
    alt = _text(block, "alt", language)
    return Picture(absolute(address), alt, block.credit, block.width or 0, block.height or 0)


def _portrait(part: Part, slug: str) -> None:
    """Lead and first answers of a public portrait of a partnership."""
    partnership = Partnership.objects.with_parties().filter(slug=slug).first()
    portrait = (
        Portrait.objects.filter(partnership=partnership, public_at__isnull=False).first()
        if partnership
        else None
    )
    if partnership is None or portrait is None:
        part.missing.append(slug or NOTHING_CHOSEN)
        return
    part.heading = part.heading or partnership.title_here
    part.text += "".join(_quoted(portrait, field) for field in _fields(portrait))
    part.link = part.link or Entry(_("The whole portrait"), absolute(portrait.get_absolute_url()))
    if part.picture is None and (first := portrait.pictures.exclude(file="").first()):
        alt, _language = in_readers_language(first, "alt")
        part.picture = Picture(
            absolute(str(first.file.url)), alt, first.credit, first.width or 0, first.height or 0
        )


def _fields(portrait: Portrait) -> Iterable[str]:
    return [answer.field for answer in answers(portrait)][:QUOTED]


def _quoted(portrait: Portrait, field: str) -> str:
    text, _language = in_readers_language(portrait, field)
    return rich_text.cleaned(text)


def _text(block: Block, field: str, language: str) -> str:
    return str(getattr(block, f"{field}_{language}", "") or "")
