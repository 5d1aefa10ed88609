"""Personal data of joining: invitations, claims, interest forms, coordinators."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actors.enums import ClaimStatus, InterestStatus, InvitationStatus
from actors.joining_links import VALID_FOR
from actors.models import Claim, Coordinator, Interest, Invitation
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

HALF_A_YEAR = dt.timedelta(days=183)
SECRETARIAT = Visibility.SECRETARIAT


def old_invitations(now: dt.datetime) -> QuerySet[Invitation]:
    """Answered or run out half a year ago."""
    before = now - HALF_A_YEAR
    is_over = Q(status=InvitationStatus.SENT, expires_at__lt=before)
    return Invitation.objects.filter(is_over | Q(answered_at__lt=before))


def old_claims(now: dt.datetime) -> QuerySet[Claim]:
    """Never confirmed, or decided half a year ago."""
    unconfirmed = Q(status=ClaimStatus.UNCONFIRMED, created_at__lt=now - VALID_FOR)
    return Claim.objects.filter(unconfirmed | Q(decided_at__lt=now - HALF_A_YEAR))


def old_interest_forms(now: dt.datetime) -> QuerySet[Interest]:
    """Never confirmed, or decided half a year ago."""
    unconfirmed = Q(status=InterestStatus.UNCONFIRMED, created_at__lt=now - VALID_FOR)
    return Interest.objects.filter(unconfirmed | Q(decided_at__lt=now - HALF_A_YEAR))


def claims_of(user: User) -> QuerySet[Claim]:
    """Sent with the account or with its address."""
    return Claim.objects.filter(Q(user_id=user.pk) | Q(email__iexact=user.email))


privacy.register(
    Invitation,
    title=_("Invitations to me"),
    purpose=_("Letting somebody keep the entry of an organisation who was asked to by a colleague or the secretariat."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("six months after the answer, or after the link ran out"), old_invitations),
    fields={
        "email": SECRETARIAT, "language": SECRETARIAT, "actor": SECRETARIAT, "role": SECRETARIAT,
        "message": SECRETARIAT, "status": SECRETARIAT, "created_at": SECRETARIAT, "answered_at": SECRETARIAT,
    },
    sealed=("key_hash",),
    impersonal={
        "invited_by": "the number of the person who invited, emptied when that account is erased",
        "accepted_by": "the link to the account",
        "expires_at": "when the link runs out",
    },
    rows_of=lambda user: Invitation.objects.filter(Q(accepted_by_id=user.pk) | Q(email__iexact=user.email)),
)  # fmt: skip

privacy.register(
    Claim,
    title=_("My claims “This is us”"),
    purpose=_("Checking who may keep the entry of an organisation."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(
        _("7 days without a confirmed address, else six months after the decision"), old_claims
    ),
    fields={
        "actor": SECRETARIAT, "name": SECRETARIAT, "email": SECRETARIAT, "language": SECRETARIAT,
        "function": SECRETARIAT, "message": SECRETARIAT, "confirmed_at": SECRETARIAT, "status": SECRETARIAT,
        "reason": SECRETARIAT, "created_at": SECRETARIAT, "decided_at": SECRETARIAT,
    },
    impersonal={"user": "the link to the account", "decided_by": "a number of the secretariat"},
    rows_of=claims_of,
)  # fmt: skip

privacy.register(
    Interest,
    title=_("My forms “Take part”"),
    purpose=_("Checking whether an organisation can take part, and answering the person who asked."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(
        _("7 days without a confirmed address, else six months after the decision"), old_interest_forms
    ),
    fields={
        "organisation": SECRETARIAT, "website": SECRETARIAT, "name": SECRETARIAT, "email": SECRETARIAT,
        "language": SECRETARIAT, "message": SECRETARIAT, "confirmed_at": SECRETARIAT, "status": SECRETARIAT,
        "reason": SECRETARIAT, "created_at": SECRETARIAT, "decided_at": SECRETARIAT,
    },
    impersonal={
        "group": "about the organisation", "kind": "about the organisation", "place": "about the organisation",
        "working_groups": "about the organisation", "actor": "the entry made from it",
        "decided_by": "a number of the secretariat",
    },
    rows_of=lambda user: Interest.objects.filter(email__iexact=user.email),
)  # fmt: skip

privacy.register(
    Coordinator,
    title=_("Working groups I coordinate"),
    purpose=_("Knowing who looks after a working group."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("until the coordination ends or the account is erased")),
    fields={"group": SECRETARIAT, "since": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: Coordinator.objects.filter(user_id=user.pk),
)
