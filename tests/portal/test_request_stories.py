"""Stories of requests in a real browser, in two languages at once: asking, checking, answering, waiting, expiring, three sides, a round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.portal.conftest import manage
from tests.portal.mailbox import ask, mails_to, newest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

DESK, ESSEN, RIWNE, ZABRZE = (
    f"{name}@example.org" for name in ("sekretariat", "essen", "riwne", "zabrze-keeper")
)
SENTENCE = "Wir möchten von Ihrer Verwaltung lernen, wie eine Stadt im Krieg plant."
#: Essen and Riwne have been partners since 2022. For these stories they have not met yet, but both are partners of Zabrze.
NOT_MET = """
from accounts.example import PASSWORD
from accounts.models import User
from actors.models import Actor, Membership
from django.utils import timezone
from partnerships.models import CooperationRequest, Partnership, Party
essen, riwne, zabrze = (Actor.objects.get(slug=slug) for slug in ("stadt-essen", "riwne", "zabrze"))
Partnership.objects.filter(parties__actor=essen).filter(parties__actor=riwne).update(status="ended", updated_at=timezone.now())
for slug, other in (("story-essen-zabrze", essen), ("story-riwne-zabrze", riwne)):
    known = Partnership.objects.create(slug=slug, kind="twinning", status="active")
    for actor in (other, zabrze):
        Party.objects.create(partnership=known, actor=actor, role="partner")
Membership.objects.create(actor=zabrze, user=User.objects.create_user("zabrze-keeper@example.org", PASSWORD, name="Zabrze", language="en"))
Actor.objects.filter(pk=riwne.pk).update(capacity_per_quarter=9)
"""
GERMAN, UKRAINIAN = 200, 150
#: Fills the municipalities of the example world up to the size of a large round.
MANY = f"""
import random
from actors.enums import MUNICIPAL_KINDS, TopicRole
from actors.models import Actor, ActorGroup, ActorTopic, Topic
from actors.services import index
from actors.services.groups import default_group
from django.utils import timezone
from places.models import Place
chance, topics = random.Random(7), list(Topic.objects.filter(parent__isnull=False))
groups = dict(ActorGroup.objects.values_list("slug", "pk"))
for country, wanted in (("DE", {GERMAN}), ("UA", {UKRAINIAN})):
    taken = Actor.objects.filter(kind__in=MUNICIPAL_KINDS, place__country_id=country)
    missing = wanted - taken.filter(status="published", kind="municipality").count()
    free = Place.objects.populated().filter(country_id=country, population__gt=8_000).exclude(pk__in=taken.values("place"))
    made = [Actor.objects.create(
        slug=f"story-{{country}}-{{place.pk}}".lower(), name=place.name_in("de"), name_de=place.name_in("de"), name_uk=place.name_in("uk"),
        name_en=place.name_in("en"), kind="municipality", group_id=groups[default_group("municipality", country)], place=place,
        status="published", published_at=timezone.now(), source="Test", is_example=True) for place in chance.sample(list(free), missing)]
    ActorTopic.objects.bulk_create(ActorTopic(actor=actor, topic=topic, role=role) for actor in made
        for role in (TopicRole.NEEDS, TopicRole.OFFERS) for topic in chance.sample(topics, 3))
    index.refresh([actor.pk for actor in made])
