"""What the pages write: a report of a barrier goes to the secretariat."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from platform_portal.core import outbox
from platform_portal.core.models import OutboxMail

SECRETARIAT_LANGUAGE = "de"


@transaction.atomic
def report_barrier(*, message: str, address: str, name: str, email: str, language: str) -> OutboxMail:
    """Writes the report into the outbox, in the secretariat's language; the text itself stays as it was typed.

    Two calls make two mails: a person may well report twice.
    """
    with translation.override(SECRETARIAT_LANGUAGE):
        lines = [
            message,
            "",
            _("Page: %(address)s") % {"address": address or "–"},
            _("Name: %(name)s") % {"name": name or "–"},
            _("E-mail: %(email)s") % {"email": email or "–"},
            _("Language of the page: %(language)s") % {"language": language},
        ]
        return outbox.queue(
            kind="accessibility_feedback",
            to=settings.PORTAL_SECRETARIAT_EMAIL,
            subject=_("Report of a barrier"),
            text="\n".join(lines),
            language=SECRETARIAT_LANGUAGE,
            reply_to=email,
        )
