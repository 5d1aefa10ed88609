"""What an import did, row by row: the same for the terminal and as a file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from platform_portal.core.errors import Refusal
from platform_portal.core.export import formula_safe

type Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Progress nobody watches."""


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(slots=True)
class RowResult:
    """One row of the report."""

    line: int
    name: str
    outcome: Outcome
    slug: str = ""
    messages: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """ "line 7: failed: Stadt Essen: kind: …"."""
        said = [part for part in (self.name, *self.messages) if part]
        return _("line %(line)s: %(outcome)s: %(said)s") % {
            "line": self.line,
            "outcome": _outcome_words()[self.outcome],
            "said": "; ".join(said) or self.slug,
        }


@dataclass(slots=True)
class ImportReport:
    """All rows, remarks about the file, and whether anything was written."""

    rows: list[RowResult]
    warnings: list[str]
    is_dry_run: bool = False
    is_rolled_back: bool = False

    def number(self, outcome: Outcome) -> int:
        """How many rows ended so."""
        return self.counts[outcome]

    @property
    def counts(self) -> Counter[Outcome]:
        """Number of rows by outcome."""
        return Counter(row.outcome for row in self.rows)

    @property
    def has_failures(self) -> bool:
        """Whether at least one row could not be used."""
        return any(row.outcome == Outcome.FAILED for row in self.rows)

    @property
    def is_useless(self) -> bool:
        """Whether no row at all could be used."""
        return all(row.outcome == Outcome.FAILED for row in self.rows)

    def lines(self, *, only_failures: bool = False) -> Iterator[str]:
        """The report to be read: remarks, one line per row, the sum."""
        yield from self.warnings
        for row in sorted(self.rows, key=lambda row: row.line):
            if not only_failures or row.outcome == Outcome.FAILED:
                yield row.text
        yield self.summary

    @property
    def summary(self) -> str:
        """One line at the end."""
        said = _("%(created)s new, %(updated)s updated, %(unchanged)s unchanged, %(failed)s failed") % {
            outcome.value: self.counts[outcome] for outcome in Outcome
        }
        if self.is_rolled_back:
            return f"{said}. " + _("Nothing was written, because all rows or none were asked for.")
        return f"{said}. " + _("Dry run: nothing was written.") if self.is_dry_run else f"{said}."

    def write(self, path: Path) -> None:
        """As CSV for a spreadsheet (UTF-8 with BOM), formula-safe. Raises :class:`Refusal` where it cannot be written."""
        try:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(("line", "outcome", "slug", "name", "messages"))
                for row in sorted(self.rows, key=lambda row: row.line):
                    cells = (row.line, row.outcome.value, row.slug, row.name, "; ".join(row.messages))
                    writer.writerow([formula_safe(cell) for cell in cells])
        except OSError as error:
            raise Refusal(
                _("The report cannot be written: %(reason)s.") % {"reason": error.strerror or error}
            ) from error


def _outcome_words() -> dict[Outcome, str]:
    return {
        Outcome.CREATED: pgettext("row of an import", "new"),
        Outcome.UPDATED: pgettext("row of an import", "updated"),
        Outcome.UNCHANGED: pgettext("row of an import", "unchanged"),
        Outcome.FAILED: pgettext("row of an import", "failed"),
    }
