"""What can be imported from a file at the desk. Apps register their service from a module `import_kinds.py`, found by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from platform_portal.core.import_report import ImportReport


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file: `run` is the import service (path, by, dry_run, all_or_nothing, encoding, progress)."""

    slug: str
    label: str | Promise
    run: Callable[..., ImportReport]
    columns: tuple[str, ...]
    required: tuple[str, ...]


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Adds a kind under its slug."""
    _kinds[kind.slug] = kind


def kinds() -> dict[str, ImportKind]:
    """All kinds by slug."""
    from actors.services import import_rows, imports

    register(
        ImportKind(
            "actors", _("Actors"), imports.import_actors, import_rows.COLUMNS, ("kind", "name_de")
        )
    )  # fmt: skip
    autodiscover_modules("import_kinds")
    return dict(sorted(_kinds.items()))
