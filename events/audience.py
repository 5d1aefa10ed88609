"""Who may see a session: the strictest of what the draft and the released programme say."""

from __future__ import annotations

from collections.abc import Iterable

from events.enums import Audience

#: Open to ever fewer; empty means "as the event".
ORDER: tuple[str, ...] = ("", Audience.PUBLIC, Audience.MEMBERS, Audience.INVITED)


def strictest(values: Iterable[str]) -> str:
    """The one open to the fewest; "" for none. What is unknown counts as by invitation."""
    return max(
        (value if value in ORDER else Audience.INVITED for value in values), key=ORDER.index, default=""
    )
