"""Figures that others have published, kept apart from everything the portal counts itself."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnerships.models import CitedFigure
from places.models import Region

_LABEL = {
    "de": "Städtepartnerschaften mit der Ukraine",
    "uk": "Партнерства міст з Україною",
    "en": "Municipal partnerships with Ukraine",
}
_SOURCE = "Generalkonsulat der Ukraine in Düsseldorf, Bericht der Konferenz vom 8. November 2023"
_FIGURES = (
    ("nordrhein-westfalen", dt.date(2022, 2, 1), 6),
    ("nordrhein-westfalen", dt.date(2023, 11, 8), 36),
)


@transaction.atomic
def load_cited_figures() -> int:
    """Creates the cited figures that are missing, sets source and value of the others, and answers how many are new."""
    created = 0
    for region, on, value in _FIGURES:
        _figure, is_new = CitedFigure.objects.update_or_create(
            region=Region.objects.get(slug=region), label_de=_LABEL["de"], on=on,
            defaults={"value": value, "source": _SOURCE, "label_uk": _LABEL["uk"], "label_en": _LABEL["en"]},
        )  # fmt: skip
        created += is_new
    return created
