"""The sign-in library's pages about addresses, without its server error when an address belongs to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def _in_one_piece(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """All or nothing; an address that another account has is a message, and nothing has changed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(request, _("Another account already has this address."))
            return redirect("account_email")

    return guarded


index = _in_one_piece(views.email)
confirm = login_not_required(_in_one_piece(views.confirm_email))
