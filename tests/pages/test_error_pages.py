"""Error pages: the right status, the language of the address, one heading, and what to do next."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from platform_portal.core.errors import BadParameter
from platform_portal.pages.views import errors
from tests.pages.conftest import LANGUAGES


def _raise(error: Exception):
    def view(*args: object, **kwargs: object) -> None:
        raise error

    view.login_required = False
    return view


class Failing:
    """Addresses that fail in every way."""

    urlpatterns = [
        path("<str:language>/400/", _raise(BadRequest("no"))),
        path("<str:language>/403/", _raise(PermissionDenied())),
        path("<str:language>/404/", _raise(Http404())),
        path("<str:language>/500/", _raise(RuntimeError("broken"))),
        path("api/v1/500/", _raise(RuntimeError("broken"))),
    ]
    handler400, handler403 = staticmethod(errors.bad_request), staticmethod(errors.permission_denied)
    handler404, handler500 = staticmethod(errors.page_not_found), staticmethod(errors.server_error)


@pytest.fixture
def reader(settings) -> Client:
    settings.ROOT_URLCONF = Failing
    return Client(raise_request_exception=False)


def headings(html: str) -> list[str]:
    return re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_is_told_in_the_language_of_the_address(reader, db, status, language):
    response = reader.get(f"/{language}/{status}/")
    html = response.content.decode()
    assert (response.status_code, response.headers["Content-Language"]) == (status, language)
    assert f'<html lang="{language}">' in html
    assert len(headings(html)) == 1
    assert set(re.findall(r'<span lang="(\w+)">', headings(html)[0])) == {language}
    assert f'href="/{language}/"' in html


def test_without_a_language_in_the_address_all_three_are_shown(client, db):
    html = client.get("/nothing-here").content.decode()
    assert re.findall(r'<span lang="(\w+)">', headings(html)[0]) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_a_broken_server_touches_nothing_that_may_be_broken(
    language, monkeypatch, django_assert_num_queries, db
):
    monkeypatch.setattr("platform_portal.core.context.Shell.__init__", _raise(RuntimeError("no context")))
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get(f"/{language}/actors/?q=1"))
    assert (response.status_code, len(headings(response.content.decode()))) == (500, 1)
    assert f'href="/{language}/actors/?q=1"' in response.content.decode()


def test_an_error_page_that_cannot_be_drawn_in_the_frame_is_drawn_without_it(monkeypatch, caplog):
    monkeypatch.setattr("platform_portal.core.context.Shell.__init__", _raise(RuntimeError("no context")))
    response = errors.page_not_found(RequestFactory().get("/de/x/"))
    assert (response.status_code, len(headings(response.content.decode()))) == (404, 1)


def test_maintenance_says_when_to_come_back():
    response = errors.maintenance(RequestFactory().get("/uk/"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "120")


def test_machines_get_json(reader, db):
    response = reader.get("/api/v1/500/")
    assert (response.status_code, list(response.json())) == (500, ["detail"])


def test_a_refused_parameter_says_which_one_it_was():
    with translation.override("en"):
        response = errors.bad_request(RequestFactory().get("/en/actors/"), BadParameter("No such topic: <b>"))
    assert "No such topic: &lt;b&gt;" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/de/imprint/%00", "/de/imprint/?q=%ff", "/de/imprint/?q=%00", "/%ff%fe/", "/fr/imprint/"]
)
def test_odd_addresses_get_a_clear_page(address, db):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code in {400, 404}
    assert len(headings(response.content.decode())) == 1
