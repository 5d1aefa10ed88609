"""The query language of what belongs to postings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from partnerships.models import Posting


class PostingMatchQuerySet(models.QuerySet):
    """Matches of postings."""

    def current(self) -> Self:
        """Both still fit each other, as of the last run of the job."""
        return self.filter(is_current=True)

    def of(self, posting: Posting) -> Self:
        """With this posting on either side, best first."""
        return self.filter(Q(need=posting) | Q(offer=posting)).order_by("-score", "pk")
