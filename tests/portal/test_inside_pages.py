"""What must hold on every page behind the login: it is there, has one heading and a title of its own, writes nothing, has no barrier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.portal import inside
from tests.portal.conftest import manage
from tests.portal.mailbox import ask
from tests.portal.test_accessibility import AXE, WIDTHS, _violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.portal.conftest import Answer, Portal, Reader

DESK, ESSEN, RIWNE = "sekretariat@example.org", "essen@example.org", "riwne@example.org"
#: One row in every queue of joining and curation, made by the services.
WAITING = """
from accounts.models import User
from actors.models import Actor, ActorGroup
from actors.services import claims, duplicate_search, interest, notes, register, revisions
from django.utils import timezone
riwne = Actor.objects.get(slug="riwne")
desk = User.objects.get(email="sekretariat@example.org")
author = User.objects.get(email="riwne@example.org")
halytsch = Actor.objects.get(slug="halytsch")
claim = claims.submit(actor=halytsch, email="wait@halytsch.example.org", language="uk", user=None, name="Ivan", function="Office", message="")
claims.confirm(claim=claim)
form = interest.submit(language="uk", organisation="Neue Initiative Halytsch", group=riwne.group, kind="municipality",
    place=halytsch.place, website="", working_groups=[], name="Ivan", email="wait@initiative.example.org", message="")
interest.confirm(interest=form)
revisions.propose(actor=riwne, author=author, changes={"description_uk": "Новий опис.", "website": "https://riwne.example.org/"})
notes.write(by=desk, actor=halytsch, person=None, text="Zurückrufen", remind_on=timezone.localdate(), assigned_to=None)
twin = register.create_actor(name_de="Stadt Halytsch", name_uk="Галицька міська рада", name_en="Halych City Council", slug="halytsch-zwei",
    kind="municipality", group=halytsch.group, place=halytsch.place, by=desk)
duplicate_search.search_for(actor=twin)
"""
#: An edition whose sending was stopped, with two doubtful mails.
STOPPED = """
from accounts.models import User
from django.utils import timezone
from newsletter.models import Delivery, Edition
from newsletter.services import starting, steering
from newsletter.services.composing import releasing
desk, now = User.objects.get(email="sekretariat@example.org"), timezone.now()
edition = Edition.objects.create(slug="angehalten", subject_de="Angehalten", kind="special", languages=["de"], fallback_language="de",
    audience_kinds=["special"], is_archived=False, state="released", released_at=now)
releasing.freeze(edition, now)
starting.start(edition=edition, by=desk)
steering.pause(edition=edition, by=desk)
rows = Delivery.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True)[:2]
Delivery.objects.filter(pk__in=list(rows)).update(state="unknown", reason="interrupted")
"""
EDITIONS = "SELECT slug, id FROM newsletter_edition"
READER = "SELECT id FROM newsletter_subscriber WHERE is_example ORDER BY id LIMIT 1"


class Seen(NamedTuple):
    """Whose pages, in which language."""

    email: str
    language: str
    reader: Reader
    pages: dict[str, Answer]


def reader_of(portal: Portal, email: str, language: str) -> Reader:
    """Signed in; the desk is set to the language."""
    reader = portal.signed_in(email)
    if email == DESK:
        reader.get("/admin/")
        reader.post("/admin/language/", {"language": language, "next": "/admin/"})
    return reader


@pytest.fixture(scope="module")
def waiting(portal: Portal) -> None:
    """Something waits in every queue."""
    manage(portal, "shell", "-v0", "-c", WAITING)
    manage(portal, "shell", "-v0", "-c", STOPPED)


def of_the_newsletter(portal: Portal) -> list[str]:
    """An edition at work and one whose sending was stopped, both with what belongs to them, and the proof of a consent."""
    editions, [(reader,)] = dict(ask(portal, EDITIONS)), ask(portal, READER)
    draft, stopped = editions["beispiel-im-blickpunkt"], editions["angehalten"]
    return [
        f"/admin/editions/{draft}/",
        f"/admin/editions/{stopped}/",
        f"/admin/editions/{stopped}/sending/",
        f"/admin/newsletter/subscriber/{reader}/report/",
    ]


@pytest.fixture(scope="module", params=[(who, language) for who in (ESSEN, RIWNE, DESK) for language in ("de", "uk")],
                ids=lambda one: f"{one[0].partition('@')[0]}-{one[1]}")  # fmt: skip
def seen(portal: Portal, waiting: None, request: pytest.FixtureRequest) -> Seen:
    """Every page of one person in one language, read once."""
    email, language = request.param
    reader = reader_of(portal, email, language)
    if email == DESK:
        return Seen(email, language, reader, inside.of_desk(reader, language, *of_the_newsletter(portal)))
    return Seen(email, language, reader, inside.of_member(reader, language))


def test_every_page_behind_the_login_is_there(seen):
    assert len(seen.pages) > (60 if seen.email == DESK else 12)
    assert {path: page.status for path, page in seen.pages.items() if page.status != 200} == {}


def test_every_page_has_one_heading_a_title_of_its_own_and_its_language(seen):
    titles: dict[str, set[str]] = {}
    wrong = []
    for path, page in seen.pages.items():
        if page.text.count("<h1") != 1 or not re.search(f'<html[^>]* lang="{seen.language}"', page.text):
            wrong.append(path)
        title = re.search(r"<title>\s*(.*?)\s*</title>", page.text, re.DOTALL)
        titles.setdefault(title.group(1) if title else "", set()).add(page.url.partition("?")[0])
    assert wrong == []
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}


def test_reading_behind_the_login_writes_nothing(seen, portal):
    """But when the session was used last, and the counters that keep robots off the pages that ask for the password.

    Read twice: the database tells what earlier requests wrote up to ten seconds late.
    """

    def written() -> int:
        ask(portal, "SELECT pg_stat_force_next_flush()")
        query = (
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"
            " WHERE relname NOT IN ('django_session', 'usersessions_usersession', 'accounts_limitcounter')"
        )
        [(number,)] = ask(portal, query)
        return int(number)

    def written_by_reading() -> int:
        before = written()
        for path in seen.pages:
            seen.reader.get(path)
            seen.reader.get(path, method="HEAD")
        return written() - before

    assert written_by_reading() == 0 or written_by_reading() == 0


def barriers(page: Page, path: str, themes: tuple[str, ...]) -> list[str]:
    """What axe finds, and whether the page is wider than a telephone."""
    found = []
    page.goto(path)
    page.add_script_tag(path=str(AXE))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found.append(f"{width}px: wider than the window")
        for theme in themes:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [f"{width}px {theme}: {line}" for line in _violations(page)]
    return found


@pytest.mark.browser
def test_no_page_behind_the_login_has_a_barrier(seen, portal, windows: Callable[..., Page]):
    window = windows(bypass_csp=True)
    window.context.add_cookies(
        [{"name": one.name, "value": one.value, "url": portal.base} for one in seen.reader.cookies]
    )
    trouble = {}
    for number, path in enumerate(seen.pages):
        themes = ("light", "dark") if number % 5 == 0 else ("light",)
        if found := barriers(window, path, themes):
            trouble[path] = found
    assert trouble == {}
