"""Parameters of addresses: bounded, and refused with a clear text instead of an error page."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from platform_portal.core.errors import BadParameter

MAX_TERM = 200
MAX_PAGE = 1_000_000


def search_term(query: QueryDict, name: str = "q", *, longest: int = MAX_TERM) -> str:
    """The search term without surrounding white space. Raises BadParameter beyond `longest` characters."""
    term = query.get(name, "").strip()
    if len(term) > longest:
        raise BadParameter(
            _("The search term is too long: at most %(longest)d characters.") % {"longest": longest}
        )
    return term


def page_number(request: HttpRequest, name: str = "page") -> int:
    """The page asked for, from 1. Raises BadParameter unless it is a whole number from 1 to a million."""
    given = request.GET.get(name, "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= MAX_PAGE and len(given) <= 9):
        raise BadParameter(_("There is no such page: the number must be a whole number from 1 on."))
    return int(given)
