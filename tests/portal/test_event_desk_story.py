"""The secretariat runs a conference from a phone: plans it, releases it, moves a session, checks people in, sends the documentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.portal.conftest import manage
from tests.portal.mailbox import ask, mails_to, newest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK = "sekretariat@example.org"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ANNA, OLENA, MAX = "anna@example.org", "olena@example.org", "max@example.org"
ONE = "SELECT id FROM events_event WHERE slug = 'zwei-tage'"
DOCUMENT = """
from knowledge.models import KnowledgeProduct
KnowledgeProduct.objects.create(slug="doku-zwei-tage", kind="documentation", status="published", title_de="Dokumentation der zwei Tage",
    title_uk="Документація двох днів", title_en="Documentation of the two days")
"""


def press(page: Page, name: str) -> None:
    """The button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def save(page: Page) -> None:
    """The form of the administration; nothing may be refused."""
    page.locator("[name=_save]").first.click()
    page.wait_for_load_state()
    assert page.locator(".errornote, .errorlist li").count() == 0, page.locator(
        ".errorlist"
    ).all_inner_texts()


def day(portal: Portal, number: int) -> str:
    """So many days after a day in two months that is no change of the clocks."""
    [(found,)] = ask(portal, "SELECT to_char(current_date + 61 + %s, 'YYYY-MM-DD')", number)
    return str(found)


def plan(desk: Page, portal: Portal) -> int:
    """The event with two days, on approval of nobody: open, twenty places on site."""
    desk.goto("/admin/events/event/add/")
    for language, title in (("de", "Zwei Tage"), ("uk", "Два дні"), ("en", "Two days")):
        desk.fill(f"[name=title_{language}]", title)
    desk.fill("[name=slug]", "zwei-tage")
    desk.select_option("[name=kind]", "conference")
    desk.select_option("[name=format]", "on_site")
    desk.fill("[name=venue_de]", "Rathaus")
    desk.select_option("[name=zone]", "UTC")
    for name, number, clock in (("starts_at", 0, "09:00"), ("ends_at", 1, "17:00")):
        desk.fill(f"[name={name}_0]", day(portal, number))
        desk.fill(f"[name={name}_1]", clock)
    save(desk)
    [(event,)] = ask(portal, ONE)
    return int(event)


def add_session(
    desk: Page, portal: Portal, event: int, title: str, number: int, begins: str, ends: str
) -> None:
    """One session of the draft."""
    desk.goto(f"/admin/events/session/add/?event={event}")
    for language in ("de", "uk", "en"):
        desk.fill(f"[name=title_{language}]", title)
    desk.select_option("[name=kind]", "workshop")
    desk.fill("[name=day]", day(portal, number))
    desk.fill("[name=begins]", begins)
    desk.fill("[name=finishes]", ends)
    save(desk)


def publish(desk: Page) -> None:
    """By the step of the list, after its preview."""
    desk.goto("/admin/events/event/?q=zwei-tage")
    desk.locator("tr input.action-select").first.check()
    desk.select_option("select[name=action]", "publish")
    desk.locator("button[name=index]").click()
    desk.wait_for_load_state()
    desk.locator("main form button.kern-btn--primary").click()
    desk.wait_for_load_state()


def release(desk: Page, event: int) -> None:
    """The draft becomes the next version."""
    desk.goto(f"/admin/events/session/programme/{event}/")
    desk.check("#id_confirm")
    desk.locator("form[action$='/release/'] button[type=submit]").click()
    desk.wait_for_load_state()


def invite(desk: Page, event: int) -> None:
    """Three people: a preview, then the invitations."""
    desk.goto(f"/admin/events/{event}/invite/")
    desk.fill("[name=people]", f"Anna Muster; {ANNA}; Stadt\nОлена Коваль; {OLENA}\nMax Muster; {MAX}")
    press(desk, "Vorschau zeigen")
    press(desk, "3 Personen einladen")
    assert "3 Personen wurden eingeladen" in desk.get_by_role("main").inner_text()


def accept(windows, portal: Portal, address: str) -> None:
    """By the link of the mail, without an account."""
    guest = windows(**PHONE)
    guest.goto(newest(portal, address).link("/registrations/"))
    guest.locator("main form button.kern-btn--primary").first.click()
    guest.wait_for_load_state()


