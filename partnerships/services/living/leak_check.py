"""No public text of a partnership says precisely where infrastructure in Ukraine is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnerships import leaks
from platform_portal.core.errors import Refusal


def check(*texts: str) -> None:
    """Refuses texts with coordinates, map links, addresses, named facilities or figures of damage, and says which passage it is."""
    for text in texts:
        found = leaks.find(text, is_need=False)
        if found:
            raise Refusal(
                _("Please leave this out, it could tell where infrastructure is: “%(passage)s”.")
                % {"passage": found[0].passage[:80]}
            )
