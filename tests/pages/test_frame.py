"""The frame around every page: language switch, navigation, account menu, footer."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from platform_portal.core import context
from tests.pages.conftest import LANGUAGES


def links_of(html: str, nav_class: str) -> list[str]:
    nav = re.search(rf'<nav class="{nav_class}".*?</nav>', html, re.DOTALL)
    assert nav
    return re.findall(r'href="([^"]*)"', nav[0])


def test_the_language_switch_keeps_path_and_query(client):
    html = client.get("/de/imprint/?q=Riwne&topic=a%26b").content.decode()
    assert links_of(html, "pw-lang") == [f"/{code}/imprint/?q=Riwne&amp;topic=a%26b" for code in LANGUAGES]


def test_the_language_switch_keeps_the_path_of_a_page_that_does_not_exist(client):
    html = client.get("/uk/nothing/here/?x=1").content.decode()
    assert links_of(html, "pw-lang") == [f"/{code}/nothing/here/?x=1" for code in LANGUAGES]


def test_the_present_language_is_marked(client):
    html = client.get("/uk/imprint/").content.decode()
    assert re.findall(r'lang="(\w+)" aria-current="true"', html) == ["uk"]


def test_the_switch_cannot_lead_to_another_host(client):
    html = client.get("/de//evil.example/", follow=False).content.decode()
    assert all(url.startswith(("/de/", "/uk/", "/en/")) for url in links_of(html, "pw-lang"))


class OnlyActors:
    """Addresses of a portal in which nothing but the directory exists."""

    urlpatterns = [path("de/actors/", lambda request: None, name="actors")]


def shell_at(path_: str) -> context.Shell:
    return context.Shell(RequestFactory().get(path_))


def test_the_navigation_shows_only_what_exists(settings):
    settings.ROOT_URLCONF = OnlyActors
    context.forget()
    with translation.override("de"):
        assert re.findall(r'href="([^"]*)"', shell_at("/de/actors/").navigation) == ["/de/actors/"]


def test_the_footer_shows_only_what_exists(settings):
    settings.ROOT_URLCONF = OnlyActors
    context.forget()
    with translation.override("de"):
        assert "href" not in shell_at("/de/actors/").footer


@pytest.mark.parametrize(
    ("address", "mark"), [("/de/actors/", "page"), ("/de/actors/stadt-essen/", "true"), ("/de/actor/", None)]
)
def test_the_section_of_the_page_is_marked(settings, address, mark):
    settings.ROOT_URLCONF = OnlyActors
    context.forget()
    with translation.override("de"):
        found = re.findall(r'aria-current="(\w+)"', shell_at(address).navigation)
    assert found == ([mark] if mark else [])


def test_the_way_to_the_login_brings_the_reader_back(client):
    assert "/de/account/login/?next=/de/imprint/" in client.get("/de/imprint/").content.decode()


def test_members_log_out_by_post(member_client):
    html = member_client.get("/de/imprint/").content.decode()
    assert '<form action="/de/account/logout/" method="post">' in html
    assert "/de/account/login/" not in html


def test_only_the_secretariat_is_shown_the_way_to_the_administration(member_client, secretariat_client):
    shown = [
        "/admin/" in reader.get("/de/imprint/").content.decode()
        for reader in (member_client, secretariat_client)
    ]
    assert shown == [False, True]


def test_readers_who_share_a_header_each_get_their_own_address(client):
    first = client.get("/de/imprint/?q=%C3%A4%26b").content.decode()
    second = client.get("/de/privacy/?x=<1>").content.decode()
    assert "next=/de/imprint/%3Fq%3D%25C3%25A4%2526b" in first
    assert links_of(first, "pw-lang")[1] == "/uk/imprint/?q=%C3%A4%26b"
    assert links_of(second, "pw-lang")[1] == "/uk/privacy/?x=%3C1%3E"
    assert "the-address-of-this-page" not in first + second


def test_the_footer_offers_the_login_to_visitors_only(client, member_client):
    def footer(reader: Client) -> str:
        html = reader.get("/de/imprint/").content.decode()
        return html[html.index("<footer") :]

    shown = ["/de/account/login/" in footer(reader) for reader in (client, member_client, client)]
    assert shown == [True, False, True]
