"""The person behind a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def person_of(request: HttpRequest) -> User:
    """The signed-in person. Raises PermissionDenied for visitors, whom the middleware keeps away anyway."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
