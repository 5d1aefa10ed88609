"""What a person has chosen, with the defaults where nothing was chosen."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from accounts.delivery import QuietTimes, next_delivery
from accounts.enums import DEFAULT_FREQUENCY, Frequency, NotificationKind, TimeZoneName
from accounts.models import NotificationPreference, Preferences, User


def frequencies(user: User) -> dict[str, str]:
    """How often the person wants mails, for every kind. One query."""
    chosen = dict(NotificationPreference.objects.filter(user_id=user.pk).values_list("kind", "frequency"))
    return {
        kind: chosen.get(kind, DEFAULT_FREQUENCY.get(kind, Frequency.AT_ONCE))
        for kind in NotificationKind.values
    }


def preferences_of(user: User) -> Preferences:
    """The person's row, or an unsaved one with the defaults: Kyiv time for readers of Ukrainian, else Berlin's. One query."""
    zone = TimeZoneName.KYIV if user.language == "uk" else TimeZoneName.BERLIN
    return Preferences.objects.filter(user_id=user.pk).first() or Preferences(user=user, time_zone=zone)


def quiet_times(user: User) -> QuietTimes:
    """When the person wants no mails. One query."""
    row = preferences_of(user)
    return QuietTimes(ZoneInfo(row.time_zone), row.quiet_from, row.quiet_until)


def delivery_time(user: User, kind: str, now: dt.datetime) -> dt.datetime | None:
    """When a mail of this kind may go out, in UTC; None: the person does not want it. For those who write mails. Two queries."""
    return next_delivery(frequencies(user)[kind], quiet_times(user), now)
