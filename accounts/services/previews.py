"""Begin and end of looking at the portal as another role; both are in the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.preview import SESSION_KEY, PreviewRole
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def begin(*, request: HttpRequest, by: User, role: str) -> None:
    """Shows the portal as `role` for the rest of the session. Refuses all but the secretariat and unknown roles."""
    if not by.is_staff:
        raise Refusal(_("Only the secretariat can look at the portal as another role."))
    if role not in PreviewRole.values:
        raise Refusal(_("There is no such role."))
    audit.record(action="preview.begun", obj=by, by=by, role=role)
    request.session[SESSION_KEY] = role


@transaction.atomic
def end(*, request: HttpRequest, by: User) -> None:
    """Back to one's own eyes; does nothing when no preview is running."""
    role = request.session.pop(SESSION_KEY, None)
    if role is not None:
        audit.record(action="preview.ended", obj=by, by=by, role=role)
