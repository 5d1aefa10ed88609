"""The gazetteer for tests: a small extract by default, the whole of it where spellings are judged."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from places import gazetteer
from places.loading import load
from places.models import Place

EXTRACT = {
    "g695594", "g695365", "g703448", "g702550", "g686967", "g2928810", "g2928809", "g3080985", "g2950159",
    "region:oblast-riwne", "region:oblast-lwiw", "unit:kreis-segeberg", "UA46060000000042587", "unit:berlin-mitte",
}  # fmt: skip


@pytest.fixture(scope="session")
def extract_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of gazetteer files with a dozen places."""
    folder = tmp_path_factory.mktemp("gazetteer")
    for name in ("countries", "regions", "region_labels", "statuses"):
        shutil.copy(gazetteer.DATA / f"{name}.csv", folder)
    for name in ("places", "names"):
        rows = [row for row in gazetteer.read(name) if row["source_key"] in EXTRACT]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def extract(db: None, extract_folder: Path) -> Path:
    """The small extract, loaded."""
    load(folder=extract_folder)
    return extract_folder


@pytest.fixture(scope="module")
def whole_gazetteer(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All places, loaded once for a module and taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        assert Place.objects.count() > 20_000
        yield
        transaction.set_rollback(True)
