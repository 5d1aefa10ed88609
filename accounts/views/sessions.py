"""Where somebody is signed in, and logging out there."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.selectors.sessions import sessions_of
from accounts.services import sessions
from accounts.signed_in import person_of
from platform_portal.core.reading import read_only


@read_only
def index(request: HttpRequest) -> HttpResponse:
    """The list of open sessions."""
    places = sessions_of(person_of(request), current_key=request.session.session_key)
    return render(request, "usersessions/usersession_list.html", {"places": places})


@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one session; those of others are not found."""
    session = get_object_or_404(UserSession, pk=pk, user_id=request.user.pk)
    sessions.end(session=session, by=person_of(request))
    messages.success(request, _("The session has been ended."))
    return redirect("usersessions_list")


@require_POST
def end_everywhere(request: HttpRequest) -> HttpResponse:
    """Ends all sessions, this one too."""
    sessions.end_all(user=person_of(request), by=person_of(request))
    logout(request)
    messages.success(request, _("You have been logged out everywhere."))
    return redirect("account_login")
