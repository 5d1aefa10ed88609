"""Texts in three languages side by side: what changes in the source language leaves the others marked as outdated until they are changed too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings

from newsletter.models import Block, Edition

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def write(row: Edition | Block, fields: Iterable[str], sent: Mapping[str, str]) -> None:
    """Puts the texts of `sent` (`subject_de`, …) into the row and keeps `outdated_translations` true. Does not save."""
    outdated = set(row.outdated_translations)
    for field in fields:
        columns = {language: f"{field}_{language}" for language in LANGUAGES}
        changed = {
            language for language, column in columns.items()
            if column in sent and sent[column] != (getattr(row, column) or "")
        }  # fmt: skip
        for language in changed:
            setattr(row, columns[language], sent[columns[language]])
        if row.source_language in changed:
            others = set(LANGUAGES) - changed
            outdated |= {columns[language] for language in others if getattr(row, columns[language])}
        outdated -= {columns[language] for language in changed}
        outdated -= {column for column in columns.values() if not getattr(row, column)}
    row.outdated_translations = sorted(outdated)
