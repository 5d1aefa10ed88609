"""Forms of registrations: what is asked comes from the event. Without script every question is shown; what was not asked is ignored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.user import one_line
from events.enums import Food
from events.form_questions import QuestionFields
from events.list_wording import wording
from events.models import Registration
from events.selectors.registration_form import Offer
from events.services.choices import Wish
from events.services.registering import Details, Person

TRAP = "homepage"


class SessionsField(forms.MultipleChoiceField):
    """Sessions by number; `wait-<number>` says that the waiting list is good enough. Both are right whatever was shown."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: object) -> bool:
        """Of the sessions offered, with or without waiting."""
        known = {str(key).removeprefix("wait-") for key, _label in list(self.choices)}  # type: ignore[arg-type,misc]
        return str(value).removeprefix("wait-") in known


class ParticipationForm(QuestionFields, forms.Form):
    """How somebody takes part: sessions, needs, food, and the questions of the event."""

    def __init__(self, *args: Any, offer: Offer, mode: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fixed_mode = mode
        self._add_sessions()
        self._add_needs()
        self.add_questions(offer.questions)
        self.fields["accepts_clash"] = forms.BooleanField(
            label=_("I know that both are at the same time, and want to take part in both."), required=False
        )
        self.shows_clash = bool(self.data.get("accepts_clash"))

    def _add_sessions(self) -> None:
        if not self.offer.sessions:
            return
        mode = self.fixed_mode or str(self.data.get("mode", ""))
        shown = []
        for one in self.offer.sessions:
            is_full = one.is_full(mode)
            if not is_full or self.offer.may_wait:
                label = one.label(self.offer.event, may_wait=self.offer.may_wait, mode=mode)
                shown.append((f"wait-{one.session.pk}" if is_full else str(one.session.pk), label))
        self.fields["sessions"] = SessionsField(
            label=_("Sessions with places of their own"), choices=shown, required=False,
            help_text=_("All you choose are booked together, or none."),
        )  # fmt: skip

    def renew(self, offer: Offer) -> None:
        """Shows what is free by now; what was entered stays."""
        self.offer = offer
        self._bound_fields_cache.pop("sessions", None)  # type: ignore[attr-defined]
        self._add_sessions()

    def _add_needs(self) -> None:
        event = self.offer.event
        self.fields["access_needs"] = forms.CharField(
            label=_("What do you need to take part?"), required=False, max_length=400,
            help_text=_("For example a place for a wheelchair, sign language, captions. Deleted thirty days after the event."),
            widget=forms.Textarea({"rows": 2}),
        )  # fmt: skip
        if event.asks_food:
            self.fields["food"] = forms.ChoiceField(
                label=_("Food"), choices=Food, required=False, initial=Food.ANY
            )
        if event.asks_headset:
            self.fields["wants_headset"] = forms.BooleanField(
                label=_("I need a headset for the interpretation"), required=False
            )
        if event.has_participant_list:
            self.fields["list_consent"] = forms.BooleanField(label=wording(), required=False)

    @property
    def chosen_mode(self) -> str:
        """On site or online: as chosen, or the only way there is."""
        return str(self.cleaned_data.get("mode") or self.fixed_mode or self.offer.event.modes[0])

    def wish(self) -> Wish:
        """What the services take."""
        raw = self.cleaned_data.get("sessions", [])
        waits = frozenset(int(value.removeprefix("wait-")) for value in raw if value.startswith("wait-"))
        numbers = tuple(int(value.removeprefix("wait-")) for value in raw)
        return Wish(self.chosen_mode, numbers, waits, is_member=self.offer.is_member)

    def needs(self) -> dict[str, Any]:
        """Needs, food, headset, list."""
        found: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in ("access_needs", "food", "wants_headset")
            if name in self.fields
        }
        if "list_consent" in self.fields:
            found["list_consent"] = wording() if self.cleaned_data["list_consent"] else ""
        return found

    def note_clash(self, message: str, *, may_be_accepted: bool) -> None:
        """Shows the clash, and the box to accept it where that is possible."""
        self.shows_clash = may_be_accepted
        self.add_error("accepts_clash" if may_be_accepted else None, message)


