"""Personal data of the accounts, and of the sign-in library's tables."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import (
    ErasureRequest,
    LimitCounter,
    Notice,
    NotificationPreference,
    Preferences,
    SavedView,
    User,
)
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

KEEP_NOTICES = dt.timedelta(days=90)
UNUSED_AFTER = dt.timedelta(days=3 * 365)
SECRETARIAT = Visibility.SECRETARIAT
LABELS = {
    "created_at": _("since"),
    "ip": _("Internet address"),
    "user_agent": _("browser"),
    "last_seen_at": _("last noted"),
    "type": pgettext_lazy("second factor", "kind"),
    "last_used_at": _("last used"),
    "verified": _("confirmed"),
    "primary": _("main address"),
}
WITH_ACCOUNT = Retention(_("until the account is erased"))


def unused(now: dt.datetime) -> QuerySet[User]:
    """Accounts nobody has used for three years and that are not yet marked for erasure; administrators never."""
    last = Greatest("joined_at", Coalesce("last_login", "joined_at"))
    return User.objects.alias(last_used=last).filter(
        last_used__lt=now - UNUSED_AFTER, erasure_request__isnull=True, is_superuser=False
    )


def closed_sessions(now: dt.datetime) -> QuerySet[UserSession]:
    """Entries of the list of sessions whose session has ended."""
    running = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return UserSession.objects.filter(~Exists(running))


privacy.register(
    User,
    title=_("Account"),
    purpose=_("Logging in, and knowing who speaks for an organisation."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(_("until the person deletes the account; unused for three years: erased after a mail and 30 days"), unused),
    fields={
        "email": SECRETARIAT, "name": SECRETARIAT, "language": SECRETARIAT, "joined_at": SECRETARIAT,
        "last_login": SECRETARIAT, "is_active": SECRETARIAT, "is_staff": SECRETARIAT, "is_superuser": SECRETARIAT,
    },
    sealed=("password",),
    impersonal={"groups": "groups of rights, unused", "user_permissions": "rights, unused"},
    rows_of=lambda user: User.objects.filter(pk=user.pk),
    correct_at="account",
)  # fmt: skip

privacy.register(
    Preferences,
    title=_("Quiet times"),
    purpose=_("Sending no mails when the person does not want any."),
    legal_basis=LegalBasis.CONTRACT,
    retention=WITH_ACCOUNT,
    fields={"quiet_from": SECRETARIAT, "quiet_until": SECRETARIAT, "time_zone": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: Preferences.objects.filter(user_id=user.pk),
    correct_at="account",
)

privacy.register(
    NotificationPreference,
    title=_("Which mails I want"),
    purpose=_("Sending only the mails the person wants."),
    legal_basis=LegalBasis.CONTRACT,
    retention=WITH_ACCOUNT,
    fields={"kind": SECRETARIAT, "frequency": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: NotificationPreference.objects.filter(user_id=user.pk),
    correct_at="account",
)

privacy.register(
    ErasureRequest,
    title=_("Deletion of the account"),
    purpose=_("Erasing the account after 30 days to change one's mind."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(
        _("until the account is erased or the person logs in again"),
        lambda now: ErasureRequest.objects.filter(due_at__lte=now),
    ),
    fields={"requested_at": SECRETARIAT, "due_at": SECRETARIAT, "by_retention": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: ErasureRequest.objects.filter(user_id=user.pk),
    correct_at="account_delete",
)

privacy.register(
    EmailAddress,
    title=_("E-mail addresses"),
    purpose=_("Logging in with more than one address."),
    legal_basis=LegalBasis.CONTRACT,
    retention=WITH_ACCOUNT,
    fields={"email": SECRETARIAT, "verified": SECRETARIAT, "primary": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: EmailAddress.objects.filter(user_id=user.pk),
    correct_at="account_email",
    labels=LABELS,
)

privacy.register(
    Authenticator,
    title=_("Second factor"),
    purpose=_("Protecting the account."),
    legal_basis=LegalBasis.CONTRACT,
    retention=WITH_ACCOUNT,
    fields={"type": SECRETARIAT, "created_at": SECRETARIAT, "last_used_at": SECRETARIAT},
    sealed=("data",),
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: Authenticator.objects.filter(user_id=user.pk),
    correct_at="mfa_index",
    labels=LABELS,
)

privacy.register(
    UserSession,
    title=_("Where I am logged in"),
    purpose=_("Showing the person every device, and ending sessions."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(_("as long as the session; removed within the hour after it"), closed_sessions),
    fields={
        "created_at": SECRETARIAT,
        "ip": SECRETARIAT,
        "user_agent": SECRETARIAT,
        "last_seen_at": SECRETARIAT,
    },
    sealed=("session_key", "data"),
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: UserSession.objects.filter(user_id=user.pk),
    correct_at="usersessions_list",
    labels=LABELS,
)

privacy.register(
    LimitCounter,
    title=_("Attempts to log in"),
    purpose=_("Stopping those who guess passwords."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(
        _("minutes; expired rows are removed within the hour"),
        lambda now: LimitCounter.objects.filter(expires__lt=now),
    ),
    fields={},
    sealed=("cache_key",),
    impersonal={"value": "times of attempts"},
)

privacy.register(
    Notice,
    title=_("Messages for me"),
    purpose=_("Telling the person at the time the person has chosen, several messages in one mail."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("90 days after the message was written"),
        lambda now: Notice.objects.filter(created_at__lt=now - KEEP_NOTICES),
    ),
    fields={
        "kind": SECRETARIAT, "letter": SECRETARIAT, "created_at": SECRETARIAT, "due_at": SECRETARIAT,
        "sent_at": SECRETARIAT, "dropped_at": SECRETARIAT,
    },
    impersonal={"user": "the link to the account", "letter_kind": "a word of the portal"},
    rows_of=lambda user: Notice.objects.filter(user_id=user.pk),
)  # fmt: skip

privacy.register(
    SavedView,
    title=_("Views I have saved"),
    purpose=_("Opening a list of the secretariat again with the same filters."),
    legal_basis=LegalBasis.CONTRACT,
    retention=WITH_ACCOUNT,
    fields={
        "name": SECRETARIAT, "list_path": SECRETARIAT, "query": SECRETARIAT, "is_shared": SECRETARIAT,
        "created_at": SECRETARIAT,
    },
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: SavedView.objects.filter(user_id=user.pk),
)  # fmt: skip

privacy.impersonal(EmailConfirmation, because="Not used: confirmations are signed links.")
privacy.impersonal(User.groups.through, because="Groups of rights; unused.")
privacy.impersonal(User.user_permissions.through, because="Single rights; unused.")

from accounts import privacy_uploads  # noqa: E402, F401
