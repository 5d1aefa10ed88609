"""Forms of match rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from partnerships.enums_rounds import PairState
from partnerships.models import MatchRound
from partnerships.selectors.proposal_facts import PAIRED_KINDS
from partnerships.selectors.round_pages import WEIGHED
from partnerships.services.rounds.editing import LARGEST_WEIGHT

KINDS = [(kind.value, kind.label) for kind in ActorKind if kind in PAIRED_KINDS]
SAYINGS = [
    (PairState.FIXED.value, _("Fix")),
    (PairState.FORBIDDEN.value, _("Forbid")),
    (PairState.EDITED.value, _("Keep the sentence")),
    ("", _("Release")),
]


class RoundForm(forms.Form):
    """A new round, empty or as a copy."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=KINDS, required=False)
    copy_of = forms.ModelChoiceField(
        label=_("Take participants, places and weights from"),
        queryset=MatchRound.objects.all(),
        required=False,
        empty_label=_("– start empty –"),
    )


class RulesForm(forms.Form):
    """Weights and limits of a round."""

    minimum_fit = forms.IntegerField(min_value=0, max_value=100)
    newcomer_bonus = forms.IntegerField(min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in WEIGHED:
            self.fields[f"weight-{key}"] = forms.FloatField(min_value=0, max_value=LARGEST_WEIGHT)

    @property
    def weights(self) -> dict[str, float]:
        """The weights by measure."""
        return {key: self.cleaned_data[f"weight-{key}"] for key in WEIGHED}


class PairForm(forms.Form):
    """What is said about a pair."""

    german = forms.IntegerField(min_value=1, max_value=2**31)
    ukrainian = forms.IntegerField(min_value=1, max_value=2**31)
    state = forms.ChoiceField(choices=SAYINGS, required=False)
    note = forms.CharField(max_length=400, required=False)
