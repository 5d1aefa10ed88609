"""The audit log under attack: as superuser, with the triggers off, entries are changed, removed, forged; each is found."""

import io
import json
import threading

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.test import Client, RequestFactory, override_settings

from actors.models import Actor
from platform_portal.core import audit, audit_check, audit_seals
from platform_portal.core.client_address import network_of
from platform_portal.core.logs import origin
from platform_portal.core.models import AuditEntry, AuditSeal
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory


@pytest.fixture
def log(db):
    """Ten entries, six of them sealed."""
    user = UserFactory()
    for number in range(10):
        audit.record(
            action="user.changed", obj=user, by=user, number=number, share=0.5, big=1e16, names=("ä", "Рівне")
        )
        if number == 5:
            audit_seals.seal()
    return list(AuditEntry.objects.order_by("pk"))


def as_superuser(statement: str, *values: object) -> None:
    """What somebody with full rights in the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def problems() -> list[tuple[str, tuple[int, ...]]]:
    return [(finding.problem, finding.numbers) for finding in audit_check.check().findings]


def test_what_the_portal_wrote_is_in_order(log):
    result = audit_check.check()
    assert (result.entries, result.seals, result.unsealed, result.findings) == (10, 1, 4, ())


def test_entries_written_in_bulk_are_sealed_too(db):
    users = UserFactory.create_batch(3)
    audit.record_many(
        action="user.imported", objects=[(user, {"row": 1, 5: None}) for user in users], by=None
    )
    assert audit_check.check().findings == ()
    assert AuditEntry.objects.exclude(seal="").count() == 3


CHANGES = {
    "action": "UPDATE core_auditentry SET action = 'nothing.done' WHERE id = %s",
    "user_id": "UPDATE core_auditentry SET user_id = 4711 WHERE id = %s",
    "at": "UPDATE core_auditentry SET at = at - interval '1 second' WHERE id = %s",
    "details": "UPDATE core_auditentry SET details = details || '{\"share\": 0.6}' WHERE id = %s",
    "origin": "UPDATE core_auditentry SET origin = 'web 192.0.2.0/24' WHERE id = %s",
    "object_name": "UPDATE core_auditentry SET object_name = 'x' WHERE id = %s",
    "object_id": "UPDATE core_auditentry SET object_id = '0' WHERE id = %s",
    "object_type": "UPDATE core_auditentry SET object_type = 'x' WHERE id = %s",
    "request_id": "UPDATE core_auditentry SET request_id = 'x' WHERE id = %s",
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("place", [2, 8])
def test_a_changed_entry_is_found(log, column, place):
    as_superuser(CHANGES[column], log[place].pk)
    assert problems() == [("changed", (log[place].pk,))]


def test_every_column_is_tried_above():
    every = {field.column for field in AuditEntry._meta.concrete_fields} - {"id", "seal"}
    assert every == set(CHANGES)


def test_an_entry_that_got_another_number_is_found(log):
    as_superuser("UPDATE core_auditentry SET id = id + 1000 WHERE id = %s", log[8].pk)
    assert problems() == [("changed", (log[8].pk + 1000,))]


def test_a_deleted_entry_is_found(log):
    as_superuser("DELETE FROM core_auditentry WHERE id = %s", log[3].pk)
    assert problems() == [("missing", (log[3].pk,))]


def test_a_forged_entry_is_found(log):
    as_superuser(
        "INSERT INTO core_auditentry (at, user_id, action, object_type, object_id, object_name, origin, request_id, details, seal)"
        " SELECT at, user_id, 'user.approved', object_type, object_id, object_name, origin, request_id, details, %s"
        " FROM core_auditentry WHERE id = %s", "0" * 64, log[0].pk,
    )  # fmt: skip
    assert problems() == [("changed", (AuditEntry.objects.latest("pk").pk,))]


def test_a_copied_entry_is_found(log):
    as_superuser(
        "INSERT INTO core_auditentry (at, user_id, action, object_type, object_id, object_name, origin, request_id, details, seal)"
        " SELECT at, user_id, action, object_type, object_id, object_name, origin, request_id, details, seal"
        " FROM core_auditentry WHERE id = %s", log[0].pk,
    )  # fmt: skip
    assert [problem for problem, _numbers in problems()] == ["changed"]


@pytest.mark.parametrize("place", [2, 8])
def test_an_entry_whose_seal_was_removed_is_found(log, place):
    as_superuser("UPDATE core_auditentry SET seal = '' WHERE id = %s", log[place].pk)
    assert ("forged", (log[place].pk,)) in problems()


def test_an_emptied_log_is_found(log):
    as_superuser("TRUNCATE core_auditentry")
    assert problems()[0][0] == "missing"
    as_superuser("TRUNCATE core_auditseal")
    assert problems() == [("missing", ())]


def test_removed_seals_are_found_with_a_seal_known_from_the_logs(log):
    known = AuditSeal.objects.get().seal
    assert audit_check.check(expected=known).findings == ()
    as_superuser("TRUNCATE core_auditseal")
    assert [finding.problem for finding in audit_check.check(expected=known).findings] == ["missing seal"]


def test_a_changed_seal_is_found(log):
    audit_seals.seal()
    as_superuser("UPDATE core_auditseal SET count = count - 1")
    assert [problem for problem, _numbers in problems()] == ["added", "broken seal"]


def test_entries_from_before_there_were_seals_are_accepted_and_protected_by_the_first_one(db):
    user = UserFactory()
    old = [
        AuditEntry.objects.create(action="user.old", object_type="x", object_id="1", object_name="x")
        for _ in range(3)
    ]
    audit.record(action="user.changed", obj=user, by=user)
    assert problems() == []
    audit_seals.seal()
    assert problems() == []
    as_superuser("UPDATE core_auditentry SET action = 'user.other' WHERE id = %s", old[1].pk)
    assert [problem for problem, _numbers in problems()] == ["broken seal"]


def test_the_seals_survive_a_new_secret_key_with_the_former_one_as_fallback(log, settings):
    former = settings.SECRET_KEY
    with override_settings(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=[former]):
        audit_seals.seal()
        assert problems() == []
    with override_settings(SECRET_KEY="y" * 50, SECRET_KEY_FALLBACKS=[]):
        assert len(problems()) >= 10


def test_the_command_says_so_and_ends_with_one(log):
    out = io.StringIO()
    call_command("verify_audit", "--json", stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1])["findings"] == []
    as_superuser("DELETE FROM core_auditentry WHERE id = %s", log[3].pk)
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", stdout=out)
    assert f"missing: {log[3].pk}" in out.getvalue()


@pytest.mark.parametrize("model", [AuditEntry, AuditSeal])
def test_the_database_refuses_to_empty_the_log(log, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with pytest.raises(Error, match="never emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")
    assert model.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE core_auditseal SET count = 0", "DELETE FROM core_auditseal"])
def test_the_database_refuses_to_change_a_seal(log, statement):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# ── transactions that end in another order than they began ──────────────────────────────────────


def _slow_writer(user, numbered: threading.Event, go_on: threading.Event) -> threading.Thread:
    """Takes a number, and commits only when told."""

    def work() -> None:
        with transaction.atomic():
            audit.record(action="user.slow", obj=user, by=None)
            numbered.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    numbered.wait(20)
    return thread


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_while_a_number_is_still_on_its_way():
    user, numbered, go_on = UserFactory(), threading.Event(), threading.Event()
    slow = _slow_writer(user, numbered, go_on)
    audit.record(action="user.fast", obj=user, by=None)
    assert audit_seals.is_being_written()
    assert audit_seals.seal() is None
    go_on.set()
    slow.join()
    made = audit_seals.seal()
    assert (made.count, problems()) == (2, [])
    assert not audit_seals.is_being_written()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_seal_would_call_an_honest_entry_forged(monkeypatch):
    """Negative control: writers that do not hold the lock are overtaken by the seal."""
    monkeypatch.setattr(audit_seals, "NUMBERS", audit_seals.NUMBERS.replace(
        "pg_advisory_xact_lock_shared(%s)", "%s::bigint"))  # fmt: skip
    user, numbered, go_on = UserFactory(), threading.Event(), threading.Event()
    slow = _slow_writer(user, numbered, go_on)
    audit.record(action="user.fast", obj=user, by=None)
    assert audit_seals.seal().count == 1
    go_on.set()
    slow.join()
    assert [problem for problem, _numbers in problems()] == ["added"]


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_at_once_leave_a_log_in_order():
    user = UserFactory()
    start = threading.Barrier(6)

    def write() -> None:
        start.wait()
        for _ in range(20):
            with transaction.atomic():
                audit.record(action="user.changed", obj=user, by=None)
        connection.close()

    def close() -> None:
        start.wait()
        for _ in range(30):
            audit_seals.seal()
        connection.close()

    workers = [threading.Thread(target=work) for work in (write, write, write, write, close, close)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    audit_seals.seal()
    assert (AuditSeal.objects.last().count, problems()) == (80, [])


# ── from where ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", ""),
    ],
)
def test_of_an_address_only_the_network_is_kept(address, network):
    assert network_of(address) == network


def test_a_change_on_a_page_says_so(user_client):
    user_client.post("/de/account/delete/", REMOTE_ADDR="192.0.2.77")
    user_client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    user_client.post("/de/account/delete/", REMOTE_ADDR="192.0.2.77")
    assert AuditEntry.objects.latest("pk").origin == "web 192.0.2.0/24"


@pytest.fixture
def user_client(db) -> Client:
    client = Client()
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(
    ("path", "kwargs", "expected"),
    [("/admin/x/", {}, "admin 192.0.2.0/24"), ("/api/v1/x/", {}, "api 192.0.2.0/24"),
     ("/de/x/", {"key": "abc"}, "mail link 192.0.2.0/24"), ("/de/x/", {"slug": "x"}, "web 192.0.2.0/24")],
)  # fmt: skip
def test_every_door_has_its_name(path, kwargs, expected):
    from platform_portal.core.middleware import Origin

    seen = []

    def respond(request):
        middleware.process_view(request, None, (), kwargs)
        seen.append(origin.get())

    middleware = Origin(respond)
    middleware(RequestFactory().post(path, REMOTE_ADDR="192.0.2.77"))
    assert (seen, origin.get()) == ([expected], "")


def test_a_task_is_named(db):
    from celery import signals

    from platform_portal.celery import app
    from platform_portal.core.tasks import sweep_outbox

    assert app
    signals.task_prerun.send(sender=sweep_outbox, task=sweep_outbox)
    entry = audit.record(action="actor.made_dormant", obj=ActorFactory(), by=None)
    signals.task_postrun.send(sender=sweep_outbox, task=sweep_outbox)
    assert (entry.origin, origin.get()) == ("task platform_portal.core.tasks.sweep_outbox", "")
    assert Actor.objects.exists()


def test_the_seal_costs_little(db):
    """Ten thousand entries, as an import writes them: one query for the numbers, well under a second for the seals."""
    import time

    user = UserFactory()
    entries = [
        audit._entry("actor.imported", user, user, {"row": number, "line": 2}) for number in range(10_000)
    ]
    began = time.process_time()
    audit_seals.number_and_seal(entries)
    assert time.process_time() - began < 2
    assert all(entry.seal for entry in entries)
