"""My change proposals, with what became of every field."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import person_of
from actors.models import Revision
from actors.selectors import revisions as shown
from actors.services import revisions
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

PER_PAGE = 10


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, latest first."""
    page = paginate(request, Revision.objects.by_author(person_of(request)).with_fields(), PER_PAGE)
    proposals = [shown.proposal(revision) for revision in page.object_list]
    return render(request, "actors/revision/mine.html", {"page": page, "proposals": proposals})


@never_cache
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what is still open; 404 for proposals of others."""
    revision = get_object_or_404(Revision.objects.by_author(person_of(request)), pk=pk)
    try:
        revisions.withdraw(revision=revision, by=person_of(request))
        messages.success(request, _("Your change proposal has been withdrawn."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("my-changes")
