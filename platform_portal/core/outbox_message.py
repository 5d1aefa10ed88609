"""The message a row of the outbox becomes: text, HTML, and an invitation for the reader's calendar.

Mail programs show buttons for an invitation that comes as an alternative with its METHOD in the media type (RFC 6047); those that do
not know it at least offer the same file as an attachment.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

from django.core.mail import EmailMultiAlternatives

from platform_portal.core.models import OutboxMail


class CalendarMail(EmailMultiAlternatives):
    """A mail with an invitation; `calendar` is the text, `method` what it asks for, such as REQUEST."""

    calendar: str = ""
    method: str = ""

    def _add_bodies(self, msg: EmailMessage) -> Any:
        answer = super()._add_bodies(msg)  # type: ignore[misc]
        if self.calendar:
            msg.add_alternative(
                self.calendar, subtype="calendar", charset="utf-8", params={"method": self.method}
            )
        return answer


def message_of(mail: OutboxMail) -> CalendarMail:
    """The message as it is sent; the number of the row makes it the same message when it is sent again."""
    message = CalendarMail(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.calendar, message.method = mail.calendar, mail.calendar_method
        message.attach("event.ics", mail.calendar.encode(), "application/ics")
    return message
