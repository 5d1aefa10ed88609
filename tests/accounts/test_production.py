"""Production always asks the secretariat for a second factor, whatever the environment says."""

import os
import subprocess
import sys

import pytest

from tests.core.test_settings import GOOD

SHOW = (
    "import platform_portal.settings.production as s;print(s.PORTAL_SECOND_FACTOR, s.PORTAL_TRUSTED_PROXIES)"
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "required 1"),
        ({"PORTAL_SECOND_FACTOR": "offered", "PORTAL_EXAMPLE_WORLD": "1"}, "required 1"),
        ({"PORTAL_TRUSTED_PROXIES": "2"}, "required 2"),
    ],
)
def test_production_asks_for_a_second_factor_and_believes_its_own_proxies_only(changes, expected):
    keep = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOW],
        env=keep | GOOD | changes, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert result.stdout.strip() == expected
