"""Stories of those who keep entries, in a real browser: claiming, proposing changes, being decided about, inviting, consenting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.portal.mailbox import ask, mails_to, newest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK, ESSEN = "sekretariat@example.org", "essen@example.org"
ENTRY = "drohobytsch"
EDIT = f"/uk/account/organisations/{ENTRY}/edit/"
PERSON, COLLEAGUE = "olena@drohobytsch.example.org", "kollegin@drohobytsch.example.org"
TEXT = "Місто шукає партнерів для відновлення теплопостачання."
SITE = "https://nicht-die-seite.example.org/"
REASON = "Ця сторінка не відкривається."


def press(page: Page, name: str) -> None:
    """The button of the page itself, not of its header."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def public(portal: Portal, path: str) -> str:
    """What everybody reads."""
    answer = portal.reader().get(path)
    assert answer.status == 200
    return answer.text


def claim(visitor: Page, portal: Portal) -> None:
    """The form and the link of the mail, which changes nothing before the button is pressed."""
    visitor.goto(f"/uk/actors/{ENTRY}/")
    visitor.get_by_role("link", name="Це ми", exact=True).click()
    visitor.fill("[name=name]", "Олена Приклад")
    visitor.fill("[name=email]", PERSON)
    visitor.fill("[name=function]", "Відділ міжнародних зв’язків")
    press(visitor, "Надіслати секретаріату")
    visitor.wait_for_url("**/claim/sent/")
    mail = newest(portal, PERSON)
    assert mail.language == "uk"
    visitor.goto(mail.link("/uk/join/claim/"))
    assert ask(portal, "SELECT status FROM actors_claim WHERE email = %s", PERSON) == [("unconfirmed",)]
    press(visitor, "Підтвердити адресу")
    visitor.wait_for_url("**/uk/join/confirmed/")


def accept_claim(desk: Page) -> None:
    """From the work queue."""
    desk.goto("/admin/?queue=claims")
    assert desk.locator("html").get_attribute("lang") == "de"
    desk.get_by_role("link", name="Olena").or_(desk.get_by_role("link", name="Олена")).first.click()
    press(desk, "Annehmen")
    desk.wait_for_url("**/admin/")


def set_up(window: Page, portal: Portal, address: str, language: str, button: str) -> None:
    """The account, through the link of the mail."""
    mail = newest(portal, address)
    assert mail.language == language
    window.goto(mail.link(f"/{language}/join/invitation/"))
    window.fill("[name=name]", f"Person {address.split('@')[0]}")
    window.fill("[name=password]", "ein-langes-kennwort-nur-hier")
    press(window, button)
    window.wait_for_url(f"**/{language}/account/")


def propose(visitor: Page, portal: Portal) -> None:
    """A description in Ukrainian and another website; nothing of it is public."""
    visitor.goto(EDIT)
    visitor.fill("[name=description_uk]", TEXT)
    visitor.fill("[name=website]", SITE)
    press(visitor, "Надіслати секретаріату")
    visitor.wait_for_load_state()
    shown = public(portal, f"/uk/actors/{ENTRY}/")
    assert TEXT not in shown
    assert SITE not in shown


def decide(desk: Page) -> None:
    """One field accepted, the other refused for a reason."""
    desk.goto("/admin/?queue=changes")
    desk.get_by_role("link", name="Drohobytsch", exact=True).click()
    desk.locator("#accept-description_uk").check()
    desk.locator("#refuse-website").check()
    desk.fill("[name=words-website]", REASON)
    press(desk, "Entscheidungen speichern")
    desk.wait_for_load_state()


@pytest.fixture
def kept_by_two(windows: Callable[..., Page], portal: Portal) -> tuple[Page, Page]:
    """The person who claimed the entry and the secretariat; a German colleague was invited."""
    visitor, desk, colleague = windows(locale="uk-UA"), windows(DESK), windows()
    claim(visitor, portal)
    accept_claim(desk)
    set_up(visitor, portal, PERSON, "uk", "Створити обліковий запис і прийняти")
    visitor.goto(EDIT.replace("/edit/", "/people/"))
    visitor.fill("[name=email]", COLLEAGUE)
    visitor.select_option("[name=role]", "owner")
    visitor.select_option("[name=language]", "de")
    press(visitor, "Надіслати запрошення")
    visitor.wait_for_load_state()
    set_up(colleague, portal, COLLEAGUE, "de", "Konto einrichten und annehmen")
    return visitor, desk


def test_an_entry_is_claimed_changed_in_ukrainian_and_decided_field_by_field(kept_by_two, portal):
    visitor, desk = kept_by_two
    propose(visitor, portal)
    decide(desk)
    shown = public(portal, f"/uk/actors/{ENTRY}/")
    assert TEXT in shown
    assert SITE not in shown
    [mine] = mails_to(portal, PERSON, "revision-decided")
    assert mine.language == "uk"
    assert "Прийнято й опубліковано: Опис (українська)." in mine.text
    assert REASON in mine.text
    [theirs] = mails_to(portal, COLLEAGUE, "entry-changed")
    assert theirs.language == "de"
    assert "Übernommen und veröffentlicht: Beschreibung (Ukrainisch)." in theirs.text
    assert REASON not in theirs.text
    assert mails_to(portal, PERSON, "entry-changed") == []
    visitor.goto("/uk/account/changes/")
    assert REASON in visitor.get_by_role("main").inner_text()


def test_an_owner_invites_and_the_invited_person_declines_or_joins(windows, portal):
    owner, invited = windows(ESSEN), windows(locale="uk-UA")
    owner.goto("/de/account/organisations/stadt-essen/people/")
    owner.fill("[name=email]", "neu.essen@example.org")
    owner.select_option("[name=language]", "uk")
    press(owner, "Einladung senden")
    owner.wait_for_load_state()
    assert "neu.essen@example.org" in owner.get_by_role("main").inner_text()
    set_up(invited, portal, "neu.essen@example.org", "uk", "Створити обліковий запис і прийняти")
    assert invited.goto("/uk/account/organisations/stadt-essen/edit/").status == 200
    assert (
        invited.goto("/uk/account/organisations/stadt-essen/people/").status == 404
    )  # editors do not invite
    used = portal.reader().get(newest(portal, "neu.essen@example.org").link("/join/invitation/"))
    assert used.status == 410
    owner.reload()
    assert owner.get_by_role("button", name="Zurückziehen").count() == 0


def test_a_contact_becomes_public_by_the_link_of_the_mail_and_is_gone_when_consent_is_withdrawn(
    windows, portal
):
    owner, person = windows(ESSEN), windows()
    owner.goto("/de/account/organisations/stadt-essen/contacts/")
    owner.get_by_role("button", name="Um Einwilligung bitten").first.click()
    owner.wait_for_load_state()
    [(address,)] = ask(
        portal,
        'SELECT "to" FROM core_outboxmail WHERE text LIKE %s ORDER BY id DESC LIMIT 1',
        "%/contact-consent/%",
    )
    path = newest(portal, address).link("/contact-consent/")
    person.goto(path)
    assert address not in public(portal, "/de/actors/stadt-essen/")
    press(person, "Ja, ich willige ein")
    person.wait_for_load_state()
    assert address in public(portal, "/de/actors/stadt-essen/")
    person.goto(newest(portal, address).link("/contact-consent/"))
    press(person, "Einwilligung widerrufen")
    person.wait_for_load_state()
    for language in ("de", "uk", "en"):
        assert address not in public(portal, f"/{language}/actors/stadt-essen/")
    assert portal.reader().get(path).status == 410
