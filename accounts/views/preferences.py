"""The page of the account: preferences, and the ways to everything else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms_preferences import PreferencesForm
from accounts.models import User
from accounts.services import preferences
from accounts.signed_in import person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Shows and saves the preferences."""
    person = User.objects.get(
        pk=person_of(request).pk
    )  # the form writes into its instance, also when it is wrong
    form = PreferencesForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        preferences.save(user=person_of(request), **form.choices())
        messages.success(request, _("Your settings have been saved."))
        return redirect("account")
    status = 200 if request.method != "POST" else 422
    return render(request, "accounts/preferences.html", {"form": form}, status=status)
