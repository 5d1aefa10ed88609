"""A person sees and downloads everything held about them, and nobody else does."""

import json

import pytest

from accounts.selectors import personal_data
from actors.models import Membership
from platform_portal.core import audit, outbox, privacy
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory

DATA, DOWNLOAD = "/de/account/data/", "/de/account/data/download/"


@pytest.fixture
def confirmed(user, sign_in):
    client = sign_in(user)
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def full(user):
    """A person about whom every kind of data is held."""
    Membership.objects.create(user=user, actor=ActorFactory(name="Stadt Marker"), role="owner")
    outbox.queue(kind="test", to=user.email.upper(), subject="Betreff Marker", text="Text", language="de")
    audit.record(action="user.invited", obj=user, by=None)
    stranger = UserFactory(name="Fremde Person")
    outbox.queue(kind="test", to=stranger.email, subject="Fremder Betreff", text="Text", language="de")
    audit.record(action="user.invited", obj=stranger, by=None)
    return user


def test_the_download_holds_everything_and_nothing_of_others(full, confirmed):
    answer = confirmed.get(DOWNLOAD)
    text = answer.content.decode()
    tables = {part["table"] for part in json.loads(text)["data"]}
    assert {"accounts.User", "actors.Membership", "core.OutboxMail", "core.AuditEntry"} <= tables
    assert all(word in text for word in (full.email, full.name, "Stadt Marker", "Betreff Marker"))
    assert "Fremd" not in text
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]


def test_every_part_says_what_for_and_how_long(full, confirmed):
    for part in json.loads(confirmed.get(DOWNLOAD).content)["data"]:
        assert all((part["purpose"], part["legal_basis"], part["kept"])), part["table"]


def test_the_page_shows_the_same(full, confirmed):
    page = confirmed.get(DATA).content.decode()
    assert all(word in page for word in (full.email, "Stadt Marker", "Betreff Marker"))
    assert "Fremd" not in page


def test_secrets_are_not_given_out(full, with_app, confirmed):
    full.refresh_from_db()
    with_app(full)
    text = (
        json.dumps(personal_data.as_json(full, now=full.joined_at), default=str)
        + confirmed.get(DATA).content.decode()
    )
    assert full.password not in text
    assert confirmed.session.session_key not in text
    assert "totp" in text


def test_the_download_asks_for_the_password_again(user, sign_in):
    answer = sign_in(user).get(DOWNLOAD)
    assert (answer.status_code, "/account/reauthenticate/" in answer["Location"]) == (302, True)


def test_the_number_of_queries_does_not_grow_with_the_rows(full, django_assert_max_num_queries):
    limit = 2 * len(privacy.entries())
    for number in range(30):
        outbox.queue(kind="test", to=full.email, subject=f"Nr. {number}", text="Text", language="de")
        Membership.objects.create(user=full, actor=ActorFactory(), role="editor")
    with django_assert_max_num_queries(limit):
        personal_data.about(full)


def test_very_much_data_is_shortened_on_the_page_only(full):
    for number in range(personal_data.SHOWN + 5):
        audit.record(action=f"x.{number}", obj=full, by=full)
    section = next(part for part in personal_data.about(full) if part.model == "core.AuditEntry")
    assert (len(section.rows), len(section.data)) == (personal_data.SHOWN, personal_data.SHOWN + 6)


@pytest.mark.parametrize("field", ["<script>alert(1)</script>", "=HYPERLINK(1)"])
def test_what_people_wrote_is_shown_as_text(user, confirmed, field):
    user.name = field
    user.save()
    assert "<script>alert" not in confirmed.get(DATA).content.decode()
