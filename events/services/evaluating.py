"""The answer to the question how an event was: once per registration, kept without a name."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Evaluation, Registration
from platform_portal.core.errors import Refusal


@transaction.atomic
def evaluate(
    *,
    registration: Registration,
    rating: int,
    what_helped: str = "",
    what_was_missing: str = "",
    now: dt.datetime | None = None,
) -> Evaluation:
    """Keeps the answer. Refuses a second one, and one of somebody who was not there.

    That the registration has answered is noted with the end of the event, not with the moment: otherwise moment and order
    would tell whose answer it is. For the same reason nothing goes into the audit log.
    """
    now = now or timezone.now()
    locked = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    if locked.evaluated_at is not None:
        raise Refusal(_("You have answered already. Thank you!"))
    if not Registration.objects.attended().filter(pk=locked.pk, event__ends_at__lte=now).exists():
        raise Refusal(_("Only those who took part can say how it was, once the event is over."))
    locked.evaluated_at = locked.event.ends_at
    locked.save(update_fields=["evaluated_at"])
    return Evaluation.objects.create(
        event_id=locked.event_id,
        rating=rating,
        what_helped=what_helped,
        what_was_missing=what_was_missing,
        given_on=timezone.localdate(now),
    )
