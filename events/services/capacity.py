"""How many places there are: raised, the waiting list moves up; lowered below what is taken, it is refused with numbers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Bucket
from events.services import places, waiting_list
from events.services.approving import check_desk
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def set_capacity(*, bucket: Bucket, capacity: int | None, by: User, now: dt.datetime | None = None) -> Bucket:
    """Sets the places of a bucket, None for without limit. Refuses less than what is confirmed, held and offered."""
    now = now or timezone.now()
    check_desk(by)
    if capacity is not None and capacity < 0:
        raise Refusal(_("There cannot be fewer than no places."))

    def work() -> Bucket:
        buckets = places.lock_event(bucket.event_id)
        row = buckets[bucket.pk]
        taken = places.count({row.pk: row})[row.pk].taken
        if capacity is not None and capacity < taken:
            raise Refusal(
                _("%(taken)s places are taken already; %(wanted)s would be too few.")
                % {"taken": taken, "wanted": capacity}
            )
        before, row.capacity = row.capacity, capacity
        row.save(update_fields=["capacity"])
        audit.record(action="bucket.changed", obj=row, by=by, before=before, after=capacity)
        waiting_list.fill(event=row.event, buckets=buckets, now=now)
        return row

    return places.patiently(work)
