"""The way to match rounds among the areas of the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _


def rounds_link(request: HttpRequest | None, **_context: Any) -> str:
    """Entries of the list "Work"."""
    links = (
        (reverse("match-rounds"), _("Match rounds")),
        (reverse("match-without-partner"), _("Still without a partner")),
    )
    return format_html_join("", '<li><a href="{}">{}</a></li>', links)
