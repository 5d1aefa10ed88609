"""Forms of events at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from actors.enums import Language
from events.enums import MODES_OF, Mode, ParticipantState, Presence
from events.local_times import LocalTimeField, in_zone
from events.models import BulkMail, Event, EventDocument
from events.services import editing
from events.services.places import Busy
from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.errors import Refusal
from platform_portal.core.form_parts import FieldsOnly

MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at")
LISTS = ("languages", "interpretation")


class EventForm(forms.ModelForm):
    """An event with its times on the clock of its zone."""

    starts_at = LocalTimeField(label=Event._meta.get_field("starts_at").verbose_name.capitalize())
    ends_at = LocalTimeField(label=Event._meta.get_field("ends_at").verbose_name.capitalize())
    opens_at = LocalTimeField(
        label=gettext_lazy("Registration opens"), required=False, help_text=gettext_lazy("Empty: at once.")
    )
    closes_at = LocalTimeField(
        label=gettext_lazy("Registration closes"),
        required=False,
        help_text=Event._meta.get_field("closes_at").help_text,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Spoken languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interpretation = forms.MultipleChoiceField(
        label=gettext_lazy("Interpreted into"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MOMENTS:
            moment = getattr(self.instance, name, None)
            if moment is not None and name in self.fields:
                self.initial[name] = moment.astimezone(self.instance.tzinfo).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        """Adds the zone; refuses skipped times, an end before the start, and giving up a way somebody takes part."""
        sent: dict[str, Any] = super().clean() or self.cleaned_data
        zone = ZoneInfo(sent.get("zone") or self.instance.zone)
        for name in MOMENTS:
            moment = sent.get(name)
            if isinstance(moment, dt.datetime) and moment.tzinfo is None:
                try:
                    sent[name] = in_zone(moment, zone)
                except ValidationError as error:
                    self.add_error(name, error)
        start, end = sent.get("starts_at"), sent.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The end must be after the beginning."))
        if self.instance.pk and sent.get("format"):
            try:
                editing.refuse_lost_modes(self.instance, MODES_OF[sent["format"]])
            except Refusal as refusal:
                self.add_error("format", str(refusal))
        return sent


class BucketFormSet(BaseInlineFormSet):
    """Places of the event as a whole; those of sessions belong to the programme."""

    def get_queryset(self) -> Any:
        """Without sessions."""
        return super().get_queryset().filter(session=None)

    def clean(self) -> None:
        """One line per way of taking part, one the event has, and never fewer places than are taken."""
        super().clean()
        lines = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        kept = [line for line in lines if not line.get("DELETE") and line.get("mode")]
        modes = [line["mode"] for line in kept]
        if len(modes) != len(set(modes)):
            raise ValidationError(_("Each way of taking part stands here once."))
        if self.instance.format and set(modes) - set(MODES_OF[self.instance.format]):
            raise ValidationError(_("The event does not offer one of these ways of taking part."))
        if not self.instance.pk:
            return
        wanted = {line["id"].pk: line.get("capacity") for line in kept if line.get("id")}
        try:
            refused = editing.check_capacities(self.instance, wanted)
        except Busy as busy:
            text = _("Very many are doing the same at this moment. Nothing was changed; please try again.")
            raise ValidationError(text) from busy
        if refused:
            raise ValidationError(refused)


class CopyForm(FieldsOnly, forms.Form):
    """When the copy begins, and what it is called."""

    on = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    title = forms.CharField(
        label=gettext_lazy("Other title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the same titles."),
    )


class CancelForm(FieldsOnly, forms.Form):
    """Why it does not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the participants"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Stands in the mail as you write it; it is not translated."),
    )


class InviteForm(FieldsOnly, forms.Form):
    """Who is invited: one person per line."""

    people = forms.CharField(
        label=gettext_lazy("One person per line: name; e-mail; organisation"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
    )
    mode = forms.ChoiceField(label=pgettext_lazy("in an event", "Taking part"), choices=Mode)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the invitation"), choices=tuple(LANGUAGE_NAMES.items())
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [(mode.value, mode.label) for mode in event.modes]  # type: ignore[attr-defined]

    def clean_people(self) -> list[tuple[str, str, str]]:
        """Name, address and organisation of each line; addresses are checked."""
        found, field = [], forms.EmailField()
        for number, line in enumerate(self.cleaned_data["people"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = [" ".join(part.split()) for part in line.split(";")]
            if len(parts) < 2 or not parts[0] or len(parts[0]) > 120:
                raise ValidationError(
                    _("Line %(number)s: write name, semicolon, e-mail.") % {"number": number}
                )
            try:
                email = field.clean(parts[1])
            except ValidationError as error:
                raise ValidationError(
                    _("Line %(number)s: this is no e-mail address.") % {"number": number}
                ) from error
            found.append((parts[0], email, parts[2][:200] if len(parts) > 2 else ""))
        if len(found) > 200:
            raise ValidationError(_("At most 200 people at once."))
        return found


class BulkMailForm(FieldsOnly, forms.ModelForm):
    """Who gets it, and the text in up to three languages."""

    states = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets it"),
        choices=ParticipantState.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label=pgettext_lazy("in an event", "Taking part"),
        choices=(("", gettext_lazy("in any way")), *Mode.choices),
        required=False,
    )
    presence = forms.ChoiceField(
        label=gettext_lazy("Presence"),
        choices=(("", gettext_lazy("whether there or not")), *Presence.choices),
        required=False,
    )

    class Meta:
        model = BulkMail
        fields = (
            "states", "mode", "presence", "session", "subject_de", "text_de", "subject_uk", "text_uk", "subject_en",
            "text_en",
        )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = event.sessions.bookable()  # type: ignore[attr-defined]
        self.fields["session"].label = _("Session")
        self.fields["session"].empty_label = _("any or none")  # type: ignore[attr-defined]
        for code, _name in settings.LANGUAGES:
            name = LANGUAGE_NAMES[code]
            for field, label in (("subject", _("Subject")), ("text", _("Text"))):
                made = self.fields[f"{field}_{code}"]
                made.label, made.required = f"{label} ({name})", False
                made.widget.attrs["lang"] = code
            self.fields[f"text_{code}"].widget.attrs["rows"] = 6

    def clean(self) -> dict[str, Any]:
        """Subject and text of a language belong together."""
        sent: dict[str, Any] = super().clean() or self.cleaned_data
        for code, _name in settings.LANGUAGES:
            subject, text = sent.get(f"subject_{code}"), sent.get(f"text_{code}")
            if bool(subject) != bool(text):
                self.add_error(
                    f"text_{code}" if subject else f"subject_{code}",
                    _("Subject and text of a language belong together."),
                )
        return sent


class DocumentForm(FieldsOnly, forms.ModelForm):
    """A knowledge product that belongs to the event."""

    class Meta:
        model = EventDocument
        fields = ("product", "session")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        had = event.documents.values("product")
        products = self.fields["product"].queryset.exclude(pk__in=had)  # type: ignore[attr-defined]
        self.fields["product"].queryset = products.order_by("-pk")  # type: ignore[attr-defined]
        self.fields["session"].queryset = event.sessions.all()  # type: ignore[attr-defined]
        self.fields["session"].empty_label = _("the whole event")  # type: ignore[attr-defined]
