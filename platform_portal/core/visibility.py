"""Who may see what: `public < members < matched < secretariat`, one function for pages, API, exports and mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Visibility(models.TextChoices):
    """Levels, open to ever fewer."""

    PUBLIC = "public", _("Public")
    MEMBERS = "members", _("Members")
    MATCHED = "matched", _("Matched partners")
    SECRETARIAT = "secretariat", _("Secretariat")


def levels_open_to(user: User | AnonymousUser) -> tuple[Visibility, ...]:
    """Levels a person sees without regard to the single object; *matched* is decided by the object's queryset."""
    if not user.is_authenticated:
        return (Visibility.PUBLIC,)
    if user.is_staff:
        return tuple(Visibility)
    return (Visibility.PUBLIC, Visibility.MEMBERS)
