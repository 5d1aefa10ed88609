"""The desk in a real browser: no barrier axe finds, no violation of the policy, no wider than a phone; keys in the list."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from actors.services import notes, register
from tests.factories.actors import ActorFactory, TopicFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium") and not os.environ.get("CI"), reason="no Chromium here"),
]
AXE = Path(settings.BASE_DIR, "node_modules/axe-core/axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]

#: Collects what the policy refuses, before axe itself is refused something.
REFUSED = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective + " " + event.sample));
"""


@pytest.fixture
def browser(monkeypatch) -> Iterator[Any]:
    monkeypatch.setenv(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # the browser's driver keeps a loop in this thread
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server, secretariat_client: Client) -> Iterator[Any]:
    context = browser.new_context(reduced_motion="reduce")
    session = secretariat_client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    opened = context.new_page()
    yield opened
    context.close()


@pytest.fixture
def world(secretariat):
    TopicFactory()
    actor = ActorFactory()
    notes.write(text="Anrufen", actor=actor, by=secretariat, remind_on=dt.date(2026, 1, 1))
    notes.write(text="Schreiben", actor=actor, by=secretariat, remind_on=dt.date(2026, 1, 2))
    register.update_actor(actor=actor, by=secretariat, website="https://example.org/")
    return actor


def test_no_barrier_and_no_violation_on_any_kind_of_page(page, live_server, world):
    page.context.add_init_script(REFUSED)
    found = {}
    version = world.events.order_by("pgh_id").first().pk
    for address in (
        "", "actors/actor/", "actors/topic/", f"actors/actor/{world.pk}/change/", f"actors/actor/{world.pk}/history/",
        f"actors/actor/{world.pk}/history/{version}/", "actors/importjob/upload/", "actors/topic/import/",
        "core/auditentry/", "accounts/user/",
    ):  # fmt: skip
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live_server.url}/admin/{address}")
            assert page.evaluate("refused") == [], address
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
            barriers = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
            if barriers or wide > 0:
                found[address, width] = (barriers, wide)
    assert found == {}


def test_the_list_is_walked_by_keys_and_by_tab(page, live_server, world):
    page.goto(f"{live_server.url}/admin/?queue=notes")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "pw-skip"
    page.locator("[data-desk-item]").first.focus()
    page.keyboard.press("j")
    assert "Schreiben" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert "Anrufen" in page.evaluate("document.activeElement.textContent")
