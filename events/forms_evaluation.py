"""How was it? Kept without a name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from platform_portal.core.form_parts import FieldsOnly

RATINGS = (
    (5, pgettext_lazy("evaluation", "very useful")),
    (4, pgettext_lazy("evaluation", "useful")),
    (3, pgettext_lazy("evaluation", "partly useful")),
    (2, pgettext_lazy("evaluation", "hardly useful")),
    (1, pgettext_lazy("evaluation", "not useful")),
)


class EvaluationForm(FieldsOnly, forms.Form):
    """One choice, two texts that may stay empty."""

    rating = forms.TypedChoiceField(
        label=_("How useful was it for you?"), choices=RATINGS, coerce=int, widget=forms.RadioSelect
    )
    what_helped = forms.CharField(
        label=_("What helped you?"),
        help_text=_("Please no names: your answer is read without knowing from whom it is."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    what_was_missing = forms.CharField(
        label=_("What was missing?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
