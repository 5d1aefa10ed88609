"""What every page needs around its content: navigation, footer, language switch. No query, no cookie for anonymous readers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

#: How each language calls itself; never translated.
LANGUAGE_NAMES = {"de": "Deutsch", "uk": "Українська", "en": "English"}

#: Sections in the order of the navigation: URL name and label. A name that does not resolve is not shown.
SECTIONS: tuple[tuple[str, str | Promise], ...] = (
    ("dashboard", pgettext_lazy("navigation", "Overview")),
    ("actors", pgettext_lazy("navigation", "Actors")),
    ("working-groups", pgettext_lazy("navigation", "Working groups")),
    ("partnerships", pgettext_lazy("navigation", "Partnerships")),
    ("postings", pgettext_lazy("navigation", "Needs and offers")),
    ("matchmaking", pgettext_lazy("navigation", "Suggestions")),
    ("requests", pgettext_lazy("navigation", "Requests")),
    ("funding", pgettext_lazy("navigation", "Funding")),
    ("events", pgettext_lazy("navigation", "Events")),
    ("knowledge", pgettext_lazy("navigation", "Knowledge")),
    ("newsletter", pgettext_lazy("navigation", "Newsletter")),
)

#: Sections only those see who are signed in.
MEMBERS_ONLY = frozenset({"requests"})

#: Columns of the footer: heading and links as above.
FOOTER: tuple[tuple[str | Promise, tuple[tuple[str, str | Promise], ...]], ...] = (
    (
        _("Take part"),
        (
            ("join", _("Enter your organisation")),
            ("postings", _("Needs and offers")),
            ("working-groups", _("Working groups")),
            ("newsletter", _("Subscribe to the newsletter")),
            ("account_login", _("Log in")),
        ),
    ),
    (
        _("Data"),
        (
            ("partnership-statistics", _("Statistics of partnerships")),
            ("api-schema", _("Interface for programs (OpenAPI)")),
            ("matchmaking-how", _("How suggestions work")),
            ("sources", _("Sources and licences")),
        ),
    ),
    (
        _("Help"),
        (
            ("easy-language", _("Easy language")),
            ("accessibility", _("Accessibility statement")),
            ("accessibility-feedback", _("Report a barrier")),
        ),
    ),
    (
        _("Legal"),
        (
            ("imprint", _("Imprint")),
            ("privacy", _("Privacy")),
            ("style-guide", _("Style guide")),
        ),
    ),
)


#: Stands for the reader's own path in the kept header.
_MARK = "the-address-of-this-page"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; `current` is the value of aria-current, empty when it is another page."""

    url: str
    label: str
    lang: str = ""
    current: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, from which base.html takes its frame, and the secretariat's address."""
    return {"shell": Shell(request), "secretariat_email": settings.PORTAL_SECRETARIAT_EMAIL}


class Shell:
    """The frame around a page, worked out only as far as the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @property
    def head(self) -> SafeString:
        """What stands in every page's head."""
        return _head_of(settings.ROOT_URLCONF, self.language)

    @property
    def header(self) -> SafeString:
        """The header; anonymous readers share one per language and section, with their own address filled in."""
        path = self._request.get_full_path()
        tail = path.removeprefix(f"/{self.language}/")
        if (
            self._is_signed_in
            or tail == path
            or path.startswith(url_or_nothing(self.language, "account_login") or "//")
        ):
            return render_to_string("components/header.html", {"shell": self}, self._request)
        here, exact = self._section()
        kept = _header_of(settings.ROOT_URLCONF, self.language, here, exact)
        own = kept.replace(f"next=/{self.language}/{_MARK}", f"next={quote(path, safe='/')}")
        return mark_safe(own.replace(_MARK, escape(tail)))  # noqa: S308

    @property
    def languages(self) -> list[Link]:
        """The same address in every language: the paths differ in their prefix only, so error pages have it too."""
        return language_links(self._request, self.language)

    @property
    def navigation(self) -> SafeString:
        """The sections that exist, the reader's own marked."""
        here, exact = self._section()
        return _navigation_of(settings.ROOT_URLCONF, self.language, here, exact, self._is_signed_in)

    def _section(self) -> tuple[str, bool]:
        path = self._request.path
        here = section_of(self.language, path)
        return here, bool(here) and path == dict(_targets(self.language)).get(here)

    @property
    def search_url(self) -> str:
        """Address of the search page, empty while there is none."""
        return url_or_nothing(self.language, "search")

    @property
    def easy_language_url(self) -> str:
        """The page in easy language; its slot for the sign-language film has the id `sign-language`."""
        return url_or_nothing(self.language, "easy-language")

    @property
    def home_url(self) -> str:
        """The dashboard, or the language's root while there is none."""
        return url_or_nothing(self.language, "dashboard") or f"/{self.language}/"

    @property
    def login_url(self) -> str:
        """The log-in page with the way back to this page."""
        target = url_or_nothing(self.language, "account_login")
        path = self._request.get_full_path()
        if not target or path.startswith(target):
            return target
        return f"{target}?next={quote(path, safe='/')}"

    @property
    def logout_url(self) -> str:
        """Where the log-out form posts to."""
        return url_or_nothing(self.language, "account_logout")

    @property
    def account_links(self) -> list[Link]:
        """Entries of the account menu that exist."""
        entries = [("account", _("My account")), ("account_change_password", _("Change password"))]
        user = getattr(self._request, "user", None)
        if user is not None and user.is_staff:
            entries.append(("admin:index", _("Administration")))
        found = ((url_or_nothing(self.language, name), label) for name, label in entries)
        return [Link(url, str(label)) for url, label in found if url]

    @property
    def footer(self) -> SafeString:
        """The footer with those links that exist; who is signed in needs no way to log in."""
        return _footer_of(settings.ROOT_URLCONF, self.language, self._is_signed_in)

    @property
    def _is_signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return user is not None and bool(user.is_authenticated)


