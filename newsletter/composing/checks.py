"""What is wrong, or worth a look, before an edition is released."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from actors.models import Actor
from events.models import Event
from newsletter.composing.blocks import parts_of
from newsletter.composing.parts import NOTHING_CHOSEN, Rendered
from newsletter.composing.render import is_written, missing_of, render
from newsletter.enums import BlockKind
from newsletter.models import Edition
from newsletter.selectors.audience import recipients
from partnerships.models import FundingProgramme, Partnership, Posting

LARGEST = 100_000  # bytes; Gmail cuts off what is longer
LONGEST_SUBJECT = 70
_HREF = re.compile(r'(?:href|src)="([^"]+)"')
NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `stops`: it must be mended before the release."""

    text: str
    stops: bool = True


def findings(edition: Edition) -> list[Finding]:
    """Everything found, what stops first. Renders every language."""
    found = [*_languages(edition), *_blocks(edition), *_audience(edition)]
    for language in written_languages(edition):
        found += _rendered(render(edition, language))
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.stops)


def written_languages(edition: Edition) -> list[str]:
    """The languages that are sent, the fallback among them."""
    wanted = dict.fromkeys([*edition.languages, *filter(None, [edition.fallback_language])])
    return [language for language in wanted if is_written(edition, language)]


def _languages(edition: Edition) -> Iterator[Finding]:
    if not edition.languages:
        yield Finding(_("Please choose at least one language."))
    for language in edition.languages:
        if not is_written(edition, language):
            yield Finding(_("There is no subject in the language “%(name)s”.") % {"name": NAMES[language]})
    fallback = edition.fallback_language
    if fallback and not is_written(edition, fallback):
        name = NAMES[fallback]
        yield Finding(
            _("Readers of other languages shall get “%(name)s”, and nothing is written in it.")
            % {"name": name}
        )
    if edition.outdated_translations or edition.blocks.exclude(outdated_translations=[]).exists():
        yield Finding(_("Some translations are older than the text they translate."), stops=False)


def _blocks(edition: Edition) -> Iterator[Finding]:
    blocks = list(edition.blocks.all())
    if not blocks:
        yield Finding(_("There is no block yet."))
    for language in written_languages(edition):
        for slug in missing_of(parts_of(edition, language)):
            yield Finding(_missing(slug))
        for block in blocks:
            if (block.file or block.upload_id) and not getattr(block, f"alt_{language}"):
                name = NAMES[language]
                yield Finding(
                    _("A picture has no alternative text in the language “%(name)s”.") % {"name": name}
                )
    for block in blocks:
        if (block.file or block.upload_id) and not block.credit:
            yield Finding(_("A picture has no credit."))
        if block.kind in (BlockKind.TEXT, BlockKind.LEAD) and not any(
            getattr(block, f"text_{language}") for language in edition.languages
        ):
            yield Finding(_("A block for text is empty and will be left out."), stops=False)


def _missing(slug: str) -> str:
    if slug == NOTHING_CHOSEN:
        return _("A block for a portrait names no partnership yet.")
    return _("A block shows “%(slug)s”, which is not on the portal any more.") % {"slug": slug}


def _audience(edition: Edition) -> Iterator[Finding]:
    if not recipients(edition).exists():
        yield Finding(_("Nobody would get this edition: no reader fits the audience."))


def _rendered(mail: Rendered) -> Iterator[Finding]:
    name = NAMES[mail.language]
    if mail.size >= LARGEST:
        kilobytes = mail.size // 1000
        yield Finding(
            _("“%(name)s” has %(size)s kB; mail programs cut off what is longer than 100.")
            % {"name": name, "size": kilobytes}
        )
    if len(mail.subject) > LONGEST_SUBJECT:
        yield Finding(
            _("The subject in “%(name)s” is long (%(length)s characters): telephones show about 40.")
            % {"name": name, "length": len(mail.subject)},
            stops=False,
        )
    if mail.subject.isupper() or mail.subject.count("!") > 1:
        yield Finding(_("The subject in “%(name)s” looks like spam.") % {"name": name}, stops=False)
    for address in dict.fromkeys(_HREF.findall(mail.html)):
        if not is_alive(address):
            yield Finding(_("A link leads nowhere: %(address)s") % {"address": address})


#: Pages about one object, by URL name: what everybody may see of its kind.
OBJECTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "actor": lambda: Actor.objects.published(),
    "partnership": lambda: Partnership.objects.public(),
    "posting": lambda: Posting.objects.public().open(),
    "funding-programme": lambda: FundingProgramme.objects.published(),
    "event": lambda: Event.objects.public(),
    "edition": lambda: Edition.objects.all(),
}


def is_alive(address: str) -> bool:
    """Whether an address inside the portal is a page of it, and its object is there for everybody; other addresses are not asked."""
    if not address.startswith(f"{settings.PORTAL_BASE_URL}/"):
        return True
    path = urlsplit(address).path
    language = path.split("/", 2)[1]
    with translation.override(language if language in NAMES else settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            return False
    rows, slug = OBJECTS.get(found.url_name or ""), found.kwargs.get("slug")
    return rows is None or slug is None or rows().filter(slug=slug).exists()
