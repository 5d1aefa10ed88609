"""Addresses of the overview, the pages to read, places, the interface for programs and the small files at the root.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "accessibility": (lambda _w: (), 200, 200, 200, 200, 200),
    "accessibility-feedback": (lambda _w: (), 200, 200, 200, 200, 200),
    "accessibility-feedback-sent": (lambda _w: (), 200, 200, 200, 200, 200),
    "api-places": (lambda _w: (), 400, 400, 400, 400, 400),
    "api-schema": (lambda _w: (), 200, 200, 200, 200, 200),
    "dashboard": (lambda _w: (), 200, 200, 200, 200, 200),
    "easy-language": (lambda _w: (), 200, 200, 200, 200, 200),
    "front-door": (lambda _w: (), 302, 302, 302, 302, 302),
    "healthz": (lambda _w: (), 200, 200, 200, 200, 200),
    "imprint": (lambda _w: (), 200, 200, 200, 200, 200),
    "letter-html": (lambda _w: ("digest",), "L", "L", "L", "L", 200),
    "letters": (lambda _w: (), "L", "L", "L", "L", 200),
    "media": (lambda _w: ("x.png",), 404, 404, 404, 404, 404),
    "place-choose": (lambda _w: (), 200, 200, 200, 200, 200),
    "privacy": (lambda _w: (), 200, 200, 200, 200, 200),
    "readyz": (lambda _w: (), 200, 200, 200, 200, 200),
    "robots": (lambda _w: (), 200, 200, 200, 200, 200),
    "search": (lambda _w: (), 200, 200, 200, 200, 200),
    "security-txt": (lambda _w: (), 200, 200, 200, 200, 200),
    "sources": (lambda _w: (), 200, 200, 200, 200, 200),
    "style-guide": (lambda _w: (), 200, 200, 200, 200, 200),
}
