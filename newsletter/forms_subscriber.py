"""Forms of those who read: subscribe, choose, pause, ask for the link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actors.forms_joining import TrappedForm
from newsletter.addresses import LONGEST, normalised
from newsletter.choices import Topic, Topics, words_of
from newsletter.enums import MailFrequency, SubscriptionKind
from newsletter.models import Subscriber
from platform_portal.core.context import LANGUAGE_NAMES

LONGEST_PAUSE = 365


class AddressField(forms.CharField):
    """An e-mail address, domains in any script; the value is as it was typed."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs |= {"autocomplete": "email", "inputmode": "email"}

    def clean(self, value: Any) -> str:
        """Raises for what has no key."""
        text: str = super().clean(value)
        normalised(text)
        return text


class TopicFields(forms.Form):
    """What to read: kinds, working groups, regions."""

    kinds = forms.MultipleChoiceField(
        label=_("What do you want to read?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("News of working groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Partnerships of a region"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language of the mails"))
    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=MailFrequency.choices,
        initial=MailFrequency.EVERY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = Topics()
        language = get_language() or settings.LANGUAGE_CODE
        self._offer("kinds", lambda: [(one.word, one.kind.label) for one in self.topics.plain])
        self._offer("groups", lambda: [(one.word, str(one.working_group)) for one in self.topics.groups])
        self._offer("regions", self._regions)
        self._offer("language", lambda: list(LANGUAGE_NAMES.items()))
        if not self.fields["language"].initial:
            self.fields["language"].initial = language

    def _offer(self, name: str, choices: Callable[[], list[tuple[str, Any]]]) -> None:
        """Asked only when the field is shown or checked: the short form on the page of the archive costs no query."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _regions(self) -> list[tuple[str, Any]]:
        language = get_language() or settings.LANGUAGE_CODE
        found = [(one.word, one.region.name_in(language)) for one in self.topics.regions if one.region]
        return sorted(found, key=lambda choice: choice[1])

    def clean(self) -> dict[str, Any]:
        """At least one thing."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen:
            self.add_error("kinds", _("Please choose at least one thing to read."))
        return facts

    @property
    def chosen(self) -> list[Topic]:
        """The topics ticked."""
        parts = (self.cleaned_data.get(name) or [] for name in ("kinds", "groups", "regions"))
        return self.topics.chosen(word for part in parts for word in part)


def folded_regions() -> tuple[Any, ...]:
    """More than forty boxes, in a fold."""
    summary = format_html("<summary>{}</summary>", _("Partnerships of a region"))
    return HTML(f'<details class="pw-data">{summary}'), "regions", HTML("</details>")


class SubscribeForm(TrappedForm, TopicFields):
    """Subscribing without an account."""

    address = AddressField(label=_("E-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [SubscriptionKind.QUARTERLY.value]
        self.order_fields(["address", "kinds", "groups", "regions", "language", "frequency"])

    @property
    def helper(self) -> FormHelper:
        """Three groups; the button stands in the template."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset(_("Your address"), "address", "language"),
            Fieldset(_("What you read"), "kinds", "groups", *folded_regions(), "frequency"),
        )
        return helper


class ChoiceForm(TopicFields):
    """The preferences of a reader."""

    def __init__(self, *args: Any, subscriber: Subscriber, **kwargs: Any) -> None:
        words = words_of(subscriber)
        initial = {
            "kinds": words, "groups": words, "regions": words,
            "language": subscriber.language, "frequency": subscriber.frequency,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """Fields only."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout("kinds", "groups", *folded_regions(), "frequency", "language")
        return helper


class PauseForm(forms.Form):
    """A break until a day."""

    until = forms.DateField(
        label=_("No mails until"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].widget.attrs |= {
            "min": (today + dt.timedelta(days=1)).isoformat(),
            "max": (today + dt.timedelta(days=LONGEST_PAUSE)).isoformat(),
        }

    def clean_until(self) -> dt.date:
        """A day to come."""
        day: dt.date = self.cleaned_data["until"]
        if not timezone.localdate() < day <= timezone.localdate() + dt.timedelta(days=LONGEST_PAUSE):
            raise ValidationError(_("Please choose a day within the next year."))
        return day

    @property
    def helper(self) -> FormHelper:
        """One field."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class FindForm(forms.Form):
    """Asking for the link to the preferences."""

    address = AddressField(label=_("E-mail address"))

    @property
    def helper(self) -> FormHelper:
        """One field."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
