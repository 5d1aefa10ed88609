"""A scripted mail server, and senders that do not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from newsletter.models import Edition
from newsletter.sending.sender import Sender
from newsletter.services.starting import start
from tests.factories.newsletter import EditionFactory, SubscriberFactory
from tests.newsletter.mail_server import MailServer, mail_server


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """A server with a script, and the portal set up to use it."""
    with mail_server() as running:
        options = {"host": "127.0.0.1", "port": running.port, "timeout": 1}
        settings.MAILERS = {
            "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        }
        yield running


@pytest.fixture
def send() -> Callable[..., int]:
    """Runs a sender until nothing can be sent; it does not wait between failed connections."""

    def work(**options: object) -> int:
        sender = Sender(**({"pause": 0.0} | options))  # type: ignore[arg-type]
        try:
            return sender.work(seconds=30)
        finally:
            sender.close()

    return work


@pytest.fixture
def started(secretariat) -> Callable[[int], Edition]:
    """An edition with so many recipients, its sending begun."""

    def make(readers: int, **fields: object) -> Edition:
        SubscriberFactory.create_batch(readers)
        return start(edition=EditionFactory(released=True, **fields), by=secretariat)

    return make
