"""The outbox loses nothing and sends each mail once; proven with a real SMTP conversation."""

import datetime as dt
import smtplib
import threading

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone

from platform_portal.core import outbox
from platform_portal.core.models import MailState, OutboxMail


def _queue(**overrides: str) -> OutboxMail:
    fields = {
        "kind": "test",
        "to": "leser@example.org",
        "subject": "Betreff",
        "text": "Text",
        "language": "de",
    }
    return outbox.queue(**fields | overrides)


@pytest.fixture
def server_says(monkeypatch):
    """Scripts the answers of the mail server: None accepts, an exception is raised."""
    sent: list[str] = []

    def script(*answers: Exception | None) -> list[str]:
        left = list(answers)

        def send(self: EmailMultiAlternatives, *args: object, **kwargs: object) -> int:
            answer = left.pop(0) if left else None
            if answer is not None:
                raise answer
            sent.append(self.extra_headers["Message-ID"])
            return 1

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)
        return sent

    return script


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_sends_no_mail(server_says):
    sent = server_says()

    @transaction.atomic
    def change() -> None:
        _queue()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    outbox.send_due()
    assert sent == []


@pytest.mark.django_db
def test_a_mail_is_sent_once_and_marked(server_says):
    sent = server_says()
    mail = _queue()
    assert (outbox.send_due(), outbox.send_due()) == (1, 0)
    mail.refresh_from_db()
    assert (mail.state, sent) == (MailState.SENT, [mail.message_id])


@pytest.mark.django_db
def test_a_temporary_refusal_is_tried_again_later_with_the_same_message_id(server_says):
    sent = server_says(smtplib.SMTPResponseException(451, b"later"), None)
    mail = _queue()
    outbox.send_due()
    mail.refresh_from_db()
    assert mail.state == MailState.PENDING
    assert mail.next_attempt_at > timezone.now()
    OutboxMail.objects.update(next_attempt_at=timezone.now())
    outbox.send_due()
    assert sent == [mail.message_id]


@pytest.mark.django_db
def test_a_permanent_refusal_is_kept_as_failed_with_its_reason(server_says):
    server_says(smtplib.SMTPRecipientsRefused({"leser@example.org": (550, b"unknown")}))
    mail = _queue()
    outbox.send_due()
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
    assert "550" in mail.error


@pytest.mark.django_db
def test_after_48_hours_the_portal_gives_up(server_says):
    server_says(OSError("connection refused"))
    mail = _queue()
    OutboxMail.objects.update(created_at=timezone.now() - dt.timedelta(hours=49))
    outbox.send_due()
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (5, 32), (7, 128), (8, 240), (15, 240)]
)
def test_the_pause_doubles_up_to_four_hours(server_says, attempts, minutes):
    server_says(smtplib.SMTPResponseException(421, b"busy"))
    mail = _queue()
    OutboxMail.objects.update(attempts=attempts)
    before = timezone.now()
    outbox.send_due()
    mail.refresh_from_db()
    assert abs(mail.next_attempt_at - before - dt.timedelta(minutes=minutes)) < dt.timedelta(seconds=30)


@pytest.mark.django_db
def test_a_mail_that_cannot_be_built_holds_up_no_other(server_says):
    sent = server_says(ValueError("Header values can't contain newlines"))
    broken, fine = _queue(), _queue()
    outbox.send_due()
    broken.refresh_from_db()
    assert (broken.state, sent) == (MailState.FAILED, [fine.message_id])


@pytest.mark.django_db
def test_a_worker_that_died_while_sending_is_taken_over_when_its_lease_ends(server_says):
    sent = server_says()
    mail = _queue()
    claimed = outbox._claim()
    assert claimed is not None
    assert outbox.send_due() == 0
    OutboxMail.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    assert outbox.send_due() == 1
    assert sent == [mail.message_id]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_mail():
    mails = {_queue().pk for _ in range(40)}
    claimed: list[int] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while (mail := outbox._claim()) is not None:
            claimed.append(mail.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == sorted(mails)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_workers_do_claim_the_same_mail():
    """Negative control: reading without SKIP LOCKED shows the race that the lock prevents."""
    _queue()
    seen: list[int] = []
    start = threading.Barrier(2)

    def work() -> None:
        with transaction.atomic():
            mail = OutboxMail.objects.filter(state=MailState.PENDING).first()
            start.wait()
            assert mail is not None
            seen.append(mail.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(seen) == 2


@pytest.mark.django_db
def test_a_line_break_in_the_subject_smuggles_no_header():
    assert _queue(subject="Hallo\r\nBcc: x@example.org").subject == "Hallo Bcc: x@example.org"
