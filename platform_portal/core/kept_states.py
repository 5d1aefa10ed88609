"""Keeps every state of the rows people change at the desk: triggers of the database see each change, whoever makes it."""

from __future__ import annotations

from collections.abc import Iterable

import pghistory
from django.conf import settings
from django.db import models


def keep_states(
    model: type[models.Model], *fields: str, translated: Iterable[str] = (), name: str = "states"
) -> None:
    """Each state of these fields in a table of its own, to be read as `row.<name>` and brought back from the history.

    Called from `translation.py`, where the columns per language exist. The base column of a translated field repeats the
    German one and is left out, as is what nobody would read (times of change, keys).
    """
    columns = [f"{field}_{code}" for field in translated for code, _name in settings.LANGUAGES]
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        fields=[*columns, *fields],
        model_name=f"{model.__name__}Event",
        obj_field=pghistory.ObjForeignKey(related_name=name),
    )(model)
