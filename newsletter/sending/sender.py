"""The sender: takes mails from the ledger of an edition and sends them one after the other, until nothing is due or it is asked to end."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable
from functools import partial

import psycopg
from django import db
from django.db import connection

from newsletter.enums_delivery import DeliveryState, LogKind
from newsletter.models import Edition
from newsletter.return_path import ReturnPath
from newsletter.sending import ledger as ledgers
from newsletter.sending.message import Template
from newsletter.sending.smtp import Connection
from newsletter.sending.turn import Turn
from newsletter.services import sending_log, steering
from newsletter.services.starting import start_due

log = logging.getLogger(__name__)

DATABASE_PATIENCE = (
    120  # seconds; less than the lease, so that an answer is noted before anybody takes the mail for lost
)
PATIENCE_AT_THE_END = 2.0  # seconds, once it is asked to end; the database may be gone for good
AT_A_TIME = 20.0  # seconds for one edition, before the next one has its turn
AWAY = (db.OperationalError, db.InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class Sender:
    """One process of the sending. `should_end` is asked before each mail; `sleep` and `pause` (seconds after the first failure) are for tests."""

    def __init__(
        self,
        *,
        should_end: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
        pause: float = 1.0,
    ) -> None:
        self.me = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.should_end = should_end
        self.sleep = sleep
        self.pause = pause
        self.smtp = Connection()
        self.paths = ReturnPath()
        self.failures = 0
        self.policy_refusals = 0
        self._templates: dict[tuple[int, str], Template] = {}

    def close(self) -> None:
        """Says goodbye to the mail server."""
        self.smtp.close()

    def work(self, *, seconds: float | None = None) -> int:
        """Starts what is due, takes over from the lost, sends whatever can be sent now, for so many seconds at most; how many mails were tried."""
        end = time.monotonic() + seconds if seconds is not None else float("inf")
        self.persistently(set_up_session)
        tried = 0
        while not self.should_end() and time.monotonic() < end:
            self.persistently(start_due)
            self.persistently(self._take_over)
            before = tried
            for edition_id in self.persistently(
                lambda: list(Edition.objects.sending().values_list("pk", flat=True))
            ):
                until = min(end, time.monotonic() + AT_A_TIME)
                tried += Turn(self, edition_id, until).drain()
                self.persistently(partial(steering.finish, edition_id=edition_id))
            if tried == before:
                break
        return tried

    def _take_over(self) -> None:
        for edition_id, (waiting, unknown) in ledgers.recover().items():
            edition = Edition.objects.get(pk=edition_id)
            note = f"{waiting} → {DeliveryState.PENDING}, {unknown} → {DeliveryState.UNKNOWN}"
            sending_log.note(edition, LogKind.RECOVERED, count=waiting + unknown, note=note)

    def persistently[T](self, act: Callable[[], T]) -> T:
        """Does it again while the database is away, for two minutes, or two seconds once it is asked to end.

        What is done must be the same when done twice.
        """
        begun = time.monotonic()
        while True:
            try:
                return act()
            except AWAY as error:
                connection.close()
                patience = PATIENCE_AT_THE_END if self.should_end() else DATABASE_PATIENCE
                if time.monotonic() - begun > patience:
                    raise
                log.warning("database away: %s", str(error).strip()[:200])
                self.sleep(0.3)
                self._reconnect()

    def _reconnect(self) -> None:
        try:
            set_up_session()
        except AWAY:
            connection.close()

    def template(self, edition: Edition, language: str) -> Template:
        """The message of an edition in a language, built once and kept while the edition is sent."""
        key = (edition.pk, language)
        if key not in self._templates:
            if len(self._templates) > 12:
                self._templates.clear()
            self._templates[key] = Template(edition, edition.contents.get(language=language))
        return self._templates[key]


def set_up_session() -> None:
    """Commits of this session are on the disk before they count, whatever the server's default is. Its statements are planned once, along
    the indexes: an estimate made while the ledger was nearly empty must not walk through all of it when it is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET synchronous_commit TO on; SET plan_cache_mode TO force_generic_plan;"
            " SET enable_seqscan TO off; SET enable_bitmapscan TO off; SET enable_sort TO off"
        )
