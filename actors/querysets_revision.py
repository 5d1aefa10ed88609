"""The query language of change proposals."""

from __future__ import annotations

from typing import Self

from django.db import models

from actors.enums import RevisionStatus


class RevisionQuerySet(models.QuerySet):
    """Change proposals."""

    def open(self) -> Self:
        """Waiting for the secretariat."""
        return self.filter(status=RevisionStatus.OPEN)
