"""What a person may ask for at any time: everything held about them as a file, and its erasure; with very much data.

Everything is rolled back at the end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Notice, User
from accounts.selectors import personal_data
from accounts.services import erasure, retention
from bench.imports import measured, rolled_back
from platform_portal.core.models import AuditEntry, OutboxMail

ROWS = 20_000  # of each kind: about thirty years of a very busy person
type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """A few seconds."""
    call_command("migrate", verbosity=0)
    with rolled_back(), translation.override("de"):
        user = _person()
        text = measured(emit, f"my data: {3 * ROWS} rows as a file", lambda: _download(user))
        emit("my data: size of the file", round(len(text) / 1_000_000, 1), "MB")
        erasure.request(user=user, by=user)
        later = timezone.now() + dt.timedelta(days=31)
        measured(emit, "erasure of the same person", lambda: erasure.erase(user=user, now=later))
        measured(
            emit,
            "retention, ten years later",
            lambda: retention.apply(now=timezone.now() + dt.timedelta(days=3650)),
        )


@transaction.atomic
def _person() -> User:
    user = User.objects.create_user("messung-person@example.org", name="Messung", language="de")
    letter = {"subject": "Betreff", "paragraphs": ["Ein Absatz von gewöhnlicher Länge."] * 3, "why": "Grund"}
    now = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(
                user=user,
                kind="entry",
                letter_kind="digest",
                letter=letter,
                due_at=now,
                sent_at=now,
                created_at=now,
            )
            for _number in range(ROWS)
        ),
        batch_size=2_000,
    )
    OutboxMail.objects.bulk_create(
        (
            OutboxMail(kind="digest", to=user.email, subject="Betreff", text="Text " * 200, language="de", state="sent",
                       message_id=f"<messung-{number}@example.org>")
            for number in range(ROWS)
        ),
        batch_size=2_000,
    )  # fmt: skip
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(action="actor.updated", object_type="actors.actor", object_id=str(number), user=user)
            for number in range(ROWS)
        ),
        batch_size=2_000,
    )
    return user


def _download(user: User) -> str:
    return json.dumps(
        personal_data.as_json(user, now=timezone.now()), cls=DjangoJSONEncoder, ensure_ascii=False
    )
