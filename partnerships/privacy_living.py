"""Personal data of living partnerships: who answered for a side, who asked to join."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    JoinWish,
    PartnershipProject,
    Portrait,
    PortraitPicture,
    PulseAnswer,
    SelfCheck,
)
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

MATCHED, SECRETARIAT = Visibility.MATCHED, Visibility.SECRETARIAT
TASK = LegalBasis.PUBLIC_TASK
WITH_PARTNERSHIP = Retention(_("as long as the partnership, without the person once the account is erased"))

privacy.register(
    PulseAnswer,
    title=_("How our partnership is: my answers"),
    purpose=_("Knowing which partnerships are alive."),
    legal_basis=TASK,
    retention=WITH_PARTNERSHIP,
    fields={"answer": MATCHED, "answered_at": MATCHED, "answered_by": SECRETARIAT},
    rows_of=lambda user: PulseAnswer.objects.filter(answered_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"answered_by": None},
)
privacy.register(
    SelfCheck,
    title=_("Self-checks I answered for an organisation"),
    purpose=_("Helping a partnership to see its strong and weak points."),
    legal_basis=TASK,
    retention=WITH_PARTNERSHIP,
    fields={"year": MATCHED, "answered_at": MATCHED, "answered_by": SECRETARIAT},
    rows_of=lambda user: SelfCheck.objects.filter(answered_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"answered_by": None},
)
privacy.register(
    JoinWish,
    title=_("Wishes to join a partnership I sent"),
    purpose=_("Bringing organisations of a city into its partnership."),
    legal_basis=TASK,
    retention=WITH_PARTNERSHIP,
    fields={"text": MATCHED, "asked_at": MATCHED, "asked_by": SECRETARIAT},
    rows_of=lambda user: JoinWish.objects.filter(asked_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"asked_by": None},
)
privacy.impersonal(PartnershipProject, "title", because="Title of a project of organisations.")
privacy.impersonal(Portrait, because="The story of a partnership of organisations, written to be public.")
privacy.impersonal(
    PortraitPicture, because="A picture published with its credit and the agreement of all sides."
)
