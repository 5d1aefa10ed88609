"""Production refuses to start when a secret is missing or a well-known one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

GOOD = {
    "PORTAL_SECRET_KEY": "k9" * 40,
    "DATABASE_URL": "postgresql://portal:x@db/portal",
    "REDIS_URL": "redis://redis:6379/0",
    "PORTAL_MAIL_URL": "smtp://mail:25",
    "PORTAL_BASE_URL": "https://portal.example.org",
    "PORTAL_ALLOWED_HOSTS": "portal.example.org",
}


def _start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    keep = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = keep | {name: value for name, value in (GOOD | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import platform_portal.settings.production"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_complete_settings_load():
    result = _start()
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_variable_is_named(name):
    result = _start(**{name: None})
    assert result.returncode != 0
    assert name in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("key", ["short", "change-me-" + "x" * 60, "django-insecure-" + "x" * 60])
def test_a_default_secret_is_refused(key):
    assert "PORTAL_SECRET_KEY" in _start(PORTAL_SECRET_KEY=key).stderr.splitlines()[-1]


def test_the_example_value_of_an_address_is_refused():
    assert "DATABASE_URL" in _start(DATABASE_URL="postgresql://portal:change-me@db/x").stderr.splitlines()[-1]


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("k9" * 40 + "\n")
    assert _start(PORTAL_SECRET_KEY=None, PORTAL_SECRET_KEY_FILE=str(tmp_path / "key")).returncode == 0


def test_a_file_that_is_not_there_is_named(tmp_path):
    result = _start(PORTAL_SECRET_KEY=None, PORTAL_SECRET_KEY_FILE=str(tmp_path / "gone"))
    assert "PORTAL_SECRET_KEY_FILE" in result.stderr.splitlines()[-1]


def test_every_app_is_in_the_image():
    root = Path(settings.BASE_DIR)
    apps = {name.partition(".")[0] for name in settings.INSTALLED_APPS}
    own = {name for name in apps if (root / name / "__init__.py").exists()}
    assert len(own) > 5
    kept = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert own - kept == set()
