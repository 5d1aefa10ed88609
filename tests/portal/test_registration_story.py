"""A story on a telephone: registering without an account, a clash, the waiting list, moving up, online instead, cancelling."""

from __future__ import annotations

import re

import pytest

from tests.portal.conftest import manage
from tests.portal.mailbox import ask, newest
from tests.portal.test_accessibility import AXE

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 800}, "bypass_csp": True, "has_touch": True}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_RUN = (
    "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})"
    ".then(found => found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target).join(', ')))"
)
EVENTS = """
import datetime as dt
from django.utils import timezone
from events.models import Bucket, Event
starts = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=40)
for slug, title, places in (("werkstatt-wasser", "Werkstatt Wasser", 1), ("werkstatt-energie", "Werkstatt Energie", 9)):
    event = Event.objects.create(
        slug=slug, kind="workshop", format="hybrid", title=title, title_de=title, starts_at=starts,
        ends_at=starts + dt.timedelta(hours=3), status="published", is_example=True,
    )
    for mode, number in (("on_site", places), ("online", 20)):
        Bucket.objects.create(event=event, mode=mode, capacity=number)
"""
#: Who has a place, or waits for one, in the two workshops.
STANDING = """
SELECT row.email FROM events_registration AS row JOIN events_event AS event ON event.id = row.event_id
WHERE row.status = 'active' AND event.slug IN ('werkstatt-wasser', 'werkstatt-energie')
"""


@pytest.fixture
def events(portal):
    """Two workshops at the same time; one has a single place on site."""
    manage(portal, "shell", "-v0", "-c", EVENTS)


def look(page) -> None:
    """No barrier, nothing wider than the telephone."""
    page.add_script_tag(path=str(AXE))
    assert page.evaluate(AXE_RUN, LEVELS) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def register(portal, page, slug: str, address: str) -> None:
    """Through the form, then by the link of the mail."""
    page.goto(f"/de/events/{slug}/")
    look(page)
    page.locator("main").get_by_role("link", name=re.compile("Anmelden|Warteliste")).last.click()
    look(page)
    page.get_by_label("Ihr Name").fill("Erika Muster")
    page.get_by_label("Ihre E-Mail-Adresse").fill(address)
    page.get_by_label("Organisation", exact=True).fill("Stadt Beispielburg")
    page.get_by_label(re.compile("[Vv]or Ort")).check()
    page.get_by_role("button", name="Anmelden", exact=True).click()
    look(page)
    page.goto(newest(portal, address, "registration-confirm").link("/registrations/"))
    look(page)
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    look(page)


def test_from_registering_to_cancelling_on_a_telephone(portal, windows, events):
    first, second = windows(**PHONE), windows(**PHONE)
    register(portal, first, "werkstatt-energie", "erika@example.org")
    assert "Sie haben einen Platz" in first.get_by_role("main").inner_text()

    register(portal, first, "werkstatt-wasser", "erika@example.org")
    assert "„Werkstatt Energie“" in first.get_by_role("main").inner_text()
    first.get_by_role("button", name=re.compile("Diesen nehmen")).click()
    assert "Sie haben einen Platz" in first.get_by_role("main").inner_text()
    assert newest(portal, "erika@example.org", "registration-cancelled").subject.endswith("Werkstatt Energie")

    register(portal, second, "werkstatt-wasser", "max@example.org")
    assert "Auf der Warteliste" in second.get_by_role("main").inner_text()

    first.get_by_role("button", name="Lieber online teilnehmen").click()
    assert "Sie haben einen Platz\nonline" in first.get_by_role("main").inner_text()
    assert newest(portal, "max@example.org").kind == "registration-moved-up"
    second.reload()
    assert "Sie haben einen Platz" in second.get_by_role("main").inner_text()

    first.get_by_role("link", name="Abmelden").click()
    look(first)
    first.get_by_role("button", name="Ja, abmelden").click()
    assert "Sie sind abgemeldet" in first.get_by_role("main").inner_text()
    assert ask(portal, STANDING) == [("max@example.org",)]
