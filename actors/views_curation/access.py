"""Pages of the secretariat outside the admin: for everyone else they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from actors.rules import is_secretariat


def for_secretariat[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Visitors are asked to log in; other members get 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_secretariat(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(Any, never_cache(guarded))  # type: ignore[no-any-return]


def person(request: HttpRequest) -> User:
    """Who is at work."""
    return cast("User", request.user)
