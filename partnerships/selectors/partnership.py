"""The page of one partnership: its time line and what stands above, below and beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.enums import PartnershipKind, PartyRole
from partnerships.models import Document, HistoryEntry, Partnership, Party
from partnerships.selectors.ties import Tie, tie_of
from partnerships.words import CONFIDENCE_MEANS, KIND_MEANS, STATUS_MEANS
from platform_portal.core.formats import precise

OTHERS = 6
LONG_NAME = 20
BELOW = 60
#: Short keys of the compilation, and what is an address one can follow (not one abridged with dots).
_KEY = re.compile(r"\s*\(seed \d+\)")
_ADDRESS = re.compile(r"(?!.*\.\.)[a-z0-9.-]+\.[a-z]{2,4}(?:/[\w./?=&%-]*)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the time line; `state`: done, now, todo."""

    state: str
    date: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """Everything the page shows."""

    partnership: Partnership
    parties: Sequence[Party]
    bridges: Sequence[Party]
    steps: Sequence[Step]
    ties: Sequence[Tie]
    sources: Sequence[tuple[str, str]]
    kind_means: str
    status_means: str
    confidence_means: str
    above: Sequence[Partnership]
    below: Sequence[Partnership]
    others: Sequence[Partnership]
    documents: Sequence[Document]

    @property
    def bridge_names(self) -> str:
        """Names of the third partners."""
        return ", ".join(party.name_here for party in self.bridges)

    @property
    def is_long(self) -> bool:
        """Whether the names need smaller letters in the head."""
        return max(len(party.name_here) for party in self.parties) > LONG_NAME if self.parties else False


def partnership_page(partnership: Partnership) -> PartnershipPage:
    """The page of a partnership with its details loaded; five queries more."""
    parties = list(partnership.parties.all())
    tie = tie_of(partnership, highlight=True)
    above, below, others = _related(partnership, parties)
    return PartnershipPage(
        partnership=partnership,
        parties=parties,
        bridges=[party for party in parties if party.role == PartyRole.BRIDGE],
        steps=steps_of(partnership),
        ties=[tie] if tie else [],
        sources=sources_of(partnership.source),
        kind_means=str(KIND_MEANS[partnership.kind]),
        status_means=str(STATUS_MEANS[partnership.status]),
        confidence_means=str(CONFIDENCE_MEANS[partnership.confidence]),
        above=above,
        below=below,
        others=others,
        documents=list(partnership.documents.all()),
    )


def sources_of(text: str) -> list[tuple[str, str]]:
    """The sources one by one with the address where they can be read; keys of the compilation are left out."""
    plain = [_KEY.sub("", source).strip() for source in text.split("; ")]
    return [
        (source, f"https://{source}" if _ADDRESS.fullmatch(source) else "")
        for source in dict.fromkeys(plain)
        if source
    ]


def steps_of(partnership: Partnership) -> list[Step]:
    """The history as a time line; a beginning without a date comes first, other undated entries last; no query."""
    entries = sorted(partnership.history.all(), key=_order)
    turns = [entry for entry in entries if entry.on and (entry.kind or entry.status)]
    return [_step(entry, is_now=bool(turns) and entry is turns[-1]) for entry in entries]


def _order(entry: HistoryEntry) -> tuple[int, int, int]:
    if entry.on:
        return (1, entry.on.toordinal(), entry.pk or 0)
    return (0 if entry.kind else 2, 0, entry.pk or 0)


def _step(entry: HistoryEntry, *, is_now: bool) -> Step:
    state = "todo" if entry.status == "planned" else "now" if is_now else "done"
    changes = []
    if entry.kind and entry.get_kind_display() != entry.title:
        changes.append(_("Kind: %(kind)s") % {"kind": entry.get_kind_display()})
    if entry.status:
        changes.append(_("Status: %(status)s") % {"status": entry.get_status_display()})
    return Step(
        state=state,
        date=precise(entry.on, entry.precision) if entry.on else _("date not documented"),
        title=entry.title or str(entry),
        text=", ".join(changes),
    )


def _related(
    partnership: Partnership, parties: Sequence[Party]
) -> tuple[list[Partnership], list[Partnership], list[Partnership]]:
    german, ukrainian = (_regions(parties, country) for country in ("DE", "UA"))
    actors = [party.actor_id for party in parties if party.actor_id and party.role != PartyRole.BRIDGE]
    pair = _with_party_in(german) & _with_party_in(ukrainian)
    shared = Q(Exists(Party.objects.filter(partnership=OuterRef("pk"), actor__in=actors)))
    is_region = partnership.kind == PartnershipKind.REGION
    wanted = shared | pair if is_region else shared | (pair & Q(kind=PartnershipKind.REGION))
    found = list(
        Partnership.objects.filter(wanted)
        .exclude(pk=partnership.pk)
        .newest_first()
        .with_details()[: BELOW + OTHERS]
    )
    regions = (set(german), set(ukrainian))
    above = [] if is_region else [other for other in found if _is_over(other, regions)]
    below = [other for other in found if is_region and _joins(other, regions)]
    rest = [other for other in found if other not in above and other not in below]
    return above, below, rest[:OTHERS]


def _regions(parties: Iterable[Party], country: str) -> list[int]:
    return [party.region.pk for party in parties if party.country == country and party.region]


def _with_party_in(regions: Sequence[int]) -> Q:
    inside = Q(actor__place__region__in=regions) | Q(place__region__in=regions)
    return Q(Exists(Party.objects.filter(inside, partnership=OuterRef("pk"))))


def _is_over(other: Partnership, regions: tuple[set[int], set[int]]) -> bool:
    return other.kind == PartnershipKind.REGION and _joins(other, regions)


def _joins(other: Partnership, regions: tuple[set[int], set[int]]) -> bool:
    parties = list(other.parties.all())
    return all(
        set(_regions(parties, country)) & own for country, own in zip(("DE", "UA"), regions, strict=True)
    )
