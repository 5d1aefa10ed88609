"""The form of a need or offer, for those who keep the entry of an actor."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from actors.forms_revision import ProposalForm, by_language, texts
from actors.models import Topic
from actors.revisions.subjects import plain
from partnerships.enums import Direction, Urgency
from partnerships.enums_postings import CooperationKind, Horizon, InReturn
from partnerships.leaks import find_in
from partnerships.models import Posting
from partnerships.revisions import LIMITS, LONGEST, in_order, is_web_address
from partnerships.selectors.posting_leaks import CHECKED, Passages, passages
from places.models import Region
from platform_portal.core.collation import sort_key
from platform_portal.core.formats import language
from platform_portal.core.visibility import Visibility


class PostingForm(ProposalForm):
    """A guided form: what it is about in fields every reader understands, then title and text in three languages.

    When the leak check finds something, the form comes back once with the passages marked; who sends it again has seen them.
    """

    direction = forms.ChoiceField(
        label=_("Need or offer"), choices=Direction, widget=forms.RadioSelect, initial=Direction.NEED
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    cooperation_kinds = forms.MultipleChoiceField(
        label=_("Kinds of cooperation"),
        choices=CooperationKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    urgency = forms.TypedChoiceField(label=_("Urgency"), choices=Urgency, coerce=int, initial=Urgency.NORMAL)
    horizon = forms.ChoiceField(
        label=_("Horizon"), choices=[("", _("Not decided")), *Horizon.choices], required=False
    )
    wanted_regions = forms.MultipleChoiceField(
        label=_("Regions wanted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: all regions."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )
    in_return = forms.MultipleChoiceField(
        label=_("What you give in return"),
        choices=InReturn,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    project_url = forms.CharField(
        label=_("Public project page"),
        required=False,
        max_length=LIMITS["project_url"],
        widget=forms.URLInput,
        help_text=_("A page of yours that anybody may see, beginning with https://. No links to maps."),
    )
    visibility = forms.ChoiceField(
        label=_("Visible to"),
        choices=Visibility,
        initial=Visibility.MEMBERS,
        help_text=_(
            "Needs on protected topics (energy, water, hospitals …) start for matched partners only."
        ),
    )
    expires_on = forms.DateField(
        label=_("Shown until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_(
            "Six months, if you leave it empty; at most twelve. Two weeks before, we ask whether it still holds."
        ),
    )

    def __init__(
        self, *args: Any, posting: Posting | None, source: str, country: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known_topics = list(Topic.objects.order_by("position", "pk"))
        self.fields["topics"].choices = [(topic.slug, topic.name) for topic in self.known_topics]  # type: ignore[attr-defined]
        self.fields["wanted_regions"].choices = _regions(country)  # type: ignore[attr-defined]
        texts(self, "title", _("Title"), source=source, limit=LIMITS["title"])
        texts(self, "text", _("Text"), source="", limit=LIMITS["text"], rows=7)
        self.own_direction = posting.direction if posting else ""
        if posting is not None:
            del self.fields["direction"]
            if posting.is_published_request:
                del self.fields["expires_on"]
        outdated = posting.outdated_translations if posting else []
        self.by_language = by_language(self, ("title", "text"), source=source, outdated=outdated)
        self.found = self._found(self.initial)

    def clean_project_url(self) -> str:
        """A whole address of a page."""
        url = plain(self.cleaned_data["project_url"])
        if url and not is_web_address(url):
            raise forms.ValidationError(
                _("Please give the whole address of a page, beginning with https://.")
            )
        return url

    def clean(self) -> dict[str, Any]:
        """What the leak check finds is shown once, and marked."""
        cleaned = super().clean() or {}
        self.found = self._found(cleaned)
        if self.found and self.data.get("leaks_seen") != self.found_hash:
            raise forms.ValidationError(
                _("Something in your texts could tell too much. Please look at the marked passages."), "leaks"
            )
        return cleaned

    @property
    def found_hash(self) -> str:
        """Says which passages were shown."""
        shown = sorted(f"{passage.name}:{leak.passage}" for passage in self.found for leak in passage.leaks)
        return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]

    def _found(self, values: Mapping[str, Any]) -> list[Passages]:
        chosen = set(values.get("topics") or ())
        texts_of = {name: str(values.get(name) or "") for name in CHECKED}
        leaks = find_in(
            texts_of,
            is_need=(values.get("direction") or self.own_direction) != Direction.OFFER,
            is_protected=any(topic.is_protected for topic in self.known_topics if topic.slug in chosen),
        )
        return passages({name: texts_of[name] for name in leaks}, leaks)

    def clean_expires_on(self) -> dt.date | None:
        """A day within the next twelve months; an unchanged one may be past."""
        until: dt.date | None = self.cleaned_data["expires_on"]
        if until is None or until.isoformat() == self.initial.get("expires_on"):
            return until
        if not timezone.localdate() <= until <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(_("A posting is shown until a day within the next twelve months."))
        return until

    def values(self) -> dict[str, Any]:
        """As the subject compares them."""
        cleaned: dict[str, Any] = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        if "expires_on" in cleaned:
            cleaned["expires_on"] = cleaned["expires_on"].isoformat() if cleaned["expires_on"] else ""
        ordered = {
            "cooperation_kinds": in_order(CooperationKind, cleaned["cooperation_kinds"]),
            "languages": in_order(Language, cleaned["languages"]),
            "in_return": in_order(InReturn, cleaned["in_return"]),
        }
        lists = {name: sorted(cleaned[name]) for name in ("topics", "wanted_regions")}
        return cleaned | ordered | lists


def _regions(country: str) -> list[tuple[str, str]]:
    """Regions of the other country in the reader's order; of both where the own one is neither."""
    wanted = {"DE": ("UA",), "UA": ("DE",)}.get(country, ("DE", "UA"))
    code = language()
    found = Region.objects.filter(country__in=wanted)
    pairs = [(region.slug, region.name_in(code)) for region in found]
    return sorted(pairs, key=lambda pair: sort_key(pair[1], code))
