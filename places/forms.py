"""A form field for a place: typed in any spelling, suggested while typing, chosen from a list where it is unclear."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models import Place
from places.resolution import MAX_QUERY, Match, NotResolved, resolve_exactly_one


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """What the browser sends: the text, the place chosen and the text for which it was chosen."""

    text: str
    chosen: str
    chosen_for: str

    @property
    def choice(self) -> int | None:
        """The primary key chosen, unless the text was changed afterwards."""
        valid = self.chosen.isascii() and self.chosen.isdigit() and len(self.chosen) < 12
        return int(self.chosen) if valid and self.chosen_for == self.text else None


class PlaceWidget(forms.Widget):
    """A text input that a script turns into a combobox; without script, a list of radio buttons after sending."""

    template_name = "places/place_field.html"

    class Media:
        css = {"all": ("places/place-field.css",)}
        js = (Script("places/place-field.js", type="module"),)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.candidates: list[Match] = []
        self.countries: Collection[str] = ()
        self.kinds: Collection[str] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedPlace:
        """Text and choice; all three parts are strings, whatever was sent."""
        return TypedPlace(*(str(data.get(key, "")).strip() for key in (name, f"{name}_id", f"{name}_for")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the field was not part of the form that was sent."""
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the typed text, the chosen place and the candidates to choose from."""
        context = super().get_context(name, None, attrs)
        if isinstance(value, Place):
            value = TypedPlace(value.label_here, str(value.pk), value.label_here)
        typed = value if isinstance(value, TypedPlace) else TypedPlace("", "", "")
        context["widget"] |= {
            "typed": typed.text,
            "chosen": typed.choice or "",
            "chosen_for": typed.text if typed.choice or self.candidates else "",
            "candidates": [match.place for match in self.candidates],
            "url": reverse("api-places"),
            "countries": ",".join(self.countries),
            "kinds": ",".join(self.kinds),
            "max_length": MAX_QUERY,
        }
        return context


class PlaceField(forms.Field):
    """Cleans to a :class:`~places.models.Place` or None; where several are meant, the form shows them to choose."""

    widget = PlaceWidget
    default_error_messages = {
        "unknown": _("We do not know this place. Please check the spelling, or choose one of those listed."),
        "ambiguous": _("Several places have this name. Please choose one."),
        "too_long": _("Please use at most 200 characters."),
        "characters": _("Please use letters only; the text holds characters that cannot be stored."),
    }

    def __init__(
        self, *, countries: Collection[str] = (), kinds: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.countries, self.kinds = tuple(countries), tuple(kinds)
        self.widget.countries, self.widget.kinds = self.countries, self.kinds  # type: ignore[attr-defined]

    def prepare_value(self, value: Any) -> Any:
        """A primary key as initial value becomes its place."""
        if isinstance(value, int):
            return Place.objects.with_region().filter(pk=value).first()
        return value

    def clean(self, value: Any) -> Place | None:
        """The chosen place, else the one the text means."""
        typed = value if isinstance(value, TypedPlace) else TypedPlace("", "", "")
        if not typed.text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(typed.text) > MAX_QUERY:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        if "\x00" in typed.text:
            raise ValidationError(self.error_messages["characters"], code="characters")
        return self._chosen(typed) or self._resolved(typed.text)

    def _chosen(self, typed: TypedPlace) -> Place | None:
        places = Place.objects.with_region()
        if self.countries:
            places = places.filter(country__in=self.countries)
        if self.kinds:
            places = places.filter(kind__in=self.kinds)
        return places.filter(pk=typed.choice).first() if typed.choice else None

    def _resolved(self, text: str) -> Place:
        try:
            return resolve_exactly_one(text, countries=self.countries, kinds=self.kinds)
        except NotResolved as trouble:
            self.widget.candidates = trouble.candidates  # type: ignore[attr-defined]
            code = "ambiguous" if trouble.is_ambiguous else "unknown"
            raise ValidationError(self.error_messages[code], code=code) from trouble

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another place was chosen or another text typed."""
        before = getattr(initial, "pk", initial)
        return not (isinstance(data, TypedPlace) and data.choice == before and before is not None)


class ChoosePlaceForm(forms.Form):
    """One place; the plain select step."""

    place = PlaceField(
        label=_("Place"),
        help_text=_("City, municipality, raion or region, in any spelling: Riwne, Rivne, Рівне."),
    )
