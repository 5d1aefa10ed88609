"""The portal as a chosen role sees it (Ansicht als Rolle): read-only, to help somebody on the telephone."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

SESSION_KEY = "preview_role"


class PreviewRole(models.TextChoices):
    """Whose eyes the secretariat may borrow."""

    VISITOR = "visitor", _("Visitor without an account")
    MEMBER = "member", _("Member")
    COORDINATOR = "coordinator", _("Working-group coordinator")


def apply(request: HttpRequest) -> None:
    """Puts a stand-in with fewer rights in the place of the reader, whom `request.real_user` still names.

    All predicates and querysets ask `request.user`, so they answer for the role. Without a preview nothing is read but
    the session; somebody who is no longer in the secretariat gets no preview, whatever the session says.
    """
    role = request.session.get(SESSION_KEY)
    if role not in PreviewRole.values or not request.user.is_authenticated or not request.user.is_staff:
        return
    request.real_user = request.user  # type: ignore[attr-defined]
    request.preview_role = PreviewRole(role)  # type: ignore[attr-defined]
    request.user = AnonymousUser() if role == PreviewRole.VISITOR else _stand_in(request.user, role)


def _stand_in(user: User, role: str) -> User:
    """A copy of the account without rights of the secretariat; it cannot be saved."""
    person = copy.copy(getattr(user, "_wrapped", user))
    person._state = copy.copy(person._state)
    person.is_staff = person.is_superuser = False
    person.__dict__["preview_role"] = role
    person.save = _refuse  # type: ignore[method-assign]
    return person


def _refuse(*args: object, **kwargs: object) -> None:
    raise RuntimeError("A preview is read-only.")


def role_of(user: User | AnonymousUser) -> str:
    """The role being looked through, "" outside a preview; predicates for coordinators ask this first."""
    return getattr(user, "preview_role", "")
