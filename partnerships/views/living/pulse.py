"""How is your partnership? Answered by the link of a mail without logging in, or in the portal."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from partnerships.forms_living import PulseForm
from partnerships.selectors.living import room_of
from partnerships.services.living import links
from partnerships.services.living import pulse as services
from partnerships.services.living.sides import sides_of
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, key: str) -> HttpResponse:
    """The buttons of the mail lead here; the answer is a POST, and counts once."""
    opened = links.opened(key)
    if opened is None:
        return _refused(request, "unknown", 404)
    row = opened.answer
    if row.answered_at or row.question.closed_at:
        return _refused(request, "answered", 410)
    form = PulseForm(request.POST or None, initial={"answer": request.GET.get("answer", "")})
    if form.is_valid():
        try:
            question = services.answer(answer=row, pulse=form.cleaned_data["answer"], by=opened.user)
            return render(request, "partnerships/living/pulse_thanks.html", {"question": question})
        except services.AlreadyAnswered:
            return _refused(request, "answered", 410)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    sides = sides_of(row.question.partnership)
    context = {
        "form": form,
        "actor": row.actor,
        "question": row.question,
        "names": [side.name for side in sides],
    }
    return render(request, "partnerships/living/pulse.html", context, status=422 if form.errors else 200)


@require_POST
def in_portal(request: HttpRequest, slug: str) -> HttpResponse:
    """The same answer, signed in."""
    partnership = shared_or_404(request, slug)
    row = room_of(partnership, person_of(request)).question
    if row is None:
        raise Http404(_("There is nothing for you to answer here."))
    form = PulseForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Please choose an answer."))
        services.answer(answer=row, pulse=form.cleaned_data["answer"], by=person_of(request))
        messages.success(request, _("Thank you for your answer."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-room", slug)


@require_POST
def wake(request: HttpRequest, slug: str) -> HttpResponse:
    """A dormant partnership is alive again."""
    partnership = shared_or_404(request, slug)
    try:
        services.wake(partnership=partnership, by=person_of(request))
        messages.success(request, _("Good to hear. The history keeps both dates."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-room", slug)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """A link that does nothing any more: what happened, and what to do next."""
    log.warning("link of a partnership refused: %s", why)
    texts = {
        "unknown": (
            _("This link is not valid"),
            _(
                "Perhaps a part of it is missing, or somebody else looks after the entry by now. Open the link from the mail again, or log in."
            ),
        ),
        "answered": (
            _("This has been answered already"),
            _("The question is settled, nothing was changed. Log in to see how your partnership stands."),
        ),
    }
    title, text = texts[why]
    return render(
        request, "partnerships/living/link_refused.html", {"title": title, "text": text}, status=status
    )
