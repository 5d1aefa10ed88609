"""Letters: one content, sent as text and as HTML in the portal's layout, in the reader's language.

An app writes its letters in `mails.py` as functions that return a `Letter`, and registers a `LetterKind` with an
example for the preview page of the secretariat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise, lazy
from mjml import mjml2html

from platform_portal.core import outbox
from platform_portal.core.models import OutboxMail
from platform_portal.core.outbox import Calendar

type Text = str | Promise

#: Stand for name and personal link while a letter is rendered for many; nobody is called so.
NAME, LINK = "\ue000name\ue001", "https://link.invalid/7f3c/"


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the letter; without HTML the address stands below the label."""

    label: Text
    url: Text


@dataclass(frozen=True, slots=True)
class Section:
    """One of several matters in a letter, under a heading of its own; `about` says in a word what it belongs to."""

    heading: Text
    paragraphs: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()
    about: Text = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `why` tells the reader why it was sent, and stands at the end of every mail.

    `is_notice`: the reader has an account and decides about such mails; the end of the letter leads there.
    """

    subject: Text
    paragraphs: tuple[Text, ...]
    why: Text
    actions: tuple[Action, ...] = ()
    greeting: Text = ""
    closing: tuple[Text, ...] = field(default_factory=tuple)
    sections: tuple[Section, ...] = ()
    is_notice: bool = False


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of mail the portal sends; `example()` builds one with example data, for the preview."""

    slug: str
    label: Text
    example: Callable[[], Letter]


_later = lazy(lambda text, values: str(text) % values, str)
_later_by_number = lazy(lambda text, values: str(text % values), str)


def filled(text: Text, /, **values: object) -> Text:
    """A lazy text with values in its places (`%(name)s`), put together only when the letter is rendered.

    `lazy_text % values` would be worked out at once, in the language of whoever causes the mail.
    """
    return _later(text, values)


def filled_number(text: Any, /, **values: object) -> Text:
    """The same for a text of `ngettext_lazy`, which chooses its form by one of the values."""
    return _later_by_number(text, values)


_kinds: dict[str, LetterKind] = {}


def register(kind: LetterKind) -> None:
    """Makes a kind known; called in `AppConfig.ready()`."""
    _kinds[kind.slug] = kind


def kinds() -> list[LetterKind]:
    """All kinds, by their slug."""
    return [_kinds[slug] for slug in sorted(_kinds)]


def render(letter: Letter, language: str) -> tuple[str, str, str]:
    """Subject, text and HTML in the language. The HTML loads nothing and has its styles inline."""
    with translation.override(language):
        return _rendered(letter, language, settings.PORTAL_BASE_URL, settings.PORTAL_SECRETARIAT_EMAIL)


def render_personal(letter: Letter, language: str, *, name: str, link: str) -> tuple[str, str, str]:
    """The same for a letter in which NAME and LINK stand for what is the reader's own: rendered once for all to whom it says the same,
    for that costs ten times what a row of the outbox does.
    """
    with translation.override(language):
        subject, text, html = _kept(
            _written_out(letter), language, settings.PORTAL_BASE_URL, settings.PORTAL_SECRETARIAT_EMAIL
        )
    return (
        subject.replace(NAME, name),
        text.replace(NAME, name).replace(LINK, link),
        html.replace(NAME, escape(name)).replace(LINK, link),
    )


def _written_out[Part](part: Part) -> Part:
    """With all its texts in the running language, so that it can be compared."""
    if isinstance(part, tuple):
        return tuple(map(_written_out, part))  # type: ignore[return-value]
    if isinstance(part, Letter | Section | Action):
        texts = {one.name: _written_out(getattr(part, one.name)) for one in fields(part)}
        return replace(part, **texts)
    return str(part) if isinstance(part, Promise) else part  # type: ignore[return-value]


def _rendered(letter: Letter, language: str, base_url: str, secretariat: str) -> tuple[str, str, str]:
    context = {"letter": letter, "language": language, "base_url": base_url, "secretariat": secretariat}
    text = render_to_string("mail/letter.txt", context).strip() + "\n"
    html = mjml2html(render_to_string("mail/letter.mjml", context))
    return (
        " ".join(str(letter.subject).split()),
        text,
        html.replace('lang="und"', f'lang="{language}"', 1).replace('dir="auto"', 'dir="ltr"', 1),
    )


_kept = lru_cache(maxsize=64)(_rendered)


def post(
    *,
    kind: str,
    letter: Letter,
    to: str,
    language: str,
    reply_to: str = "",
    calendar: Calendar | None = None,
) -> OutboxMail:
    """Puts the letter into the outbox, in the running transaction. Raises KeyError for a kind nobody registered."""
    _kinds[kind]
    return post_rendered(
        kind=kind, rendered=render(letter, language), to=to, language=language, reply_to=reply_to,
        calendar=calendar,
    )  # fmt: skip


def post_rendered(
    *,
    kind: str,
    rendered: tuple[str, str, str],
    to: str,
    language: str,
    reply_to: str = "",
    calendar: Calendar | None = None,
) -> OutboxMail:
    """The same for a letter rendered before: rendering takes 2 ms, too long while others wait for a lock."""
    subject, text, html = rendered
    return outbox.queue(
        kind=kind, to=to, subject=subject, text=text, html=html, language=language, reply_to=reply_to,
        calendar=calendar,
    )  # fmt: skip
