"""Forms of the programme at the desk: times are entered on the clock of the event's zone."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Language
from events.local_times import in_zone
from events.models import Event, Session

_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_MIDNIGHT = dt.time(0)


class TimesForm(forms.ModelForm):
    """Day, beginning and end of a session; an end at 00:00 is the midnight after the day."""

    begins = forms.TimeField(label=gettext_lazy("begins"), required=False, widget=_TIME)
    finishes = forms.TimeField(label=gettext_lazy("ends"), required=False, widget=_TIME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if self.instance.pk:
            zone = self.instance.event.tzinfo
            for name, value in (("begins", self.instance.starts_at), ("finishes", self.instance.ends_at)):
                if value is not None:
                    self.initial[name] = value.astimezone(zone).time()

    def clean(self) -> dict[str, Any]:
        """Works out the moments; refuses half a time, an end before the beginning, and times the clocks skip."""
        sent: dict[str, Any] = super().clean() or self.cleaned_data
        event: Event | None = sent.get("event") or getattr(self.instance, "event", None)
        day, begins, finishes = sent.get("day"), sent.get("begins"), sent.get("finishes")
        if event is None or day is None or self.errors:
            return sent
        if (begins is None) != (finishes is None):
            self.add_error("finishes", _("Enter both times or none."))
            return sent
        try:
            starts = in_zone(dt.datetime.combine(day, begins), event.tzinfo) if begins is not None else None
            ends = self._end(day, finishes, event.tzinfo) if finishes is not None else None
        except ValidationError as error:
            self.add_error("begins", error)
            return sent
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("finishes", _("The session must end after it begins."))
            return sent
        self.instance.starts_at, self.instance.ends_at = starts, ends
        return sent

    def _end(self, day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
        if time == _MIDNIGHT:
            day += dt.timedelta(days=1)
        return in_zone(dt.datetime.combine(day, time), zone)


class SessionForm(TimesForm):
    """A session with everything; rooms, tracks and frames are those of its event."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Spoken languages"), choices=Language.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Empty: as the event."),
    )  # fmt: skip
    interpretation = forms.MultipleChoiceField(
        label=gettext_lazy("Interpreted into"), choices=Language.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    places_on_site = forms.IntegerField(
        label=gettext_lazy("Places on site"), required=False, min_value=0, max_value=100_000,
        help_text=gettext_lazy("Only where it has places of its own. Empty: without limit."),
    )  # fmt: skip
    places_online = forms.IntegerField(
        label=gettext_lazy("Places online"), required=False, min_value=0, max_value=100_000
    )

    class Meta:
        model = Session
        fields = (
            "event", "kind", "title", "abstract", "source_language", "day", "position", "frame", "room", "venue", "track", "format",
            "languages", "interpretation", "audience", "is_bookable", "is_tbc", "organiser",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self._event()
        for name in ("room", "track", "frame"):
            if name in self.fields and event is not None:
                field = cast("forms.ModelChoiceField[Any]", self.fields[name])
                field.queryset = field.queryset.filter(event=event)  # type: ignore[union-attr]
        if self.instance.pk:
            self.initial.update(
                {f"places_{bucket.mode}": bucket.capacity for bucket in self.instance.buckets.all()}
            )

    def _event(self) -> Any:
        """Of the row, else as sent or asked for; None while it is not known."""
        if self.instance.event_id:
            return self.instance.event_id
        given = str(self.data.get("event") or self.initial.get("event") or "")
        return int(given) if given.isdigit() and len(given) < 10 else None

    def clean(self) -> dict[str, Any]:
        """Also refuses parts of other events, and parts of parts."""
        sent = super().clean()
        event, frame = sent.get("event"), sent.get("frame")
        for name in ("room", "track", "frame"):
            chosen = sent.get(name)
            if chosen is not None and event is not None and chosen.event_id != event.pk:
                self.add_error(name, _("Choose one of the same event."))
        if frame is not None and (frame.frame_id or frame.pk == self.instance.pk):
            self.add_error("frame", _("A parallel part belongs to a session that is no part itself."))
        if frame is not None and self.instance.pk and self.instance.parts.exists():
            self.add_error("frame", _("This session has parallel parts itself."))
        return sent


class PlanForm(TimesForm):
    """A row of the plan: when and where, nothing else."""

    class Meta:
        model = Session
        fields = ("day", "room", "position", "is_tbc")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        rooms = kwargs.pop("rooms", None)
        super().__init__(*args, **kwargs)
        if rooms is not None:  # read once for all rows
            cast("forms.ModelChoiceField[Any]", self.fields["room"]).choices = rooms
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"
            if name == "position":
                field.widget.attrs["size"] = 4

    field_order = ("day", "begins", "finishes", "room", "position", "is_tbc")


PlanFormSet = forms.modelformset_factory(Session, form=PlanForm, extra=0)


class ReleaseForm(forms.Form):
    """What is said about the new version, and that the warnings were read."""

    note = forms.CharField(
        label=gettext_lazy("What has changed, for readers"), max_length=400, required=False,
        help_text=gettext_lazy("Public. Do not name sessions by invitation here."),
        widget=forms.TextInput(attrs={"class": "kern-form-input__input"}),
    )  # fmt: skip
    confirm = forms.BooleanField(label=gettext_lazy("I have read the warnings and release the programme."))
