"""Tagged PDF files (PDF/UA) from a page of HTML, in the portal's typeface; nothing is fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal

#: Weights of the portal's typeface.
FONTS = (("Book", 400), ("SemiBold", 700))


def from_html(html: str, *, style: str) -> bytes:
    """The file; `style` names a static style sheet. Refuses where Pango is not installed; everything else works without it.

    Loading the library takes half a second and 30 MB, so only who asks for a PDF pays for it.
    """
    try:
        from weasyprint import CSS, HTML, URLFetcher
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise Refusal(
            _(
                "This server cannot make PDF files: the library Pango is missing. Please print the page instead."
            )
        ) from error
    fonts = FontConfiguration()
    own_files = URLFetcher(allowed_protocols=("file",))
    sheet = CSS(string=_faces() + _text_of(style), font_config=fonts, url_fetcher=own_files)
    made: bytes = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return made


def _faces() -> str:
    return "".join(
        f'@font-face{{font-family:Portal;font-weight:{weight};src:url("file://{path}")}}'
        for name, weight in FONTS
        if (path := finders.find(f"kern/fonts/fira-sans/FiraSans-{name}.woff2"))
    )


def _text_of(style: str) -> str:
    found = finders.find(style)
    return Path(found).read_text(encoding="utf-8") if isinstance(found, str) else ""
