"""The query language of knowledge: adjectives filter, scopes say who sees what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from knowledge.enums import ProductStatus, TextState
from platform_portal.core.visibility import Visibility, levels_open_to, matched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

#: A worker that has not answered for so long was killed.
READING_LASTS = dt.timedelta(minutes=5)
#: A file that has brought down the worker so often is left alone.
MOST_ATTEMPTS = 3


class ProductQuerySet(models.QuerySet):
    """Knowledge products."""

    def published(self) -> Self:
        """Those in the library, whoever may read them."""
        return self.filter(status=ProductStatus.PUBLISHED)

    def public(self) -> Self:
        """Those everybody may read."""
        return self.published().filter(visibility=Visibility.PUBLIC)

    def in_review(self) -> Self:
        """Proposals that wait for the secretariat."""
        return self.filter(status=ProductStatus.IN_REVIEW)

    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Published ones whose level is open to the person: this is what lists, search, exports and handbooks show.

        *Matched* ones are read by members of actors matched with an author, and by who keeps an author.
        """
        found = self.published()
        if user.is_authenticated and user.is_staff:
            return found
        return found.filter(Q(visibility__in=levels_open_to(user)) | self._matched_with(user))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What somebody may open: readable ones, the own proposals in every state, for the secretariat everything."""
        if user.is_authenticated and user.is_staff:
            return self
        every: Any = self.model._default_manager
        readable = every.readable_by(user).values("pk")
        return self.filter(Q(pk__in=readable) | _proposed(user))

    def proposed_by_side_of(self, user: User | AnonymousUser) -> Self:
        """Proposals the person has made, or somebody of an actor the person keeps."""
        return self.filter(_proposed(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Everything for the secretariat; for members the own proposals until they are published."""
        if user.is_authenticated and user.is_staff:
            return self
        unpublished = (ProductStatus.DRAFT, ProductStatus.IN_REVIEW)
        return self.filter(_proposed(user), status__in=unpublished)

    def _matched_with(self, user: User | AnonymousUser) -> Q:
        if not user.is_authenticated:
            return Q(pk__in=())
        every = self.model._default_manager
        own = every.filter(visibility=Visibility.MATCHED, authors__in=user.memberships.values("actor"))
        return Q(pk__in=own.values("pk")) | Q(pk__in=every.filter(matched(user, "authors")).values("pk"))

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        """Of one of the kinds."""
        return self.filter(kind__in=list(kinds))

    def by_author(self, actor: object) -> Self:
        """An actor is among the authors."""
        return self.filter(authors=actor)

    def of_group(self, group: object) -> Self:
        """Products of a working group."""
        return self.filter(working_groups=group)

    def newest_first(self) -> Self:
        """By the day of publication; those whose day is unknown come last."""
        return self.order_by(F("published_on").desc(nulls_last=True), "-pk")

    def with_current_version(self) -> Self:
        """Together with the current version as `current`, a list of none or one: one query more."""
        from knowledge.models import ProductVersion

        current = ProductVersion.objects.current().select_related("upload")
        return self.prefetch_related(Prefetch("versions", current, to_attr="current"))

    def with_details(self) -> Self:
        """Together with everything a list shows: four queries more, however many rows."""
        return self.with_current_version().prefetch_related("topics", "working_groups", "authors")


def _proposed(user: User | AnonymousUser) -> Q:
    if not user.is_authenticated:
        return Q(pk__in=())
    return Q(proposed_by=user.pk) | Q(proposed_for__in=user.memberships.values("actor"))


class VersionQuerySet(models.QuerySet):
    """Versions of products."""

    def current(self) -> Self:
        """The one that counts of each product."""
        return self.filter(is_current=True)

    def to_read(self, now: dt.datetime) -> Self:
        """Files whose text nobody has read yet, or whose reader was killed."""
        free = Q(text_claimed_at__isnull=True) | Q(text_claimed_at__lt=now - READING_LASTS)
        return self.filter(free, text_state=TextState.WAITING)


class HandbookQuerySet(models.QuerySet):
    """Handbooks."""

    def published(self) -> Self:
        """Those in the library."""
        return self.filter(status=ProductStatus.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published ones for everybody, all for the secretariat. What stands in them is decided product by product."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.published()
