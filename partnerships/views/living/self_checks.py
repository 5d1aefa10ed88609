"""The yearly self-check: answered by each side, compared once all have answered; for the sides and the secretariat only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person_of
from partnerships.forms_living import SelfCheckForm
from partnerships.selectors import self_checks as selectors
from partnerships.services.living import self_checks as services
from partnerships.services.living.sides import sides_of_user
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The form while the own side can answer, the comparison, suggestions and the totals of everybody."""
    partnership, person = shared_or_404(request, slug), person_of(request)
    year = timezone.localdate().year
    found = selectors.comparison(partnership, person, year=year)
    may_answer = bool(sides_of_user(partnership, person)) and not found.is_complete
    form = SelfCheckForm(request.POST or None, own=found.own) if may_answer else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.answer(
                partnership=partnership,
                marks=form.marks,
                helps_others=form.cleaned_data["helps_others"],
                by=person,
            )
            messages.success(
                request, _("Your answers are kept. The other side sees them once it has answered too.")
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("partnership-self-check", slug)
    context = {
        "partnership": partnership,
        "found": found,
        "form": form,
        "suggestions": selectors.suggestions(found),
        "totals": selectors.totals(year=year),
        "fewest": selectors.FEWEST,
    }
    return render(
        request, "partnerships/living/self_check.html", context, status=422 if form and form.errors else 200
    )
