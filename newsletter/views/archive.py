"""The archive: what was sent, to be read by everybody, in each language, without anything personal; its feed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletter import wording
from newsletter.composing.sources import absolute
from newsletter.enums import EditionKind
from newsletter.forms_subscriber import SubscribeForm
from newsletter.models import Edition, EditionContent
from newsletter.selectors import archive
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 12


@login_not_required
@read_only
def newsletter(request: HttpRequest) -> HttpResponse:
    """The latest edition, the archive by kind, the way to subscribe."""
    kind = request.GET.get("kind", "")
    if kind and kind not in EditionKind.values:
        raise Http404
    rows = archive.editions()
    latest = rows.first()
    context: dict[str, Any] = {
        "latest": archive.card(latest) if latest else None,
        "page": paginate(request, rows.filter(kind=kind) if kind else rows, PER_PAGE),
        "kind": kind,
        "kinds": [("", _("All")), *EditionKind.choices[:2]],
        "form": SubscribeForm(),
        "wording": wording.CONSENT,
    }
    context["cards"] = [archive.card(row) for row in context["page"]]
    return render(request, "newsletter/archive.html", context)


@login_not_required
@read_only
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition in the language of the page, else in the one it was meant for such readers to have, marked."""
    found = get_object_or_404(Edition.objects.archived(), slug=slug)
    content = archive.content_for(found, get_language() or "de")
    if content is None:
        raise Http404
    others = archive.languages_of(found, but=content.language)
    context = {
        "edition": found,
        "content": content,
        "others": others,
        "linkedin": archive.linkedin_text(found, content),
    }
    return render(request, "newsletter/edition.html", context)


@login_not_required
@read_only
def feed(request: HttpRequest) -> HttpResponse:
    """The last twenty editions as Atom, in the language of the address."""
    language = get_language() or "de"
    made = Atom1Feed(
        title=_("Newsletter of the Platform Reconstruction Ukraine"),
        link=absolute(request.path.removesuffix("feed.xml")),
        feed_url=absolute(request.path),
        description="",
        language=language,
    )
    for row in archive.editions()[:20]:
        content: EditionContent | None = archive.content_for(row, language)
        if content is not None:
            made.add_item(
                title=content.subject, link=absolute(row.get_absolute_url()), description=content.web,
                unique_id=f"tag:newsletter:{row.slug}:{content.language}", pubdate=row.started_at, updateddate=content.frozen_at,
            )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
