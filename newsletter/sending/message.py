"""The message: built once per edition and language, then only the personal parts are put in (measured: building each one costs ten sendings).

All text is quoted-printable with CRLF. A personal part stands between two soft line breaks, which no reader sees, so that it can be put in without
encoding anything again; a line that would begin with a dot begins with `=2E`, so that there is nothing to stuff.
"""

from __future__ import annotations

import binascii
import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsletter import links, placeholders
from newsletter.models import Edition, EditionContent

SOFT = b"=\r\n"
LINE = 72  # signs of a personal part per line; lines of quoted-printable have at most 76
_MARKS = re.compile("|".join(re.escape(mark) for mark in placeholders.ALL))
_UNSAFE = re.compile(rb"[^!-<>-~]")  # everything but printable ASCII without "="


@dataclass(frozen=True, slots=True)
class Recipient:
    """What differs from mail to mail."""

    delivery_id: int
    subscriber_id: int
    key_version: int
    address: str  # with the domain as A-label
    message_id: str


class Template:
    """One edition in one language, ready for everyone. Keeps the bytes and no row of the database."""

    def __init__(self, edition: Edition, content: EditionContent) -> None:
        language = content.language
        self.edition_id = edition.pk
        self._links = links.Signer()
        addresses = {
            placeholders.PREFERENCES: _around_key(links.PREFERENCES, language),
            placeholders.LEAVE: _around_key(links.LEAVE, language),
        }
        boundary = f"=_edition-{edition.pk}-{language}"
        self._segments: list[bytes | str] = [
            *_headers(edition, content, boundary, addresses[placeholders.LEAVE]),
            f"--{boundary}\r\n".encode(),
            *_part(content.text, "plain", addresses, str),
            f"\r\n--{boundary}\r\n".encode(),
            *_part(content.html, "html", addresses, html.escape),
            f"\r\n--{boundary}--\r\n".encode(),
        ]

    def render(self, recipient: Recipient, now: dt.datetime) -> bytes:
        """The whole message with CRLF, as it goes over the wire but for the final dot."""
        key = self._links.key(recipient.subscriber_id, recipient.key_version, self.edition_id)
        address = recipient.address
        values = {
            "date": _date(now.replace(microsecond=0)),
            "message-id": recipient.message_id.encode(),
            "to": address.encode(),
            "key": key.encode(),
            "address": quoted(address.encode()),
            "escaped address": quoted(html.escape(address).encode()),
        }
        return b"".join([part if isinstance(part, bytes) else values[part] for part in self._segments])


@lru_cache(maxsize=2)
def _date(second: dt.datetime) -> bytes:
    return format_datetime(second).encode()


def _around_key(name: str, language: str) -> tuple[str, str]:
    """The address of a link before and after its key."""
    with translation.override(language):
        before, _key, after = reverse(name, args=["KEY"]).partition("KEY")
    return f"{settings.PORTAL_BASE_URL}{before}", after


def _headers(
    edition: Edition, content: EditionContent, boundary: str, leave: tuple[str, str]
) -> list[bytes | str]:
    name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = sender.rpartition("@")[2]
    by_mail = f"mailto:{settings.PORTAL_BOUNCE_ADDRESS}?subject=leave%20"
    fixed = {
        "From": f"{_encoded(name)} <{sender}>" if name else sender,
        "Subject": _encoded(content.subject),
        "Reply-To": edition.reply_to or settings.PORTAL_SECRETARIAT_EMAIL,
        "List-Id": f"<newsletter.{domain}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
        "Content-Language": content.language,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    text = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fixed.items())
    return [
        text.encode("ascii"), b"Date: ", "date", b"\r\nMessage-ID: ", "message-id", b"\r\nTo: ", "to",
        f"\r\nList-Unsubscribe: <{leave[0]}".encode(), "key", f"{leave[1]}>,\r\n <{by_mail}".encode(), "key", b">\r\n\r\n",
    ]  # fmt: skip


def _encoded(text: str) -> str:
    """A header's text (RFC 2047), folded."""
    return Header(" ".join(text.split()), None if text.isascii() else "utf-8").encode(linesep="\r\n")


def _one_line(value: str) -> str:
    """Guards against a line break that is not a fold."""
    return re.sub(r"[\r\n]+(?![ \t])", " ", value)


def _part(
    text: str, kind: str, addresses: Mapping[str, tuple[str, str]], escape: Callable[[str], str]
) -> list[bytes | str]:
    """Head and body of one part, its personal parts as names."""
    found: list[bytes | str] = [
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
    ]
    end = 0
    for mark in _MARKS.finditer(text):
        found.append(quoted_text(text[end : mark.start()]) + SOFT)
        if mark[0] in addresses:
            before, after = (quoted(escape(piece).encode()) for piece in addresses[mark[0]])
            found += [before + SOFT, "key", SOFT + after + SOFT]
        else:
            found += ["address" if escape is str else "escaped address", SOFT]
        end = mark.end()
    return [*found, quoted_text(text[end:])]


def quoted_text(text: str) -> bytes:
    """Quoted-printable with CRLF; no line begins with a dot or ends in a blank."""
    data = "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).encode()
    encoded = binascii.b2a_qp(data, istext=True)
    encoded = re.sub(rb"\r?\n", b"\r\n", encoded)
    return re.sub(rb"(?m)^\.", b"=2E", encoded)


def quoted(value: bytes) -> bytes:
    """A personal part in quoted-printable, on lines of its own between soft breaks."""
    safe = _UNSAFE.sub(lambda sign: b"=%02X" % ord(sign[0]), value) if _UNSAFE.search(value) else value
    if safe.startswith(b"."):
        safe = b"=2E" + safe[1:]
    if len(safe) <= LINE:
        return safe
    return SOFT.join(_lines(safe))


def _lines(safe: bytes) -> list[bytes]:
    """Pieces of a length that takes no code apart, none beginning with a dot."""
    pieces = []
    while safe:
        end = min(LINE, len(safe))
        while end < len(safe) and (b"=" in safe[end - 2 : end] or safe[end : end + 1] == b"."):
            end -= 1
        pieces.append(safe[:end])
        safe = safe[end:]
    return pieces
