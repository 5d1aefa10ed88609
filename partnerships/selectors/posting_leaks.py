"""What the leak check found, ready to be shown: each text cut into plain and marked pieces, with what is wrong about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.enums import Direction
from partnerships.leaks import Leak, LeakKind, find_in
from partnerships.models import Posting

LANGUAGES = ("de", "uk", "en")
#: Texts the leak check reads.
CHECKED = (
    *(f"title_{code}" for code in LANGUAGES),
    *(f"text_{code}" for code in LANGUAGES),
    "project_url",
)
#: How much is shown before and after a passage.
AROUND = 60
LABELS: dict[str, Promise | str] = {
    LeakKind.COORDINATES: gettext_lazy("Coordinates"),
    LeakKind.PLUS_CODE: gettext_lazy("Plus code"),
    LeakKind.WHAT3WORDS: gettext_lazy("what3words address"),
    LeakKind.MAP_LINK: gettext_lazy("Link to a map, or short link that hides where it leads"),
    LeakKind.ADDRESS: gettext_lazy("Street address"),
    LeakKind.FACILITY: gettext_lazy("Name or number of a facility"),
    LeakKind.FIGURE: gettext_lazy("Figure about capacity or damage"),
    LeakKind.INFRASTRUCTURE: gettext_lazy("Word for infrastructure"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `kind` says what a marked one is, "" for plain ones."""

    text: str
    kind: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Passages:
    """One text in which something was found: its field, its language, its pieces around the findings."""

    name: str
    label: str
    language: str
    pieces: list[Piece]
    leaks: list[Leak]

    @property
    def kinds(self) -> list[str]:
        """What was found, each once."""
        return list(dict.fromkeys(str(LABELS[leak.kind]) for leak in self.leaks))


def leaks_in(posting: Posting) -> dict[str, list[Leak]]:
    """What the leak check finds, by field. One query for the topics unless they are loaded."""
    topics = list(posting.topics.all())
    return find_in(
        {name: getattr(posting, name) or "" for name in CHECKED},
        is_need=posting.direction == Direction.NEED,
        is_protected=any(topic.is_protected for topic in topics),
    )


def passages(texts: Mapping[str, str], found: Mapping[str, Sequence[Leak]]) -> list[Passages]:
    """The findings of several texts, by their field names; texts without findings are left out."""
    return [_passages(name, texts[name], list(leaks)) for name, leaks in found.items() if leaks]


def of_posting(posting: Posting) -> list[Passages]:
    """The findings of a posting as it is. One query for its topics."""
    found = leaks_in(posting)
    return passages({name: getattr(posting, name) or "" for name in found}, found)


def of_values(values: Mapping[str, object], *, is_need: bool, is_protected: bool) -> list[Passages]:
    """The findings of values that are proposed."""
    texts = {name: str(values.get(name) or "") for name in CHECKED}
    return passages(texts, find_in(texts, is_need=is_need, is_protected=is_protected))


def _passages(name: str, text: str, leaks: list[Leak]) -> Passages:
    column, _sep, code = name.rpartition("_")
    labels = {"title": _("Title"), "text": _("Text")}
    return Passages(
        name=name,
        label=labels.get(column, _("Public project page")),
        language=code if column in labels else "",
        pieces=_pieces(text, leaks),
        leaks=leaks,
    )


def _pieces(text: str, leaks: list[Leak]) -> list[Piece]:
    pieces: list[Piece] = []
    at = max(0, leaks[0].start - AROUND)
    if at:
        pieces.append(Piece("… "))
    for number, leak in enumerate(leaks):
        pieces.append(Piece(text[at : leak.start]))
        pieces.append(Piece(leak.passage, LABELS[leak.kind]))
        at = leak.end
        following = leaks[number + 1].start if number + 1 < len(leaks) else len(text)
        if following - at > 2 * AROUND:
            pieces.append(Piece(text[at : at + AROUND] + " … "))
            at = following if number + 1 == len(leaks) else following - AROUND
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]
