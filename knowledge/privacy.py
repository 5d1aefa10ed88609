"""Personal data of knowledge products: who proposed one. Authors are actors, not persons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.models import KnowledgeProduct
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

SECRETARIAT = Visibility.SECRETARIAT
_PUBLICATION = "part of a publication of organisations"

privacy.register(
    KnowledgeProduct,
    title=_("Knowledge products I proposed"),
    purpose=_("Checking what members propose for the library, and answering them."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("as long as the product, without the person once the account is erased")),
    fields={
        "title": SECRETARIAT, "proposed_by": SECRETARIAT, "submitted_at": SECRETARIAT,
        "review_note": SECRETARIAT,
    },
    impersonal={
        "slug": "made from the title", "kind": _PUBLICATION, "summary": _PUBLICATION,
        "source_language": _PUBLICATION, "languages": _PUBLICATION, "licence": _PUBLICATION,
        "visibility": "who may read it", "status": "where it stands", "source": "where the portal has it from",
        "title_de": _PUBLICATION, "title_uk": _PUBLICATION, "title_en": _PUBLICATION,
        "summary_de": _PUBLICATION, "summary_uk": _PUBLICATION, "summary_en": _PUBLICATION,
        "published_precision": _PUBLICATION, "proposed_for": "the organisation it was proposed for",
    },
    rows_of=lambda user: KnowledgeProduct.objects.filter(proposed_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"proposed_by": None},
)  # fmt: skip
