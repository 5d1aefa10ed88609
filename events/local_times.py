"""Times as they are entered: on the clock of a zone. Those the clocks skip in spring are refused with a sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def in_zone(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A local time without zone as a moment; of a time that comes twice in autumn the first one. Raises ValidationError for a skipped one."""
    made = moment.replace(tzinfo=zone, fold=0)
    if made.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise ValidationError(
            _("%(time)s does not exist on %(day)s: the clocks skip it (%(zone)s). Choose another time.")
            % {"time": f"{moment:%H:%M}", "day": moment.date().isoformat(), "zone": zone.key}
        )
    return made


class LocalTimeWidget(forms.SplitDateTimeWidget):
    """Day and time beside each other, as the browser offers them."""

    template_name = "events/local_time.html"
    supports_microseconds = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each part says what it is; the label of the field names the first one."""
        context = super().get_context(name, value, attrs)
        day, time = context["widget"]["subwidgets"]
        label = str(self.attrs.get("data-label", ""))
        day["attrs"] = {**day["attrs"], "aria-label": _("%(label)s: day") % {"label": label}}
        time["attrs"] = {**time["attrs"], "aria-label": _("%(label)s: time") % {"label": label}}
        return context


class LocalTimeField(forms.SplitDateTimeField):
    """A day and a time without zone; the form adds the zone. An empty time means midnight only where `needs_time` is off."""

    widget = LocalTimeWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_date_formats=["%Y-%m-%d"], input_time_formats=["%H:%M", "%H:%M:%S"], **kwargs)
        self.widget.attrs["data-label"] = str(kwargs.get("label", ""))

    def compress(self, data_list: Any) -> dt.datetime | None:
        """Day and time as they stand; no zone is assumed."""
        if not data_list or data_list[0] in self.empty_values:
            return None
        if data_list[1] in self.empty_values:
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        return dt.datetime.combine(*data_list)
