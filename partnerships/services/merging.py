"""When two entries of one actor are merged: their places in partnerships, and partnerships that were entered twice for it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from actors.names import LANGUAGES
from actors.services import index
from actors.services.merge_relations import Moved, Rule, conflicts_stay, label_of, move, register, relations
from partnerships.models import Document, HistoryEntry, Partnership, Party
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

type Sides = frozenset[tuple[str, int]]

_OWN_TABLES = (Party, HistoryEntry, Document, Partnership.topics.through)


def register_rules() -> None:
    """Called once, when the app is ready."""
    register("partnerships.Party.actor", Rule(parties, parties_preview))
    # what a constraint keeps from moving stays with the archived entry: a request between the two themselves or one too many
    # of the sender, a second setting, a second place in the same round of matching
    conflicts_stay(
        *(f"partnerships.CooperationRequest.{side}" for side in ("sender", "recipient", "third")),
        *(f"partnerships.{name}.actor" for name in ("Posting", "RequestAnswer", "RequestSetting", "CheckIn")),
        *(f"partnerships.{name}.actor" for name in ("RoundParticipant", "RunActor")),
        *(
            f"partnerships.{name}.actor"
            for name in ("InitiationTick", "PulseAnswer", "JoinWish", "SelfCheck", "PortraitRelease")
        ),
        *(
            f"partnerships.{name}.{side}"
            for name in ("RoundPair", "RunPair", "RoundProposal")
            for side in ("german", "ukrainian")
        ),
    )


def parties(kept: Actor, lost: Actor) -> Moved:
    """Puts the entry that stays in the place of the other one, and unites partnerships that are the same then.

    Raises :class:`Refusal` where the two are each other's only partners.
    """
    if alone := _only_of_each_other(kept, lost):
        raise Refusal(
            _(
                "These two entries are partners of each other in “%(partnership)s”. Delete that partnership first."
            )
            % {"partnership": alone.slug}
        )
    touched = set(Partnership.objects.filter(parties__actor=lost).values_list("pk", flat=True))
    both = Party.objects.filter(actor=lost, partnership__in=Partnership.objects.filter(parties__actor=kept))
    moved = Moved(dropped=[{"partnership_id": row.partnership_id, "role": row.role} for row in both])
    both.delete()
    moved.ids = list(Party.objects.filter(actor=lost).order_by("pk").values_list("pk", flat=True))
    Party.objects.filter(pk__in=moved.ids).update(actor=kept)
    for first, second in _twins(kept, touched):
        unite(kept=first, lost=second)
        moved.dropped.append({"united": first.pk, "partnership_id": second.pk})
    partners = Party.objects.filter(partnership__parties__actor=kept, actor__isnull=False)
    index.refresh([kept.pk, lost.pk, *partners.values_list("actor", flat=True)])
    return moved


def parties_preview(kept: Actor, lost: Actor) -> list[str]:
    """Which partnerships become one."""
    own = {(sides, family): row for row, sides, family in _seen_as(kept, lost, kept)}
    said = []
    for row, sides, family in _seen_as(kept, lost, lost):
        twin = own.get((sides, family))
        if twin is not None and twin.pk != row.pk:
            said.append(
                _("Partnership “%(lost)s” is united with “%(kept)s”; this cannot be undone.")
                % {"lost": row.title_here, "kept": twin.title_here}
            )
    return said


def unite(*, kept: Partnership, lost: Partnership) -> Partnership:
    """Makes one partnership of two with the same parties: history, documents, topics and sources of both, the earlier beginning.

    The caller holds the transaction and the locks of the parties' actors.
    """
    rows = {
        row.pk: row
        for row in Partnership.objects.filter(pk__in=(kept.pk, lost.pk))
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    }
    kept, lost = rows[kept.pk], rows[lost.pk]
    _move_history(kept, lost)
    known = set(kept.documents.values_list("url", flat=True))
    lost.documents.exclude(url__in=known).update(partnership=kept)
    kept.topics.add(*lost.topics.all())
    if lost.since_on and (kept.since_on is None or lost.since_on < kept.since_on):
        kept.since_on, kept.since_precision = lost.since_on, lost.since_precision
    for column in ("source", "note"):
        setattr(kept, column, _joined(getattr(kept, column), getattr(lost, column)))
    for language in LANGUAGES:
        name = f"portrait_{language}"
        setattr(kept, name, getattr(kept, name, "") or getattr(lost, name, ""))
    kept.has_bridge = kept.has_bridge or lost.has_bridge
    kept.save()
    for foreign_key in sorted(relations(Partnership), key=label_of):
        if foreign_key.model not in _OWN_TABLES:
            move(foreign_key, kept.pk, lost.pk)
    audit.record(action="partnership.united", obj=kept, by=None, lost=lost.pk, slug=lost.slug)
    lost.delete()
    return kept


def _move_history(kept: Partnership, lost: Partnership) -> None:
    """Entries of the other one, but those that say the same."""
    known = {(entry.on, entry.kind, entry.status, entry.title) for entry in kept.history.all()}
    for entry in lost.history.all():
        if (entry.on, entry.kind, entry.status, entry.title) not in known:
            HistoryEntry.objects.filter(pk=entry.pk).update(partnership=kept)


def _only_of_each_other(kept: Actor, lost: Actor) -> Partnership | None:
    for row in _of(kept).filter(pk__in=_of(lost).values("pk")):
        if row.parties.count() == 2:
            return row
    return None


def _twins(kept: Actor, touched: set[int]) -> list[tuple[Partnership, Partnership]]:
    """Pairs with the same parties and family of kinds; the one that was there before stays, of two new ones the older."""
    groups: dict[tuple[Sides, str], list[Partnership]] = defaultdict(list)
    for row in _of(kept):
        groups[_sides(row), row.family].append(row)
    pairs = []
    for group in groups.values():
        group.sort(key=lambda row: (row.pk in touched, row.pk))
        pairs += [(group[0], other) for other in group[1:] if touched & {group[0].pk, other.pk}]
    return pairs


def _seen_as(kept: Actor, lost: Actor, whose: Actor) -> list[tuple[Partnership, Sides, str]]:
    """The partnerships of one of both, with their sides as they are going to be."""
    own, new = _side(lost), _side(kept)
    return [
        (row, frozenset(new if side == own else side for side in _sides(row)), row.family)
        for row in _of(whose)
    ]


def _of(actor: Actor) -> QuerySet[Partnership]:
    found = Partnership.objects.filter(pk__in=Party.objects.filter(actor=actor).values("partnership"))
    return found.order_by("pk").prefetch_related("parties__actor__place__region", "parties__place__region")


def _sides(partnership: Partnership) -> Sides:
    return frozenset(
        _side(party.actor) if party.actor else ("place", party.place_id or 0)
        for party in partnership.parties.all()
    )


def _side(actor: Actor) -> tuple[str, int]:
    """A municipality is its place, whether it has an entry or not."""
    if actor.kind in MUNICIPAL_KINDS and actor.place_id:
        return ("place", actor.place_id)
    return ("actor", actor.pk)


def _joined(one: str, other: str) -> str:
    return one if not other or other in one else f"{one}; {other}".strip("; ")
