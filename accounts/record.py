"""The record of processing activities (Article 30 GDPR) as Markdown, from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import translation

from platform_portal.core import privacy

HEAD = """# Record of processing activities

Written by `./run manage processing_record` from the `privacy.py` of every app; do not edit by hand.
Who is responsible stands in the imprint. Visibility: `public < members < matched < secretariat`. Secrets (hashes, keys) are
kept but never shown, not even to the person.
"""


def path() -> Path:
    """Where the record lies."""
    return settings.BASE_DIR / "docs" / "processing-record.md"


def markdown() -> str:
    """The whole record, in English."""
    with translation.override("en"):
        return (
            HEAD + "".join(_section(entry) for entry in privacy.entries()) + "\n".join(_impersonal()) + "\n"
        )


def _section(entry: privacy.Entry) -> str:
    fields = [f"| {name} | {visibility.value} |" for name, visibility in entry.fields.items()]
    sealed = [f"| {name} | nobody |" for name in entry.sealed]
    lines = [
        "",
        f"## {entry.label}",
        "",
        f"- Shown to the person as: {entry.title}",
        f"- Purpose: {entry.purpose}",
        f"- Legal basis: {entry.legal_basis.label}",
        f"- Kept: {entry.retention.rule}",
        f"- When the account is erased: {_on_erasure(entry)}",
        "",
        "| field | visible to |",
        "|---|---|",
        *fields,
        *sealed,
        "",
    ]
    return "\n".join(lines)


def _on_erasure(entry: privacy.Entry) -> str:
    return str(entry.on_erasure.label) if entry.rows_of else "not tied to an account"


def _impersonal() -> Iterator[str]:
    yield "\n## Looks personal, is not\n"
    declared = privacy.declared_impersonal()
    for model in sorted(declared, key=lambda model: model._meta.label):
        for name, reason in declared[model].items():
            yield (
                f"- {model._meta.label}.{name}: {reason}"
                if name != "*"
                else f"- {model._meta.label}: {reason}"
            )
    for entry in privacy.entries():
        for name, reason in entry.impersonal.items():
            yield f"- {entry.label}.{name}: {reason}"
