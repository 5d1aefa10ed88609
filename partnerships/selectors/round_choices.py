"""Who could take part in a round: the filter of the directory, with whether somebody is without a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from actors.enums import ActorStatus
from actors.filters import ActorFilter
from actors.models import Actor
from actors.querysets import ActorQuerySet
from partnerships.enums_rounds import SIDES
from partnerships.models import MatchRound
from partnerships.selectors.without_partner import without_partner

#: Further parameters of the page beside those of the directory.
OWN = ("alone", "page")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter finds for a round: numbers of the actors in the order of their names, and who is in the round already."""

    filter: ActorFilter
    ids: Sequence[int]
    present: frozenset[int]
    is_alone: bool
    query: str

    @property
    def new(self) -> list[int]:
        """Those who are not in the round yet."""
        return [pk for pk in self.ids if pk not in self.present]


def choice_of(request: HttpRequest, round: MatchRound, data: QueryDict) -> Choice:
    """Reads the filter from `data`. Raises BadParameter for what it does not know."""
    given = data.copy()
    is_alone = given.get("alone") == "yes"
    for name in OWN:
        given.pop(name, None)
    chosen = ActorFilter(given)
    found: ActorQuerySet = Actor.objects.filter(
        pk__in=chosen.directory.ids.tolist(),
        kind=round.kind,
        status=ActorStatus.PUBLISHED,
        place__country__in=SIDES,
    )
    if is_alone:
        found = without_partner(found, round.kind)
        given["alone"] = "yes"
    ids = list(found.order_by("place__country", "place__name_native", "pk").values_list("pk", flat=True))
    present = frozenset(round.participants.values_list("actor", flat=True))
    return Choice(chosen, ids, present, is_alone, given.urlencode())


def actors(ids: Sequence[int]) -> list[Actor]:
    """The actors in the order of the numbers, with place and region; one query."""
    found = Actor.objects.select_related("place__region").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]
