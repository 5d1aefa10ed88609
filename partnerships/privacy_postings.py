"""Personal data around needs and offers: who of the secretariat agreed to show one to more readers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnerships.models import PostingWidening
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

privacy.register(
    PostingWidening,
    title=_("Postings I agreed to show to more readers"),
    purpose=_("Protection of endangered persons and places: two members of the secretariat must agree."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("as long as the posting, without the person once the account is erased")),
    fields={
        "posting": Visibility.SECRETARIAT, "visibility": Visibility.SECRETARIAT, "user": Visibility.SECRETARIAT,
        "created_at": Visibility.SECRETARIAT,
    },
    impersonal={"content_hash": "a fingerprint of the posting"},
    rows_of=lambda user: PostingWidening.objects.filter(user_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"user": None},
)  # fmt: skip
