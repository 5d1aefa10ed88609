"""The query language of funding programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable


class FundingProgrammeQuerySet(models.QuerySet):
    """Funding programmes."""

    def published(self) -> Self:
        """Those on public pages."""
        return self.filter(is_published=True)

    def for_kind(self, kind: str) -> Self:
        """Programmes such an organisation may apply to, and those of which it is not known who may."""
        return self.filter(Q(applicant_kinds__contains=[kind]) | Q(applicant_kinds=[]))

    def on_topics(self, slugs: Iterable[str]) -> Self:
        """On one of the topics."""
        return self.filter(topics__slug__in=list(slugs)).distinct()

    def with_words(self, words: Iterable[str]) -> Self:
        """Every word stands in name, funder or summary, in any language."""
        found = self
        for word in words:
            written = Q()
            for column in ("name", "funder", "summary"):
                for language in ("de", "uk", "en"):
                    written |= Q(**{f"{column}_{language}__icontains": word})
            found = found.filter(written)
        return found

    def in_regions(self, slugs: Iterable[str]) -> Self:
        """For partners in one of the regions, or for applicants from there."""
        wanted = list(slugs)
        near = Q(partner_regions__slug__in=wanted) | Q(applicant_regions__slug__in=wanted)
        return self.filter(near).distinct()

    def with_details(self) -> Self:
        """Together with topics, regions and deadlines: four queries more, however many rows."""
        return self.prefetch_related("topics", "applicant_regions", "partner_regions", "deadlines")