class RegistrationForm(ParticipationForm):
    """The registration of a person, perhaps with colleagues. Name and address of a person with an account are known."""

    def __init__(self, *args: Any, offer: Offer, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, offer=offer, **kwargs)
        self._add_person()
        self._add_mode()
        self._add_colleagues()

    def _add_person(self) -> None:
        self.fields["name"] = forms.CharField(
            label=_("Your name"), max_length=120, validators=[one_line], initial=self.user.name if self.user else "",
            widget=forms.TextInput({"autocomplete": "name"}),
        )  # fmt: skip
        if self.user is None:
            self.fields["email"] = forms.EmailField(
                label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
                help_text=_("We send a link to it; your registration counts once you have used it."),
            )  # fmt: skip
            self.fields[TRAP] = forms.CharField(
                label=_("Leave this field empty"), required=False,
                widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
            )  # fmt: skip
        actors = self.offer.actors
        if actors:
            self.fields["actor"] = forms.ChoiceField(
                label=_("For which organisation?"), required=False, initial=str(actors[0].pk),
                choices=[*((str(actor.pk), actor.name) for actor in actors), ("", _("For another one"))],
            )  # fmt: skip
        self.fields["organisation"] = forms.CharField(
            label=_("Organisation") if not actors else _("Name of the other organisation"), required=not actors,
            max_length=200, validators=[one_line], widget=forms.TextInput({"autocomplete": "organization"}),
        )  # fmt: skip
        self.fields["group"] = forms.ChoiceField(
            label=_("What kind of organisation is it?"), required=self.offer.has_quotas and not actors,
            choices=lambda: [("", _("Please choose")), *((str(group.pk), group.name) for group in self.offer.groups)],
        )  # fmt: skip

    def _add_mode(self) -> None:
        if len(self.offer.modes) < 2:
            return
        labels = []
        for one in self.offer.modes:
            full = _("full: waiting list") if self.offer.may_wait else _("full")
            labels.append((one.mode, f"{one.label} ({full})" if one.is_full else one.label))
        self.fields["mode"] = forms.ChoiceField(
            label=_("How do you want to take part?"), choices=labels, widget=forms.RadioSelect
        )

    def _add_colleagues(self) -> None:
        for number in range(1, self.offer.event.colleagues_max + 1):
            self.fields[f"colleague_name_{number}"] = forms.CharField(
                label=_("Name of colleague %(number)s") % {"number": number}, required=False, max_length=120,
                validators=[one_line], widget=forms.TextInput({"autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"colleague_email_{number}"] = forms.EmailField(
                label=_("E-mail address of colleague %(number)s") % {"number": number}, required=False, max_length=254,
                widget=forms.EmailInput({"autocomplete": "off"}),
            )  # fmt: skip

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in the field people do not see."""
        return self.user is None and bool(self.data.get(TRAP, ""))

    @property
    def colleague_fields(self) -> list[tuple[Any, Any]]:
        """Pairs of name and address."""
        numbers = range(1, self.offer.event.colleagues_max + 1)
        return [(self[f"colleague_name_{number}"], self[f"colleague_email_{number}"]) for number in numbers]

    @property
    def has_colleagues(self) -> bool:
        """Whether one was entered."""
        return any(name.value() or address.value() for name, address in self.colleague_fields)

    def clean(self) -> dict[str, Any]:
        """Name and address of a colleague belong together; whoever has chosen no organisation names one."""
        cleaned = super().clean() or {}
        for number in range(1, self.offer.event.colleagues_max + 1):
            name, address = f"colleague_name_{number}", f"colleague_email_{number}"
            if bool(cleaned.get(name)) != bool(cleaned.get(address)) and not {name, address} & set(
                self.errors
            ):
                missing = address if cleaned.get(name) else name
                self.add_error(missing, _("Please give name and address, or neither."))
        if "actor" in self.fields and not cleaned.get("actor") and not cleaned.get("organisation"):
            self.add_error("organisation", _("Please name the organisation."))
        return cleaned

    def person(self) -> Person:
        """Who is registered."""
        email = self.user.email if self.user else self.cleaned_data["email"]
        return Person(self.cleaned_data["name"], email)

    def colleagues(self) -> list[Person]:
        """Who else."""
        data = self.cleaned_data
        numbers = range(1, self.offer.event.colleagues_max + 1)
        pairs = [
            (data.get(f"colleague_name_{number}"), data.get(f"colleague_email_{number}"))
            for number in numbers
        ]
        return [Person(name, address) for name, address in pairs if name and address]

    def details(self, language: str) -> Details:
        """The rest, as the service takes it."""
        actor = _by_number(self.offer.actors, self.cleaned_data.get("actor"))
        number = self.cleaned_data.get("group")
        group = actor.group if actor else _by_number(self.offer.groups, number) if number else None
        return Details(
            organisation=actor.name if actor else self.cleaned_data["organisation"],
            actor=actor, group=group, language=language, answers=self.given(), **self.needs(),
        )  # fmt: skip


class ChangeForm(ParticipationForm):
    """What somebody changes afterwards, on the personal page."""

    def __init__(self, *args: Any, offer: Offer, registration: Registration, **kwargs: Any) -> None:
        self.registration = registration
        kwargs["initial"] = initial_of(registration, offer) | kwargs.get("initial", {})
        super().__init__(*args, offer=offer, mode=registration.mode, **kwargs)
        if "sessions" in self.fields:
            booked = set(self.initial["sessions"])
            self.fields["sessions"].choices = [  # type: ignore[attr-defined]
                (key.removeprefix("wait-") if key.removeprefix("wait-") in booked else key, label)
                for key, label in self.fields["sessions"].choices  # type: ignore[attr-defined]
            ]
        self.fields["name"] = forms.CharField(label=_("Your name"), max_length=120, validators=[one_line])
        self.fields["organisation"] = forms.CharField(
            label=_("Organisation"), max_length=200, validators=[one_line], required=False
        )

    def changes(self) -> dict[str, Any]:
        """Columns of the registration."""
        return {name: self.cleaned_data[name] for name in ("name", "organisation")} | self.needs()


def initial_of(registration: Registration, offer: Offer) -> dict[str, Any]:
    """What somebody said before."""
    booked = registration.bookings.filter(is_session=True).exclude(status="released")
    found: dict[str, Any] = {
        "name": registration.name,
        "organisation": registration.organisation,
        "access_needs": registration.access_needs,
        "food": registration.food,
        "wants_headset": registration.wants_headset,
        "list_consent": registration.list_consent_at is not None,
        "sessions": [str(number) for number in booked.values_list("bucket__session", flat=True)]
        if offer.sessions
        else [],
    }
    for answer in registration.answers.prefetch_related("options"):
        chosen = [str(option.pk) for option in answer.options.all()]
        found[f"q{answer.question_id}"] = answer.text or answer.is_agreed or chosen
    for question in offer.questions:
        if question.kind == "choice" and (given := found.get(f"q{question.pk}")):
            found[f"q{question.pk}"] = given[0] if isinstance(given, list) else given
    return found


def _by_number(rows: Iterable[Any], value: object) -> Any:
    return next((row for row in rows if str(row.pk) == str(value or "")), None)
