"""The order in which addresses are tried is one of speed; none may hide another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, path, resolve

VALUES = {
    **{"slug": "abc-def", "str": "Kx9.yz", "int": "7", "path": "a/b.pdf"},
    "uuid": "6f1c1d2e-0000-4000-8000-000000000000",
}
VALUE = re.compile(r"<(?:(\w+):)?\w+>")


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str | None]]:
    """Routes with the names of their views; those written as regular expressions are the administration's own."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            if not re.search(r"[\^(\\]", route):
                yield route, one.name
        else:
            yield from addresses(one, route)


def hidden(resolver: URLResolver, urlconf: object = None) -> list[str]:
    """Routes whose addresses another view answers."""
    found = []
    for route, name in addresses(resolver):
        address = "/" + VALUE.sub(lambda part: VALUES[part[1] or "str"], route)
        if resolve(address, urlconf=urlconf).url_name != name:
            found.append(route)
    return found


def test_each_address_is_answered_by_its_own_view():
    assert len(list(addresses(get_resolver()))) > 500
    assert hidden(get_resolver()) == []


def test_a_hidden_address_is_found():
    one, other = path("a/<slug:slug>/", print, name="one"), path("a/new/", print, name="other")
    assert hidden(get_resolver((one, other)), (one, other)) == ["a/new/"]
