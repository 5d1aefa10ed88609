"""The forms of a sending: its speed, and when it starts."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import TimeZoneName

ZONES = [(zone.value, zone.label) for zone in (TimeZoneName.BERLIN, TimeZoneName.KYIV)]


class RateForm(forms.Form):
    """Mails per minute; empty: as fast as the mail server takes them."""

    per_minute = forms.IntegerField(
        label=_("Mails per minute"), min_value=1, max_value=100_000, required=False
    )


class ScheduleForm(forms.Form):
    """A moment on the clock of a place; `cleaned_data["moment"]` is that moment in UTC.

    An hour that the clock skips in spring is refused; of an hour that comes twice in autumn the first one is meant.
    """

    at = forms.CharField(label=_("Day and time"), max_length=19)
    zone = forms.ChoiceField(label=_("On the clock of"), choices=ZONES)

    def clean_at(self) -> dt.datetime:
        """A moment without a zone."""
        try:
            found = dt.datetime.fromisoformat(self.cleaned_data["at"].strip())
        except ValueError:
            found = None
        if found is None or found.tzinfo or not 2000 < found.year < 2200:
            raise forms.ValidationError(_("Please give day and time, such as 2027-03-15 09:00."))
        return found

    def clean(self) -> dict[str, Any]:
        """Day, time and place together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            here = cleaned["at"].replace(tzinfo=ZoneInfo(cleaned["zone"]), fold=0)
            moment = here.astimezone(dt.UTC)
            if moment.astimezone(here.tzinfo).replace(tzinfo=None) != cleaned["at"]:
                self.add_error("at", _("There is no such time on that day: the clocks are put forward."))
            cleaned["moment"] = moment
        return cleaned
