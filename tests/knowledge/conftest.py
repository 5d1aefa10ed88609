"""What the tests of knowledge share: an own folder for files."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Files of tests are gone with them."""
    settings.PORTAL_PRIVATE_ROOT = tmp_path / "private"
    return tmp_path
