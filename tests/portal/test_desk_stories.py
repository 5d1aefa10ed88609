"""Stories of the secretariat in a real browser: merging and back, freshness, steps on many rows, views, history, notes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, LiteralString

import pytest

from tests.portal.conftest import manage
from tests.portal.mailbox import ask, newest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK, RIWNE = "sekretariat@example.org", "riwne@example.org"
COUNCIL = "Рівненська міська рада"
LIST = "/admin/actors/actor/"


def press(page: Page, name: str) -> None:
    """The button of the page itself, not of its header."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def take_step(desk: Page, step: str, rows: str = "") -> None:
    """On every row of the list that contains the text; after the preview."""
    for row in desk.locator("tr:has(input.action-select)", has_text=rows).all():
        row.locator("input.action-select").check()
    desk.select_option("select[name=action]", step)
    desk.locator("button[name=index]").click()
    desk.wait_for_load_state()
    assert "Es ist noch nichts geändert" in desk.get_by_role("main").inner_text()
    desk.locator("main form button.kern-btn--primary").click()
    desk.wait_for_url(re.compile(re.escape(LIST) + r"\?"))


def enter_council(desk: Page, portal: Portal) -> None:
    """A second entry of the same city, in the other script."""
    [(group,)] = ask(portal, "SELECT group_id FROM actors_actor WHERE slug = 'riwne'")
    desk.goto(f"{LIST}add/")
    desk.select_option("[name=group]", str(group))
    desk.select_option("[name=kind]", "municipality")
    for language in ("de", "uk", "en"):
        desk.fill(f"[name=name_{language}]", COUNCIL)
    desk.fill("[name=slug]", "riwnenska-miska-rada")
    desk.locator("#id_place + .select2").click()
    desk.locator(".select2-search__field").fill("Riwne")
    desk.locator(".select2-results [role=option]", has_text="Riwne (Oblast Riwne)").first.click()
    desk.locator("[name=_save]").first.click()
    desk.wait_for_url(f"**{LIST}**")
    assert desk.locator(".errornote, .errorlist").count() == 0
    desk.goto(f"{LIST}?q=riwnenska")
    take_step(desk, "publish", COUNCIL)


def partners(portal: Portal, path: str) -> set[str]:
    """Whom the public page names as partners."""
    answer = portal.reader().get(path)
    assert answer.status == 200
    return set(re.findall(r'href="/de/partnerships/([a-z0-9-]+)/"', answer.text)) - {"statistics"}


def test_riwne_and_its_council_become_one_entry_and_two_again(windows, portal):
    desk = windows(DESK)
    before = partners(portal, "/de/actors/riwne/")
    assert before
    enter_council(desk, portal)
    desk.goto("/admin/?queue=duplicates")
    desk.get_by_role("main").get_by_role("link", name=re.compile(COUNCIL)).first.click()
    desk.get_by_role("link", name=re.compile("^Stattdessen")).click()
    fields = desk.get_by_role("region", name="Feld für Feld").inner_text()
    assert COUNCIL in fields
    assert "Riwne" in fields
    press(desk, "Beide Einträge zusammenführen")
    review = desk.url
    merged = portal.reader().get("/de/actors/riwne/")
    assert merged.url.endswith("/de/actors/riwnenska-miska-rada/")
    assert partners(portal, "/de/actors/riwnenska-miska-rada/") == before
    assert windows(RIWNE).goto("/uk/account/organisations/riwnenska-miska-rada/edit/").status == 200
    desk.goto(review)
    press(desk, "Zusammenführung rückgängig machen")
    assert partners(portal, "/de/actors/riwne/") == before
    assert portal.reader().get("/de/actors/riwnenska-miska-rada/").url.endswith("/riwnenska-miska-rada/")
    desk.goto(f"{LIST}?q=riwnenska")
    take_step(desk, "archive", COUNCIL)
    assert portal.reader().get("/de/actors/riwnenska-miska-rada/").status == 404


def confirmed_on(portal: Portal, slug: str) -> dt.date | None:
    """The day of the last confirmation."""
    [(day,)] = ask(portal, "SELECT last_confirmed_on FROM actors_actor WHERE slug = %s", slug)
    return day


