"""The mail catcher keeps every mail as a file and sends nothing on."""

import datetime
import email
import email.policy
import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from platform_portal.embedded import mailbox, processes
from platform_portal.embedded.instance import Instance

NOON = datetime.datetime(2026, 5, 4, 12, 0, 0, 7, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("subject", "recipient", "name"),
    [
        ("Hello", "a@example.org", "20260504-120000-000007-a@example.org-Hello.eml"),
        ("../../etc/passwd", "a@b", "20260504-120000-000007-a@b-..-..-etc-passwd.eml"),
        ("Привіт, світ", "a@b", "20260504-120000-000007-a@b-Привіт-світ.eml"),
        ("x" * 500, "a@b", f"20260504-120000-000007-a@b-{'x' * 76}.eml"),
    ],
)
def test_the_file_name_tells_time_recipient_and_subject(subject: str, recipient: str, name: str):
    message = EmailMessage()
    message["Subject"] = subject
    assert mailbox.file_name(message.as_bytes(), [recipient], NOON) == name


def test_a_sent_mail_lies_in_the_folder_as_it_was_sent(instance: Instance):
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Żabrze"
    message.set_content("Добрий день")
    with mailbox.listen() as listener:
        child = mailbox.start(instance, listener)
        address = urlsplit(mailbox.url(listener))
        with smtplib.SMTP(str(address.hostname), int(address.port or 0), timeout=60) as client:
            client.send_message(message)
        processes.stop([child])
    [file] = (instance.home / "mail").iterdir()
    kept = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (kept["To"], kept["Subject"]) == ("b@example.org", "Żabrze")
    assert kept.get_content().strip() == "Добрий день"


def test_a_restarted_catcher_keeps_its_address(instance: Instance):
    with mailbox.listen() as listener:
        for _ in range(2):
            child = mailbox.start(instance, listener)
            address = urlsplit(mailbox.url(listener))
            with smtplib.SMTP(str(address.hostname), int(address.port or 0), timeout=60) as client:
                assert client.noop()[0] == 250
            processes.stop([child])
