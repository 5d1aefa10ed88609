"""The application's own role in production: it reads and adds to the audit log, and can do nothing else to it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, connection, transaction

from platform_portal.core import audit, audit_check, audit_seals
from platform_portal.core.models import AuditEntry
from tests.factories.accounts import UserFactory

SCRIPT = Path(settings.BASE_DIR) / "deploy/roles.sql"


def _run_the_script() -> None:
    """Runs the script as psql would: what ends with \\gexec is a query whose answer is the statement."""
    text = re.sub(r"^(--|\\set).*$", "", SCRIPT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace(":password", "'only-for-this-test'")
    with connection.cursor() as cursor:
        for statement in re.split(r";|(?<=\\gexec)", text):
            if not statement.strip():
                continue
            asks = statement.rstrip().endswith("\\gexec")
            cursor.execute(statement.replace("\\gexec", ""))
            if asks:
                for (made,) in cursor.fetchall():
                    cursor.execute(made)


@pytest.fixture
def as_application(db):
    """An entry and a seal, and from then on the rights of the application's role."""
    user = UserFactory()
    audit.record(action="user.changed", obj=user, by=None)
    audit_seals.seal()
    _run_the_script()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_app")
    yield user
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_application_writes_seals_and_checks(as_application):
    audit.record(action="user.changed", obj=as_application, by=None)
    assert audit_seals.seal().count == 2
    assert (audit_check.check().findings, AuditEntry.objects.count()) == ((), 2)


@pytest.mark.parametrize("table", ["core_auditentry", "core_auditseal"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET at = now()",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "DROP TABLE {table}",
        "SELECT setval('{table}_id_seq', 1)",
    ],
)
def test_the_application_cannot_touch_what_was_written(as_application, table, statement):
    with (
        pytest.raises(Error, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


def test_the_application_cannot_switch_off_triggers(as_application):
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
