"""The page behind the link of the mail about the end of a posting. Opening it changes nothing; the answer is a POST."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.mails_postings import named
from partnerships.models import Posting
from partnerships.services.posting_renewals import (
    Link,
    LinkState,
    RenewalAnswer,
    UnusableLink,
    answer,
    examine,
)
from platform_portal.core.errors import Refusal


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: HttpRequest, key: str) -> HttpResponse:
    """Renew for six months, or say that a partner was found."""
    chosen = request.POST.get("answer", "")
    if request.method == "POST" and chosen in set(RenewalAnswer):
        try:
            posting = answer(key=key, answer=chosen)
            return render(request, "postings/renewed.html", {"posting": posting, "name": named(posting)})
        except UnusableLink as unusable:
            return _unusable(request, unusable.link)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    link = examine(key)
    if link.state != LinkState.USABLE or link.renewal is None:
        return _unusable(request, link)
    return render(request, "postings/renew.html", _context(link.renewal.posting))


def _context(posting: Posting) -> dict[str, object]:
    return {"posting": posting, "name": named(posting)}


def _unusable(request: HttpRequest, link: Link) -> HttpResponse:
    """404 for a link nobody made, 410 for one that was good once."""
    status = 404 if link.state == LinkState.UNKNOWN else 410
    return render(request, "postings/renew_unusable.html", {"state": link.state.value}, status=status)
