"""Handbooks: their states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from actors.rules import is_secretariat
from knowledge.enums import ProductStatus
from knowledge.models import Handbook
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_status(*, handbook: Handbook, status: ProductStatus, by: User | None) -> Handbook:
    """Publishes or archives a handbook, or takes that back. Refuses one without chapters, and all but the secretariat."""
    if by is not None and not is_secretariat(by):
        raise Refusal(_("Only the secretariat decides about handbooks."))
    found = Handbook.objects.select_for_update(of=("self",), no_key=True).get(pk=handbook.pk)
    if status == ProductStatus.PUBLISHED and not found.chapters.exists():
        raise Refusal(_("A handbook needs at least one chapter."))
    found.status = status
    found.save(update_fields=["status", "updated_at"])
    audit.record(action=f"handbook.{status.value}", obj=found, by=by)
    return found
