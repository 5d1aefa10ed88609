"""Plain text for the text part of a mail."""

from __future__ import annotations

from django import template

from platform_portal.core import rich_text

register = template.Library()


@register.filter
def plain(text: str) -> str:
    """The words of cleaned markup."""
    return rich_text.plain(text)


@register.filter
def underline(text: str) -> str:
    """A line as long as the text."""
    return "=" * min(len(text), 72)


@register.filter
def without_mailto(address: str) -> str:
    """An address as people write it."""
    return address.removeprefix("mailto:")
