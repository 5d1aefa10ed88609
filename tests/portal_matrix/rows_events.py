"""Addresses of the app `events`.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "api-event": (lambda w: (w.event.slug,), 200, 200, 200, 200, 200),
    "api-events": (lambda _w: (), 200, 200, 200, 200, 200),
    "event": (lambda w: (w.event.slug,), 200, 200, 200, 200, 200),
    "event-calendar": (lambda _w: (), "L", 200, 200, 200, 200),
    "event-calendar-end": (lambda _w: (), "L", 405, 405, 405, 405),
    "event-calendar-personal": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "event-calendar-renew": (lambda _w: (), "L", 405, 405, 405, 405),
    "event-file": (lambda w: (w.event.slug,), 200, 200, 200, 200, 200),
    "event-programme": (lambda w: (w.event.slug,), 404, 404, 404, 404, 404),
    "event-programme-changes": (lambda w: (w.event.slug,), 404, 404, 404, 404, 404),
    "event-report": (lambda w: (w.event.slug,), 404, 404, 404, 404, 200),
    "events": (lambda _w: (), 200, 200, 200, 200, 200),
    "events-calendar": (lambda _w: (), 200, 200, 200, 200, 200),
    "group-calendar": (lambda w: (w.group.slug,), 200, 200, 200, 200, 200),
    "series": (lambda w: (w.series.slug,), 200, 200, 200, 200, 200),
    "series-calendar": (lambda w: (w.series.slug,), 200, 200, 200, 200, 200),
    "event-register": (lambda w: (w.event.slug,), 200, 200, 200, 200, 200),
    "event-register-sent": (lambda w: (w.event.slug,), 200, 200, 200, 200, 200),
    "registration": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "registration-calendar": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "registration-cancel": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "registration-change": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "registration-choose": (lambda _w: ("unbekannt",), 405, 405, 405, 405, 405),
    "registration-confirm": (lambda _w: ("unbekannt",), 405, 405, 405, 405, 405),
    "registration-mode": (lambda _w: ("unbekannt",), 405, 405, 405, 405, 405),
    "registration-offer": (lambda _w: ("unbekannt",), 405, 405, 405, 405, 405),
    "registration-stream": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "event-participants": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-invite": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-copy": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-cancel": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-check-in": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-mails": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-mail-new": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-afterwards": (lambda w: (w.event.pk,), "L", "L", "L", "L", 200),
    "event-decide": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "event-check-in-scan": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "event-check-in-back": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "event-document-add": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "event-announce": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "event-copies": (lambda _w: (), "L", "L", "L", "L", 200),
    "event-export": (lambda w: (w.event.pk, "csv"), "L", "L", "L", "L", 200),
    "event-mail": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 404),
    "event-mail-edit": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 404),
    "event-mail-test": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 405),
    "event-mail-send": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 405),
    "event-document-remove": (lambda _w: (999_999, 999_999), "L", "L", "L", "L", 405),
    "impulse-review": (lambda _w: (999_999,), "L", "L", "L", "L", 404),
    "impulse-accept": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "impulse-decline": (lambda _w: (999_999,), "L", "L", "L", "L", 405),
    "impulses": (lambda _w: (), "L", 200, 200, 200, 200),
    "impulse-new": (lambda _w: (), "L", 200, 200, 200, 404),
    "impulse-withdraw": (lambda _w: (999_999,), "L", 405, 405, 405, 405),
    "registration-evaluation": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "registration-participants": (lambda _w: ("unbekannt",), 404, 404, 404, 404, 404),
    "event-participant-list": (lambda w: (w.event.slug,), "L", 404, 404, 404, 404),
}
