"""Forms of joining: inviting, answering an invitation, "This is us", "Take part"."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import one_line
from actors.enums import ActorKind, MembershipRole
from actors.models import ActorGroup, Invitation, WorkingGroup
from places.forms import PlaceField

TRAP = "homepage"


class InviteForm(forms.Form):
    """Who is to keep the entry too."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}), max_length=254
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=MembershipRole.choices,
        initial=MembershipRole.EDITOR,
        help_text=_("Editors change the entry. Owners also decide who keeps it."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    message = forms.CharField(
        label=_("Personal message"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    @property
    def helper(self) -> FormHelper:
        """Fields and a button."""
        return _with_button(_("Send the invitation"))


class NewAccountForm(forms.Form):
    """Name and password of somebody who accepts an invitation and has no account yet."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, validators=[one_line], widget=forms.TextInput({"autocomplete": "name"})
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=512,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, nothing that is easy to guess."),
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        super().__init__(data)
        self.invitation = invitation

    def clean_password(self) -> str:
        """By the same rules as everywhere; it must not resemble name or address."""
        password: str = self.cleaned_data["password"]
        person = User(email=self.invitation.email, name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(password, person)
        return password

    @property
    def helper(self) -> FormHelper:
        """Fields only; the page has two buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class TrappedForm(forms.Form):
    """A public form with a field that people do not see; programs that fill in everything fill it too."""

    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in."""
        return bool(self.data.get(TRAP, ""))


class ClaimForm(TrappedForm):
    """„Das sind wir“. Name and address of a person with an account are known."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, validators=[one_line], widget=forms.TextInput({"autocomplete": "name"})
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_(
            "An address of your organisation makes the check faster. It is shown to the secretariat only."
        ),
    )
    function = forms.CharField(
        label=_("Your function in the organisation"),
        max_length=160,
        validators=[one_line],
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    message = forms.CharField(
        label=_("Message to the secretariat"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: User | None = None) -> None:
        super().__init__(data, initial={"name": user.name} if user else None)
        if user is not None:
            del self.fields["email"]

    @property
    def helper(self) -> FormHelper:
        """Fields and a button; the trap stands in the template."""
        names = [name for name in ("name", "email", "function", "message") if name in self.fields]
        return _with_button(_("Send to the secretariat"), *names)


class JoinForm(TrappedForm):
    """„Mitmachen“: an organisation that is not listed yet."""

    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        validators=[one_line],
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    group: forms.ModelChoiceField[ActorGroup] = forms.ModelChoiceField(
        label=_("Group"), queryset=ActorGroup.objects.all(), empty_label=_("Please choose")
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"))
    place = PlaceField(label=_("Place"), required=False, help_text=_("In any spelling: Riwne, Rivne, Рівне."))
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200,
        widget=forms.URLInput({"autocomplete": "url", "placeholder": ""}),
    )  # fmt: skip
    working_groups: forms.ModelMultipleChoiceField[WorkingGroup] = forms.ModelMultipleChoiceField(
        label=_("Working groups you want to join"),
        required=False,
        queryset=WorkingGroup.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, validators=[one_line], widget=forms.TextInput({"autocomplete": "name"})
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    message = forms.CharField(
        label=_("What do you want to do here?"),
        required=False,
        max_length=4000,
        help_text=_("What you look for, what you can give. Please no details about critical facilities."),
        widget=forms.Textarea({"rows": 5}),
    )
    is_new = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blank = ("", _("Please choose"))
        self.fields["kind"].choices = [blank, *ActorKind.choices]  # type: ignore[attr-defined]

    def clean_organisation(self) -> str:
        """Without superfluous space; not made of signs alone."""
        name = " ".join(self.cleaned_data["organisation"].split())
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(_("Please give the name of the organisation in letters."))
        return name

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the service takes them."""
        left_out = {TRAP, "is_new"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @property
    def helper(self) -> FormHelper:
        """Two groups and a button."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset(
                _("Organisation"), "organisation", "group", "kind", "place", "website", "working_groups"
            ),
            Fieldset(pgettext_lazy("person to talk to", "You"), "name", "email", "message"),
        )
        return helper


def _with_button(label: Any, *names: str) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if names:
        helper.layout = Layout(*names)
    helper.add_input(Submit("send", label))
    return helper
