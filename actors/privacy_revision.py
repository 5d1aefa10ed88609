"""Personal data of change proposals and drafts: who proposed, and what somebody has typed and not yet sent."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import FormDraft, Revision, RevisionField
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

DRAFTS_ARE_KEPT = dt.timedelta(days=30)
PROPOSALS_ARE_KEPT = dt.timedelta(days=3 * 365)

privacy.register(
    Revision,
    title=_("My change proposals"),
    purpose=_("Telling the author what became of a proposal, and asking back."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(
        _("three years after the decision; without the person once the account is erased"),
        lambda now: Revision.objects.filter(~Q(status="open"), decided_at__lt=now - PROPOSALS_ARE_KEPT),
    ),
    fields={
        "author": Visibility.SECRETARIAT, "decided_by": Visibility.SECRETARIAT, "note": Visibility.SECRETARIAT,
        "language": Visibility.SECRETARIAT, "created_at": Visibility.SECRETARIAT,
        "decided_at": Visibility.SECRETARIAT, "status": Visibility.SECRETARIAT,
    },
    impersonal={
        "actor": "the organisation", "subject": "what is changed", "subject_id": "number of its row",
    },
    rows_of=lambda user: Revision.objects.filter(author_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"author": None, "note": ""},
)  # fmt: skip

privacy.register(
    FormDraft,
    title=_("What I have typed and not yet sent"),
    purpose=_("Losing no text when a session ends."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("until it is sent or discarded, at most 30 days"),
        lambda now: FormDraft.objects.filter(saved_at__lt=now - DRAFTS_ARE_KEPT),
    ),
    fields={
        "form": Visibility.SECRETARIAT,
        "data": Visibility.SECRETARIAT,
        "saved_at": Visibility.SECRETARIAT,
    },
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: FormDraft.objects.filter(user_id=user.pk),
)

privacy.register(
    RevisionField,
    title=_("Proposed contacts with my address"),
    purpose=_("Changing how a function of an organisation is reached."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("as long as the change proposal")),
    fields={"before": Visibility.SECRETARIAT, "after": Visibility.SECRETARIAT},
    impersonal={
        "revision": "the proposal", "field": "which field", "decision": "a choice",
        "reason": "what was wrong with the text",
    },
    rows_of=lambda user: RevisionField.objects.filter(
        Q(before__email__iexact=user.email) | Q(after__email__iexact=user.email)
    ),
)  # fmt: skip
