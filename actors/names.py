"""Texts of one object in all languages, as modeltranslation keeps them: one column each."""

from __future__ import annotations

LANGUAGES = ("de", "uk", "en")


def in_languages(obj: object, column: str = "name") -> dict[str, str]:
    """The texts by language, empty where there is none."""
    return {language: getattr(obj, f"{column}_{language}", None) or "" for language in LANGUAGES}


def complete(obj: object, column: str = "name") -> dict[str, str]:
    """The texts by language; where one is missing stands the German one, else any other."""
    texts = in_languages(obj, column)
    stand_in = texts["de"] or texts["en"] or texts["uk"]
    return {language: text or stand_in for language, text in texts.items()}
