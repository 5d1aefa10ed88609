"""Every address of the portal has a row, and every role gets what its row says; nobody reaches what belongs to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.accounts.test_page_matrix import PAGES as ACCOUNTS
from tests.portal_matrix.conftest import ROLES
from tests.portal_matrix.rows_actors import ROWS as ACTORS
from tests.portal_matrix.rows_admin import SECRETARIAT, WITHOUT_A_PAGE
from tests.portal_matrix.rows_events import ROWS as EVENTS
from tests.portal_matrix.rows_knowledge import ROWS as KNOWLEDGE
from tests.portal_matrix.rows_newsletter import ROWS as NEWSLETTER
from tests.portal_matrix.rows_pages import ROWS as PAGES
from tests.portal_matrix.rows_partnerships import ROWS as PARTNERSHIPS

TABLES = {
    "actors": ACTORS,
    "pages": PAGES,
    "knowledge": KNOWLEDGE,
    "partnerships": PARTNERSHIPS,
    "events": EVENTS,
    "newsletter": NEWSLETTER,
}
ROWS = {name: row for table in TABLES.values() for name, row in table.items()}


def names(patterns, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            )
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def every_name() -> set[str]:
    return set(names(get_resolver().url_patterns))


def outcome(answer) -> int | str:
    target = answer.headers.get("Location", "")
    if "/login/?next=" in target:
        return "L"
    return "C" if "/account/reauthenticate/?next=" in target else answer.status_code


def test_every_address_has_exactly_one_row():
    tables = Counter([*ACCOUNTS, *(name for table in TABLES.values() for name in table)])
    found = {name for name in every_name() if not name.startswith("admin:")}
    assert {name for name, times in tables.items() if times > 1} == set()
    assert found - set(tables) == set(), "addresses without a row"
    assert set(tables) - found == set(), "rows without an address"


@pytest.mark.parametrize("table", TABLES)
def test_every_role_gets_what_its_row_says(world, browsers, table):
    wrong = {}
    for name, (arguments, *expected) in TABLES[table].items():
        address = reverse(name, args=arguments(world))
        found = [outcome(browsers[role].get(address)) for role in ROLES]
        if found != expected:
            wrong[name] = found
    assert wrong == {}


def _guarded(world) -> list[tuple[str, str]]:
    """Addresses of one's organisation and of the desk."""
    every = [(name, reverse(name, args=arguments(world))) for name, (arguments, *_expected) in ROWS.items()]
    return [(name, path) for name, path in every if "/account/organisations/" in path or "/desk/" in path]


def test_what_belongs_to_others_is_not_found_and_cannot_be_changed(world, browsers):
    guarded = _guarded(world)
    assert len(guarded) > 20
    wrong = {}
    for name, path in guarded:
        for method in ("get", "post"):
            found = [outcome(getattr(browsers[role], method)(path)) for role in ("visitor", "stranger")]
            if found[0] not in {"L", 404} or found[1] not in {"L", 403, 404, 405}:
                wrong[name, method] = found
    assert wrong == {}


def test_no_answer_is_a_server_error_whatever_the_method(world, browsers):
    wrong = {}
    for name, (arguments, *_expected) in ROWS.items():
        path = reverse(name, args=arguments(world))
        for role in ROLES:
            for method in ("head", "post", "put", "delete"):
                status = getattr(browsers[role], method)(path).status_code
                if status >= 500:
                    wrong[name, role, method] = status
    assert wrong == {}


#: Parameters of the administration that are not numbers.
VALUES = {"app_label": "actors"}


def _admin() -> list[tuple[str, str]]:
    """Every address of the administration with a number that does not exist, or a real one where it only reads."""
    found = []
    for name in sorted(set(names(get_resolver().url_patterns))):
        if not name.startswith("admin:") or name in WITHOUT_A_PAGE:
            continue
        pattern = get_resolver().namespace_dict["admin"][1].reverse_dict.getlist(name.removeprefix("admin:"))
        parameters = pattern[0][0][0][1] if pattern else []
        found.append(
            (name, reverse(name, args=[VALUES.get(parameter, "999999") for parameter in parameters]))
        )
    return found


def _rule(name: str) -> object:
    """The row of the name itself, else of its last word."""
    return SECRETARIAT.get(name.removeprefix("admin:")) or SECRETARIAT.get(f"*_{name.rpartition('_')[2]}")


def test_every_address_of_the_administration_has_a_rule():
    assert [name for name, _path in _admin() if _rule(name) is None] == []


def test_the_administration_is_for_the_secretariat_alone(browsers):
    wrong = {}
    for name, path in _admin():
        for role in ("visitor", "stranger", "owner"):
            found = outcome(browsers[role].get(path))
            if found not in (
                {"L", 302, 403, 404, 405} if name in {"admin:login", "admin:logout"} else {"L", 404, 405}
            ):
                wrong[name, role] = found
        found = outcome(browsers["secretariat"].get(path))
        if found not in _rule(name):
            wrong[name, "secretariat"] = found
    assert wrong == {}
