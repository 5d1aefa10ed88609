"""What a block shows in one language, whatever it is shown in."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Stands among what is missing where nothing was chosen.
NOTHING_CHOSEN = "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what, where to read on, one line about it. `lang` only where the text is in another language."""

    title: str
    url: str = ""
    detail: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows and whose it is; `url` is absolute."""

    url: str
    alt: str
    credit: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Part:
    """A block in one language. `text` is cleaned markup; `missing` names what the data no longer has (slugs)."""

    kind: str
    heading: str = ""
    text: str = ""
    lang: str = ""
    entries: list[Entry] = field(default_factory=list)
    picture: Picture | None = None
    link: Entry | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: such a block is left out."""
        return not (self.text or self.entries or self.picture)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition in one language: mail in two parts with placeholders for what is personal, and the article of the archive."""

    language: str
    subject: str
    html: str
    text: str
    web: str

    @property
    def size(self) -> int:
        """Bytes of the HTML part."""
        return len(self.html.encode())
