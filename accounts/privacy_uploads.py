"""Personal data of uploaded files: who sent them. Files lose what was hidden in them when they come in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts import upload_purposes
from accounts.models import Upload
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

privacy.register(
    Upload,
    title=_("Files I have sent"),
    purpose=_("Looking at a file before it is published, and asking back."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(_("until it is published or refused; otherwise 30 days"), upload_purposes.overdue),
    fields={
        "uploaded_by": Visibility.SECRETARIAT, "purpose": Visibility.SECRETARIAT,
        "media_type": Visibility.SECRETARIAT, "size": Visibility.SECRETARIAT, "created_at": Visibility.SECRETARIAT,
    },
    impersonal={
        "id": "random", "object_id": "what it is for", "path": "random name", "sha256": "fingerprint of the content",
        "width": "pixels", "height": "pixels",
    },
    rows_of=lambda user: Upload.objects.filter(uploaded_by_id=user.pk),
)  # fmt: skip
