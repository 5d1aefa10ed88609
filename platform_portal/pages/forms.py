"""Forms of the pages: the report of a barrier, and the sample of the style guide."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

MAX_MESSAGE = 4000


class BarrierForm(forms.Form):
    """Accessibility feedback. The field `website` is a trap: people do not see it, programs fill it in."""

    message = forms.CharField(
        label=_("What does not work, and on which page?"),
        help_text=_("At most 4,000 characters. Please do not send confidential data."),
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    address = forms.CharField(label=_("Address of the page"), max_length=500, required=False)
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if you would like an answer."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=_("Leave this field empty"), required=False, max_length=500)

    @property
    def helper(self) -> FormHelper:
        """The fields in KERN's markup; the trap, the token and the button are drawn by the template."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout("message", "address", "name", "email")
        return helper

    def report(self) -> dict[str, str]:
        """The arguments of `services.report_barrier`; call it on a valid form."""
        fields = ("message", "address", "name", "email")
        return {field: self.cleaned_data[field] for field in fields} | {"language": get_language() or ""}

    @property
    def is_trapped(self) -> bool:
        """Whether a program has filled in the hidden field."""
        return bool(self.data.get("website", "").strip())


class SampleForm(forms.Form):
    """Every kind of field with every state, for the style guide; it is never sent."""

    subject = forms.CharField(label=_("Subject"), help_text=_("One line."), max_length=80)
    message = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    topic = forms.ChoiceField(label=_("Topic"), choices=[("map", _("Map")), ("list", _("List"))])
    answer = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("mail", _("By e-mail")), ("none", _("No answer needed"))],
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("de", _("German")), ("uk", _("Ukrainian")), ("en", _("English"))],
    )
    consent = forms.BooleanField(label=_("I have read the notes on privacy"))
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def helper(self) -> FormHelper:
        """Without `<form>` tag and token: nothing is sent."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
