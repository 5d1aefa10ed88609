"""Addresses of the app `events`.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {}
