"""What stands in the frozen content where each mail differs. Names below `.invalid` exist nowhere (RFC 2606), and pass every tool for HTML."""

from __future__ import annotations

import hashlib

#: The preference page of the reader.
PREFERENCES = "https://personal.invalid/preferences"
#: The page on which the reader leaves, by POST.
LEAVE = "https://personal.invalid/leave"
#: The address the mail was sent to.
ADDRESS = "address@personal.invalid"

ALL = (PREFERENCES, LEAVE, ADDRESS)
#: Every mail must let its reader leave and say so in both parts.
NEEDED = (PREFERENCES, LEAVE)


def digest(*, subject: str, text: str, html: str) -> str:
    """The fingerprint of a content; 64 hexadecimal digits."""
    return hashlib.sha256("\0".join((subject, text, html)).encode()).hexdigest()


def missing(*, text: str, html: str) -> list[str]:
    """Placeholders a mail needs and a part lacks."""
    return [mark for mark in NEEDED if mark not in text or mark not in html]
