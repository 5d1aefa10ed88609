"""Who is matched with a person: actors introduced to one of the person's own, or in one standing partnership with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from partnerships.models import Introduction, Partnership, Party

if TYPE_CHECKING:
    from accounts.models import User


def matched_actors(user: User) -> list[QuerySet[Any]]:
    """Querysets of the numbers of these actors, for subqueries; nobody is asked anything here.

    Introduced: the sides of an accepted request whose introduction stands. Partners: parties of an existing partnership.
    """
    own = user.memberships.values("actor")
    introductions = Introduction.objects.standing().filter(
        pk__in=Introduction.objects.of_members(user).values("pk")
    )
    ours = Partnership.objects.existing().filter(parties__actor__in=own)
    return [
        introductions.values("request__sender"),
        introductions.values("request__recipient"),
        introductions.filter(request__third__isnull=False).values("request__third"),
        Party.objects.filter(partnership__in=ours.values("pk"), actor__isnull=False).values("actor"),
    ]
