"""The reasons of a proposal, from public facts alone; sentences come from the matchmaking core (docs/adr/0003)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.matchmaking import Proposal
from partnerships.matchmaking.criteria import BIG, BRIDGE, COVER, HORIZON, PROFILE
from partnerships.matchmaking.explanation import UNKNOWN_NAMES, Sentences, rounded
from partnerships.matchmaking.reasons import Reason as Measured
from partnerships.selectors.proposal_facts import Key

#: Smaller shares are not worth a line.
SMALLEST_SHARE = 0.02
AGAINST_SHOWN = 3
#: Facts the portal does not ask for yet: naming them as unknown would help nobody.
NOT_ASKED_FOR = frozenset({PROFILE, HORIZON})


@dataclass(frozen=True, slots=True)
class Reason:
    """One line: `kind` decides its sign ("", bridge, minus, unknown), `weight` is the share of the result in percent."""

    key: str
    text: str
    kind: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """What one side has said about topics for everyone to read."""

    needs: Collection[str] = ()
    offers: Collection[str] = ()
    works_on: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Names for what the arrays know by key (the protocol `Labels` of the core); "" for what must not be named."""

    topics: Mapping[str, str]
    parties: Mapping[Key, str]
    groups: Mapping[int, str]
    regions: Mapping[int, str]

    def topic(self, slug: str) -> str:
        """Name of a topic."""
        return self.topics.get(slug, slug)

    def party(self, key: object) -> str:
        """Name of a third partner."""
        return self.parties.get(key, "")  # type: ignore[call-overload]

    def group(self, key: object) -> str:
        """Name of a working group."""
        return self.groups.get(key, "")  # type: ignore[call-overload]

    def event(self, key: object) -> str:
        """Events do not take part in suggestions yet."""
        return ""

    def region(self, key: object) -> str:
        """Name of a region."""
        return self.regions.get(key, "")  # type: ignore[call-overload]


def why(
    proposal: Proposal, own: Statements, other: Statements, words: Words, usual_size: float = 0
) -> list[Reason]:
    """The reasons with their share of the result, the weightiest first; what was withdrawn since then is left out.

    `usual_size`: the median of the inhabitants of all candidates.
    """
    sentences = Sentences(words)
    shown: list[tuple[float, Reason]] = []
    for reason in proposal.explanation.reasons:
        if reason.key == BIG:
            if text := _large(reason, sentences, usual_size):
                shown.append((reason.share, Reason(BIG, text)))
        elif reason.key != COVER:
            kind = "bridge" if reason.key == BRIDGE else ""
            shown.append((reason.share, Reason(reason.key, sentences.reason(reason), kind)))
        elif _may_be_read(reason, own, other):
            shown.append(
                (reason.share, Reason(COVER, _met(reason, own, other, words) or sentences.reason(reason)))
            )
    shown.sort(key=lambda item: -item[0])
    return [
        Reason(reason.key, reason.text, reason.kind, f"{round(100 * share)} %")
        for share, reason in shown
        if share >= SMALLEST_SHARE
    ]


def why_not_higher(proposal: Proposal, words: Words, partners: int) -> list[Reason]:
    """What costs most, and how many partners the other side has already."""
    sentences = Sentences(words)
    texts = [(reason.key, sentences.shortcoming(reason)) for reason in proposal.explanation.shortcomings]
    if partners:
        text = ngettext("Already has %(count)d partner", "Already has %(count)d partners", partners)
        texts.insert(1, ("partners", text % {"count": partners}))
    return [Reason(key, text, "minus") for key, text in texts[:AGAINST_SHOWN]]


def unknown(proposal: Proposal) -> list[Reason]:
    """What could not be judged: it costs nothing, but is said."""
    names = [name for name in proposal.explanation.unknown if name not in NOT_ASKED_FOR]
    return [Reason(name, _capitalised(str(UNKNOWN_NAMES[name])), "unknown") for name in names]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sides(reason: Measured, own: Statements, other: Statements) -> tuple[Statements, Statements, bool]:
    """Who wants, who gives, and whether the asker is the one who wants."""
    wants = reason.facts["way"] == "there"
    return (own, other, True) if wants else (other, own, False)


def _may_be_read(reason: Measured, own: Statements, other: Statements) -> bool:
    """Both the need and the offer can still be read by everyone."""
    wanting, giving, _own_need = _sides(reason, own, other)
    return reason.facts["need"] in wanting.needs and reason.facts["offer"] in {
        *giving.offers,
        *giving.works_on,
    }


def _met(reason: Measured, own: Statements, other: Statements, words: Words) -> str:
    """The sentence where the giving side only works on the topic and does not offer anything; else ""."""
    _wanting, giving, is_own_need = _sides(reason, own, other)
    if reason.facts["offer"] in giving.offers:
        return ""
    names = {"need": words.topic(str(reason.facts["need"])), "offer": words.topic(str(reason.facts["offer"]))}
    if is_own_need:
        return _("You look for: %(need)s – they work on: %(offer)s") % names
    return _("They look for: %(need)s – you work on: %(offer)s") % names


def _large(reason: Measured, sentences: Sentences, usual_size: float) -> str:
    """The sentence on size: for a place larger than the asker's, or at least as large as most candidates; else ""."""
    own, other = (int(str(reason.facts.get(side) or 0)) for side in ("own", "other"))
    if not other:
        return ""  # only the way back is known, and that sentence belongs to the other side
    if other > own:
        return sentences.reason(reason)
    if other < usual_size:
        return ""
    return _("Among the larger places: %(population)s inhabitants") % {"population": rounded(other)}
