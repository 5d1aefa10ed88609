"""The questions of an event as fields of a form: conditional, limited, checked; with marks a script hides them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from events.enums import Mode, QuestionKind
from events.models import Question, QuestionOption
from events.services import answer_files, answers
from events.services.answers import Given
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import in_readers_language


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it: the field, and on what it depends ("" on nothing)."""

    field: Any
    option: str
    mode: str


class QuestionFields:
    """Mix-in of forms: `q<number>` per question."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    _questions: list[Question]

    def add_questions(self, questions: Iterable[Question]) -> None:
        """One field per question; that it must be answered is known only once it is known whether it was asked."""
        self._questions = list(questions)
        for question in self._questions:
            made = MAKERS[question.kind](question)
            made.required = False
            made.label = in_readers_language(question, "label")[0]
            made.help_text = _help(question)
            self.fields[f"q{question.pk}"] = made

    @property
    def questions(self) -> list[Asked]:
        """For the page; read once per rendering."""
        return [
            Asked(self[f"q{one.pk}"], str(one.asked_if_id or ""), one.mode)  # type: ignore[index]
            for one in self._questions
        ]

    def clean(self) -> dict[str, Any]:
        """What was not asked is ignored, whatever it says; what was asked and must be answered is missed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        mode = self.chosen_mode  # type: ignore[attr-defined]
        asked = {one.pk for one in answers.asked(self._questions, mode=mode, chosen=self._chosen())}
        for question in self._questions:
            name = f"q{question.pk}"
            if question.pk not in asked:
                cleaned.pop(name, None)
                self.errors.pop(name, None)  # type: ignore[attr-defined]
            elif question.is_required and not (
                cleaned.get(name) or self._is_wrong(name) or self._has_file(question)
            ):
                self.add_error(name, _("Please answer this question."))  # type: ignore[attr-defined]
        return cleaned

    def _is_wrong(self, name: str) -> bool:
        return name in self.errors  # type: ignore[attr-defined]

    def _has_file(self, question: Question) -> bool:
        """Whether a file was sent before, on the page that changes answers."""
        registration = getattr(self, "registration", None)
        if question.kind != QuestionKind.FILE or registration is None:
            return False
        return registration.answers.filter(question=question, upload__isnull=False).exists()

    def _chosen(self) -> set[int]:
        found: set[int] = set()
        for question in self._questions:
            value = self.cleaned_data.get(f"q{question.pk}")
            if question.kind == QuestionKind.CHOICE and value:
                found.add(int(value))
            elif question.kind == QuestionKind.CHOICES and value:
                found.update(int(one) for one in value)
        return found

    def given(self) -> tuple[Given, ...]:
        """The answers, as the service takes them."""
        return tuple(
            _given(one, self.cleaned_data[f"q{one.pk}"])
            for one in self._questions
            if f"q{one.pk}" in self.cleaned_data
        )

    def kept_files(self) -> list[int]:
        """Questions for a file where no new one was sent: an earlier one stays."""
        return [
            one.pk
            for one in self._questions
            if one.kind == QuestionKind.FILE and not self.cleaned_data.get(f"q{one.pk}")
        ]


def _given(question: Question, value: Any) -> Given:
    if question.kind == QuestionKind.CONSENT:
        return Given(question, is_agreed=bool(value))
    if question.kind == QuestionKind.FILE:
        return Given(question, file=value or None)
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        numbers = {int(one) for one in ([value] if isinstance(value, str) else value) if one}
        return Given(question, options=tuple(one for one in question.options.all() if one.pk in numbers))
    return Given(question, text=value or "")


def _help(question: Question) -> str:
    """The explanation, and without script on what the question depends; as HTML, because the template takes it as such."""
    parts = [in_readers_language(question, "help_text")[0]]
    if question.mode:
        parts.append(_("Only for those who take part: %(mode)s.") % {"mode": Mode(question.mode).label})
    if question.asked_if is not None:
        parts.append(_("Only if you have chosen “%(option)s”.") % {"option": _label(question.asked_if)})
    return escape(" ".join(part for part in parts if part))


def _label(option: QuestionOption) -> str:
    return in_readers_language(option, "label")[0]


def _options(question: Question) -> list[tuple[str, str]]:
    return [(str(one.pk), _option_label(one)) for one in question.options.all()]


def _option_label(option: QuestionOption) -> str:
    taken = getattr(option, "taken", 0)
    if option.capacity is None or taken < option.capacity:
        return _label(option)
    return _("%(option)s (no longer available)") % {"option": _label(option)}


class CheckedFile(forms.FileField):
    """A document or a picture, told by its content."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The checked file; None where none was sent."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return answer_files.checked(file)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


MAKERS: dict[str, Callable[[Question], forms.Field]] = {
    QuestionKind.TEXT: lambda one: forms.CharField(max_length=min(one.length_max, 400)),
    QuestionKind.LONG_TEXT: lambda one: forms.CharField(
        max_length=one.length_max, widget=forms.Textarea({"rows": 4})
    ),
    QuestionKind.CHOICE: lambda one: forms.ChoiceField(choices=_options(one), widget=forms.RadioSelect),
    QuestionKind.CHOICES: lambda one: forms.MultipleChoiceField(
        choices=_options(one), widget=forms.CheckboxSelectMultiple
    ),
    QuestionKind.CONSENT: lambda _one: forms.BooleanField(),
    QuestionKind.FILE: lambda _one: CheckedFile(max_length=200, allow_empty_file=False),
}
