"""Forms of the workspace of a working group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, WorkingGroup
from actors.services.workspace.plans import members_of
from platform_portal.core.form_parts import FieldsOnly

ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"


class JoinGroupForm(FieldsOnly, forms.Form):
    """Which organisation asks, and what it brings."""

    actor: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=_("Which organisation would like to join?"), queryset=Actor.objects.none(), empty_label=None
    )
    message = forms.CharField(
        label=_("What would you like to bring?"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 4}), help_text=_("The coordination reads this."),
    )  # fmt: skip

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = actors  # type: ignore[attr-defined]


class PlanForm(FieldsOnly, forms.Form):
    """A new plan, of the group or one of its small groups."""

    group: forms.ModelChoiceField[WorkingGroup] = forms.ModelChoiceField(
        label=_("Whose plan is it?"), queryset=WorkingGroup.objects.none(), empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Such as “Series of webinars”."))
    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = WorkingGroup.objects.filter(pk=group.pk) | WorkingGroup.objects.filter(parent=group.pk)
        self.fields["group"].queryset = parts  # type: ignore[attr-defined]
        self.fields["group"].initial = group.pk
        self.fields["language"].initial = (get_language() or "de")[:2]


class StepForm(FieldsOnly, forms.Form):
    """One step of a plan."""

    text = forms.CharField(label=_("What is to be done?"), max_length=300)
    function = forms.CharField(
        label=_("Who? (function)"), required=False, max_length=120,
        help_text=_("A function, such as “moderation”; no person."),
    )  # fmt: skip
    actor: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=_("Who? (organisation)"), queryset=Actor.objects.none(), required=False, empty_label="–"
    )
    until_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = members_of(group).order_by("name_de", "pk")  # type: ignore[attr-defined]


class GroupFileForm(FieldsOnly, forms.Form):
    """A file for the members."""

    title = forms.CharField(label=_("Title"), max_length=160)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF or an office file without macros, at most 20 MB."),
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )  # fmt: skip
