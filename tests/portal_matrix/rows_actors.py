"""Addresses of actors and working groups, of joining, change proposals, freshness, duplicates and consents.

URL name: arguments in the world of the tests, then the answer to a GET by a visitor, a stranger (member of another organisation), an
editor and an owner of the organisation, and the secretariat. L: to the login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROWS: dict[
    str, tuple[Callable[[Any], tuple[Any, ...]], int | str, int | str, int | str, int | str, int | str]
] = {
    "actor": (lambda w: (w.own.slug,), 200, 200, 200, 200, 200),
    "actors": (lambda _w: (), 200, 200, 200, 200, 200),
    "actors-map": (lambda _w: (), 200, 200, 200, 200, 200),
    "api-actors": (lambda _w: (), 200, 200, 200, 200, 200),
    "claim": (lambda w: (w.own.slug,), 200, 200, 200, 200, 200),
    "claim-confirm": (lambda w: (w.claim_token,), 200, 200, 200, 200, 200),
    "claim-sent": (lambda w: (w.own.slug,), 200, 200, 200, 200, 200),
    "contact-consent": (lambda _w: ("schluessel",), 200, 200, 200, 200, 200),
    "contact-consents": (lambda w: (w.own.slug,), "L", 404, 200, 200, 200),
    "desk-duplicates": (lambda _w: (), "L", 404, 404, 404, 200),
    "desk-entries": (lambda _w: (), "L", 404, 404, 404, 200),
    "desk-entries-decide": (lambda _w: (), "L", 404, 404, 404, 405),
    "duplicate-different": (lambda w: (w.duplicate.pk,), "L", 404, 404, 404, 405),
    "duplicate-merge": (lambda w: (w.duplicate.pk,), "L", 404, 404, 404, 405),
    "duplicate-review": (lambda w: (w.duplicate.pk,), "L", 404, 404, 404, 200),
    "duplicate-undo": (lambda w: (w.duplicate.pk,), "L", 404, 404, 404, 405),
    "entry-edit": (lambda w: (w.own.slug,), "L", 404, 200, 200, 200),
    "entry-edit-section": (lambda w: (w.own.slug, "topics"), "L", 404, 200, 200, 200),
    "entry-freshness": (lambda w: (w.freshness_key, "still-right"), 200, 200, 200, 200, 200),
    "entry-freshness-thanks": (lambda w: (w.freshness_key,), 410, 410, 410, 410, 410),
    "entry-invitation-again": (lambda w: (w.own.slug, w.invitation.pk), "L", 405, 405, 405, 405),
    "entry-invitation-withdraw": (lambda w: (w.own.slug, w.invitation.pk), "L", 405, 405, 405, 405),
    "entry-people": (lambda w: (w.own.slug,), "L", 404, 404, 200, 200),
    "entry-people-remove": (lambda w: (w.own.slug, w.membership.pk), "L", 404, 200, 200, 200),
    "entry-people-role": (lambda w: (w.own.slug, w.membership.pk), "L", 405, 405, 405, 405),
    "entry-translation-right": (lambda w: (w.own.slug,), "L", 405, 405, 405, 405),
    "form-draft": (lambda _w: ("entry-x",), 405, 405, 405, 405, 405),
    "form-draft-discard": (lambda _w: ("entry-x",), "L", 405, 405, 405, 405),
    "invitation": (lambda w: (w.invitation_key,), 200, 200, 200, 200, 200),
    "join": (lambda _w: (), 200, 200, 200, 200, 200),
    "join-confirm": (lambda w: (w.interest_token,), 200, 200, 200, 200, 200),
    "join-confirmed": (lambda _w: (), 200, 200, 200, 200, 200),
    "join-sent": (lambda _w: (), 200, 200, 200, 200, 200),
    "my-change-withdraw": (lambda w: (w.revision.pk,), "L", 405, 405, 405, 405),
    "my-changes": (lambda _w: (), "L", 200, 200, 200, 200),
    "my-contacts": (lambda _w: (), "L", 200, 200, 200, 200),
    "revision-accept-all": (lambda w: (w.revision.pk,), "L", 404, 404, 404, 405),
    "revision-review": (lambda w: (w.revision.pk,), "L", 404, 404, 404, 200),
    "revisions": (lambda _w: (), "L", 404, 404, 404, 200),
    "working-group": (lambda w: (w.group.slug,), 200, 200, 200, 200, 200),
    "working-group-file-new": (lambda w: (w.circle.slug,), "L", 404, 200, 200, 200),
    "working-group-file-remove": (lambda w: (w.circle.slug, w.group_file.pk), "L", 405, 405, 405, 405),
    "working-group-join": (lambda w: (w.group.slug,), "L", 200, 200, 200, 404),
    "working-group-join-answer": (lambda w: (w.circle.slug, w.join_request.pk), "L", 405, 405, 405, 405),
    "working-group-join-withdraw": (lambda w: (w.circle.slug, w.join_request.pk), "L", 405, 405, 405, 405),
    "working-group-member-end": (lambda w: (w.circle.slug, w.member.pk), "L", 405, 405, 405, 405),
    "working-group-plan-new": (lambda w: (w.circle.slug,), "L", 404, 200, 200, 200),
    "working-group-plan-remove": (lambda w: (w.circle.slug, w.plan.pk), "L", 405, 405, 405, 405),
    "working-group-step-mark": (lambda w: (w.circle.slug, w.step.pk), "L", 405, 405, 405, 405),
    "working-group-step-new": (lambda w: (w.circle.slug, w.plan.pk), "L", 404, 200, 200, 200),
    "working-group-step-remove": (lambda w: (w.circle.slug, w.step.pk), "L", 405, 405, 405, 405),
    "working-group-workspace": (lambda w: (w.circle.slug,), "L", 404, 200, 200, 200),
    "working-groups": (lambda _w: (), 200, 200, 200, 200, 200),
}