class _Marked(Shell):
    """The frame of an address that is filled in later."""

    def __init__(self, request: HttpRequest, navigation: SafeString) -> None:
        super().__init__(request)
        self._navigation = navigation

    @property
    def navigation(self) -> SafeString:
        """As given: the section is the reader's."""
        return self._navigation


def language_links(request: HttpRequest, language: str) -> list[Link]:
    """Links to this page in every language, path and query kept; without a prefix they lead to the dashboards."""
    head, _slash, rest = request.get_full_path().lstrip("/").partition("/")
    has_prefix = head.partition("?")[0] in LANGUAGE_NAMES
    tail = rest if has_prefix else ""
    return [
        Link(
            url=f"/{code}/{tail}",
            label=name,
            lang=code,
            current="true" if has_prefix and code == language else "",
        )
        for code, name in LANGUAGE_NAMES.items()
    ]


def section_of(language: str, path: str) -> str:
    """The section (URL name) a path belongs to, the longest address first; empty when none."""
    fitting = [
        (len(url), name)
        for name, url in _targets(language)
        if path == url or (name != "dashboard" and path.startswith(url))
    ]
    return max(fitting)[1] if fitting else ""


def url_or_nothing(language: str, name: str) -> str:
    """The address of a page without arguments, or "" while the page does not exist."""
    return _url(settings.ROOT_URLCONF, language, name)


def forget() -> None:
    """Forgets the kept fragments; for tests that change the addresses."""
    for kept in (_url, _targets_of, _head_of, _header_of, _navigation_of, _footer_of):
        kept.cache_clear()


@lru_cache(maxsize=512)
def _url(urlconf: str, language: str, name: str) -> str:
    del urlconf, language  # part of the key: the active language decides the prefix
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _targets(language: str) -> tuple[tuple[str, str], ...]:
    return _targets_of(settings.ROOT_URLCONF, language)


@lru_cache(maxsize=16)
def _targets_of(urlconf: str, language: str) -> tuple[tuple[str, str], ...]:
    del urlconf
    found = ((name, url_or_nothing(language, name)) for name, _label in SECTIONS)
    return tuple((name, url) for name, url in found if url)


@lru_cache(maxsize=16)
def _head_of(urlconf: str, language: str) -> SafeString:
    del urlconf, language
    return render_to_string("components/head.html")


@lru_cache(maxsize=128)
def _header_of(urlconf: str, language: str, here: str, exact: bool) -> SafeString:
    request = HttpRequest()
    request.path = f"/{language}/{_MARK}"
    navigation = _navigation_of(urlconf, language, here, exact, False)
    return render_to_string("components/header.html", {"shell": _Marked(request, navigation)})


@lru_cache(maxsize=128)
def _navigation_of(urlconf: str, language: str, here: str, exact: bool, is_signed_in: bool) -> SafeString:
    del urlconf
    targets = dict(_targets(language))
    links = [
        Link(targets[name], str(label), current=("page" if exact else "true") if name == here else "")
        for name, label in SECTIONS
        if name in targets and (is_signed_in or name not in MEMBERS_ONLY)
    ]
    return render_to_string("components/navigation.html", {"links": links})


@lru_cache(maxsize=16)
def _footer_of(urlconf: str, language: str, is_signed_in: bool) -> SafeString:
    del urlconf
    hidden = {"account_login"} if is_signed_in else set()
    columns = [
        (
            str(heading),
            [
                Link(url, str(label))
                for name, label in links
                if name not in hidden and (url := url_or_nothing(language, name))
            ],
        )
        for heading, links in FOOTER
    ]
    return render_to_string("components/footer.html", {"columns": [c for c in columns if c[1]]})
