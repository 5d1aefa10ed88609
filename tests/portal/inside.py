"""The pages behind the login, found by following links: for everything that must hold on each of them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.portal.conftest import Answer, Reader

LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
#: Files, and pages that begin or end the session.
LEFT_OUT = re.compile(
    r"/(login|logout|export|download|report|file|files|jsi18n)/|/requests/new/$|\.(csv|json|xlsx|pdf|ics|zip)$|/logo\.png$"
)


def pattern(path: str) -> str:
    """The same for all objects of a kind: one of each is looked at."""
    return re.sub(r"/\d+/", "/N/", path)


def crawl(reader: Reader, begin: list[str], belongs: Callable[[str], bool]) -> dict[str, Answer]:
    """Pages that links lead to from where it begins, one for each pattern, as they were answered."""
    waiting, seen, found = list(begin), {pattern(path) for path in begin}, {}
    while waiting:
        path = waiting.pop(0)
        answer = reader.get(path)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        found[path] = answer
        for link in map(unescape, LINK.findall(answer.text)):
            if belongs(link) and not LEFT_OUT.search(link) and pattern(link) not in seen:
                seen.add(pattern(link))
                waiting.append(link)
    return found


#: What is shared with partners, below the address of a partnership.
SHARED = re.compile(r"partnerships/[^/]+/(together|self-check|portrait/edit|projects|join)/")


def of_member(reader: Reader, language: str) -> dict[str, Answer]:
    """Pages of the own account, the own organisations, their requests and what they share with partners."""
    prefixes = (f"/{language}/account/", f"/{language}/requests/")
    begin = [prefixes[0], prefixes[1], f"{prefixes[1]}?box=sent", f"{prefixes[1]}new/?to=stadt-koeln"]

    def belongs(link: str) -> bool:
        return link.startswith(prefixes) or bool(SHARED.match(link.removeprefix(f"/{language}/")))

    return crawl(reader, begin, belongs)


def of_desk(reader: Reader, language: str, *further: str) -> dict[str, Answer]:
    """Pages of the secretariat: queue, lists, forms, histories, reviews, imports; `further` are states of a page no link leads to."""
    begin = [
        "/admin/", "/admin/match-rounds/",
        *(f"/{language}/desk/{name}/" for name in ("changes", "duplicates", "entries", "requests")),
        *further,
    ]  # fmt: skip
    prefixes = ("/admin/", f"/{language}/desk/", f"/{language}/requests/")
    return crawl(reader, begin, lambda link: link.startswith(prefixes) and "/view_on_site/" not in link)
