"""Where bounces lie: a Maildir, or a mailbox on an IMAP server. A message that was understood is removed, any other is marked as seen."""

from __future__ import annotations

import imaplib
import mailbox
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

type Take = Callable[[bytes], str]

#: Messages read from an IMAP server at one time.
AT_ONCE = 500


class Unusable(Exception):
    """There is no such mailbox, or it does not open."""


def read(address: str, take: Take) -> tuple[int, int]:
    """Hands every new message over; how many were understood and how many were not. `imaps://user:password@host/INBOX`, `maildir:/path`."""
    parts = urlsplit(address)
    if parts.scheme == "maildir":
        return _maildir(Path(unquote(parts.path)), take)
    if parts.scheme in ("imap", "imaps") and parts.hostname:
        return _imap(parts, take)
    raise Unusable("Use imaps://user:password@host/INBOX or maildir:/path.")


def _maildir(path: Path, take: Take) -> tuple[int, int]:
    if not (path / "new").is_dir():
        raise Unusable(f"{path} is no Maildir.")
    understood = others = 0
    box = mailbox.Maildir(str(path), create=False)
    for key in sorted(box.keys()):
        message = box.get_message(key)
        if "S" in message.get_flags():
            continue
        if take(box.get_bytes(key)):
            box.remove(key)
            understood += 1
        else:
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
            others += 1
    return understood, others


def _imap(parts, take: Take) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    make = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    try:
        server = make(parts.hostname, parts.port or (993 if parts.scheme == "imaps" else 143), timeout=30)
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        status, _data = server.select(unquote(parts.path.strip("/")) or "INBOX")
    except (OSError, imaplib.IMAP4.error) as error:
        raise Unusable(f"{type(error).__name__}: {error}"[:200]) from error
    if status != "OK":
        raise Unusable("There is no such folder.")
    try:
        return _messages(server, take)
    finally:
        server.logout()


def _messages(server: imaplib.IMAP4, take: Take) -> tuple[int, int]:
    understood = others = 0
    _status, found = server.uid("SEARCH", "UNSEEN")
    for number in (found[0] or b"").split()[:AT_ONCE]:
        _status, data = server.uid("FETCH", number.decode(), "(BODY.PEEK[])")
        raw = next((part[1] for part in data if isinstance(part, tuple)), b"")
        is_ours = bool(take(raw))
        server.uid("STORE", number.decode(), "+FLAGS", r"(\Seen \Deleted)" if is_ours else r"(\Seen)")
        understood, others = understood + is_ours, others + (not is_ours)
    server.expunge()
    return understood, others
