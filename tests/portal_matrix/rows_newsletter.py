"""Addresses of the app `newsletter`; links by a key that nobody made.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "newsletter-subscribe": (lambda _w: (), 200, 200, 200, 200, 200),
    "newsletter-sent": (lambda _w: (), 200, 200, 200, 200, 200),
    "newsletter-account": (lambda _w: (), "L", 405, 405, 405, 405),
    "newsletter-confirm": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "newsletter-find": (lambda _w: (), 200, 200, 200, 200, 200),
    "newsletter-link-sent": (lambda _w: (), 200, 200, 200, 200, 200),
    "newsletter-preferences": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "newsletter-leave": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "newsletter": (lambda _w: (), 200, 200, 200, 200, 200),
    "newsletter-feed": (lambda _w: (), 200, 200, 200, 200, 200),
    "edition": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "edition-new": (lambda _w: (), "L", "L", "L", "L", 200),
    "edition-write": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "edition-act": (lambda _w: (999_999, "submit"), "L", "L", "L", "L", 405),
    "edition-block-add": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-blocks-order": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-block-restore": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-block": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 404),
    "edition-block-move": (lambda _w: (999_999, 999_999, "up"), "L", "L", "L", "L", 405),
    "edition-preview": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "edition-mail": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "mail-provider-events": (lambda _w: ("mailgun",), 404, 404, 404, 404, 404),
    "edition-sending": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "edition-steer": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-plan": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-rate": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "edition-not-sent": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "edition-not-sent-file": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
}
