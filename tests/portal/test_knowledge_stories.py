"""Stories of knowledge in a real browser: a guide found by a word inside its PDF; an organisation joins a working group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.portal.mailbox import ask
from tests.portal.test_accessibility import AXE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK, RIWNE = "sekretariat@example.org", "riwne@example.org"
GUIDE = "Порадник: як розпочати партнерство водоканалів"
PHONE = {"viewport": {"width": 375, "height": 800}, "bypass_csp": True}
SERIOUS = "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))"


def without_barriers(page: Page) -> None:
    """Where the story is now."""
    page.add_script_tag(path=str(AXE)) if not page.evaluate("!!window.axe") else None
    assert page.evaluate(SERIOUS) == [], page.url


def test_a_member_finds_a_guide_by_a_word_inside_its_pdf(windows: Callable[..., Page]) -> None:
    page = windows(RIWNE, **PHONE)
    page.goto("/uk/knowledge/")
    without_barriers(page)
    page.fill("#q", "Leckortung")
    page.get_by_role("main").get_by_role("button", name="Пошук", exact=True).click()
    page.wait_for_url("**/knowledge/?*q=Leckortung*")
    page.locator("mark", has_text="Leckortung").wait_for()
    page.get_by_role("link", name=GUIDE, exact=True).click()
    page.wait_for_url("**/knowledge/beispiel-leitfaden-wasserpartnerschaft/")
    without_barriers(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Завантажити").click()
    assert download.value.suggested_filename == "beispiel-leitfaden-wasserpartnerschaft-2.pdf"


def test_an_organisation_asks_to_join_and_the_answer_opens_the_workspace(
    windows: Callable[..., Page], portal: Portal
) -> None:
    page, room = windows(RIWNE, **PHONE), "/uk/working-groups/wirtschaft/workspace/"
    assert page.goto(room).status == 404  # type: ignore[union-attr]
    page.goto("/uk/working-groups/wirtschaft/")
    page.get_by_role("link", name="Подати запит на вступ").click()
    page.fill("[name=message]", "Маємо досвід із біометаном.")
    without_barriers(page)
    page.get_by_role("main").get_by_role("button", name="Надіслати запит").click()
    page.wait_for_url("**/working-groups/wirtschaft/")
    desk = windows(DESK, bypass_csp=True)
    desk.goto("/admin/?queue=group-joins")
    desk.get_by_role("link", name="Riwne").first.click()
    assert "біометаном" in desk.inner_text("main")
    desk.get_by_role("main").get_by_role("button", name="Annehmen", exact=True).click()
    desk.wait_for_url("**/admin/")
    rows = ask(
        portal, "SELECT letter->>'subject' FROM accounts_notice WHERE letter_kind = 'group-join-answered'"
    )
    assert len(rows) == 1
    assert "Вітаємо" in rows[0][0]
    page.goto(room)
    without_barriers(page)
    assert "Webinar-Serie" in page.inner_text("main")
    page.get_by_role("button", name="Виконано: Verdolmetschung klären").click()
    page.get_by_role("button", name="Ще не виконано: Verdolmetschung klären").wait_for()
