"""Personal data in the tables of core and of Django itself."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from platform_portal.core import privacy
from platform_portal.core.models import AuditEntry, MailState, OutboxMail
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

KEEP_MAILS = dt.timedelta(days=90)
KEEP_ADMIN_LOG = dt.timedelta(days=3 * 365)


def mails_of(user: User) -> QuerySet[OutboxMail]:
    """Mails to or in the name of any address of the account."""
    addresses = {user.email, *user.emailaddress_set.values_list("email", flat=True)}  # type: ignore[attr-defined]
    wanted = [Q(to__iexact=address) | Q(reply_to__iexact=address) for address in sorted(addresses)]
    return OutboxMail.objects.filter(reduce(or_, wanted))


privacy.register(
    OutboxMail,
    title=_("Mails sent to me"),
    purpose=_("Sending mails reliably, and answering questions about whether a mail was sent."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("90 days after the mail was written, unless it still waits to be sent"),
        lambda now: OutboxMail.objects.filter(
            created_at__lt=now - KEEP_MAILS, state__in=(MailState.SENT, MailState.FAILED)
        ),
    ),
    fields={
        "to": Visibility.SECRETARIAT, "subject": Visibility.SECRETARIAT, "text": Visibility.SECRETARIAT,
        "created_at": Visibility.SECRETARIAT, "sent_at": Visibility.SECRETARIAT,
    },
    sealed=("html", "calendar", "reply_to", "error"),
    impersonal={"kind": "a word of the portal", "language": "a choice", "message_id": "made by the portal",
        "calendar_method": "a word of the standard",
    },
    rows_of=lambda user: mails_of(user),
)  # fmt: skip

privacy.register(
    AuditEntry,
    title=_("What I changed, and what was changed about me"),
    purpose=_("Proving who changed the state of what, and when; finding tampering."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(_(
        "as long as the portal runs; entries cannot be changed or deleted and hold numbers and the network of the reader,"
        " no names and no full Internet address"
    )),
    fields={
        "at": Visibility.SECRETARIAT, "user": Visibility.SECRETARIAT, "action": Visibility.SECRETARIAT,
        "object_type": Visibility.SECRETARIAT, "object_id": Visibility.SECRETARIAT, "details": Visibility.SECRETARIAT,
        "origin": Visibility.SECRETARIAT,
    },
    impersonal={
        "object_name": "persons appear as type and number, see core.audit", "request_id": "made by the portal",
        "seal": "proof that the entry was not changed",
    },
    rows_of=lambda user: AuditEntry.objects.filter(
        Q(user_id=user.pk) | Q(object_type=user._meta.label_lower, object_id=str(user.pk))
    ),
    on_erasure=OnErasure.KEEP,
)  # fmt: skip

privacy.register(
    LogEntry,
    title=_("Work in the administration"),
    purpose=_("Shows the secretariat the latest changes of an entry."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(
        _("three years after the change"),
        lambda now: LogEntry.objects.filter(action_time__lt=now - KEEP_ADMIN_LOG),
    ),
    fields={
        "user": Visibility.SECRETARIAT, "action_time": Visibility.SECRETARIAT,
        "object_repr": Visibility.SECRETARIAT, "change_message": Visibility.SECRETARIAT,
    },
    impersonal={"object_id": "a number"},
    rows_of=lambda user: LogEntry.objects.filter(
        Q(user_id=user.pk)
        | Q(content_type=ContentType.objects.get_for_model(user), object_id=str(user.pk))
    ),
)  # fmt: skip

privacy.register(
    Session,
    title=_("Sessions"),
    purpose=_("Keeping somebody logged in."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("until logging out, at most 12 hours; expired rows are removed within the hour"),
        lambda now: Session.objects.filter(expire_date__lt=now),
    ),
    fields={},
    sealed=("session_key", "session_data"),
)

privacy.impersonal(Group, because="Groups of rights; unused.")
privacy.impersonal(Permission, because="Names of rights.")
privacy.impersonal(ContentType, because="Names of tables.")
