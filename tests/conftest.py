"""What all tests share: strict templates, readers of every role, a clean cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import pytest_django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from accounts.models import User
from newsletter.models import ConsentRecord
from platform_portal.core.models import AuditEntry, AuditSeal

#: Files that take minutes begin first, so that no process waits for the last of them alone.
LONGEST = (
    "tests/portal/test_inside_pages.py",
    "tests/portal/test_accessibility.py",
    "tests/portal",
    "tests/embedded",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the files; within a file nothing changes."""
    ranks = {path: rank for rank, path in enumerate(LONGEST)}

    def rank(item: pytest.Item) -> int:
        folder = item.path.as_posix()
        return next((rank for path, rank in ranks.items() if f"/{path}" in folder), len(LONGEST))

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    """No test sees what another one cached, nor the language of its last page."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Lets tests with transactions of their own empty the audit log and the proof of consent; at the end ends sessions that killed
    processes and threads left behind, so that the database can be dropped."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for model in (AuditEntry, AuditSeal, ConsentRecord):
            trigger = next(trigger for trigger in model._meta.triggers if trigger.name == "never_emptied")
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER {trigger.get_pgid(model)}")
    yield
    connection.close()  # it may itself be one of those that were ended
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def member(db: None) -> User:
    """A person with an account and no role in any actor."""
    return User.objects.create_user("mitglied@example.org", "geheim-und-lang-genug", name="Mitglied")


@pytest.fixture
def secretariat(db: None) -> User:
    """A member of the secretariat."""
    return User.objects.create_user(
        "sekretariat-test@example.org", "geheim-und-lang-genug", name="Sekretariat", is_staff=True
    )


@pytest.fixture
def member_client(member: User) -> Client:
    """A signed-in member."""
    client = Client()
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretariat_client(secretariat: User) -> Client:
    """A signed-in member of the secretariat."""
    client = Client()
    client.force_login(secretariat, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
