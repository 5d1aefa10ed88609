"""The place field with its script: suggestions by keyboard, after the ARIA combobox pattern."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from places.loading import load
from tests.portal.conftest import browser  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def window(
    transactional_db: None,
    extract_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    live_server: LiveServer,
    browser: Browser,  # noqa: F811
) -> Iterator[Page]:
    """The select step on the small extract; an error of the script fails the test."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    load(folder=extract_folder, force=True)
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto("/de/places/")
    yield page
    context.close()
    assert trouble == []


def _type(page: Page, text: str) -> None:
    page.get_by_role("combobox").press_sequentially(text)
    page.get_by_role("option").first.wait_for()


def test_a_place_is_chosen_with_arrows_and_enter(window):
    field = window.get_by_role("combobox")
    _type(window, "Rivne")
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    marked = window.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    field.press("Enter")
    assert field.input_value() == "Riwne (Oblast Riwne)"
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Enter")
    window.get_by_role("heading", name="Riwne (Oblast Riwne)").wait_for()


def test_escape_closes_the_list_and_keeps_the_text(window):
    _type(window, "Essen")
    field = window.get_by_role("combobox")
    field.press("Escape")
    assert window.get_by_role("listbox").count() == 0
    assert field.input_value() == "Essen"


def test_the_number_of_places_is_announced(window):
    _type(window, "Essen")
    assert window.get_by_role("status").last.inner_text().endswith("2")


def test_the_page_has_no_barrier_with_the_list_open(window):
    axe = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    _type(window, "Essen")
    window.evaluate(axe.read_text(encoding="utf-8"))
    found = window.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
    assert found == []
