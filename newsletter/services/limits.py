"""Limits of sending and their slots: changing one keeps the promise for every window that has begun."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from newsletter.enums_delivery import LogKind
from newsletter.models import Edition, SendingLimit, SendingSlot
from newsletter.services import sending_log
from platform_portal.core import audit

if TYPE_CHECKING:
    from accounts.models import User

#: Number of the advisory lock, "rate" in ASCII: limits are changed one at a time.
LOCK = 0x72617465


@transaction.atomic
def set_limit(
    *, messages: int, seconds: int, edition: Edition | None = None, domain: str = "", by: User | None = None
) -> SendingLimit:
    """At most so many mails within so many seconds: of one edition, to one domain, or of all. Holds from the next mail on, for all senders."""
    _lock()
    found = SendingLimit.objects.filter(edition=edition, domain=domain).first()
    limit = found or SendingLimit(edition=edition, domain=domain)
    longer = seconds - limit.seconds if found else 0
    limit.messages, limit.seconds = messages, seconds
    limit.full_clean(validate_unique=False)
    limit.save()
    _fit_slots(limit, longer)
    if edition is not None:
        sending_log.note(edition, LogKind.RATE, by=by, count=messages, note=f"{messages} / {seconds} s")
    audit.record(action="sending_limit.set", obj=limit, by=by, messages=messages, seconds=seconds)
    return limit


@transaction.atomic
def lift_limit(*, edition: Edition | None = None, domain: str = "", by: User | None = None) -> bool:
    """No such limit any more; whether there was one."""
    _lock()
    limit = SendingLimit.objects.filter(edition=edition, domain=domain).first()
    if limit is None:
        return False
    audit.record(action="sending_limit.lifted", obj=limit, by=by)
    limit.delete()
    if edition is not None:
        sending_log.note(edition, LogKind.RATE, by=by, note="∞")
    return True


def _fit_slots(limit: SendingLimit, longer: int) -> None:
    """As many slots as mails. Those that are free last stay, so that what has been sent counts; a longer window holds them longer."""
    if longer:
        limit.slots.update(free_at=F("free_at") + dt.timedelta(seconds=longer))
    keys = list(limit.slots.order_by("-free_at", "-pk").values_list("pk", flat=True))
    limit.slots.filter(pk__in=keys[limit.messages :]).delete()
    now = timezone.now() - dt.timedelta(seconds=1)
    missing = [SendingSlot(limit=limit, free_at=now) for _ in range(limit.messages - len(keys))]
    SendingSlot.objects.bulk_create(missing, batch_size=5_000)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
