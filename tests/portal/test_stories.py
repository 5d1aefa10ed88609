"""Stories in a real browser: what the first users come for."""

import re

import pytest

pytestmark = pytest.mark.browser

SPELLINGS = ("Riwne", "Rivne", "Рівне", "Równe")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_reader_finds_riwne_by_any_spelling_and_reads_who_works_with_it(page, spelling):
    page.goto("/de/")
    page.get_by_role("searchbox").first.fill(spelling)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Riwne", exact=True).first.click()
    assert "Riwne" in page.get_by_role("heading", level=1).inner_text()


def test_a_filter_of_the_directory_stays_when_the_language_changes(page):
    page.goto("/de/actors/")
    everything = page.get_by_role("status").inner_text()
    with page.expect_response(lambda response: "group=municipality" in response.url):
        page.get_by_label(re.compile("^Kommune")).first.check()
    page.wait_for_url("**/de/actors/?*group=municipality*")
    page.wait_for_function(
        "before => document.querySelector('[role=status]').innerText !== before", arg=everything
    )
    found = re.findall(r"\d+", page.get_by_role("status").inner_text())
    page.get_by_role("link", name="Українська").click()
    page.wait_for_url("**/uk/actors/?*group=municipality*")
    assert re.findall(r"\d+", page.get_by_role("status").inner_text()) == found
    assert page.locator("input[name=group][value=municipality]").is_checked()
    page.go_back()
    page.wait_for_url("**/de/actors/?*group=municipality*")
    assert page.locator("input[name=group][value=municipality]").is_checked()


def test_the_back_button_returns_to_the_list_as_it_was(page):
    page.goto("/de/actors/?group=municipal-company")
    before = page.get_by_role("status").inner_text()
    page.locator("article h2 a").first.click()
    page.wait_for_url(re.compile(r"/de/actors/[a-z0-9-]+/$"))
    page.go_back()
    page.wait_for_url("**/de/actors/?group=municipal-company")
    assert page.get_by_role("status").inner_text() == before


def test_essen_reads_its_proposals_with_reasons_in_ukrainian(page):
    page.goto("/de/actors/stadt-essen/")
    page.goto("/de/matchmaking/")
    page.get_by_role("searchbox", name="Ihre Kommune").fill("Ессен")
    page.get_by_role("button", name="Finden").click()
    page.get_by_role("main").get_by_role("link", name="Essen", exact=True).first.click()
    page.wait_for_url("**/de/matchmaking/stadt-essen/")
    page.get_by_role("link", name="Українська").click()
    page.wait_for_url("**/uk/matchmaking/stadt-essen/")
    proposals = page.locator("article.pw-proposal")
    assert proposals.count() == 10
    reasons = proposals.first.locator(".pw-reason").all_inner_texts()
    assert reasons
    assert all(re.search("[а-яіїєґ]{3}", reason.lower()) for reason in reasons)
    assert "Чому підходить" in proposals.first.inner_text()


def test_one_filter_bar_changes_the_whole_dashboard(page):
    page.goto("/de/")
    before = page.locator(".pw-stat dd").all_inner_texts()
    page.get_by_label("Region").select_option("nordrhein-westfalen")
    page.get_by_role("button", name="Übersicht filtern").click()
    page.wait_for_url("**region=nordrhein-westfalen**")
    after = page.locator(".pw-stat dd").all_inner_texts()
    assert all(int(b.split()[0]) <= int(a.split()[0]) for a, b in zip(before, after, strict=True))
    assert after != before


def test_the_secretariat_signs_in_and_reaches_the_desk(page):
    from accounts.example import PASSWORD

    page.goto("/admin/")
    page.get_by_label("E-Mail").first.fill("sekretariat@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/admin/")
    assert page.get_by_role("heading", level=1).count() == 1


def test_a_barrier_is_reported_and_the_answer_says_what_happens_next(page):
    page.goto("/uk/accessibility/feedback/")
    page.get_by_role("main").get_by_role("textbox").first.fill("Карту неможливо прочитати з клавіатури.")
    page.get_by_role("main").locator("form button[type=submit], form input[type=submit]").first.click()
    page.wait_for_url("**/uk/accessibility/feedback/sent/")
    assert page.get_by_role("heading", level=1).count() == 1


def test_without_javascript_the_directory_filters_all_the_same(browser, portal):
    context = browser.new_context(base_url=portal.base, java_script_enabled=False)
    page = context.new_page()
    page.goto("/de/actors/")
    page.locator("input[name=group][value=municipality]").check()
    page.get_by_role("button", name="Filter anwenden").click()
    assert "group=municipality" in page.url
    assert page.locator("input[name=group][value=municipality]").is_checked()
    context.close()


def test_the_dark_display_is_remembered_without_a_cookie(page):
    page.goto("/de/")
    page.get_by_role("button", name=re.compile("Dunkle")).click()
    page.goto("/de/actors/")
    assert page.evaluate("document.documentElement.dataset.kernTheme") == "dark"
    assert page.context.cookies() == []
