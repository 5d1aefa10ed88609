"""Addresses of the app `knowledge`.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "api-knowledge": (lambda _w: (), 200, 200, 200, 200, 200),
    "knowledge": (lambda _w: (), 200, 200, 200, 200, 200),
    "knowledge-edit": (lambda w: (w.proposal.slug,), "L", 404, 200, 200, 200),
    "knowledge-file": (lambda w: (w.product.slug,), 302, 302, 302, 302, 302),
    "knowledge-handbook": (lambda w: (w.handbook.slug,), 200, 200, 200, 200, 200),
    "knowledge-handbook-pdf": (lambda w: (w.handbook.slug,), 200, 200, 200, 200, 200),
    "knowledge-handbooks": (lambda _w: (), 200, 200, 200, 200, 200),
    "knowledge-mine": (lambda _w: (), "L", 200, 200, 200, 200),
    "knowledge-product": (lambda w: (w.proposal.slug,), 404, 404, 200, 200, 200),
    "knowledge-propose": (lambda _w: (), "L", 200, 200, 200, 200),
    "knowledge-version": (lambda w: (w.product.slug, 1), 404, 404, 404, 404, 302),
}