"""
FEW = """
from actors.models import Actor
from partnerships.models import MatchRound, RoundProposal
RoundProposal.objects.filter(round__name="Herbstrunde").delete()
MatchRound.objects.filter(name="Herbstrunde").delete()
Actor.objects.filter(slug__startswith="story-").delete()
"""
TAKING_PART = """
SELECT country, count(*) FROM partnerships_roundparticipant
WHERE round_id = (SELECT max(id) FROM partnerships_matchround) GROUP BY country ORDER BY country
"""
SENT_LAST = """
SELECT count(*) FROM partnerships_roundproposal GROUP BY round_id ORDER BY round_id DESC LIMIT 1
"""
LAST_PAIR = """
SELECT german.slug, ukrainian.slug FROM partnerships_roundproposal AS sent
JOIN actors_actor AS german ON german.id = sent.german_id JOIN actors_actor AS ukrainian ON ukrainian.id = sent.ukrainian_id
ORDER BY sent.id DESC LIMIT 1
"""
AS_BEFORE = """
from accounts.models import User
from actors.models import Actor
from django.utils import timezone
from partnerships.models import Partnership
Partnership.objects.filter(slug__startswith="story-").delete()
Partnership.objects.filter(parties__actor__slug="stadt-essen").filter(parties__actor__slug="riwne", status="ended").update(
    status="active", updated_at=timezone.now())
User.objects.filter(email="zabrze-keeper@example.org").delete()
Actor.objects.filter(slug="riwne").update(capacity_per_quarter=1)
"""


@pytest.fixture(scope="module")
def not_met(portal: Portal) -> Iterator[Portal]:
    """The portal before Essen and Riwne have met."""
    manage(portal, "shell", "-v0", "-c", NOT_MET)
    yield portal
    manage(portal, "shell", "-v0", "-c", AS_BEFORE)


def press(page: Page, name: str) -> None:
    """The button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def tick(page: Page, name: str, value: str) -> None:
    """A box or a choice, by keyboard."""
    box = page.locator(f"[name={name}][value={value}]")
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()


def text_of(page: Page) -> str:
    """What the page says."""
    return page.get_by_role("main").inner_text()


def request_from(essen: Page, to: str, *, third: bool = False) -> int:
    """Essen writes from the profile and sends; the number of the request."""
    essen.goto(f"/de/actors/{to}/")
    essen.get_by_role("main").get_by_role("link", name="Anfrage senden").first.click()
    essen.wait_for_url("**/de/requests/new/**")
    tick(essen, "first_step", "visit")
    essen.locator("select[name=seek_more_1]").select_option("digitalisierung")
    tick(essen, "phrases", "learn")
    essen.fill("[name=reason]", SENTENCE)
    tick(essen, "languages", "de")
    if third:
        essen.locator("select[name=third]").select_option(index=1)
    press(essen, "Speichern und ansehen")
    press(essen, "Anfrage senden")
    number = re.search(r"/requests/(\d+)/", essen.url)
    assert number, essen.url
    return int(number[1])


def pass_on(desk: Page, number: int) -> None:
    """The secretariat finds it on its board and passes it on."""
    desk.goto("/de/desk/requests/")
    assert str(number) in _column(desk, "In Prüfung")
    desk.goto(f"/de/requests/{number}/")
    press(desk, "Weitergeben")