def test_an_entry_is_confirmed_by_the_link_of_the_mail_once(windows, portal):
    ask(
        portal,
        "UPDATE actors_actor SET last_confirmed_on = current_date - 250, published_at = now() - interval '250 days'"
        " WHERE slug = 'riwne'",
    )
    before = confirmed_on(portal, "riwne")
    manage(portal, "ask_freshness")
    mail = newest(portal, RIWNE)
    assert mail.language == "uk"
    path = mail.link("/still-right/")
    reader, person = portal.reader(), windows()
    assert [reader.get(path).status, reader.get(path, method="HEAD").status] == [200, 200]
    assert confirmed_on(portal, "riwne") == before
    person.goto(path)
    press(person, "Так, усе актуально")
    person.wait_for_url("**/thanks/")
    [(today,)] = ask(portal, "SELECT current_date")
    assert confirmed_on(portal, "riwne") == today
    for again in (path, path.replace("still-right", "change")):
        answer = portal.reader().get(again)
        assert answer.status == 410
        assert "Відповідь уже надано" in answer.text


def test_a_step_on_many_rows_is_shown_first_and_taken_back(windows, portal):
    desk = windows(DESK)
    desk.goto(f"{LIST}?q=wodokanal&status__exact=published")
    rows = desk.locator("tr input.action-select").count()
    query: LiteralString = "SELECT count(*) FROM actors_actor WHERE status = 'dormant'"
    [(before,)] = ask(portal, query)
    assert rows > 3
    take_step(desk, "mark_dormant")
    assert ask(portal, query) == [(before + rows,)]
    desk.locator(".pw-undo button").click()
    desk.wait_for_load_state()
    assert ask(portal, query) == [(before,)]
    assert desk.locator("tr input.action-select").count() == rows


def test_a_view_of_a_list_is_kept_under_a_name(windows):
    desk = windows(DESK)
    desk.goto(f"{LIST}?status__exact=published&kind__exact=utility")
    desk.get_by_text("Diese Ansicht speichern").click()
    desk.fill("#view-name", "Betriebe")
    desk.locator(".pw-deskbar form button", has_text="Speichern").click()
    desk.wait_for_load_state()
    desk.goto(LIST)
    desk.get_by_role("link", name="Betriebe", exact=True).click()
    desk.wait_for_url("**kind__exact=utility**")
    assert desk.get_by_role("link", name="Betriebe", exact=True).get_attribute("aria-current") == "true"
    desk.get_by_role("button", name=re.compile("Betriebe")).click()
    desk.wait_for_load_state()
    assert desk.get_by_role("link", name="Betriebe", exact=True).count() == 0


def test_an_earlier_state_is_restored_from_the_history(windows, portal):
    desk = windows(DESK)
    [(pk,)] = ask(portal, "SELECT id FROM actors_actor WHERE slug = 'halytsch'")
    for text in ("Der erste Text.", "Der zweite Text."):
        desk.goto(f"{LIST}{pk}/change/")
        desk.fill("[name=description_de]", text)
        desk.locator("[name=_save]").first.click()
        desk.wait_for_url(re.compile(re.escape(LIST) + r"(\?|$)"))
    desk.goto(f"{LIST}{pk}/history/")
    desk.get_by_role("link", name=re.compile("Diesen Stand wiederherstellen")).first.click()
    assert "Der erste Text." in desk.get_by_role("main").inner_text()
    press(desk, "Diesen Stand wiederherstellen")
    assert "Der erste Text." in portal.reader().get("/de/actors/halytsch/").text


def test_a_note_with_a_reminder_waits_in_the_queue_until_it_is_done(windows, portal):
    desk = windows(DESK)
    [(pk, today)] = ask(portal, "SELECT id, current_date FROM actors_actor WHERE slug = 'halytsch'")
    desk.goto(f"{LIST}{pk}/change/")
    desk.fill("#note_text", "Wegen der Fernwärme zurückrufen")
    desk.fill("#note_remind_on", today.isoformat())
    desk.get_by_role("button", name="Notiz speichern").click()
    desk.wait_for_load_state()
    desk.goto("/admin/?queue=notes")
    row = desk.get_by_role("row", name=re.compile("Fernwärme"))
    assert "Wegen der Fernwärme zurückrufen" in row.inner_text()
    row.get_by_role("button").first.click()
    desk.wait_for_load_state()
    assert desk.get_by_role("row", name=re.compile("Fernwärme")).count() == 0
