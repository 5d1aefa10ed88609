"""Letters of match rounds: the proposals to both sides, and the weekly list of those without a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from platform_portal.core.letters import (
    Action,
    Letter,
    LetterKind,
    Text,
    filled,
    filled_number,
    register,
)

PROPOSALS = "round-proposals"
WITHOUT_PARTNER = "without-partner"
REASONS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One proposed partner: its name, the reasons that speak for it, and what the secretariat adds."""

    name: Text
    reasons: Sequence[Text]
    note: Text = ""


def proposals(*, actor: Text, found: Sequence[Found], url: str) -> Letter:
    """What the secretariat proposes to the people of an actor, after a match round."""
    return Letter(
        subject=filled_number(
            ngettext_lazy(
                "The secretariat proposes a partner for %(actor)s",
                "The secretariat proposes %(count)d partners for %(actor)s",
                "count",
            ),
            count=len(found),
            actor=actor,
        ),
        paragraphs=(
            filled(
                _("We have compared all who look for a partner at the moment, and propose to %(actor)s:"),
                actor=actor,
            ),
            *(filled(_("%(name)s – %(reasons)s"), name=one.name, reasons=_joined(one)) for one in found),
            _(
                "The other side gets the same proposal with the same reasons today. Nothing is decided: talk to each other first."
            ),
        ),
        actions=(Action(_("Look at the proposal"), url),),
        why=filled(
            _(
                "You receive this mail because you keep the entry of %(actor)s, which takes part in a match round of the secretariat."
            ),
            actor=actor,
        ),
    )


def _joined(one: Found) -> str:
    texts = [str(text) for text in one.reasons[:REASONS_NAMED]]
    return "; ".join([*texts, str(one.note)] if one.note else texts)


def without_partner(
    *, german: Sequence[Text], ukrainian: Sequence[Text], numbers: tuple[int, int], url: str
) -> Letter:
    """The weekly list for the secretariat: who waits longest on either side."""
    return Letter(
        subject=filled(
            _("Still without a partner: German side %(german)s, Ukrainian side %(ukrainian)s"),
            german=numbers[0],
            ukrainian=numbers[1],
        ),
        paragraphs=(
            _("These have waited longest. A match round, or a place kept for newcomers, can help."),
            filled(_("German side: %(names)s"), names=_listed(german)),
            filled(_("Ukrainian side: %(names)s"), names=_listed(ukrainian)),
        ),
        actions=(Action(_("The whole list"), url),),
        why=_("You receive this mail once a week because you belong to the secretariat."),
    )


def _listed(names: Sequence[Text]) -> Text:
    """The names one after the other; the collected mail knows no lists."""
    return lazy(lambda: "; ".join(str(name) for name in names) or str(_("nobody waits")), str)()


def register_kinds() -> None:
    """Makes the letters known, with examples for the preview."""
    base = settings.PORTAL_BASE_URL
    found = Found("Rivne", (_("Similar size"), _("Common working language")), "")
    register(
        LetterKind(
            PROPOSALS,
            _("Match round: proposals of the secretariat"),
            lambda: proposals(actor="Essen", found=[found], url=f"{base}/de/matchmaking/stadt-essen/"),
        )
    )
    register(
        LetterKind(
            WITHOUT_PARTNER,
            _("Secretariat: still without a partner"),
            lambda: without_partner(
                german=("Musterstadt",),
                ukrainian=("Rivne",),
                numbers=(1, 1),
                url=f"{base}/admin/match-rounds/without-partner/",
            ),
        )
    )
