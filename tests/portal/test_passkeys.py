"""Passkeys in a real browser with a virtual authenticator: enrolment, login without a password, second factor, removal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.portal.test_accessibility import _check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.portal.conftest import Portal

ROOT = Path(__file__).resolve().parents[2]
EMAIL, PASSWORD = "passkey@example.org", "ein-langes-kennwort-nur-hier"
MAKE = f"from accounts.models import User; User.objects.create_user({EMAIL!r}, {PASSWORD!r}, name='Passkey')"
PAGES = (
    "account/",
    "account/data/",
    "account/email/",
    "account/password/change/",
    "account/security/",
    "account/security/webauthn/",
    "account/security/webauthn/add/",  # asks for the password
    "account/sessions/",
)
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def account(portal: Portal) -> None:
    """An account of this story alone, so that no other test meets its keys."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.embedded",
        "DATABASE_URL": portal.database_url,
        "PYTHONWARNINGS": "ignore",
    }
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE], cwd=ROOT, env=environment, check=True
    )


@pytest.fixture
def window(browser: Browser, portal: Portal, account: None) -> Iterator[Page]:
    """A window with a telephone's fingerprint reader; at a name, as browsers refuse passkeys at bare addresses."""
    base = portal.base.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert trouble == []


def _type_password(page: Page) -> None:
    page.goto("/en/account/login/")
    page.fill("#id_login", EMAIL)
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button[type=submit]")


def _log_out(page: Page) -> None:
    page.goto("/en/account/logout/")
    page.click("main button[type=submit]")


def test_enrolment_login_second_factor_and_removal(window: Page):
    page = window
    _type_password(page)
    page.goto("/en/account/security/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.fill("#id_name", "Office telephone")
    assert page.is_checked("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    _log_out(page)

    page.goto("/en/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/de/")  # the language of the account
    page.goto("/en/account/")
    assert EMAIL in page.inner_text("main")
    _log_out(page)

    _type_password(page)
    page.wait_for_url("**/security/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/de/")  # the language of the account

    page.goto("/en/account/security/webauthn/")
    page.click("main a[href$='/remove/']")
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        page.click("main button[type=submit]")
    page.click("main button[type=submit]")
    page.goto("/en/account/security/")
    assert "Office telephone" not in page.inner_text("main")


def test_a_device_without_the_key_gets_a_sentence_not_silence(window: Page):
    window.goto("/en/account/login/")
    window.click("#passkey_login")
    window.wait_for_selector("[data-passkey-trouble]:not([hidden])")
    assert window.url.endswith("/en/account/login/")


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_pages_of_the_account_have_no_barrier(
    browser: Browser, portal: Portal, account: None, language: str
):
    context = browser.new_context(base_url=portal.base, bypass_csp=True)
    page = context.new_page()
    _type_password(page)
    page.wait_for_url("**/de/")  # the language of the account
    trouble = {path: lines for path in PAGES if (lines := _check(page, path, language))}
    context.close()
    assert trouble == {}
