"""Saves what a person has chosen about name, language and mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Frequency, NotificationKind
from accounts.models import NotificationPreference, Preferences, User
from accounts.services import notices
from platform_portal.core import audit
from platform_portal.core.errors import Refusal


@transaction.atomic
def save(
    *,
    user: User,
    name: str,
    language: str,
    notifications: Mapping[str, str],
    quiet_from: dt.time | None,
    quiet_until: dt.time | None,
    time_zone: str,
) -> User:
    """Saves everything of the preferences page at once. Refuses half a quiet time and unknown kinds or frequencies."""
    if (quiet_from is None) != (quiet_until is None):
        raise Refusal(_("Please give both times, or none."))
    if not set(notifications) <= set(NotificationKind.values) or not set(notifications.values()) <= set(
        Frequency.values
    ):
        raise Refusal(_("There is no such choice."))
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    Preferences.objects.update_or_create(
        user=user, defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "time_zone": time_zone}
    )
    NotificationPreference.objects.bulk_create(
        [NotificationPreference(user=user, kind=kind, frequency=chosen) for kind, chosen in notifications.items()],
        update_conflicts=True, unique_fields=["user", "kind"], update_fields=["frequency"],
    )  # fmt: skip
    notices.reschedule(user=user)
    audit.record(action="account.preferences_saved", obj=user, by=user)
    return user
