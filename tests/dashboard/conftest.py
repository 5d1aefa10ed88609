"""What the tests of the dashboard share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from platform_portal.pages.selectors import overview_filter


@pytest.fixture(autouse=True)
def fresh_choices() -> Iterator[None]:
    """The choices of the filter are kept for half a minute; no test sees those of another one."""
    overview_filter.forget()
    yield
    overview_filter.forget()
