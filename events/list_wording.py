"""What somebody agrees to who stands on the list of participants; the wording is kept with the consent."""

from __future__ import annotations

from django.utils.translation import gettext as _


def wording() -> str:
    """In the reader's language."""
    return _(
        "I agree that the other confirmed participants of this event see my name and my organisation. "
        "I can withdraw this at any time."
    )
