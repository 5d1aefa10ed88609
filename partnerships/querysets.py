"""The query language of partnerships and postings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from partnerships.enums import Direction, PartnershipStatus, PostingStatus
from partnerships.enums_living import OPERATOR_KINDS, OPERATOR_ROLES, SIDE_ROLES
from platform_portal.core.visibility import Visibility, levels_open_to, matched

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class PartnershipQuerySet(models.QuerySet):
    """Partnerships."""

    def existing(self) -> Self:
        """Bestehend: active; neither planned, nor dormant, nor completed, nor failed."""
        return self.filter(status=PartnershipStatus.ACTIVE)

    def standing(self) -> Self:
        """Zustande gekommen: every one that stands or stood; neither in initiation, planned nor failed."""
        return self.exclude(
            status__in=(PartnershipStatus.INITIATION, PartnershipStatus.PLANNED, PartnershipStatus.FAILED)
        )

    def public(self) -> Self:
        """Öffentlich: those of the register, and those begun on the portal that all sides have confirmed."""
        return self.filter(Q(initiation__isnull=True) | Q(initiation__public_at__isnull=False))

    def shared_by(self, user: User | AnonymousUser) -> Self:
        """Partnerships somebody decides in: a side is an actor whose entry the person keeps. All for the secretariat.

        Who joined later (a company, an association) is a party, but no side.
        """
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.with_own_side(user)

    def with_own_side(self, user: User) -> Self:
        """Partnerships in which an actor of the person is a side; nothing more for the secretariat."""
        from partnerships.models import Party

        own = Party.objects.filter(actor__in=user.memberships.values("actor"))
        between_operators = Q(role__in=OPERATOR_ROLES, partnership__kind__in=OPERATOR_KINDS)
        return self.filter(
            pk__in=own.filter(Q(role__in=SIDE_ROLES) | between_operators).values("partnership")
        )

    def dated(self) -> Self:
        """Partnerships whose beginning is known."""
        return self.filter(since_on__isnull=False)

    def newest_first(self) -> Self:
        """By the beginning, latest first; those without a date last."""
        return self.order_by(F("since_on").desc(nulls_last=True), "-pk")

    def with_parties(self) -> Self:
        """Together with their parties, the actors, places and regions of these: one query more, however many rows."""
        from partnerships.models import Party

        return self.prefetch_related(Prefetch("parties", queryset=Party.objects.with_sites()))

    def with_details(self) -> Self:
        """Together with parties, history and topics: three queries more."""
        return self.with_parties().prefetch_related("history", "topics")


class PartyQuerySet(models.QuerySet):
    """Parties of partnerships."""

    def public(self) -> Self:
        """Parties of public partnerships: not of one that began on the portal and is not confirmed by all sides."""
        confirmed = Q(partnership__initiation__public_at__isnull=False)
        return self.filter(Q(partnership__initiation__isnull=True) | confirmed)

    def with_sites(self) -> Self:
        """Together with actor, place, region and the place above (for districts on the map) in the same query."""
        return self.select_related(
            "actor__place__region", "actor__place__parent", "place__region", "place__parent"
        )


_NAMES = ("name_native", "name_de", "name_uk", "name_en")
_ON_CARDS = (
    *(
        f"actor__{field}"
        for field in ("slug", "kind", "name_de", "name_uk", "name_en", "source_language", "place")
    ),
    *(f"{way}__{field}" for way in ("place", "actor__place") for field in ("country", "region", *_NAMES)),
    *(f"{way}__region__{name}" for way in ("place", "actor__place") for name in ("slug", *_NAMES)),
)


def _answering_postings_of(actors: models.QuerySet) -> Q:
    """Condition on postings: for matched partners, and a current match with an open posting of one of the actors."""
    from partnerships.models import Posting, PostingMatch

    theirs = Posting.objects.open().filter(actor__in=actors).order_by().values("pk")
    found = PostingMatch.objects.current().order_by()
    needs, offers = (
        found.filter(offer__in=theirs).values("need"),
        found.filter(need__in=theirs).values("offer"),
    )
    return Q(visibility=Visibility.MATCHED) & (Q(pk__in=needs) | Q(pk__in=offers))


class PostingQuerySet(models.QuerySet):
    """Postings."""

    def open(self, on: dt.date | None = None) -> Self:
        """Offen: published and not expired on that day (today by default)."""
        on = on or timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), status=PostingStatus.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Postings whose level is open to the person; members also see those of their own actors, and guarded ones that answer
        an open posting of theirs."""
        levels = Q(visibility__in=levels_open_to(user))
        if not user.is_authenticated or user.is_staff:
            return self.filter(levels)
        own = user.memberships.values("actor")
        return self.filter(levels | Q(actor__in=own) | matched(user) | _answering_postings_of(own))

    def needs(self) -> Self:
        """Bedarfe."""
        return self.filter(direction=Direction.NEED)

    def offers(self) -> Self:
        """Angebote."""
        return self.filter(direction=Direction.OFFER)

    def published_requests(self) -> Self:
        """Veröffentlichte Gesuche: needs found in a public source."""
        return self.filter(is_published_request=True)

    def in_region(self, region_id: int) -> Self:
        """Postings of places, or of actors, in a region."""
        return self.filter(Q(place__region=region_id) | Q(actor__place__region=region_id))

    def with_details(self) -> Self:
        """Together with topics (one query more) and with what a card says of actor, place and region, not their other columns."""
        own = (field.name for field in self.model._meta.concrete_fields)
        found = self.select_related("actor__place__region", "place__region").prefetch_related("topics")
        return found.only(*own, *_ON_CARDS)

    def public(self) -> Self:
        """Postings everyone may see: only these take part in suggestions, and in figures about a part of the portal."""
        return self.filter(visibility=Visibility.PUBLIC)
