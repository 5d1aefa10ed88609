"""What the secretariat does with single participants: steps of the desk around the services of registration."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.services import approving, inviting, leaving
from events.services.places import Busy
from platform_portal.core.desk import steps
from platform_portal.core.desk.steps import Outlook, Step
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One step: `run(registration, reason, by)` calls a service, which may refuse."""

    slug: str
    label: str | Promise
    run: Callable[[Any, str, User], object]
    explanation: str | Promise = ""


def _approve(registration: Any, _reason: str, by: User) -> object:
    return approving.approve(registration=registration, by=by)


def _approve_or_wait(registration: Any, _reason: str, by: User) -> object:
    return approving.approve(registration=registration, by=by, on_waiting_list=True)


def _decline(registration: Any, reason: str, by: User) -> object:
    return approving.decline(registration=registration, reason=reason, by=by)


def _cancel(registration: Any, _reason: str, by: User) -> object:
    return leaving.cancel(registration=registration, by=by)


STEPS = (
    DeskStep(
        "approve",
        pgettext_lazy("step with a registration", "Approve"),
        _approve,
        _("Whoever is approved gets a place and a confirmation. Nobody is approved beyond the places."),
    ),
    DeskStep(
        "approve-or-wait",
        pgettext_lazy("step with a registration", "Approve, or onto the waiting list"),
        _approve_or_wait,
        _("Whoever finds no place any more waits for one, in the order of the list."),
    ),
    DeskStep(
        "decline",
        pgettext_lazy("step with a registration", "Decline"),
        _decline,
        _("Whoever is declined is told, with the reason if there is one."),
    ),
    DeskStep(
        "cancel",
        pgettext_lazy("step with a registration", "Cancel the registration"),
        _cancel,
        _("Places become free at once; whoever waits longest moves up."),
    ),
)


def step_of(slug: str, reason: str) -> Step | None:
    """The step under its slug as the desk runs it, None for none."""
    found = next((step for step in STEPS if step.slug == slug), None)
    if found is None:
        return None
    busy: list[Busy] = []

    def run(row: Any, by: User) -> object:
        """After one has waited for the places in vain, the others are told at once."""
        if busy:
            raise Busy(busy[0].message)
        try:
            return found.run(row, reason, by)
        except Busy as refusal:
            busy.append(refusal)
            raise

    return Step(found.slug, found.label, run, explanation=found.explanation)


def trial(step: Step, chosen: list[Any], by: User) -> list[Outlook]:
    """What the step would do to all of them one after the other, taken back at the end: so it also says for whom no place is left."""
    outlooks: list[Outlook] = []
    with suppress(_Trial), transaction.atomic():
        outlooks, _done = steps.run(step, chosen, by)
        raise _Trial
    return outlooks


def invite_each(
    *,
    event: Event,
    people: list[tuple[str, str, str]],
    mode: str,
    language: str,
    by: User,
    is_trial: bool,
) -> list[tuple[str, str]]:
    """Invites (name, address, organisation) one after the other; name and refusal of each ("": done).

    As a trial everything is taken back, so that the preview says what would happen, also which one finds no place any more.
    """
    outlooks: list[tuple[str, str]] = []
    busy = ""
    with suppress(_Trial), transaction.atomic():
        for name, email, organisation in people:
            if busy:  # one has waited for the places in vain
                outlooks.append((name, busy))
                continue
            try:
                with transaction.atomic():
                    inviting.invite(
                        event=event, name=name, email=email, organisation=organisation, mode=mode,
                        language=language, by=by,
                    )  # fmt: skip
                outlooks.append((name, ""))
            except Busy as refusal:
                busy = str(refusal)
                outlooks.append((name, busy))
            except Refusal as refusal:
                outlooks.append((name, str(refusal)))
        if is_trial:
            raise _Trial
    return outlooks


class _Trial(Exception):
    """Rolls a trial back."""
