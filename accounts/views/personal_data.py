"""My data: see, download, delete."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.selectors import personal_data
from accounts.services import erasure
from accounts.signed_in import person_of
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only

confirmed = reauthentication_required(app="accounts")


@never_cache
@read_only
def index(request: HttpRequest) -> HttpResponse:
    """Everything held about the reader, readable."""
    return render(request, "accounts/data.html", {"sections": personal_data.about(person_of(request))})


@never_cache
@read_only
@confirmed
def download(request: HttpRequest) -> HttpResponse:
    """The same as a JSON file."""
    content = personal_data.as_json(person_of(request), now=timezone.now())
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.json"
    return JsonResponse(
        content,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def delete(request: HttpRequest) -> HttpResponse:
    """Asks once more, then closes the account; it is erased after 30 days."""
    if request.method != "POST":
        return render(request, "accounts/delete.html", {"days": erasure.TIME_TO_RECONSIDER.days})
    try:
        wish = erasure.request(user=person_of(request), by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("account_delete")
    logout(request)
    due = date_format(timezone.localtime(wish.due_at), "DATE_FORMAT")
    text = _("Your account is closed and will be deleted on %(due)s. To keep it, log in before that day.")
    messages.success(request, text % {"due": due})
    return redirect("account_login")
