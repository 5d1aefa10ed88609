"""The page of one partnership: its time line and what stands above, below and beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.enums import PartnershipKind, PartyRole
from partnerships.models import Document, HistoryEntry, Partnership, Party
from partnerships.selectors import snapshot
from partnerships.selectors.snapshot import Row, Snapshot
from partnerships.words import CONFIDENCE_MEANS, KIND_MEANS, STATUS_MEANS
from platform_portal.core.formats import precise

OTHERS = 6
LONG_NAME = 20
BELOW = 60
#: What is an address one can follow (not one abridged with dots).
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
    on_map: Sequence[Row]
    sources: Sequence[tuple[str, str]]
    kind_means: str
    status_means: str
    confidence_means: str
    above: Sequence[Row]
    below: Sequence[Row]
    others: Sequence[Row]
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
    """The page of a partnership with its details loaded; two queries more."""
    parties = list(partnership.parties.all())
    register = snapshot.current()
    own = register.by_pk.get(partnership.pk)
    above, below, others = _related(partnership, register)
    return PartnershipPage(
        partnership=partnership,
        parties=parties,
        bridges=[party for party in parties if party.role == PartyRole.BRIDGE],
        steps=steps_of(partnership),
        on_map=[own] if own and own.tie else [],
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
    """The sources one by one with the address where they can be read."""
    plain = [source.strip() for source in text.split("; ")]
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


def _related(partnership: Partnership, register: Snapshot) -> tuple[list[Row], list[Row], list[Row]]:
    """The region partnership above, the partnerships below one, and others of those involved; from memory."""
    own = register.by_pk.get(partnership.pk)
    if own is None:
        return [], [], []
    actors = {side.actor_id for side in own.sides if side.actor_id and side.role != PartyRole.BRIDGE}
    is_region = partnership.kind == PartnershipKind.REGION
    above, below, rest = [], [], []
    for other in register.rows:
        if other is own:
            continue
        joins = _joins(other, own)
        if joins and is_region:
            below.append(other)
        elif joins and other.kind == PartnershipKind.REGION:
            above.append(other)
        elif actors & {side.actor_id for side in other.sides}:
            rest.append(other)
    return above, below[:BELOW], rest[:OTHERS]


def _joins(other: Row, own: Row) -> bool:
    """Whether both join the same two regions."""
    return all(set(other.regions_in(side)) & set(own.regions_in(side)) for side in ("DE", "UA"))
