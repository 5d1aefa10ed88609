"""A mail may carry one invitation for the reader's calendar, as alternative and as attachment."""

from __future__ import annotations

import email
import email.policy

import pytest

from platform_portal.core import letters, outbox
from platform_portal.core.letters import Letter
from platform_portal.core.outbox_message import message_of

pytestmark = pytest.mark.django_db

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Обмін у Києві\r\nEND:VCALENDAR\r\n"


def _parts(calendar: outbox.Calendar | None) -> list[tuple[str, str | None, str]]:
    letters.register(letters.LetterKind("calendar-test", "Test", lambda: Letter("S", ("Text",), "why")))
    mail = letters.post(
        kind="calendar-test", letter=Letter("Betreff", ("Absatz",), "Darum"), to="x@example.org", language="de",
        calendar=calendar,
    )  # fmt: skip
    letters._kinds.pop("calendar-test")
    mail.refresh_from_db()
    parsed = email.message_from_bytes(message_of(mail).message().as_bytes(), policy=email.policy.default)
    return [
        (part.get_content_type(), part.get_param("method"), part.get_content_disposition() or "")
        for part in parsed.walk()
    ]


def test_an_invitation_is_an_alternative_with_its_method_and_a_file():
    assert _parts(outbox.Calendar(ICS, "REQUEST")) == [
        ("multipart/mixed", None, ""),
        ("multipart/alternative", None, ""),
        ("text/plain", None, ""),
        ("text/html", None, ""),
        ("text/calendar", "REQUEST", ""),
        ("application/ics", None, "attachment"),
    ]


def test_other_mails_stay_as_they_were():
    assert [kind for kind, _method, _place in _parts(None)] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_the_text_of_the_invitation_arrives_letter_by_letter():
    mail = outbox.queue(
        kind="x", to="x@example.org", subject="S", text="T", language="uk", calendar=outbox.Calendar(ICS, "CANCEL")
    )  # fmt: skip
    parsed = email.message_from_bytes(message_of(mail).message().as_bytes(), policy=email.policy.default)
    part = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    assert part.get_content().splitlines() == ICS.splitlines()
    assert part.get_param("method") == "CANCEL"
