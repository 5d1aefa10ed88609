"""Personal data of consents to publication."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actors.models import ContactConsent
from actors.querysets_consent import WAITS
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

PROOF = dt.timedelta(days=3 * 365)
SECRETARIAT = Visibility.SECRETARIAT


def overdue(now: dt.datetime) -> QuerySet[ContactConsent]:
    """Three years after a consent has ended; questions without a yes 60 days after they were asked, or one year after a no."""
    old = (
        Q(withdrawn_at__lt=now - PROOF)
        | Q(ended_at__lt=now - PROOF)
        | Q(declined_at__lt=now - dt.timedelta(days=365))
    )
    unanswered = Q(given_at__isnull=True, declined_at__isnull=True, asked_at__lt=now - WAITS)
    return ContactConsent.objects.filter(old | unanswered)


def of_person(user: User) -> QuerySet[ContactConsent]:
    """Consents asked of an address of the person."""
    own = Q(email__iexact=user.email)
    for address in user.emailaddress_set.values_list("email", flat=True):  # type: ignore[attr-defined]
        own |= Q(email__iexact=address)
    return ContactConsent.objects.filter(own)


privacy.register(
    ContactConsent,
    title=_("Consents to the publication of my contact"),
    purpose=_("Proving that the person agreed to what is shown in public, and when the person withdrew it."),
    legal_basis=LegalBasis.CONSENT,
    retention=Retention(
        _("as long as the contact is public, and three years after; a no for one year, a question without answer for 60 days"),
        overdue,
    ),
    fields={
        "email": SECRETARIAT, "shown": SECRETARIAT, "wording": SECRETARIAT, "wording_version": SECRETARIAT,
        "language": SECRETARIAT, "asked_at": SECRETARIAT, "given_at": SECRETARIAT, "declined_at": SECRETARIAT,
        "withdrawn_at": SECRETARIAT, "ended_at": SECRETARIAT,
    },
    sealed=("key_hash",),
    impersonal={"contact": "the link to the contact", "asked_by": "who asked: detached when that account is erased"},
    rows_of=of_person,
    correct_at="my-contacts",
)  # fmt: skip
