"""What the tests of the pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from platform_portal.core import context

LANGUAGES = ("de", "uk", "en")


@pytest.fixture(autouse=True)
def fresh_frame() -> Iterator[None]:
    """Fragments kept by one test (other addresses, other languages) do not reach the next."""
    context.forget()
    yield
    context.forget()
