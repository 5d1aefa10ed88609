"""The programme as it is being planned, in the shape in which a version is frozen: everything readers see, per language."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from events.models import Event, Session

type Frozen = dict[str, Any]

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def draft_of(event: Event) -> list[Frozen]:
    """All sessions in the order of the programme. Four queries, however many there are."""
    found = (
        event.sessions.select_related("room", "track", "organiser")
        .prefetch_related("contributions__speaker__actor")
        .order_by(*(Session._meta.ordering or ()))
    )
    return [_frozen(session) for session in found]


def _frozen(session: Session) -> Frozen:
    return {
        "id": session.pk,
        "uid": str(session.uid),
        "sequence": session.sequence,
        "frame": session.frame_id,
        "kind": session.kind,
        "title": texts(session, "title"),
        "abstract": texts(session, "abstract"),
        "language": session.source_language,
        "day": session.day.isoformat(),
        "starts": _moment(session.starts_at),
        "ends": _moment(session.ends_at),
        "room": {
            "id": session.room.pk,
            "position": session.room.position,
            "name": texts(session.room, "name"),
        }
        if session.room
        else None,
        "venue": texts(session, "venue"),
        "track": {"id": session.track.pk, "name": texts(session.track, "name")} if session.track else None,
        "format": session.format,
        "languages": list(session.languages),
        "interpretation": list(session.interpretation),
        "audience": session.audience,
        "is_bookable": session.is_bookable,
        "is_tbc": session.is_tbc,
        "organiser": _actor(session.organiser),
        "people": [_person(contribution) for contribution in session.contributions.all()],
    }


def texts(obj: Any, field: str) -> dict[str, str]:
    """A text in all languages in which there is one."""
    return {code: value for code in LANGUAGES if (value := getattr(obj, f"{field}_{code}", None) or "")}


def _person(contribution: Any) -> Frozen:
    speaker = contribution.speaker
    return {
        "speaker": speaker.pk,
        "role": contribution.role,
        "name": speaker.name,
        "function": texts(speaker, "function"),
        "actor": _actor(speaker.actor),
        "is_tbc": contribution.is_tbc,
    }


def _actor(actor: Any) -> Frozen | None:
    if actor is None:
        return None
    return {"slug": actor.slug, "name": texts(actor, "name"), "language": actor.source_language}


def _moment(value: dt.datetime | None) -> str | None:
    return value.astimezone(dt.UTC).isoformat() if value else None
