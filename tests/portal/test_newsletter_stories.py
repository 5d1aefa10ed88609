"""Stories of the newsletter in a real browser: a reader comes, chooses, leaves and returns; an edition from the first block to the feed."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from tests.newsletter.mail_server import MailServer, mail_server
from tests.portal.conftest import manage
from tests.portal.mailbox import ask, mails_to, newest
from tests.portal.test_registration_story import look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK, SECOND = "sekretariat@example.org", "second@example.org"
NINA, WITHOUT_MAILBOX = "nina@example.org", "no-mailbox@example.org"
PHONE = {"viewport": {"width": 375, "height": 800}, "has_touch": True, "bypass_csp": True}
SUBJECT, SUBJECT_UK = "Brücken im Herbst", "Мости восени"
#: A second person at the desk, and a partnership that tells its story.
SECOND_PERSON = """
from accounts.example import PASSWORD
from accounts.models import User
from django.utils import timezone
from partnerships.models import Partnership, Portrait
User.objects.create_user("second@example.org", PASSWORD, name="Zweite Person", language="de", is_staff=True)
Portrait.objects.create(partnership=Partnership.objects.public().order_by("pk").first(), public_at=timezone.now(),
    first_contact_de="Es begann mit einem Jugendchor.", first_contact_uk="Усе почалося з молодіжного хору.")
"""
#: A reader of two lists, one whose mailbox the mail server does not know, and one who leaves after the sending has begun.
READERS = """
from newsletter.models import Subscriber, Subscription
from django.utils import timezone
for name, language in (("two-lists", "uk"), ("no-mailbox", "de"), ("leaves-late", "en")):
    address = f"{name}@example.org"
    made = Subscriber.objects.create(address=address, address_key=address, language=language, state="active", confirmed_at=timezone.now())
    for kind in ("special", "events"):
        Subscription.objects.create(subscriber=made, kind=kind)
"""
LEAVES = """
from newsletter.models import Subscriber
from newsletter.services import choosing
from accounts.models import User
choosing.leave_at_the_desk(subscriber=Subscriber.objects.get(address="leaves-late@example.org"), by=User.objects.get(email="second@example.org"))
"""
#: The form that takes back, made to release.
FORGED = "form => { form.action = form.action.replace('take-back', 'release'); form.submit(); }"
STATE = "SELECT state, language FROM newsletter_subscriber WHERE address = %s"
RECORDS = """
SELECT record.kind FROM newsletter_consentrecord AS record JOIN newsletter_subscriber AS reader ON reader.id = record.subscriber_id
WHERE reader.address = %s ORDER BY record.id
"""
AUDIENCE = """
SELECT count(DISTINCT reader.id) FROM newsletter_subscriber AS reader JOIN newsletter_subscription AS chosen ON chosen.subscriber_id = reader.id
WHERE reader.state = 'active' AND chosen.kind IN ('special', 'events')
"""
LEDGER = "SELECT state, count(*) FROM newsletter_delivery WHERE edition_id = %s GROUP BY state"


def press(page: Page, name: str) -> None:
    """The button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def text_of(page: Page) -> str:
    """What the page says."""
    return page.get_by_role("main").inner_text()


def subscribe(page: Page) -> None:
    """From the page of the archive, with a region of one's own."""
    page.goto("/de/newsletter/")
    look(page)
    page.get_by_role("link", name="Auch Themenkreise und Regionen wählen").click()
    look(page)
    page.get_by_label("E-Mail-Adresse").fill(NINA)
    page.get_by_label("Veranstaltungen", exact=True).check()
    press(page, "Bestätigungsmail anfordern")
    look(page)
    assert "Bitte sehen Sie in Ihr Postfach" in text_of(page)


def confirm(page: Page, portal: Portal) -> None:
    """The link opens a page that changes nothing, as often as it is opened; the button confirms."""
    mail = newest(portal, NINA, "newsletter-confirm")
    assert mail.language == "de"
    for _ in range(2):
        page.goto(mail.link("/newsletter/confirm/"))
    look(page)
    assert ask(portal, STATE, NINA) == [("pending", "de")]
    press(page, "Ja, senden Sie mir den Newsletter")
    look(page)
    assert ask(portal, STATE, NINA) == [("active", "de")]
    assert "Vielen Dank" in text_of(page)


def test_a_reader_subscribes_chooses_ukrainian_leaves_and_comes_back(portal, windows):
    page = windows(**PHONE, locale="de-DE")
    subscribe(page)
    confirm(page, portal)
    assert page.get_by_label("Veranstaltungen", exact=True).is_checked()
    page.get_by_label("Sprache der Mails").select_option("uk")
    press(page, "Speichern")
    assert ask(portal, STATE, NINA) == [("active", "uk")]
    press(page, "Von allem abmelden")
    look(page)
    assert ask(portal, STATE, NINA) == [("left", "uk")]
    press(page, "Abmeldung rückgängig machen")
    look(page)
    assert page.get_by_label("Veranstaltungen", exact=True).is_checked()
    assert ask(portal, STATE, NINA) == [("active", "uk")]
    assert [kind for (kind,) in ask(portal, RECORDS, NINA)] == [
        "asked",
        "confirmed",
        "changed",
        "left",
        "returned",
    ]
    the_link_again(page, portal)
    assert page.context.cookies() == []


