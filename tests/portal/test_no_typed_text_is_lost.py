"""In a real browser: what somebody types is kept while they type, and when their session ends before they press the button."""

import time

import pytest

from accounts.example import PASSWORD
from tests.portal.mailbox import ask

pytestmark = pytest.mark.browser

FORM = "/uk/account/organisations/riwne/edit/"
TEXT = "Довгий текст, який ніхто не хоче писати двічі."


def sign_in(page):
    page.fill("[name=login]", "riwne@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()


def open_form(page):
    page.goto(f"/uk/account/login/?next={FORM}")
    sign_in(page)
    page.wait_for_url(f"**{FORM}")


def end_all_sessions(portal):
    ask(portal, "DELETE FROM django_session")


def forget_drafts(portal):
    ask(portal, "DELETE FROM actors_formdraft")


@pytest.fixture(autouse=True)
def no_drafts(portal):
    forget_drafts(portal)
    yield
    forget_drafts(portal)


def test_a_session_that_ends_while_somebody_types_loses_no_text(page, portal):
    open_form(page)
    page.fill("[name=description_uk]", TEXT)
    end_all_sessions(portal)
    page.locator("form.pw-entry button[type=submit]").click()
    page.wait_for_url("**/uk/account/login/**")
    sign_in(page)
    page.wait_for_url(f"**{FORM}")
    assert page.input_value("[name=description_uk]") == TEXT


def test_the_draft_is_saved_while_typing_and_is_there_after_coming_back(page):
    open_form(page)
    page.locator("[name=description_uk]").press_sequentially(TEXT[:12])
    page.wait_for_function("() => document.querySelector('[data-autosave-status]').textContent !== ''")
    typed = page.input_value("[name=description_uk]")
    page.goto("/uk/")
    page.goto(FORM)
    assert page.input_value("[name=description_uk]") == typed


def wait_for_draft(portal, text):
    for _turn in range(200):
        if ask(portal, "SELECT 1 FROM actors_formdraft WHERE data::text LIKE %s", f"%{text}%"):
            return
        time.sleep(0.1)
    raise AssertionError("no draft")


def test_leaving_the_page_saves_what_was_typed_last(page, portal):
    open_form(page)
    page.fill("[name=website]", "https://rivne.example.org/neu")
    page.goto("/uk/")
    wait_for_draft(portal, "rivne.example.org/neu")
    page.goto(FORM)
    assert page.input_value("[name=website]") == "https://rivne.example.org/neu"
