"""The editor at the desk: an edition with its texts and audience, its blocks, preview, checks, release by a second person."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services import uploads
from newsletter.composing import checks
from newsletter.composing.render import render as render_edition
from newsletter.enums import BlockKind, EditionState
from newsletter.forms_edition import BlockForm, EditionForm, NewEditionForm
from newsletter.models import Block, Edition
from newsletter.selectors.audience import recipients
from newsletter.services.composing import editing, releasing
from newsletter.upload_purposes import PICTURE
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.letter_preview import FRAMES_ALLOWED, MAIL_POLICY
from platform_portal.core.uploads import checked_picture

WIDTHS = {"360": 360, "640": 640}
#: Where a removed block is kept for the undo.
_REMOVED = "newsletter_removed"


def page(
    request: HttpRequest, template: str, title: str, edition: Edition | None = None, **context: Any
) -> HttpResponse:
    """A page of the desk."""
    crumbs = [(_("Editions"), reverse("admin:newsletter_edition_changelist"))]
    if edition is not None:
        crumbs.append((str(edition), reverse("edition-write", args=[edition.pk])))
    status = context.pop("status", 200)
    context = {
        **admin.site.each_context(request), "title": title, "edition": edition,
        "crumbs": [*crumbs, (title, "")], **context,
    }  # fmt: skip
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Kind and subject; the usual blocks of the kind are there at once."""
    form = NewEditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = editing.create(by=person(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("edition-write", made.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "newsletter/desk/new.html", _("New edition"), form=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts, audience, blocks, what is still wrong, and the next step."""
    edition = get_object_or_404(Edition, pk=pk)
    form = EditionForm(request.POST if request.method == "POST" else None, edition=edition)
    if request.method == "POST" and form.is_valid():
        if _did(request, editing.change, edition=edition, texts=form.texts_sent(), facts=form.facts()):
            messages.success(request, _("Saved."))
        return redirect("edition-write", pk)
    return page(
        request,
        "newsletter/desk/write.html",
        str(edition),
        form=form,
        edition=edition,
        crumbs=[(_("Editions"), reverse("admin:newsletter_edition_changelist")), (str(edition), "")],
        blocks=list(edition.blocks.all()),
        kinds=BlockKind.choices,
        findings=checks.findings(edition),
        readers=recipients(edition).count(),
        is_author=edition.author_id == person(request).pk,
        removed=_removed(request, edition),
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One step with the edition: ask for the release, release, take back, try out."""
    edition = get_object_or_404(Edition, pk=pk)
    steps: dict[str, tuple[Any, dict[str, Any], str]] = {
        "submit": (releasing.submit, {}, _("A second person can release it now.")),
        "release": (releasing.release, {}, _("Released. Nothing of it can change any more.")),
        "take-back": (releasing.take_back, {}, _("It is a draft again.")),
        "test": (
            releasing.send_test, {"language": request.POST.get("language", "")},
            _("The test mail is on its way to you."),
        ),
    }  # fmt: skip
    if slug not in steps:
        raise Http404
    service, facts, said = steps[slug]
    if _did(request, service, edition=edition, **facts):
        messages.success(request, said)
    return redirect("edition-write", pk)


@require_POST
def add_block(request: HttpRequest, pk: int) -> HttpResponse:
    """A block at the end, and at once its page."""
    edition = get_object_or_404(Edition, pk=pk)
    kind = request.POST.get("kind", "")
    if kind not in BlockKind.values:
        raise Http404
    try:
        made = editing.add_block(edition=edition, kind=kind, by=person(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("edition-write", pk)
    return redirect("edition-block", pk, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One block: three languages side by side, what is shown, picture and link."""
    found: Block = get_object_or_404(Block.objects.select_related("edition"), pk=number, edition=pk)
    is_sent = request.method == "POST"
    form = BlockForm(request.POST if is_sent else None, request.FILES if is_sent else None, block=found)
    if is_sent and form.is_valid() and _save(request, form, found):
        messages.success(request, _("Saved."))
        return redirect("edition-write", pk)
    return page(
        request, "newsletter/desk/block.html", str(found.get_kind_display()), found.edition,
        form=form, block=found, status=422 if is_sent else 200,
    )  # fmt: skip


def _save(request: HttpRequest, form: BlockForm, found: Block) -> bool:
    try:
        upload = None
        if sent := form.cleaned_data.get("picture"):
            upload = uploads.store(
                user=person(request),
                purpose=PICTURE,
                file=checked_picture(sent),
                object_id=str(found.edition_id),
            )
        editing.change_block(
            block=found, by=person(request), texts=form.texts_sent(), facts=form.facts(), upload=upload,
            drops_picture=bool(form.cleaned_data.get("drops_picture")),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("picture" if form.cleaned_data.get("picture") else None, str(refusal))
        return False
    return True


@require_POST
def move(request: HttpRequest, pk: int, number: int, way: str) -> HttpResponse:
    """A block up or down, or out; taking out can be undone."""
    found: Block = get_object_or_404(Block.objects.select_related("edition"), pk=number, edition=pk)
    steps = {"up": -1, "down": 1}
    if way in steps:
        _did(request, editing.move_block, block=found, step=steps[way])
    elif way == "out":
        try:
            kept = editing.remove_block(block=found, by=person(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            request.session[_REMOVED] = {"edition": pk, "block": kept}
            messages.success(request, _("The block is taken out."))
    else:
        raise Http404
    answer = redirect("edition-write", pk)
    answer["Location"] += f"#block-{number}" if way in steps else "#blocks"
    return answer


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """All blocks as drawn with the mouse: `order` is a list of numbers."""
    edition = get_object_or_404(Edition, pk=pk)
    try:
        wanted = json.loads(request.POST.get("order", ""))
        numbers = [int(one) for one in wanted]
    except (ValueError, TypeError, OverflowError):
        return HttpResponse(status=400)
    try:
        editing.order_blocks(edition=edition, order=numbers, by=person(request))
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts the block that was taken out last back."""
    edition = get_object_or_404(Edition, pk=pk)
    kept = _removed(request, edition)
    if kept and _did(request, editing.restore_block, edition=edition, kept=kept):
        request.session.pop(_REMOVED, None)
        messages.success(request, _("The block is back."))
    return redirect("edition-write", pk)


@require_safe
@csp_override(FRAMES_ALLOWED)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As a reader sees it: any language, on a telephone or a screen, and the text part."""
    edition = get_object_or_404(Edition, pk=pk)
    language, width = _language(request), request.GET.get("width", "640")
    if width not in WIDTHS:
        raise Http404
    mail = render_edition(edition, language)
    return page(
        request, "newsletter/desk/preview.html", _("Preview of the mail"), edition, mail=mail, language=language, width=width,
        languages=settings.LANGUAGES, widths=list(WIDTHS), kilobytes=round(mail.size / 1000, 1),
    )  # fmt: skip


@require_safe
@xframe_options_sameorigin
@csp_override(MAIL_POLICY)
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, under a policy that lets it do nothing."""
    edition = get_object_or_404(Edition, pk=pk)
    return HttpResponse(render_edition(edition, _language(request)).html)


def _language(request: HttpRequest) -> str:
    language = request.GET.get("language", "de")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _did(request: HttpRequest, service: Any, **facts: Any) -> bool:
    """Calls a service; a refusal is told."""
    try:
        service(by=person(request), **facts)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _removed(request: HttpRequest, edition: Edition) -> dict[str, Any] | None:
    kept = request.session.get(_REMOVED)
    return (
        kept["block"]
        if kept and kept["edition"] == edition.pk and edition.state == EditionState.DRAFT
        else None
    )
