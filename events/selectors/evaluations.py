"""What came back: shown from five answers on, so that nobody can be guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from events.models import Event

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """Number of answers; the rest is empty below FEWEST. `bars` are (points, number, percent) from 5 down to 1."""

    number: int
    mean: float = 0.0
    bars: tuple[tuple[int, int, int], ...] = ()
    helped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether there are enough."""
        return self.number >= FEWEST


def summary(event: Event) -> Summary:
    """The answers of an event. One query. Texts come in alphabetical order, not in that of their arrival."""
    found = list(event.evaluations.values_list("rating", "what_helped", "what_was_missing"))
    if len(found) < FEWEST:
        return Summary(len(found))
    ratings = Counter(rating for rating, _helped, _missing in found)
    return Summary(
        number=len(found),
        mean=sum(rating for rating, _helped, _missing in found) / len(found),
        bars=tuple(
            (step, ratings[step], round(100 * ratings[step] / len(found))) for step in range(5, 0, -1)
        ),
        helped=tuple(sorted(filter(None, (helped for _rating, helped, _missing in found)))),
        missing=tuple(sorted(filter(None, (missing for _rating, _helped, missing in found)))),
    )
