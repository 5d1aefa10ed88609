"""Forms of living partnerships."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Topic
from partnerships.enums import PartnershipKind
from partnerships.enums_living import BudgetClass, Factor, Level, Pulse
from partnerships.models import FundingProgramme, PartnershipProject, Portrait, SelfCheck
from partnerships.services.living.portraits import LONGEST, QUESTIONS
from partnerships.services.living.projects import Facts
from platform_portal.core.form_parts import FieldsOnly


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class TrialForm(FieldsOnly, forms.Form):
    """The last day of the trial period."""

    ends_on = _day(_("Last day of the trial period"), required=True)


class KindForm(FieldsOnly, forms.Form):
    """What kind of partnership it is to be."""

    kind = forms.ChoiceField(label=_("Kind of partnership"), choices=PartnershipKind)


class PulseForm(FieldsOnly, forms.Form):
    """How the partnership is."""

    answer = forms.ChoiceField(label=_("How is your partnership?"), choices=Pulse, widget=forms.RadioSelect)


class SelfCheckForm(FieldsOnly, forms.Form):
    """One level per factor."""

    def __init__(self, *args: Any, own: SelfCheck | None = None, **kwargs: Any) -> None:
        if own is not None:
            known = {mark.factor: mark.level for mark in own.marks.all()}
            kwargs["initial"] = {**known, "helps_others": own.helps_others}
        super().__init__(*args, **kwargs)
        for factor, label in Factor.choices:
            self.fields[factor] = forms.TypedChoiceField(
                label=label, choices=Level.choices, coerce=int, widget=forms.RadioSelect
            )
        self.fields["helps_others"] = forms.BooleanField(
            label=_(
                "Where we are strong, we are glad to advise colleagues of other partnerships; we may be named to them."
            ),
            required=False,
        )

    @property
    def marks(self) -> dict[str, int]:
        """The levels by factor."""
        return {factor: self.cleaned_data[factor] for factor in Factor.values}


class PortraitForm(FieldsOnly, forms.Form):
    """The interview in one language."""

    def __init__(self, *args: Any, language: str, portrait: Portrait | None = None, **kwargs: Any) -> None:
        if portrait is not None:
            kwargs["initial"] = {name: getattr(portrait, f"{name}_{language}") or "" for name in QUESTIONS}
        super().__init__(*args, **kwargs)
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.CharField(
                label=str(label),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
            )


class PictureForm(FieldsOnly, forms.Form):
    """A picture of a portrait."""

    file = forms.FileField(
        label=_("Picture"), help_text=_("PNG, JPEG or WebP, at most 5 MB. Hidden data is removed.")
    )
    alt = forms.CharField(
        label=_("What does the picture show?"),
        help_text=_("It is read out to those who cannot see it."),
        max_length=200,
    )
    credit = forms.CharField(
        label=_("Credit"), help_text=_("Who took it, for example “City of Billerbeck”."), max_length=160
    )
    language = forms.ChoiceField(label=_("Language of this description"), choices=settings.LANGUAGES)


class ProjectForm(FieldsOnly, forms.Form):
    """A project; its texts in one language."""

    language = forms.ChoiceField(label=_("Language of title and result"), choices=settings.LANGUAGES)
    title = forms.CharField(
        label=_("Title"),
        help_text=_("Please no addresses, coordinates or names of infrastructure."),
        max_length=160,
    )
    topic: forms.ModelChoiceField[Topic] = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.all()
    )
    begins_on = _day(_("From"))
    ends_on = _day(_("Until"))
    budget = forms.ChoiceField(label=_("Budget"), choices=BudgetClass.choices, required=False)
    funding: forms.ModelChoiceField[FundingProgramme] = forms.ModelChoiceField(
        label=_("Funding programme"),
        queryset=FundingProgramme.objects.published(),
        required=False,
        empty_label="–",
    )
    result = forms.CharField(
        label=_("Result"), required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, project: PartnershipProject | None = None, **kwargs: Any) -> None:
        if project is not None:
            language = kwargs.get("initial", {}).get("language") or project.source_language
            kwargs["initial"] = {
                "language": language, "title": getattr(project, f"title_{language}") or "", "topic": project.topic_id,
                "begins_on": project.begins_on, "ends_on": project.ends_on, "budget": project.budget,
                "funding": project.funding_id, "result": getattr(project, f"result_{language}") or "",
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    @property
    def facts(self) -> Facts:
        """What the service takes."""
        return Facts(**self.cleaned_data)


class JoinForm(FieldsOnly, forms.Form):
    """The wish of an organisation to join its city's partnership."""

    actor: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=_("Which organisation would like to join?"), queryset=Actor.objects.none()
    )
    text = forms.CharField(
        label=_("What would you like to bring?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = actors  # type: ignore[attr-defined]
