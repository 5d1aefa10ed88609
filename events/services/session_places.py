"""Places of sessions of their own, as they are entered with the session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from events.enums import MODES_OF, Mode
from events.models import Bucket, Session
from events.services import capacity

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_places(*, session: Session, wanted: Mapping[str, int | None], by: User) -> None:
    """Gives a bookable session a bucket per way of taking part, with so many places (None: without limit).

    Raises Refusal where fewer are wanted than are taken. Ways it does not offer lose their bucket while nobody has booked there.
    """
    modes = modes_of(session) if session.is_bookable else ()
    session.buckets.exclude(mode__in=modes).filter(bookings=None).delete()
    for mode in modes:
        bucket, is_new = Bucket.objects.get_or_create(
            event=session.event, session=session, mode=mode, defaults={"capacity": wanted.get(mode)}
        )
        if not is_new and bucket.capacity != wanted.get(mode):
            capacity.set_capacity(bucket=bucket, capacity=wanted.get(mode), by=by)


def modes_of(session: Session) -> tuple[Mode, ...]:
    """Ways of taking part in a session: its own format, else that of the event."""
    return MODES_OF[session.format or session.event.format]
