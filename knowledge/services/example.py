"""Products the source documents name, and a few invented ones with files, marked as example. Dates and files the sources do not give stay unknown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation

from actors.models import Actor, Topic, WorkingGroup
from knowledge.enums import Accessible, Licence, Precision, ProductKind, ProductStatus
from knowledge.models import ChapterProduct, Handbook, HandbookChapter, KnowledgeProduct
from knowledge.services import handbooks, products, versions
from knowledge.services.example_texts import CHAPTERS, EXAMPLES, HANDBOOK, Example, Texts
from platform_portal.core import pdf
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

DATA = Path(__file__).resolve().parent.parent / "data" / "products.csv"
STYLE = "knowledge/handbook-pdf.css"
LANGUAGES = ("de", "uk", "en")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is new."""

    products: int
    handbooks: int


@transaction.atomic
def load_products() -> Loaded:
    """Enters what is missing; what was edited since is left alone. Can run twice. Refuses outside the example world."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal("The example products exist in the example world only.")
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = set(KnowledgeProduct.objects.values_list("slug", flat=True))
    new = [_enter(row) for row in rows if row["slug"] not in known]
    new += [_invent(example) for example in EXAMPLES if example.slug not in known]
    return Loaded(len(new), _handbook())


def _enter(row: Mapping[str, str]) -> KnowledgeProduct:
    texts = {f"{name}_{code}": row[f"{name}_{code}"] for name in ("title", "summary") for code in LANGUAGES}
    made = KnowledgeProduct.objects.create(
        slug=row["slug"], kind=ProductKind(row["kind"]), languages=_words(row["languages"]),
        published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
        published_precision=Precision(row["precision"]), visibility=Visibility(row["visibility"]),
        source=row["source"], **texts,
    )  # fmt: skip
    made.topics.set(_found(Topic, _words(row["topics"])))
    made.working_groups.set(_found(WorkingGroup, _words(row["working_groups"])))
    made.authors.set(_found(Actor, _words(row["authors"])))
    return products.publish(product=made, by=None)


def _words(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def _found[Row: models.Model](model: type[Row], slugs: Iterable[str]) -> list[Row]:
    """Rows by slug. Refuses a slug that does not exist, so that a typing error in the file is seen."""
    wanted = list(slugs)
    found = list(model._default_manager.filter(slug__in=wanted))
    if missing := set(wanted) - {str(row.slug) for row in found}:  # type: ignore[attr-defined]
        raise Refusal(f"products.csv: unknown {model.__name__.lower()} {', '.join(sorted(missing))}")
    return found


def _invent(example: Example) -> KnowledgeProduct:
    made = KnowledgeProduct.objects.create(
        slug=example.slug, kind=example.kind, languages=[example.language], licence=Licence.CC_BY,
        visibility=example.visibility, is_example=True, **_texts("title", example.title),
        **_texts("summary", example.summary),
    )  # fmt: skip
    made.topics.set(_found(Topic, example.topics))
    made.working_groups.set(_found(WorkingGroup, example.groups))
    made.authors.set(_found(Actor, example.authors))
    for number, note in enumerate(example.notes, 1):
        if (file := _file(example, number)) is None:
            break
        versions.add(product=made, by=None, file=file, note=note, stated_accessible=Accessible.YES)
    return products.publish(product=made, by=None)


def _file(example: Example, number: int) -> io.BytesIO | None:
    """A tagged PDF with the text; None where the machine cannot make one."""
    title = dict(zip(LANGUAGES, example.title, strict=True))[example.language]
    with translation.override(example.language):
        context = {"title": title, "paragraphs": example.text, "language": example.language, "number": number}
        html = render_to_string("knowledge/example_pdf.html", context)
    try:
        return io.BytesIO(pdf.from_html(html, style=STYLE))
    except Refusal:
        return None


def _handbook() -> int:
    slug, title, intro, source = HANDBOOK
    if Handbook.objects.filter(slug=slug).exists():
        return 0
    book = Handbook.objects.create(
        slug=slug, source=source, is_example=True, **_texts("title", title), **_texts("intro", intro)
    )
    for position, (name, text, slugs) in enumerate(CHAPTERS, 1):
        chapter = HandbookChapter.objects.create(
            handbook=book, position=position, **_texts("title", name), **_texts("intro", text)
        )
        found = {product.slug: product for product in _found(KnowledgeProduct, slugs)}
        ChapterProduct.objects.bulk_create(
            ChapterProduct(chapter=chapter, product=found[one], position=place)
            for place, one in enumerate(slugs)
        )
    handbooks.set_status(handbook=book, status=ProductStatus.PUBLISHED, by=None)
    return 1


def _texts(column: str, texts: Texts) -> dict[str, Any]:
    return {f"{column}_{code}": text for code, text in zip(LANGUAGES, texts, strict=True)}
