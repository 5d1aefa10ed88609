"""Forms of cooperation requests, answers and introductions."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from actors.models import Actor, Topic
from partnerships.enums_requests import (
    AnswerKind,
    DeclineReason,
    FirstStep,
    Horizon,
    NothingReason,
    Phrase,
    Progress,
    RequestRole,
    RequestStatus,
)
from partnerships.models import CooperationRequest, Partnership
from partnerships.selectors.request_writing import Choices
from partnerships.services.requests.drafts import Wish
from platform_portal.core.form_parts import FieldsOnly

MORE = 2


class RequestForm(forms.Form):
    """What the sender writes. Only `reason` and `speaker` are free text: everything else reads in the recipient's language."""

    first_step = forms.ChoiceField(
        label=_("What should be the first step?"), choices=FirstStep, widget=forms.RadioSelect
    )
    partnership: forms.ModelChoiceField[Partnership] = forms.ModelChoiceField(
        label=_("Which partnership would you like to join?"),
        queryset=Partnership.objects.none(),
        required=False,
        empty_label="–",
    )
    horizons = forms.MultipleChoiceField(
        label=_("What is it for?"), choices=Horizon, required=False, widget=forms.CheckboxSelectMultiple
    )
    phrases = forms.MultipleChoiceField(
        label=_("Ready sentences"),
        help_text=_("They are translated: the other side reads them in its own language."),
        choices=Phrase,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Why this partner? One sentence in your own words"),
        help_text=_(
            "At most 400 characters. Please no addresses, places of infrastructure or names of persons."
        ),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason_language = forms.ChoiceField(label=_("Language of this sentence"), choices=settings.LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"), choices=Language, widget=forms.CheckboxSelectMultiple
    )
    assisted_languages = forms.MultipleChoiceField(
        label=_("Which ones with an interpreter?"),
        choices=Language,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    speaker = forms.CharField(
        label=_("Who will talk?"),
        help_text=_("A function, such as “Office for International Affairs”, not a person."),
        max_length=160,
        required=False,
    )
    third: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=_("A partner you share, as a third side"),
        help_text=_("It has to agree too."),
        queryset=Actor.objects.none(),
        required=False,
        empty_label="–",
    )

    def __init__(
        self, *args: Any, choices: Choices, draft: CooperationRequest | None = None, **kwargs: Any
    ) -> None:
        if draft is not None:
            kwargs["initial"] = {**_initial(draft, choices), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.choices = choices
        for role, suggested in ((RequestRole.SEEK, choices.seek), (RequestRole.GIVE, choices.give)):
            self._add_topics(role, suggested)
        self.fields["partnership"].queryset = choices.joinable  # type: ignore[attr-defined]
        self.fields["partnership"].label_from_instance = lambda row: row.title_here  # type: ignore[attr-defined]
        self.fields["third"].queryset = choices.thirds  # type: ignore[attr-defined]
        if not choices.joinable:
            del self.fields["partnership"]
            self.fields["first_step"].choices = [c for c in FirstStep.choices if c[0] != FirstStep.JOIN]  # type: ignore[attr-defined]
        if not choices.thirds:
            del self.fields["third"]

    def _add_topics(self, role: str, suggested: list[tuple[str, str]]) -> None:
        if suggested:
            self.fields[role] = forms.MultipleChoiceField(
                label=_("What do you seek?") if role == RequestRole.SEEK else _("What do you give?"),
                choices=suggested,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for number in range(1, MORE + 1):
            label = _("Another topic you seek") if role == RequestRole.SEEK else _("Another topic you give")
            self.fields[f"{role}_more_{number}"] = forms.ChoiceField(
                label=label, choices=[("", "–"), *self.choices.topics], required=False
            )

    @property
    def helper(self) -> FormHelper:
        """Four groups, each under its heading."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        topics = [name for name in self.fields if name.startswith((RequestRole.SEEK, RequestRole.GIVE))]
        topics.sort(key=lambda name: not name.startswith(RequestRole.SEEK))
        first = [name for name in ("first_step", "partnership", "third", "horizons") if name in self.fields]
        helper.layout = Layout(
            _heading(gettext("First step")), *first,
            _heading(gettext("Topics")), *topics,
            _heading(gettext("Reason")), "phrases", "reason", "reason_language",
            _heading(gettext("Languages")), "languages", "assisted_languages", "speaker",
        )  # fmt: skip
        return helper

    def clean(self) -> dict[str, Any]:
        """A topic on one side at least, and some reason."""
        data: dict[str, Any] = super().clean() or {}
        if not self._slugs(RequestRole.SEEK) and not self._slugs(RequestRole.GIVE):
            self.add_error(None, _("Please choose at least one topic you seek or give."))
        if not data.get("phrases") and not data.get("reason"):
            self.add_error(None, _("Please write one sentence, or choose a ready one."))
        return data

    def _slugs(self, role: str) -> set[str]:
        data = self.cleaned_data
        more = {data.get(f"{role}_more_{number}") for number in range(1, MORE + 1)}
        return {slug for slug in {*data.get(role, ()), *more} if slug}

    def wish(self) -> Wish:
        """What the services of drafts want; call it on a valid form."""
        data = self.cleaned_data
        topics = Topic.objects.in_bulk(
            self._slugs(RequestRole.SEEK) | self._slugs(RequestRole.GIVE), field_name="slug"
        )
        return Wish(
            first_step=data["first_step"],
            seek=[topics[slug] for slug in sorted(self._slugs(RequestRole.SEEK)) if slug in topics],
            give=[topics[slug] for slug in sorted(self._slugs(RequestRole.GIVE)) if slug in topics],
            horizons=data["horizons"],
            phrases=data["phrases"],
            reason=data["reason"],
            reason_language=data["reason_language"],
            languages=data["languages"],
            assisted_languages=data["assisted_languages"],
            speaker=data["speaker"],
            third=data.get("third"),
            partnership=data.get("partnership"),
            posting=self.choices.posting,
        )


def _heading(text: str) -> HTML:
    """A heading between groups of fields."""
    return HTML(format_html('<h2 class="kern-heading-medium">{}</h2>', text))


def _initial(draft: CooperationRequest, choices: Choices) -> dict[str, Any]:
    plain = (
        "first_step", "horizons", "phrases", "reason", "reason_language", "languages", "assisted_languages", "speaker",
    )  # fmt: skip
    found: dict[str, Any] = {name: getattr(draft, name) for name in plain}
    found |= {"partnership": draft.partnership_id, "third": draft.third_id}
    for role, suggested in ((RequestRole.SEEK, choices.seek), (RequestRole.GIVE, choices.give)):
        slugs = [row.topic.slug for row in draft.request_topics.all() if row.role == role]
        known = {slug for slug, _name in suggested}
        found[role] = [slug for slug in slugs if slug in known]
        rest = [slug for slug in slugs if slug not in known]
        found |= {f"{role}_more_{number}": slug for number, slug in enumerate(rest[:MORE], start=1)}
    return found


class AnswerForm(FieldsOnly, forms.Form):
    """The answer of a side; which of the other fields counts depends on it."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=AnswerKind, widget=forms.RadioSelect)
    until_on = forms.DateField(
        label=_("Not before"),
        help_text=_("Only for “not now”: from this day they may ask again."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.ChoiceField(
        label=_("Reason for a no"),
        help_text=_("Only the secretariat sees it."),
        choices=[("", "–"), *DeclineReason.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A day for “later”, a reason for “no”."""
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("answer") == AnswerKind.LATER
            and not data.get("until_on")
            and "until_on" not in self.errors
        ):
            self.add_error("until_on", _("Please name a day in the next two years."))
        if data.get("answer") == AnswerKind.DECLINE and not data.get("reason"):
            self.add_error("reason", _("Please choose a reason. Only the secretariat sees it."))
        return data


class CheckInForm(FieldsOnly, forms.Form):
    """How it goes."""

    answer = forms.ChoiceField(label=_("How is it going?"), choices=Progress, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("If nothing came of it: why?"), choices=[("", "–"), *NothingReason.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A reason where nothing came of it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == Progress.NOTHING and not data.get("reason"):
            self.add_error("reason", _("Please choose why nothing came of it."))
        return data


class MessageForm(FieldsOnly, forms.Form):
    """A message on the shared page."""

    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)


class StepForm(FieldsOnly, forms.Form):
    """A next step."""

    text = forms.CharField(label=_("What comes next?"), max_length=300)
    actor: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=_("Who does it?"), queryset=Actor.objects.none(), required=False, empty_label="–"
    )
    due_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, sides: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = Actor.objects.filter(pk__in=[side.pk for side in sides])  # type: ignore[attr-defined]


class FileForm(FieldsOnly, forms.Form):
    """A file for the shared page."""

    title = forms.CharField(label=_("Title"), max_length=160)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF or picture; only the sides of this introduction can read it.")
    )


class ReasonForm(FieldsOnly, forms.Form):
    """Why the secretariat sends a request back."""

    reason = forms.CharField(
        label=_("What should be changed?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(FieldsOnly, forms.Form):
    """A note for colleagues."""

    text = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class OverrideForm(FieldsOnly, forms.Form):
    """A state the secretariat sets, with the reason."""

    to = forms.ChoiceField(label=_("New status"))
    until_on = forms.DateField(
        label=_("Not before"),
        help_text=_("Only for “not now”: from this day they may ask again."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept in the history; the sides do not see it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, states: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(value, RequestStatus(value).label) for value in states]  # type: ignore[attr-defined]
