"""The portrait: its public page, and the interview the sides write and release."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from partnerships.forms_living import PictureForm, PortraitForm
from partnerships.models import Partnership, Portrait
from partnerships.selectors import portraits as selectors
from partnerships.services.living import portraits as services
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def portrait(request: HttpRequest, slug: str) -> HttpResponse:
    """The released portrait, for everybody."""
    rows = Portrait.objects.filter(public_at__isnull=False).select_related("partnership")
    partnerships = Partnership.objects.public().with_parties()
    partnership: Partnership = get_object_or_404(partnerships, slug=slug)
    found: Portrait = get_object_or_404(rows.prefetch_related("pictures"), partnership=partnership)
    url = request.build_absolute_uri(found.get_absolute_url())
    context = selectors.page(found, partnership) | {
        "linkedin": selectors.linkedin_text(found, partnership, url)
    }
    return render(request, "partnerships/living/portrait.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The interview in one language (`language`), the pictures, and who has released it."""
    partnership, person = shared_or_404(request, slug), person_of(request)
    language = request.GET.get("language", person.language)
    if language not in dict(settings.LANGUAGES):
        language = person.language
    found = Portrait.objects.filter(partnership=partnership).prefetch_related("pictures", "releases").first()
    form = PortraitForm(request.POST or None, language=language, portrait=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.write(partnership=partnership, language=language, answers=form.cleaned_data, by=person)
            messages.success(
                request, _("The answers are kept. A changed portrait has to be released again by all sides.")
            )
            return redirect(f"{request.path}?language={language}")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = selectors.editing(found, partnership, person, language) | {
        "form": form, "picture_form": PictureForm(auto_id="picture-%s", initial={"language": language}),
    }  # fmt: skip
    return render(
        request, "partnerships/living/portrait_edit.html", context, status=422 if form.errors else 200
    )


@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """A side releases the present text."""
    partnership = shared_or_404(request, slug)
    try:
        found = services.release(partnership=partnership, by=person_of(request))
        messages.success(
            request,
            _("All sides have released the portrait: it is public now.")
            if found.public_at
            else _("Thank you. The portrait becomes public once the other side has released it too."),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-portrait-edit", slug)


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the portrait back."""
    services.withdraw(partnership=shared_or_404(request, slug), by=person_of(request))
    messages.success(request, _("The portrait is no longer public."))
    return redirect("partnership-portrait-edit", slug)


@require_POST
def add_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a picture."""
    partnership = shared_or_404(request, slug)
    form = PictureForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refusal(_("Please choose a picture, say what it shows and who took it."))
        services.add_picture(partnership=partnership, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The picture has been added."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-portrait-edit", slug)


@require_POST
def remove_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a picture out."""
    partnership = shared_or_404(request, slug)
    found = get_object_or_404(Portrait, partnership=partnership)
    try:
        services.remove_picture(picture=get_object_or_404(found.pictures, pk=pk), by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-portrait-edit", slug)
