"""The connection to the mail server: smtplib opens it (TLS, login, through MAILERS), messages go by hand, with PIPELINING where it is offered.

A message costs two round trips instead of four: MAIL, RCPT and DATA leave together (RFC 2920), then the text with its final dot.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.mail.utils import DNS_NAME

#: After so many seconds without a mail the connection is looked at before the next one.
IDLE_SECONDS = 20


class Answer(StrEnum):
    """What became of a message."""

    ACCEPTED = "accepted"  # the server has it
    REFUSED = "refused"  # 5xx about this recipient or this message
    LATER = "later"  # 4xx about this recipient or this message
    LOST = "lost"  # the connection broke, or was ended with 421, before the final dot: surely not accepted
    NOT_BEGUN = "not_begun"  # no connection, or the server does not take us as sender; the recipient has nothing to do with it
    NO_ANSWER = "no_answer"  # lost after the final dot: perhaps accepted


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer with its code (0: none) and its words. `is_sender`: the server refuses us, not the recipient."""

    answer: Answer
    code: int = 0
    text: str = ""
    is_sender: bool = False


class Unreachable(Exception):
    """No connection could be opened; `is_sender`: the server took the connection but not our login."""

    def __init__(self, text: str, *, is_sender: bool = False) -> None:
        super().__init__(text)
        self.is_sender = is_sender


class Connection:
    """One connection, opened when needed, for one message after the other."""

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        mailer: Any = settings.MAILERS["default"]
        self.options: dict[str, Any] = mailer["OPTIONS"] if options is None else options
        self._smtp: smtplib.SMTP | None = None
        self._pipelines = False
        self._used_at = 0.0

    def open(self) -> None:
        """Connects unless connected; after a rest it asks whether anybody is still there. Raises Unreachable."""
        if self._smtp is not None and time.monotonic() - self._used_at > IDLE_SECONDS:
            self._look()
        if self._smtp is not None:
            return
        self._used_at = time.monotonic()
        options = self.options
        try:
            self._smtp = self._connect(options)
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable(_words(error.smtp_code, error.smtp_error), is_sender=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
        self._pipelines = self._smtp.has_extn("pipelining")

    def _look(self) -> None:
        """A server that has hung up meanwhile is not noticed by the next mail."""
        assert self._smtp is not None
        try:
            self._smtp.noop()
        except (OSError, smtplib.SMTPException):
            self.drop()

    def _connect(self, options: dict[str, Any]) -> smtplib.SMTP:
        make = smtplib.SMTP_SSL if options.get("use_ssl") else smtplib.SMTP
        smtp = make(
            options["host"],
            options["port"],
            local_hostname=DNS_NAME.get_fqdn(),
            timeout=options.get("timeout") or 20,
        )
        try:
            # Small commands leave at once: waiting for the answer to the one before costs 40 ms per mail (Nagle, delayed ACK).
            _socket(smtp).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if options.get("use_tls"):
                smtp.starttls()
                smtp.ehlo()
            if options.get("username"):
                smtp.login(options["username"], options["password"])
        except BaseException:
            smtp.close()
            raise
        return smtp

    def close(self) -> None:
        """Says goodbye, if anybody is there."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def drop(self) -> None:
        """Closes without a word, after an answer that makes no sense or none at all."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError):
                smtp.close()

    def send(self, *, sender: str, to: str, message: bytes) -> Outcome:
        """Sends one message to one recipient: lines end in CRLF, none begins with a dot, the final dot is added here.

        Never raises; after a lost connection the next call opens another.
        """
        try:
            self.open()
        except Unreachable as error:
            return Outcome(Answer.NOT_BEGUN, 0, str(error), error.is_sender)
        try:
            outcome = self._envelope(sender, to)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Outcome(Answer.LOST, 0, f"{type(error).__name__}: {error}"[:300])
        self._used_at = time.monotonic()
        return outcome or self._text(message)

    def _envelope(self, sender: str, to: str) -> Outcome | None:
        """MAIL, RCPT and DATA; None when the server waits for the text."""
        mail, rcpt = f"MAIL FROM:<{sender}>\r\n".encode(), f"RCPT TO:<{to}>\r\n".encode()
        smtp = self._smtp
        assert smtp is not None
        if self._pipelines:
            _socket(smtp).sendall(mail + rcpt + b"DATA\r\n")
            answers = [_reply(smtp), _reply(smtp), _reply(smtp)]
        else:
            answers = []
            for command in (mail, rcpt, b"DATA\r\n"):
                _socket(smtp).sendall(command)
                answers.append(_reply(smtp))
                if answers[-1][0] >= 400:
                    break
        return self._judge(answers)

    def _judge(self, answers: list[tuple[int, bytes]]) -> Outcome | None:
        refused = next(((stage, *answer) for stage, answer in enumerate(answers) if answer[0] >= 400), None)
        if refused is None:
            return None
        stage, code, words = refused
        if answers[-1][0] == 354:  # it waits for a text although it has no recipient: an empty one ends that
            smtp = self._smtp
            assert smtp is not None
            _socket(smtp).sendall(b".\r\n")
            _reply(smtp)
        self._reset(code)
        text = _words(code, words)
        if code == 421:
            return Outcome(Answer.LOST, code, text)
        if stage == 0:
            return Outcome(Answer.NOT_BEGUN, code, text, is_sender=code >= 500)
        return Outcome(Answer.REFUSED if code >= 500 else Answer.LATER, code, text)

    def _text(self, message: bytes) -> Outcome:
        smtp = self._smtp
        assert smtp is not None
        try:
            _socket(smtp).sendall(message + b".\r\n")
        except OSError as error:  # the final dot is the last to leave: the server cannot have taken it
            self.drop()
            return Outcome(Answer.LOST, 0, f"{type(error).__name__}: {error}"[:300])
        try:
            code, words = _reply(smtp)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Outcome(Answer.NO_ANSWER, 0, f"{type(error).__name__}: {error}"[:300])
        if code < 400:
            return Outcome(Answer.ACCEPTED, code, _words(code, words))
        self._reset(code)
        return Outcome(Answer.REFUSED if code >= 500 else Answer.LATER, code, _words(code, words))

    def _reset(self, code: int) -> None:
        """Back to the beginning of a transaction; 421 means that the server hangs up."""
        smtp = self._smtp
        if smtp is None or code == 421:
            self.drop()
            return
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()


def _socket(smtp: smtplib.SMTP) -> socket.socket:
    """The open connection."""
    if smtp.sock is None:
        raise ConnectionError("the connection is closed")
    return smtp.sock


def _reply(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    """The next answer. Raises when it is none."""
    code, words = smtp.getreply()
    if not 200 <= code < 600:
        raise smtplib.SMTPServerDisconnected(f"no answer of SMTP: {code}")
    return code, words


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}".replace("\0", "")[:300]
