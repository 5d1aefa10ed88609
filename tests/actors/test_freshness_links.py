"""The links of the mail: no login, one use, by POST after a page; bad ones change nothing."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from actors import freshness_links
from actors.models import Actor, FreshnessCheck
from actors.services import freshness, register
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.actors import ActorFactory
from tests.factories.curation import KeeperFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 6, 6, tzinfo=dt.UTC)


@pytest.fixture
def keeper():
    actor = ActorFactory(slug="riwne", published_at=NOW - dt.timedelta(days=200))
    return KeeperFactory(actor=actor)


@pytest.fixture
def links(keeper) -> dict[str, str]:
    """Paths of the three links of the mail by answer."""
    freshness.run(now=NOW)
    found = re.findall(r"/de/entry-check/\S+/([a-z-]+)/$", OutboxMail.objects.get().text, re.MULTILINE)
    paths = re.findall(r"(/de/entry-check/\S+/)$", OutboxMail.objects.get().text, re.MULTILINE)
    return dict(zip(found, paths, strict=True))


def test_the_mail_has_the_three_links(links):
    assert sorted(links) == ["change", "inactive", "still-right"]


def test_opening_a_link_changes_nothing(client, links, keeper):
    before = AuditEntry.objects.count()
    for path in links.values():
        assert [client.get(path).status_code, client.head(path).status_code] == [200, 200]
    check = FreshnessCheck.objects.get()
    assert (check.answer, check.closed_at, AuditEntry.objects.count()) == ("", None, before)


def test_still_right_confirms_without_login(client, links, keeper):
    answer = client.post(links["still-right"], follow=True)
    actor = Actor.objects.get()
    assert (answer.status_code, actor.last_confirmed_on is not None) == (200, True)
    assert FreshnessCheck.objects.get().closed_at is not None
    assert AuditEntry.objects.filter(action="freshness.answered", user=keeper.user).count() == 1


def test_a_form_token_is_needed(links):
    assert Client(enforce_csrf_checks=True).post(links["still-right"]).status_code == 403
    assert FreshnessCheck.objects.get().answer == ""


def test_change_leads_to_the_form_of_the_entry(client, links):
    page = client.post(links["change"], follow=True)
    assert "/de/actors/riwne/" in page.content.decode() or "riwne/edit" in page.content.decode()
    assert Actor.objects.get().last_confirmed_on is None


def test_inactive_makes_the_entry_dormant(client, links):
    client.post(links["inactive"])
    assert Actor.objects.get().status == "dormant"


@pytest.mark.parametrize("second", ["still-right", "change", "inactive"])
def test_the_first_answer_counts_and_every_further_one_is_refused(client, links, second, caplog):
    client.post(links["still-right"])
    day = Actor.objects.get().last_confirmed_on
    assert client.get(links[second]).status_code == 410
    assert client.post(links[second]).status_code == 410
    assert (Actor.objects.get().status, Actor.objects.get().last_confirmed_on) == ("published", day)
    assert "freshness link refused: used" in caplog.text


@pytest.mark.parametrize(
    "spoil",
    [lambda key: key[:-1] + ("a" if key[-1] != "a" else "b"), lambda key: "x" + key, lambda key: "abc"],
)
def test_a_tampered_link_is_unknown(client, links, spoil, caplog):
    key = links["still-right"].split("/")[3]
    path = links["still-right"].replace(key, spoil(key))
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert Actor.objects.get().last_confirmed_on is None
    assert "freshness link refused: unknown" in caplog.text


def test_a_link_signed_for_another_purpose_is_unknown(client, links):
    from django.core import signing

    key = signing.dumps([1, 1, "0" * 16], salt="another")
    assert client.post(f"/de/entry-check/{key}/still-right/").status_code == 404


def test_the_link_of_somebody_who_left_the_organisation_is_refused(client, links, keeper, caplog):
    keeper.delete()
    assert client.post(links["still-right"]).status_code == 410
    assert (Actor.objects.get().last_confirmed_on, "foreign" in caplog.text) == (None, True)


def test_a_link_does_not_serve_for_the_entry_of_somebody_else(client, links, keeper):
    stranger = KeeperFactory(actor=ActorFactory(slug="fremd")).user
    check = FreshnessCheck.objects.get()
    path = f"/de/entry-check/{freshness_links.key_for(check, stranger)}/inactive/"
    assert client.post(path).status_code == 410
    assert set(Actor.objects.values_list("status", flat=True)) == {"published"}


def test_the_link_of_a_settled_question_has_expired(client, links, keeper):
    register.archive(actor=keeper.actor, by=None)
    assert client.post(links["still-right"]).status_code == 410
    assert Actor.objects.get().status == "archived"


def test_the_links_of_an_earlier_mail_expire_when_the_question_is_put_anew(client, links):
    FreshnessCheck.objects.update(key_hash="f" * 64)
    assert client.post(links["still-right"]).status_code == 410


def test_the_links_of_a_dormant_entry_wake_it(client, links, keeper):
    register.mark_dormant(actor=keeper.actor, by=None)
    client.post(links["still-right"])
    assert Actor.objects.get().status == "published"


def test_an_unknown_answer_is_no_page(client, links):
    assert client.get(links["change"].replace("/change/", "/delete/")).status_code == 404


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_pages_have_one_heading_and_a_title(client, links, language):
    for path in links.values():
        page = client.get(path.replace("/de/", f"/{language}/")).content.decode()
        assert page.count("<h1") == 1
        assert "Nummer" in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