def code_of(portal: Portal, address: str) -> str:
    """As it stands on the badge."""
    [(code,)] = ask(portal, "SELECT code FROM events_registration WHERE email = %s", address)
    return str(code)


def scan(desk: Page, code: str) -> str:
    """What the page says to a code."""
    desk.fill("#code", code)
    desk.get_by_role("button", name="Einlassen", exact=True).first.click()
    desk.locator("[data-door-answer]", has_text=re.compile(r"\w")).wait_for()
    said = desk.locator("[data-door-answer]").inner_text()
    desk.evaluate("document.querySelector('[data-door-answer]').textContent = ''")
    return said


def at_the_door(desk: Page, portal: Portal, event: int) -> None:
    """One online, again, one without a connection, which arrives by itself afterwards."""
    desk.goto(f"/admin/events/{event}/check-in/")
    assert "Eingelassen: Anna Muster" in scan(desk, code_of(portal, ANNA).lower())
    assert "schon seit" in scan(desk, code_of(portal, ANNA))
    assert "gehört nicht zur Veranstaltung" in scan(desk, "2222222222")
    desk.context.set_offline(True)
    assert "Auf diesem Gerät gespeichert" in scan(desk, code_of(portal, OLENA))
    desk.context.set_offline(False)
    desk.wait_for_function(
        "() => document.querySelector('[data-door-answer]').textContent.includes('Eingelassen')"
    )
    desk.wait_for_function("() => document.querySelector('[data-door-waits]').hidden")
    [(number,)] = ask(portal, "SELECT count(*) FROM events_checkin")
    assert number == 2


def test_a_conference_from_the_plan_to_the_documentation(windows, portal):
    desk = windows(DESK, **PHONE)
    event = plan(desk, portal)
    for title, number, begins, ends in (
        ("Eröffnung", 0, "09:00", "10:00"),
        ("Werkstatt Wasser", 0, "10:30", "12:00"),
        ("Werkstatt Schule", 0, "10:30", "12:00"),
        ("Abschluss", 1, "15:00", "16:00"),
    ):
        add_session(desk, portal, event, title, number, begins, ends)
    publish(desk)
    release(desk, event)
    public = portal.reader().get("/de/events/zwei-tage/programme/")
    assert public.status == 200
    assert all(title in public.text for title in ("Werkstatt Wasser", "Werkstatt Schule", "Abschluss"))
    invite(desk, event)
    for address in (ANNA, OLENA, MAX):
        accept(windows, portal, address)
    move_the_closing(desk, portal, event)
    at_the_door(desk, portal, event)
    the_documentation(desk, portal, event)


def move_the_closing(desk: Page, portal: Portal, event: int) -> None:
    """An hour later; readers see it once it is released again."""
    desk.goto(f"/admin/events/session/programme/{event}/")
    row = desk.locator("table.pw-plan tbody tr", has_text="Abschluss")
    row.locator("[name$=-begins]").fill("16:00")
    row.locator("[name$=-finishes]").fill("17:00")
    desk.locator("form[action*='/plan/'] button[type=submit]").click()
    desk.wait_for_load_state()
    path = "/de/events/zwei-tage/programme/"
    assert "16:00–" not in re.sub(r".*Abschluss", "", portal.reader().get(path).text, flags=re.S)[:600]
    release(desk, event)
    [(versions,)] = ask(portal, "SELECT count(*) FROM events_programmeversion WHERE event_id = %s", event)
    assert versions == 2


def the_documentation(desk: Page, portal: Portal, event: int) -> None:
    """Once the event is over: to the two who were there, each once, in the own language."""
    ask(
        portal,
        "UPDATE events_event SET starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' WHERE id = %s",
        event,
    )
    manage(portal, "shell", "-v0", "-c", DOCUMENT)
    desk.goto(f"/admin/events/{event}/afterwards/")
    desk.get_by_text("Dokument hinzufügen").click()
    desk.select_option("[name=product]", label="Dokumentation der zwei Tage")
    press(desk, "Hinzufügen")
    press(desk, "An alle senden, die teilgenommen haben")
    for _ in range(2):
        manage(portal, "follow_events")
    sent = {who: len(mails_to(portal, who, "event-documents")) for who in (ANNA, OLENA, MAX)}
    assert sent == {ANNA: 1, OLENA: 1, MAX: 0}
    assert "/evaluation/" in newest(portal, ANNA, "event-documents").text
