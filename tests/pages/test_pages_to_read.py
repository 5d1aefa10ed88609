"""The pages above the apps: there in three languages, one heading, a title of their own, no cookie, no query."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.pages.conftest import LANGUAGES

READ_ONLY = (
    "imprint",
    "privacy",
    "accessibility",
    "accessibility/feedback/sent",
    "easy-language",
    "sources",
    "style-guide",
)


def titles(html: str) -> list[str]:
    return re.findall(r"<title>(.*?)</title>", html, re.DOTALL)[:1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", READ_ONLY)
def test_a_page_to_read_needs_no_query_and_sets_no_cookie(
    client, db, django_assert_num_queries, path, language
):
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/{path}/")
    html = response.content.decode()
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert (html.count("<h1"), f'<html lang="{language}">' in html) == (1, True)
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_title_of_its_own(client, db, language):
    found = [titles(client.get(f"/{language}/{path}/").content.decode())[0] for path in READ_ONLY]
    assert len(set(found)) == len(READ_ONLY)


@pytest.mark.parametrize("path", READ_ONLY)
def test_a_page_to_read_refuses_to_be_posted_to(client, path):
    assert client.post(f"/de/{path}/").status_code == 405


def test_no_page_carries_inline_code_or_names_another_host(client):
    html = client.get("/de/style-guide/").content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', re.sub(r"<a [^>]*>", "", html)) == []


def test_the_style_guide_is_not_for_search_engines(client):
    assert client.get("/de/style-guide/").headers["X-Robots-Tag"] == "noindex"


def test_missing_operator_data_are_marked_and_never_invented(client, settings):
    settings.PORTAL_OPERATOR = dict.fromkeys(settings.PORTAL_OPERATOR, "")
    assert 'class="pw-example"' in client.get("/en/imprint/").content.decode()


def test_operator_data_of_the_configuration_are_shown(client, settings):
    settings.PORTAL_OPERATOR = dict.fromkeys(settings.PORTAL_OPERATOR, "Example Ministry <1>")
    html = client.get("/en/imprint/").content.decode()
    assert "Example Ministry &lt;1&gt;" in html
    assert 'class="pw-example"' not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_film_in_sign_language_has_an_honest_place(client: Client, language):
    assert 'id="sign-language"' in client.get(f"/{language}/easy-language/").content.decode()
