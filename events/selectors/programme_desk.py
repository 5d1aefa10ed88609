"""The page of the desk on which a programme is planned: draft, warnings, difference, release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.models import Event
from events.selectors.draft import draft_of
from events.selectors.programme import Programme, programme_of
from events.selectors.programme_changes import Change, changes_of
from events.selectors.programme_grid import Grid, grid_of
from events.selectors.programme_warnings import Doubt, warnings_of
from events.selectors.reading import Sight


@dataclass(frozen=True, slots=True)
class DeskPage:
    """All that the page shows besides its forms."""

    event: Event
    programme: Programme
    grids: list[Grid]
    warnings: list[Doubt]
    changes: list[Change]
    versions: Sequence[Any]

    @property
    def is_released(self) -> bool:
        """Whether readers see a programme."""
        return self.event.released_version_id is not None


def desk_page(event: Event) -> DeskPage:
    """Seven queries, however many sessions there are. For the desk only: nothing is hidden."""
    sight = Sight(is_desk=True, is_member=True)
    draft = draft_of(event)
    programme = programme_of(event, draft, sight)
    released = event.released_version.sessions if event.released_version else []
    return DeskPage(
        event=event,
        programme=programme,
        grids=[grid_of(day) for day in programme.days],
        warnings=warnings_of(event, draft),
        changes=changes_of(event, released, draft, sight) if event.released_version else [],
        versions=list(event.programme_versions.defer("sessions").select_related("released_by")[:20]),
    )
