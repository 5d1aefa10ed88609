"""The register, loaded once per module; each test of it runs in a transaction of its own inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from partnerships.services.register import Report, load_register
from tests.factories.partnerships import REGISTER_TOPICS, small_gazetteer, topic_slugs


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    """Loads once per module, in a transaction around those of the tests; loading takes seconds."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        small_gazetteer()
        topic_slugs(*REGISTER_TOPICS)
        yield load_register()
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def register(loaded: Report, db: None) -> Report:
    """All rows of the sources as partnerships, on a gazetteer of just their places."""
    return loaded
