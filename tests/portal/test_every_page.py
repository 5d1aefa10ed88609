"""What must hold on every page, in every language: one heading, a title of its own, no cookie, nothing from elsewhere."""

import re

import psycopg
import pytest

from tests.portal.mailbox import ask, newest
from tests.portal.pages import LANGUAGES, PUBLIC, WITH_FORM


@pytest.fixture(scope="session")
def paths(portal):
    """The public pages with the addresses of real objects filled in."""
    reader = portal.reader()

    def first(listing: str, pattern: str) -> str:
        found = re.search(pattern, reader.get(listing).text)
        assert found, listing
        return found.group(1)

    names = {
        "partnership": "",
        "working_group": first("/de/working-groups/", r'href="/de/working-groups/([a-z0-9-]+)/"'),
    }
    found = re.findall(
        r'href="/de/partnerships/([a-z0-9-]*essen[a-z0-9-]*)/"', reader.get("/de/partnerships/?q=Essen").text
    )
    names["partnership"] = found[0]
    return [path.format(**names, **keys_of_the_newsletter(portal)) for path in PUBLIC]


def keys_of_the_newsletter(portal) -> dict[str, str]:
    """Of the links in two mails: one confirms, the other opens the choice of a reader."""
    reader, new = portal.reader(), "new-reader@example.org"
    [(known,)] = ask(portal, "SELECT address FROM newsletter_subscriber WHERE is_example ORDER BY id LIMIT 1")
    choice = {"kinds": "quarterly", "language": "de", "frequency": "every"}
    reader.post("/de/newsletter/subscribe/", {"address": new} | choice)
    reader.post("/de/newsletter/preferences/", {"address": known})
    links = {
        "newsletter_confirm": newest(portal, new, "newsletter-confirm").link("/newsletter/confirm/"),
        "newsletter_reader": newest(portal, known, "newsletter-link").link("/newsletter/preferences/"),
    }
    return {name: link.rstrip("/").rpartition("/")[2] for name, link in links.items()}


@pytest.fixture(scope="session")
def answers(portal, paths):
    """Every public page in every language, read once."""
    reader = portal.reader()
    return {(language, path): reader.get(f"/{language}/{path}") for language in LANGUAGES for path in paths}


def test_every_page_is_there(answers):
    assert {key: answer.status for key, answer in answers.items() if answer.status != 200} == {}


def test_every_page_has_one_heading_and_says_its_language(answers):
    wrong = [
        key for key, answer in answers.items()
        if answer.text.count("<h1") != 1 or f'<html lang="{key[0]}"' not in answer.text
    ]  # fmt: skip
    assert wrong == []


def test_every_page_has_a_title_of_its_own(answers):
    titles: dict[tuple[str, str], set[str]] = {}
    for (language, path), answer in answers.items():
        title = re.search(r"<title>\s*(.*?)\s*</title>", answer.text, re.DOTALL)
        assert title, path
        titles.setdefault((language, title.group(1)), set()).add(path.partition("?")[0])
    assert {key: found for key, found in titles.items() if len(found) > 1} == {}


def test_no_page_sets_a_cookie_for_an_anonymous_reader_unless_it_has_a_form_that_posts(answers):
    with_cookie = {path for (_language, path), answer in answers.items() if "Set-Cookie" in answer.headers}
    assert with_cookie <= set(WITH_FORM)


def test_no_page_has_inline_code_or_asks_other_hosts(answers, portal):
    pattern = re.compile(
        r'<style|\sstyle="|\son[a-z]+="|javascript:|<script(?![^>]*\ssrc=)(?![^>]*type="application/json")|'
        r'<(?:script|img|link|iframe|source)[^>]+(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)'
    )
    wrong = {
        key: pattern.search(answer.text).group(0)
        for key, answer in answers.items()
        if pattern.search(answer.text)
    }
    assert {key: text for key, text in wrong.items() if 'rel="alternate"' not in text} == {}


def test_every_page_carries_the_strict_policy(answers):
    wrong = [
        key for key, answer in answers.items()
        if "default-src 'none'" not in answer.headers.get("Content-Security-Policy", "")
        or "unsafe" in answer.headers["Content-Security-Policy"]
    ]  # fmt: skip
    assert wrong == []


def test_no_page_shows_a_raw_message_or_a_template_variable(answers):
    pattern = re.compile(r"\{\{|\{%|%\([a-z_]+\)s|None</|\bpgettext\b|!!missing")
    wrong = {
        key: pattern.search(answer.text).group(0)
        for key, answer in answers.items()
        if pattern.search(answer.text)
    }
    assert wrong == {}


def test_every_link_inside_the_portal_leads_somewhere(answers, portal):
    reader = portal.reader()
    links = {
        link.partition("#")[0].replace("&amp;", "&")
        for answer in answers.values()
        for link in re.findall(r'href="(/[^"]*)"', answer.text)
    }
    plain = sorted(link for link in links if "?" not in link and not link.startswith("/static/"))
    queried = sorted(link for link in links if "?" in link)
    broken = {
        link: status
        for link in plain[:600] + queried[::7][:150]
        if (status := reader.get(link).status) != 200
    }
    assert broken == {}


def test_reading_changes_nothing_in_the_database(portal, paths):
    def written() -> int:
        with psycopg.connect(portal.database_url, autocommit=True) as connection:
            connection.execute("SELECT pg_stat_force_next_flush()")
            row = connection.execute(
                "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname <> 'django_session'"
            ).fetchone()
            return int(row[0])

    before = written()
    reader = portal.reader()
    for path in paths:
        reader.get(f"/uk/{path}")
        reader.get(f"/uk/{path}", method="HEAD")
    assert written() == before


def test_a_page_that_was_changed_by_a_language_switch_stays_the_same_page(answers):
    for (language, path), answer in answers.items():
        other = {"de": "uk", "uk": "en", "en": "de"}[language]
        shown = answer.url.partition(f"/{language}/")[
            2
        ]  # a place that has an actor leads to the actor's page
        target = f"/{other}/{shown}".replace("&", "&amp;")
        assert f'href="{target}"' in answer.text, (language, path)
