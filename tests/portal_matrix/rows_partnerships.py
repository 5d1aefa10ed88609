"""Addresses of partnerships, postings, matchmaking and requests; requests by a number that does not exist.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "api-partnerships": (lambda _w: (), 200, 200, 200, 200, 200),
    "api-proposals": (lambda _w: (), 400, 400, 400, 400, 400),
    "desk-requests": (lambda _w: (), "L", 404, 404, 404, 200),
    "entry-posting": (lambda w: (w.own.slug, w.posting.pk), "L", 404, 200, 200, 200),
    "entry-posting-new": (lambda w: (w.own.slug,), "L", 404, 200, 200, 200),
    "entry-posting-withdraw": (lambda w: (w.own.slug, w.posting.pk), "L", 405, 405, 405, 405),
    "entry-postings": (lambda w: (w.own.slug,), "L", 404, 200, 200, 200),
    "introduction": (lambda _w: (999_999,), "L", 404, 404, 404, 404),
    "introduction-call": (lambda _w: (999_999, 1), "L", 404, 404, 404, 404),
    "introduction-check-in": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "introduction-close": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "introduction-message": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "introduction-step": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "introduction-step-done": (lambda _w: (999_999, 999_999), "L", 405, 405, 405, 405),
    "matchmaking": (lambda _w: (), 200, 200, 200, 200, 200),
    "matchmaking-actor": (lambda w: (w.own.slug,), 200, 200, 200, 200, 200),
    "matchmaking-how": (lambda _w: (), 200, 200, 200, 200, 200),
    "matchmaking-place": (lambda w: (w.place.geoname_id,), 302, 302, 302, 302, 302),
    "partnership": (lambda w: (w.partnership.slug,), 200, 200, 200, 200, 200),
    "partnership-statistics": (lambda _w: (), 200, 200, 200, 200, 200),
    "partnerships": (lambda _w: (), 200, 200, 200, 200, 200),
    "postings": (lambda _w: (), 200, 200, 200, 200, 200),
    "region": (lambda w: (w.region.slug,), 200, 200, 200, 200, 200),
    "request": (lambda _w: (999_999,), "L", 404, 404, 404, 404),
    "request-answer": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "request-approve": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-check-in": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "request-edit": (lambda _w: (999_999,), "L", 404, 404, 404, 404),
    "request-new": (lambda _w: (), "L", 404, 404, 404, 404),
    "request-note": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-override": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-respond": (lambda _w: (999_999,), "L", 404, 404, 404, 404),
    "request-send": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-send-back": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-take-over": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-waive": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "request-withdraw": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "requests": (lambda _w: (), "L", 200, 200, 200, 200),
    "funding": (lambda _w: (), 200, 200, 200, 200, 200),
    "funding-calendar": (lambda _w: (), 200, 200, 200, 200, 200),
    "funding-programme": (lambda w: (w.own.slug,), 404, 404, 404, 404, 404),
    "funding-remind": (lambda w: (w.own.slug,), "L", 405, 405, 405, 405),
    "introduction-file": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "match-compare": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "match-report": (lambda _w: (999_999, 1), "L", "L", "L", "L", 404),
    "match-round": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "match-round-add": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "match-round-new": (lambda _w: (), "L", "L", "L", "L", 405),
    "match-round-pair": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "match-round-participants": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "match-round-participants-view": (lambda _w: (), "L", "L", "L", "L", 302),
    "match-round-rules": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "match-round-save": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "match-rounds": (lambda _w: (), "L", "L", "L", "L", 200),
    "match-run": (lambda _w: (999_999, 1), "L", "L", "L", "L", 404),
    "match-run-start": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "match-run-stop": (lambda _w: (999_999, 1), "L", "L", "L", "L", 405),
    "match-send": (lambda _w: (999_999, 1), "L", "L", "L", "L", 405),
    "match-without-partner": (lambda _w: (), "L", "L", "L", "L", 200),
    "matchmaking-without-partner": (lambda _w: (), 200, 200, 200, 200, 200),
}
