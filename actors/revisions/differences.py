"""What has changed between two values, word by word, for people to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from actors.revisions.subjects import Field, Shape, Subject

_WORDS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
#: Comparing takes time with the square of the length; longer texts are shown one after the other.
MAX_WORDS = 3_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `same`, `removed` or `added`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a record: its label and what has changed in it."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a field changes; which part is filled depends on its shape."""

    shape: Shape
    pieces: list[Piece]
    items: list[Piece]
    rows: list[Row]
    before_url: str = ""
    after_url: str = ""


def difference(subject: Subject, field: Field, before: Any, after: Any) -> Difference:
    """The change of one field, in the active language."""
    old, new = subject.shown(field, before), subject.shown(field, after)
    if field.shape is Shape.LIST:
        return Difference(field.shape, [], _items(old, new), [])
    if field.shape is Shape.RECORD:
        return Difference(field.shape, [], [], _rows(dict(old), dict(new)))
    if field.shape is Shape.PICTURE:
        return Difference(field.shape, [], [], [], old, new)
    return Difference(field.shape, words(old, new), [], [])


def words(before: str, after: str) -> list[Piece]:
    """The two texts as one, with what was removed and what was added."""
    if before == after:
        return [Piece("same", after)] if after else []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        return [piece for piece in (Piece("removed", before), Piece("added", after)) if piece.text]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("removed", "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("added", "".join(new[c:d])))
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """A single space between two changed words belongs to the change: else a new sentence is shown word by word."""
    joined: list[Piece] = []
    index = 0
    while index < len(pieces):
        run: dict[str, str] = {"removed": "", "added": ""}
        start = index
        while index < len(pieces):
            piece = pieces[index]
            between = piece.kind == "same" and piece.text.isspace() and "\n" not in piece.text
            if piece.kind != "same":
                run[piece.kind] += piece.text
            elif between and start < index and index + 1 < len(pieces):
                run = {kind: text + piece.text for kind, text in run.items()}
            else:
                break
            index += 1
        joined += [
            Piece(kind, text) for kind, text in run.items() if text.strip() or (text and start < index)
        ]
        if index < len(pieces):
            joined.append(pieces[index])
            index += 1
    return joined


def _items(before: list[str], after: list[str]) -> list[Piece]:
    kept = [Piece("same" if item in after else "removed", item) for item in before]
    return [*kept, *(Piece("added", item) for item in after if item not in before)]


def _rows(before: dict[str, str], after: dict[str, str]) -> list[Row]:
    labels = dict.fromkeys((*before, *after))
    return [
        Row(label, pieces)
        for label in labels
        if (pieces := words(before.get(label, ""), after.get(label, "")))
    ]
