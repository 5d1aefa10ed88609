"""The form of an entry, section by section."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from actors import forms_revision as forms
from actors.entry_sections import tabs
from actors.models import Actor
from actors.revisions import actor_logo
from actors.services import revisions
from actors.views_revision.editing import FormPage, answer
from actors.views_revision.typed_text import keeps_typed_text
from platform_portal.core.errors import Refusal


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, slug: str, section: str = "profile") -> HttpResponse:
    """One section of the entry: profile, topics, contacts or logo; 404 for entries the person does not keep."""
    actor = get_object_or_404(Actor.objects.editable_by(request.user).select_related("place"), slug=slug)
    if section not in _BUILDERS:
        raise Http404
    build = partial(_BUILDERS[section], actor, person_of(request))
    here = reverse("entry-edit", args=[slug])
    if section != "profile":
        here = reverse("entry-edit-section", args=[slug, section])
    context: dict[str, Any] = {
        "tabs": tabs(actor, section),
        "section": section,
        "here": here,
        "heading": _HEADINGS[section],
    }
    if section == "logo":
        context["logo_url"] = actor_logo.address(actor.logo.name)
    page = FormPage(
        actor=actor, subject="actor", subject_id=None, key=f"entry-{actor.pk}-{section}", build=build,
        template=f"actors/revision/{section}.html", done_url=here, context=context, has_draft=section != "logo",
    )  # fmt: skip
    return answer(request, page)


def _profile(actor: Actor, _user: Any, shown: Any, data: Any, _files: Any, is_restored: bool) -> Any:
    return forms.ProfileForm(data, actor=actor, initial=shown, is_restored=is_restored)


def _topics(_actor: Actor, _user: Any, shown: Any, data: Any, _files: Any, is_restored: bool) -> Any:
    return forms.TopicsForm(data, initial=shown, is_restored=is_restored)


def _contacts(actor: Actor, _user: Any, shown: Any, data: Any, _files: Any, is_restored: bool) -> Any:
    return forms.ContactsForm(data, actor=actor, initial=shown, is_restored=is_restored)


def _logo(actor: Actor, user: Any, shown: Any, data: Any, files: Any, is_restored: bool) -> Any:
    return forms.LogoForm(data, files, actor=actor, user=user, initial=shown, is_restored=is_restored)


_HEADINGS = {
    "profile": gettext_lazy("Edit the entry"),
    "topics": gettext_lazy("Topics"),
    "contacts": gettext_lazy("Contacts"),
    "logo": gettext_lazy("Logo"),
}
_BUILDERS = {"profile": _profile, "topics": _topics, "contacts": _contacts, "logo": _logo}


@never_cache
@require_POST
def confirm_translation(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody who keeps the entry says that a translation is still right although the source text has changed."""
    actor = get_object_or_404(Actor.objects.editable_by(request.user), slug=slug)
    try:
        revisions.confirm_translation(actor=actor, name=request.POST.get("name", ""), by=person_of(request))
        messages.success(request, _("The translation is no longer marked as outdated."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-edit", slug=slug)
