"""Badges and attendance sheets as PDF: A4, ten badges a sheet, each with its code as QR and in letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import Mode, ParticipantState
from events.models import Event
from events.selectors.participants import with_bookings
from platform_portal.core.errors import Refusal

KINDS = ("badges", "attendance")
PER_SHEET = 10
#: More badges than this would hold a web process too long; filter, for instance by session.
MOST = 1000
FONTS = {400: "FiraSans-Book.woff2", 700: "FiraSans-SemiBold.woff2"}


def answer(event: Event, found: Any, kind: str) -> HttpResponse:
    """The PDF, of those on site who are confirmed. Refuses when there is nobody, or too many for one file."""
    of_site = found.filter(state=ParticipantState.CONFIRMED, mode=Mode.ON_SITE).order_by("name", "pk")
    people = list(with_bookings(of_site)[: MOST + 1])
    if not people:
        raise Refusal(_("Nobody who is confirmed on site is among them."))
    if len(people) > MOST:
        raise Refusal(_("More than %(most)s people: narrow the list with the filter.") % {"most": MOST})
    content = sheet(event, people, kind)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}-{kind}.pdf"'
    return response


def sheet(event: Event, people: list[Any], kind: str) -> bytes:
    """The PDF itself. Refuses where Pango is not installed; everything else works without it."""
    try:
        from weasyprint import CSS, HTML, URLFetcher
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise Refusal(
            _("This server cannot make PDF files: the library Pango is missing. Take the workbook.")
        ) from error
    fonts, nothing = FontConfiguration(), URLFetcher(allowed_protocols=("file",))
    style = CSS(string=_style(kind), font_config=fonts, url_fetcher=nothing)
    context = {
        "event": event,
        "language": get_language() or "de",
        "sheets": _sheets(people),
        "people": people,
    }
    html = render_to_string(f"desk/events/{kind}_pdf.html", context)
    made: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return made


def qr(code: str) -> SafeString:
    """The code as an SVG drawing; nothing but the code is in it, no address and no name."""
    import segno  # only badges need it

    made = segno.make(code, error="m", micro=False)
    text = made.svg_inline(scale=4, border=0, omitsize=True, dark="#000")
    return mark_safe(text)  # noqa: S308 (drawn here)


def _sheets(people: list[Any]) -> list[list[tuple[Any, SafeString]]]:
    drawn = [(person, qr(person.code)) for person in people]
    return [drawn[at : at + PER_SHEET] for at in range(0, len(drawn), PER_SHEET)]


def _style(kind: str) -> str:
    faces = "".join(
        f'@font-face{{font-family:Portal;font-weight:{weight};src:url("file://{path}")}}'
        for weight, name in FONTS.items()
        if (path := finders.find(f"kern/fonts/fira-sans/{name}"))
    )
    own = finders.find(f"events/{kind}.css")
    return faces + (Path(own).read_text(encoding="utf-8") if isinstance(own, str) else "")
