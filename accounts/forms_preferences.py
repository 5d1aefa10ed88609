"""The preferences page: name, language, mails, quiet times."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Frequency, NotificationKind, TimeZoneName
from accounts.models import User
from accounts.selectors.preferences import frequencies, preferences_of

TIMES = ("quiet_from", "quiet_until", "time_zone")
PREFIX = "mails_"


class PreferencesForm(forms.ModelForm):
    """What a person may choose; saving is the service's work."""

    quiet_from = forms.TimeField(
        label=_("No mails from"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("No mails until"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    time_zone = forms.ChoiceField(label=_("Time of which place"), choices=TimeZoneName.choices)

    class Meta:
        model = User
        fields = ("name", "language")

    def __init__(self, data: Any = None, *, instance: User) -> None:
        row = preferences_of(instance)
        initial = {name: getattr(row, name) for name in TIMES} | {
            f"{PREFIX}{kind}": chosen for kind, chosen in frequencies(instance).items()
        }
        super().__init__(data, initial=initial, instance=instance)
        for kind in NotificationKind:
            self.fields[f"{PREFIX}{kind.value}"] = forms.ChoiceField(
                label=kind.label, choices=Frequency.choices
            )

    def clean(self) -> dict[str, Any]:
        """Both quiet times, or none."""
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", _("Please give both times, or none."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """The cleaned values as the service takes them."""
        data = self.cleaned_data
        notifications = {kind: data[f"{PREFIX}{kind}"] for kind in NotificationKind.values}
        return {name: data[name] for name in ("name", "language", *TIMES)} | {"notifications": notifications}

    @property
    def helper(self) -> FormHelper:
        """Three groups and a button."""
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset(_("About me"), "name", "language"),
            Fieldset(_("Which mails, how often"), *[f"{PREFIX}{kind}" for kind in NotificationKind.values]),
            Fieldset(_("Quiet times"), *TIMES),
        )
        helper.add_input(Submit("save", _("Save")))
        return helper
