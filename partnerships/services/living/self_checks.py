"""The yearly self-check of a side. Nothing of it leaves the partnership but totals without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums_living import Factor, Level, Sign
from partnerships.models import Partnership, SelfCheck, SelfCheckMark
from partnerships.services.living.sides import lock, note_sign, side_of, sides_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def answer(
    *,
    partnership: Partnership,
    marks: Mapping[str, int],
    helps_others: bool,
    by: User,
    now: dt.datetime | None = None,
) -> SelfCheck:
    """The self-check of the person's side for this year; all factors are asked. Changed freely until all sides have answered.

    Afterwards it is refused: who has read the other side's answers does not change the own ones.
    """
    now = now or timezone.now()
    partnership = lock(partnership)
    actor = side_of(partnership, by)
    year = timezone.localdate(now).year
    if set(marks) != set(Factor.values) or not all(level in Level.values for level in marks.values()):
        raise Refusal(_("Please answer every point."))
    answered = set(
        SelfCheck.objects.filter(partnership=partnership, year=year).values_list("actor_id", flat=True)
    )
    if {side.pk for side in sides_of(partnership)} <= answered:
        raise Refusal(
            _("All sides have answered for this year; now you can compare. The next self-check is next year.")
        )
    check, _new = SelfCheck.objects.update_or_create(
        partnership=partnership,
        actor=actor,
        year=year,
        defaults={"answered_at": now, "answered_by": by, "helps_others": helps_others},
    )
    check.marks.all().delete()
    SelfCheckMark.objects.bulk_create(
        SelfCheckMark(check_up=check, factor=factor, level=level) for factor, level in marks.items()
    )
    note_sign(partnership, Sign.SELF_CHECK, actor=actor, now=now)
    audit.record(action="partnership.self_check", obj=partnership, by=by, year=year)
    return check
