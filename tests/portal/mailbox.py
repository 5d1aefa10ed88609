"""What the portal wrote to somebody, read from the outbox, and the database behind it where a story moves the clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, LiteralString, NamedTuple
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

if TYPE_CHECKING:
    from tests.portal.conftest import Portal


class Mail(NamedTuple):
    """One mail as it waits to be sent."""

    kind: str
    language: str
    subject: str
    text: str

    def link(self, part: str) -> str:
        """The path of the link that contains `part`; the host is the one of the settings, not of the test."""
        found = [link for link in re.findall(r"https?://\S+", self.text) if part in link]
        assert found, self.text
        return urlsplit(found[0]).path


def ask(portal: Portal, query: LiteralString, *values: Any) -> list[Any]:
    """Rows of a query, or nothing for a change; its days are those of the portal."""
    with psycopg.connect(
        portal.database_url, autocommit=True, options=f"-c timezone={settings.TIME_ZONE}"
    ) as connection:
        cursor = connection.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def mails_to(portal: Portal, address: str, kind: str = "") -> list[Mail]:
    """The newest first."""
    query: LiteralString = (
        "SELECT kind, language, subject, text FROM core_outboxmail"
        " WHERE \"to\" = %s AND (%s = '' OR kind = %s) ORDER BY id DESC"
    )
    return [Mail(*row) for row in ask(portal, query, address, kind, kind)]


def newest(portal: Portal, address: str, kind: str = "") -> Mail:
    """The last mail to an address."""
    found = mails_to(portal, address, kind)
    assert found, f"no mail {kind} to {address}"
    return found[0]