def _column(desk: Page, name: str) -> list[str]:
    """Numbers of the requests in one column of the board."""
    column = desk.locator("section.pw-board__col").filter(has=desk.get_by_role("heading", level=2, name=name))
    links = column.locator("h3 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def answer_by_mail(page: Page, portal: Portal, address: str, language: str, button: str) -> None:
    """The first button of the mail opens a page that changes nothing; the button of the page does."""
    mail = newest(portal, address, "request-arrived")
    assert mail.language == language
    found = re.search(r"https?://[^/\s]+(\S+answer=accept)", mail.text)
    assert found, mail.text
    before = ask(portal, "SELECT count(*) FROM partnerships_requestanswer WHERE answered_at IS NULL")
    page.goto(found[1])
    assert page.locator("html").get_attribute("lang") == language
    assert ask(portal, "SELECT count(*) FROM partnerships_requestanswer WHERE answered_at IS NULL") == before
    assert page.locator("[name=answer][value=accept]").is_checked()
    press(page, button)


@pytest.fixture
def over(not_met: Portal) -> Iterator[None]:
    """Afterwards the two may ask each other again."""
    yield
    ask(
        not_met,
        "UPDATE partnerships_introduction SET closed_at = now() WHERE closed_at IS NULL AND introduced_at > now() - interval '1 hour'",
    )


def test_essen_asks_in_german_riwne_answers_in_ukrainian_the_secretariat_watches(windows, not_met, over):
    essen, riwne, desk = windows(ESSEN), windows(locale="uk-UA"), windows(DESK)
    number = request_from(essen, "riwne")
    pass_on(desk, number)
    answer_by_mail(riwne, not_met, RIWNE, "uk", "Надіслати відповідь")
    assert SENTENCE in "".join(
        ask(not_met, "SELECT reason FROM partnerships_cooperationrequest WHERE id = %s", number)[0]
    )
    desk.goto("/de/desk/requests/")
    assert str(number) in _column(desk, "Angenommen")
    essen.goto(f"/de/requests/{number}/introduction/")
    assert "international.rivne@example.org" in text_of(essen)
    essen.fill("[name=text] >> nth=0", "Guten Tag nach Riwne!")
    press(essen, "Schreiben")
    inside = windows(RIWNE)
    inside.goto(f"/uk/requests/{number}/introduction/")
    assert "Guten Tag nach Riwne!" in text_of(inside)
    assert "internationales.essen@example.org" in text_of(inside)
    assert inside.locator("div[lang=de]").count() == 1
    with inside.expect_download() as download:
        inside.locator("a[href$='call-1.ics']").click()
    assert download.value.suggested_filename == "call-1.ics"


def test_the_request_is_read_in_the_language_of_the_reader(windows, not_met, over):
    essen, riwne, desk = windows(ESSEN), windows(RIWNE), windows(DESK)
    number = request_from(essen, "riwne")
    pass_on(desk, number)
    riwne.goto(f"/uk/requests/{number}/")
    shown = text_of(riwne)
    assert "Ми хочемо навчитися з вашого досвіду." in shown
    assert "Besuch" not in shown
    assert riwne.locator("[lang=de]", has_text=SENTENCE).count() == 1
    essen.goto(f"/de/requests/{number}/")
    press(essen, "Anfrage zurückziehen")
    riwne.goto(f"/uk/requests/{number}/respond/?answer=accept")
    press(riwne, "Надіслати відповідь")
    assert ask(not_met, "SELECT status FROM partnerships_cooperationrequest WHERE id = %s", number) == [
        ("withdrawn",)
    ]


def test_a_request_nobody_answers_is_reminded_of_twice_and_expires(windows, not_met):
    essen, riwne, desk = windows(ESSEN), windows(locale="uk-UA"), windows(DESK)
    number = request_from(essen, "riwne")
    pass_on(desk, number)
    link = newest(not_met, RIWNE, "request-arrived").link("/requests/answer/")
    manage(not_met, "follow_requests")  # what the example world has waiting
    reminders = len(mails_to(not_met, RIWNE, "request-reminder"))
    for days in (7, 14, 21):
        ask(
            not_met,
            "UPDATE partnerships_cooperationrequest SET delivered_at = now() - %s * interval '1 day' - interval '1 hour' WHERE id = %s",
            days, number,
        )  # fmt: skip
        manage(not_met, "follow_requests")
    assert len(mails_to(not_met, RIWNE, "request-reminder")) == reminders + 2
    essen.goto(f"/de/requests/{number}/")
    assert "abgelaufen" in text_of(essen).lower()
    assert newest(not_met, ESSEN, "request-expired").language == "de"
    riwne.goto(link)
    assert "html" in riwne.content()
    assert riwne.locator("[name=answer]").count() == 0


def test_at_a_full_recipient_a_request_waits_and_three_others_are_offered(windows, not_met):
    ask(not_met, "UPDATE actors_actor SET capacity_per_quarter = 1 WHERE slug = 'stadt-koeln'")
    riwne, desk = windows(RIWNE), windows(DESK)
    riwne.goto("/uk/requests/new/?to=stadt-essen")
    riwne.locator("select[name=seek_more_1]").select_option("digitalisierung")
    tick(riwne, "phrases", "learn")
    tick(riwne, "languages", "uk")
    press(riwne, "Зберегти й переглянути")
    press(riwne, "Надіслати запит")
    number = int(re.search(r"/requests/(\d+)/", riwne.url)[1])
    pass_on(desk, number)
    desk.goto("/de/desk/requests/")
    assert str(number) in _column(desk, "Wartet auf einen freien Platz")
    riwne.reload()
    assert riwne.locator(".pw-deadline b").inner_text() == "2"
    assert riwne.locator("section[aria-labelledby=others] li").count() == 3
    assert newest(not_met, RIWNE, "request-queued").language == "uk"
    press(riwne, "Відкликати запит")
    desk.reload()
    assert str(number) not in _column(desk, "Wartet auf einen freien Platz")


def test_an_introduction_of_three_waits_for_the_third_side(windows, not_met, over):
    essen, riwne, zabrze, desk = (
        windows(ESSEN),
        windows(locale="uk-UA"),
        windows(locale="en-GB"),
        windows(DESK),
    )
    number = request_from(essen, "riwne", third=True)
    pass_on(desk, number)
    answer_by_mail(riwne, not_met, RIWNE, "uk", "Надіслати відповідь")
    essen.goto(f"/de/requests/{number}/introduction/")
    assert essen.title().startswith(("Nicht gefunden", "404")) or "international.rivne" not in essen.content()
    answer_by_mail(zabrze, not_met, ZABRZE, "en", "Send the answer")
    for address, language in ((ESSEN, "de"), (RIWNE, "uk"), (ZABRZE, "en")):
        assert newest(not_met, address, "request-introduction").language == language
    essen.goto(f"/de/requests/{number}/introduction/")
    assert "Zabrze" in essen.get_by_role("heading", level=1).inner_text()


@pytest.fixture
def many(not_met: Portal) -> Iterator[Portal]:
    """The portal with as many municipalities as a large round has."""
    manage(not_met, "shell", "-v0", "-c", MANY)
    yield not_met
    manage(not_met, "shell", "-v0", "-c", FEW)


def test_a_large_round_is_run_looked_at_and_sent(windows, many):
    desk, visitor = windows(DESK), windows()
    desk.goto("/admin/match-rounds/")
    desk.fill("[name=name]", "Herbstrunde")
    press(desk, "Runde beginnen")
    desk.get_by_role("main").get_by_role("link", name="Teilnehmende auswählen").click()
    desk.get_by_role("main").locator("button[value=all]").click()
    desk.wait_for_load_state()
    assert ask(many, TAKING_PART) == [("DE", GERMAN), ("UA", UKRAINIAN)]
    desk.get_by_role("main").get_by_role("link", name="Zurück zur Runde").click()
    press(desk, "Die besten Paare finden")
    assert desk.locator("progress").count() == 1
    run_page = desk.url
    manage(many, "work_match_runs")
    desk.goto(run_page)
    desk.get_by_text("Bewiesen").wait_for(timeout=120_000)
    pairs = desk.locator("ol.pw-plainlist > li.pw-card").count()
    assert pairs > 100
    desk.check("#sure")
    press(desk, "An beide Seiten verschicken")
    assert ask(many, SENT_LAST) == [(pairs,)]
    assert desk.locator("#sure").count() == 0
    [(german, ukrainian)] = ask(many, LAST_PAIR)
    for language, slug in (("de", german), ("uk", ukrainian)):
        desk.goto(f"/{language}/matchmaking/{slug}/")
        assert desk.locator("section#secretariat article").count() >= 1
        visitor.goto(f"/{language}/matchmaking/{slug}/")
        assert visitor.locator("section#secretariat").count() == 0
