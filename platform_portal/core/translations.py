"""Interface texts: collected, merged, checked and compiled with Babel, so that no gettext tools are needed."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGES = ("de", "uk")
FOLDERS = (
    *("platform_portal", "accounts", "places", "actors", "knowledge", "partnerships", "events", "newsletter"),
    "templates",
)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "ngettext_noop": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def collect() -> Catalog:
    """Every message of the code and the templates, English, with the files it stands in."""
    catalog = Catalog(project="platform-portal", charset="utf-8")
    for path, source in _sources():
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            if message and message != ("",):
                catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def _sources() -> Iterator[tuple[str, str]]:
    base = Path(settings.BASE_DIR)
    for folder in FOLDERS:
        for path in sorted((base / folder).rglob("*")):
            name = path.relative_to(base).as_posix()
            if "/build/" in name or "/migrations/" in name:
                continue
            if path.suffix == ".py":
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt", ".mjml"}:
                # what is not a message becomes noise; one line, so that indentation means nothing
                noise = templatize(path.read_text(encoding="utf-8"), origin=name)
                yield name, "(" + noise.replace("\n", " ") + ")"


def po_path(language: str) -> Path:
    """Where the texts of a language are kept."""
    return Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The committed texts of a language; empty when there are none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="platform-portal", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def save(language: str, catalog: Catalog) -> None:
    """Writes the texts, sorted, without line numbers and dates, so that diffs show texts only."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    text = re.sub(
        r'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To):.*\n',
        "",
        buffer.getvalue().decode(),
    )
    path.write_text(re.sub(r"^(#.*\n)+(#, fuzzy\n)?", "", text, count=1), encoding="utf-8")


def update(language: str, found: Catalog | None = None) -> Catalog:
    """Adds new messages, drops unused ones, keeps what is translated.

    Babel puts the very objects of `found` into the catalog: a copy keeps one language's texts out of the next.
    """
    catalog = load(language)
    catalog.update(copy.deepcopy(found) if found else collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    save(language, catalog)
    return catalog


def compile_all() -> None:
    """Makes the `.mo` files where they are older than their source."""
    for language in LANGUAGES:
        source = po_path(language)
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            buffer = io.BytesIO()
            write_mo(buffer, load(language))
            target.write_bytes(buffer.getvalue())


def problems(language: str, found: Catalog) -> list[str]:
    """What is missing, empty, unused, or whose placeholders differ."""
    catalog = load(language)
    lines = []
    for message in found:
        if not message.id:
            continue
        entry = catalog.get(_first(message), context=message.context)
        if entry is None:
            lines.append(f"missing: {_first(message)!r}")
        elif trouble := _trouble(entry):
            lines.append(f"{trouble}: {_first(message)!r}")
    known = {(_first(message), message.context) for message in found}
    lines += [f"unused: {_first(m)!r}" for m in catalog if m.id and (_first(m), m.context) not in known]
    return lines


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _all(text: str | Sequence[str | None] | None) -> list[str | None]:
    """One text, or the forms of a plural."""
    return list(text) if isinstance(text, tuple | list) else [text]  # type: ignore[list-item]


def _trouble(entry: Message) -> str:
    texts = [text or "" for text in _all(entry.string)]
    if entry.fuzzy or not all(texts):
        return "empty"
    sources = _all(entry.id)
    wanted = set(_PLACEHOLDER.findall(sources[-1] or ""))
    if any(not set(_PLACEHOLDER.findall(text)) <= wanted for text in texts):
        return "placeholders differ"
    if wanted - set(_PLACEHOLDER.findall(texts[-1])):
        return "placeholders differ"
    return ""
