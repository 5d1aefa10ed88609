"""What a member has proposed, and the form for more."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.signed_in import person_of
from actors.models import WorkingGroup
from events.forms_impulses import ImpulseForm
from events.models import Impulse
from events.services import impulses as services
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate


@never_cache
@require_safe
def impulses(request: HttpRequest) -> HttpResponse:
    """One's own proposals, the newest first."""
    found = Impulse.objects.filter(proposed_by=person_of(request)).select_related("working_group", "event")
    can_propose = person_of(request).memberships.exists()
    context = {"page": paginate(request, found, 20), "can_propose": can_propose}
    return render(request, "events/impulse_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """A new proposal; 404 for people without an organisation."""
    user = person_of(request)
    if not user.memberships.exists():
        raise Http404(_("Members propose in the name of an organisation they keep."))
    group = WorkingGroup.objects.filter(
        slug=request.GET.get("working_group", "")[:120].replace("\x00", "")
    ).first()
    initial = {"language": get_language() or user.language, "working_group": group, "kind": "event"}
    form = ImpulseForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose(by=user, **form.cleaned_data)
            messages.success(request, _("Thank you. The secretariat looks at your proposal and answers you."))
            return redirect("impulses")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "events/impulse_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an own one back."""
    found = get_object_or_404(Impulse, pk=pk, proposed_by=person_of(request))
    try:
        services.withdraw(impulse=found, by=person_of(request))
        messages.success(request, _("Your proposal is withdrawn."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("impulses")
