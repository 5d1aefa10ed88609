"""Needs and offers of an actor, for those who keep its entry: list, new, change, take away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.signed_in import person_of
from actors.entry_sections import tabs
from actors.models import Actor
from actors.revisions import subjects
from actors.services import revisions
from actors.views_revision.editing import FormPage, answer
from actors.views_revision.typed_text import keeps_typed_text
from partnerships.enums import PostingStatus
from partnerships.forms_revision import PostingForm
from partnerships.models import Posting
from partnerships.revisions import has_open_withdrawal, new_postings
from partnerships.services import posting_states
from platform_portal.core.errors import Refusal

SHOWN = 200


def _actor(request: HttpRequest, slug: str) -> Actor:
    return get_object_or_404(Actor.objects.editable_by(request.user), slug=slug)


@never_cache
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """All of the actor's needs and offers with their state, and new ones that wait."""
    actor = _actor(request, slug)
    found = list(actor.postings.prefetch_related("topics").order_by("-pk")[:SHOWN])
    leaving = has_open_withdrawal([posting.pk for posting in found])
    waiting = actor.revisions.open().filter(subject="posting", subject_id__in=[p.pk for p in found])
    changed = dict(waiting.values_list("subject_id").annotate(Count("pk")))
    context = {
        "actor": actor, "tabs": tabs(actor, "postings"), "here": reverse("entry-postings", args=[slug]),
        "postings": [(posting, posting.pk in leaving, posting.pk in changed,
                      posting_states.is_renewable(posting, timezone.localdate())) for posting in found],
        "new": [(revision, subjects.of(revision).title(revision)) for revision in new_postings(actor)],
    }  # fmt: skip
    return render(request, "postings/entry_postings.html", context)


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new need or offer: a proposal until the secretariat accepts it."""
    actor = _actor(request, slug)
    return _form(request, actor, None)


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes of a need or offer; 404 for those of others."""
    actor = _actor(request, slug)
    return _form(request, actor, get_object_or_404(actor.postings, pk=pk))


@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks to take a need or offer off the pages."""
    actor = _actor(request, slug)
    posting = get_object_or_404(actor.postings, pk=pk)
    try:
        revisions.propose(
            actor=actor, author=person_of(request), subject="posting", subject_id=posting.pk,
            changes={"status": PostingStatus.WITHDRAWN.value}, language=get_language() or "de",
        )  # fmt: skip
        messages.success(request, _("It will be taken off the pages once the secretariat has seen it."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-postings", slug=slug)


@never_cache
@require_POST
def renew(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Six months more, from two weeks before the last day on."""
    return _step(
        request, slug, pk, posting_states.renew, _("The need or offer is shown for six months more.")
    )


@never_cache
@require_POST
def found(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A partner was found: off the pages at once."""
    return _step(request, slug, pk, posting_states.mark_matched, _("Good news! It is no longer shown."))


def _step(request: HttpRequest, slug: str, pk: int, step: Callable[..., Posting], told: str) -> HttpResponse:
    posting = get_object_or_404(_actor(request, slug).postings, pk=pk)
    try:
        step(posting=posting, by=person_of(request))
        messages.success(request, told)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-postings", slug=slug)


def _form(request: HttpRequest, actor: Actor, posting: Posting | None) -> HttpResponse:
    source = posting.source_language if posting else actor.source_language
    key = f"posting-{posting.pk}" if posting else f"posting-new-{actor.pk}"
    here = reverse("entry-posting", args=[actor.slug, posting.pk]) if posting else reverse(
        "entry-posting-new", args=[actor.slug]
    )  # fmt: skip
    page = FormPage(
        actor=actor, subject="posting", subject_id=posting.pk if posting else None, key=key,
        build=partial(_build, posting, source, actor.place.country_id if actor.place else ""), template="postings/entry_posting.html",
        done_url=reverse("entry-postings", args=[actor.slug]),
        context={"tabs": tabs(actor, "postings"), "section": "postings", "here": here, "posting": posting,
                 "heading": _("Change the need or offer") if posting else _("New need or offer")},
    )  # fmt: skip
    return answer(request, page)


def _build(
    posting: Posting | None, source: str, country: str, shown: Any, data: Any, _files: Any, is_restored: bool
) -> PostingForm:
    return PostingForm(
        data, posting=posting, source=source, country=country, initial=shown or None, is_restored=is_restored
    )
