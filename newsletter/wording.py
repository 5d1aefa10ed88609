"""The words somebody agrees to. A change of their meaning gets a new version; records keep the text itself."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"
CONSENT = _(
    "Yes, please send me by e-mail what I have chosen here. The secretariat of the platform keeps my address for this purpose only,"
    " does not record what I open or click, and passes nothing on. I can leave at any time with one click in every mail."
)


def in_language(language: str) -> str:
    """The wording as a reader of this language has seen it."""
    with translation.override(language):
        return str(CONSENT)
