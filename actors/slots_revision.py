"""Makes change proposals known to the rest of the portal: subjects, letters, private files, and ways to the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts import upload_purposes
from actors import mails_revision
from actors.models import Actor, Revision
from actors.revisions import actor_logo, subjects
from actors.revisions.actor_subject import ActorSubject
from platform_portal.core import slots


def my_changes(request: HttpRequest | None, **_context: Any) -> str:
    """On the page of the account: how many of my change proposals wait; "" for those who have never made one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    statuses = list(Revision.objects.by_author(user).values_list("status", flat=True)[:200])
    if not statuses:
        return ""
    return render_to_string(
        "actors/revision/account_section.html", {"waiting": statuses.count("open")}, request=request
    )


def edit_link(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """In the head of a profile, for those who may edit it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    if not Actor.objects.editable_by(user).filter(pk=actor.pk).exists():
        return ""
    return format_html(
        '<a class="kern-btn kern-btn--secondary" href="{}"><span class="kern-label">{}</span></a>',
        reverse("entry-edit", args=[actor.slug]),
        _("Edit this entry"),
    )


def register() -> None:
    """Called once the apps are ready."""
    subjects.register(ActorSubject())
    upload_purposes.register(actor_logo.LOGOS)
    mails_revision.register_kinds()
    slots.register("account.sections", my_changes, position=30)
    slots.register("actor.action", edit_link, position=30)
