"""The query language of change proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

from actors.enums import Decision, RevisionStatus

if TYPE_CHECKING:
    from accounts.models import User


class RevisionQuerySet(models.QuerySet):
    """Change proposals."""

    def open(self) -> Self:
        """Waiting for the secretariat."""
        return self.filter(status=RevisionStatus.OPEN)

    def oldest_first(self) -> Self:
        """In the order in which they are decided."""
        return self.order_by("created_at", "pk")

    def by_author(self, user: User) -> Self:
        """What the person has proposed, latest first."""
        return self.filter(author_id=user.pk).order_by("-created_at", "-pk")

    def partly_decided(self) -> Self:
        """Some fields are decided, others wait."""
        from actors.models import RevisionField

        decided = RevisionField.objects.filter(revision=OuterRef("pk")).exclude(decision=Decision.OPEN)
        return self.open().filter(Exists(decided))

    def with_fields(self) -> Self:
        """Together with actor, persons and fields: two queries."""
        return self.select_related("actor", "author", "decided_by").prefetch_related("fields")