def the_link_again(page: Page, portal: Portal) -> None:
    """Asked for later, it comes in the language chosen, and so does its page."""
    page.goto("/de/newsletter/preferences/")
    page.get_by_label("E-Mail-Adresse").fill(NINA)
    press(page, "Link zusenden")
    mail = newest(portal, NINA, "newsletter-link")
    assert mail.language == "uk"
    page.goto(mail.link("/newsletter/preferences/"))
    look(page)
    assert page.locator("html").get_attribute("lang") == "uk"
    assert page.get_by_label("Мова листів").input_value() == "uk"


@pytest.fixture(scope="module")
def world(portal: Portal) -> Portal:
    """A second person at the desk, and readers with something particular about them."""
    manage(portal, "shell", "-v0", "-c", SECOND_PERSON)
    manage(portal, "shell", "-v0", "-c", READERS)
    return portal


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that refuses one address for good; the sender of the portal uses it."""
    with mail_server() as running:
        running.to[WITHOUT_MAILBOX] = "550 5.1.1 no such mailbox"
        monkeypatch.setenv("PORTAL_MAIL_URL", f"smtp://127.0.0.1:{running.port}")
        yield running


def begin(desk: Page) -> int:
    """A special edition with subject and lead in two languages, for two lists."""
    desk.goto("/admin/newsletter/edition/")
    desk.get_by_role("link", name="Neue Ausgabe").click()
    desk.get_by_label("Art", exact=True).select_option("special")
    desk.get_by_label("Betreff").fill(SUBJECT)
    press(desk, "Beginnen")
    desk.fill("[name=lead_de]", "Was Städte im Herbst gemeinsam vorhaben.")
    desk.fill("[name=subject_uk]", SUBJECT_UK)
    desk.fill("[name=lead_uk]", "Що міста планують разом восени.")
    desk.get_by_text("Sprachen und Empfängerkreis").click()
    tick(desk, "languages_sent", "de", "uk")
    tick(desk, "audience_kinds", "special", "events")
    desk.locator("[name=fallback_language]").select_option("de")
    press(desk, "Speichern")
    found = re.search(r"/admin/editions/(\d+)/", desk.url)
    assert found, desk.url
    return int(found[1])


def tick(page: Page, name: str, *values: str) -> None:
    """Exactly these boxes."""
    for box in page.locator(f"[name={name}]").all():
        box.set_checked(box.get_attribute("value") in values)


def add(desk: Page, kind: str) -> None:
    """Another block; its page opens at once."""
    desk.get_by_label("Weiterer Baustein").select_option(kind)
    press(desk, "Hinzufügen")


def compose(desk: Page) -> None:
    """A text, the portrait of a partnership, events by filter; the portrait goes up by keyboard, one block goes out and comes back."""
    desk.locator("[data-block] h3 a").first.click()
    desk.fill("[name=heading_de]", "Aus den Themenkreisen")
    desk.fill("[name=text_de]", "Erster Absatz.\n\n- eins\n- zwei")
    desk.fill("[name=heading_uk]", "З робочих груп")
    desk.fill("[name=text_uk]", "Перший абзац.")
    press(desk, "Speichern")
    add(desk, "portrait")
    desk.get_by_role("group", name="Von Hand gewählt").get_by_role("checkbox").first.check()
    press(desk, "Speichern")
    add(desk, "events")
    desk.locator("[name=limit]").fill("3")
    press(desk, "Speichern")
    assert kinds(desk) == [
        "Freier Text mit Bild",
        "Kontakt",
        "Porträt einer Partnerschaft",
        "Veranstaltungen",
    ]
    desk.locator("[data-block]").nth(2).get_by_role("button", name=re.compile("Nach oben")).focus()
    desk.keyboard.press("Enter")
    desk.wait_for_load_state()
    desk.locator("[data-block]").last.drag_to(
        desk.locator("[data-block]").nth(2), target_position={"x": 30, "y": 4}
    )
    desk.get_by_text("Die neue Reihenfolge ist gespeichert").wait_for(state="attached")
    desk.reload()
    assert kinds(desk) == [
        "Freier Text mit Bild",
        "Porträt einer Partnerschaft",
        "Veranstaltungen",
        "Kontakt",
    ]


def kinds(desk: Page) -> list[str]:
    """The blocks in their order."""
    return [text.partition(" · ")[0] for text in desk.locator("[data-block] p").all_inner_texts()]


def preview(desk: Page) -> None:
    """In Ukrainian, as wide as a telephone: nothing is wider than the frame."""
    desk.get_by_role("link", name="Mail ansehen").click()
    desk.get_by_role("link", name="Ukrainisch").click()
    desk.get_by_role("link", name="360 px").click()
    mail = desk.frame_locator("iframe")
    assert mail.locator("html").get_attribute("lang") == "uk"
    assert mail.locator("h1").inner_text() == SUBJECT_UK
    assert all(
        text in mail.locator("body").inner_text()
        for text in ("З робочих груп", "Усе почалося з молодіжного хору.")
    )
    assert mail.locator("html").evaluate(
        "root => [root.clientWidth < 370, root.scrollWidth <= root.clientWidth]"
    ) == [True, True]
    desk.get_by_text("Der Textteil").click()
    assert "Перший абзац." in desk.locator("#text-part").input_value()


def release(desk: Page, second: Page, edition: int, readers: int) -> None:
    """Who asks for the release cannot release; another person can."""
    desk.goto(f"/admin/editions/{edition}/")
    assert f"{readers} Personen gehören" in text_of(desk)
    press(desk, "Um Freigabe bitten")
    assert desk.get_by_role("button", name="Ausgabe freigeben").count() == 0
    assert "wartet auf ein anderes Mitglied" in text_of(desk)
    desk.locator("form[action$='/act/take-back/']").evaluate(FORGED)
    desk.get_by_text("Eine andere Person muss sie freigeben").wait_for()
    second.goto("/admin/")
    second.get_by_role("main").get_by_role("link", name=SUBJECT, exact=True).click()
    press(second, "Ausgabe freigeben")
    assert "Freigegeben" in text_of(second)


def figures(desk: Page) -> dict[str, int]:
    """What the page of the sending says."""
    rows = desk.locator("#progress dl > div").all()
    return {
        row.locator("dt").inner_text(): int(row.locator("dd").inner_text().replace(".", "")) for row in rows
    }


def send(desk: Page, portal: Portal, edition: int, readers: int) -> None:
    """The page follows by itself from nothing to the end."""
    desk.goto(f"/admin/editions/{edition}/sending/")
    desk.get_by_label("Ja, jetzt senden.").check()
    press(desk, "Versand starten")
    assert figures(desk) | {"Empfänger": readers, "Noch offen": readers} == figures(desk)
    manage(portal, "shell", "-v0", "-c", LEAVES)
    manage(portal, "send_newsletter", "-v0")
    desk.get_by_text("100 % erledigt").wait_for(timeout=20_000)


def test_an_edition_is_composed_released_by_two_sent_and_read(portal, world, server, windows):
    desk, second, reader = windows(DESK), windows(SECOND), windows(**PHONE)
    edition = begin(desk)
    compose(desk)
    preview(desk)
    [(readers,)] = ask(portal, AUDIENCE)
    release(desk, second, edition, readers)
    send(desk, portal, edition, readers)
    ledger = dict(ask(portal, LEDGER, edition))
    assert ledger == {"sent": readers - 2, "failed": 1, "skipped": 1}
    desk.get_by_text("Abgeschlossen").first.wait_for()
    assert figures(desk) == {
        "Empfänger": readers, "Gesendet": ledger["sent"], "Noch offen": 0, "Fehlgeschlagen": 1, "Ausgelassen": 1, "Unbekannt": 0,
    }  # fmt: skip
    desk.get_by_role("link", name="Wer sie nicht erhalten hat und warum").click()
    assert WITHOUT_MAILBOX in text_of(desk)
    addresses = [mail.to for mail in server.accepted]
    assert sorted(addresses) == sorted(set(addresses))
    assert len(addresses) == ledger["sent"]
    the_mail(server)
    the_archive(reader, portal)


def the_mail(server: MailServer) -> None:
    """Two lists, one mail: in the language of the reader, with a way to leave of one's own."""
    [raw] = [mail.data for mail in server.accepted if mail.to == "two-lists@example.org"]
    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["Subject"] == SUBJECT_UK
    assert "/uk/newsletter/leave/" in mail["List-Unsubscribe"]
    assert "Перший абзац." in mail.get_body(("plain",)).get_content()


def the_archive(reader: Page, portal: Portal) -> None:
    """The edition in both languages, nothing personal in it; the feed names it."""
    for language, subject, text in (("de", SUBJECT, "Erster Absatz."), ("uk", SUBJECT_UK, "Перший абзац.")):
        reader.goto(f"/{language}/newsletter/")
        reader.get_by_role("link", name=subject, exact=True).click()
        look(reader)
        assert reader.get_by_role("heading", level=1).inner_text() == subject
        assert text in text_of(reader)
        article = reader.locator("article").inner_html()
        assert not re.search(r"/(leave|preferences)/|@example\.org/|two-lists", article)
        feed = portal.reader().get(f"/{language}/newsletter/feed.xml")
        assert feed.headers["Content-Type"].startswith("application/atom+xml")
        assert f"<title>{subject}</title>" in feed.text
    assert mails_to(portal, WITHOUT_MAILBOX) == []
