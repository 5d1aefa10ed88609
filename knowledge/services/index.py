"""Keeps the words by which products are found."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from knowledge.models import KnowledgeProduct, VersionText
from knowledge.words import distinct, lexemes

COLUMNS = ("title", "summary")
LANGUAGES = ("de", "uk", "en")
_WRITE = """
INSERT INTO knowledge_productindex (product_id, title_words, words) VALUES (
    %(pk)s, array_to_tsvector(%(title)s::text[]),
    array_to_tsvector(%(all)s::text[]) || strip(to_tsvector('german', %(german)s)))
ON CONFLICT (product_id) DO UPDATE SET title_words = EXCLUDED.title_words, words = EXCLUDED.words
"""


@transaction.atomic
def refresh(product_ids: Iterable[int]) -> int:
    """Writes the words of these products anew, from titles, summaries, authors' names and the text of the current version.

    German words stand in their stem too. Can run twice. Returns how many products were found.
    """
    wanted = list(product_ids)
    products = KnowledgeProduct.objects.filter(pk__in=wanted).prefetch_related("authors").order_by("pk")
    texts = dict(
        VersionText.objects.filter(version__product__in=wanted, version__is_current=True).values_list(
            "version__product", "content"
        )
    )
    number = 0
    with connection.cursor() as cursor:
        for product in products:
            title = distinct(_column(product, "title"))
            every = distinct([*_around(product), texts.get(product.pk, "")])
            cursor.execute(
                _WRITE,
                {"pk": product.pk, "title": lexemes(title), "all": lexemes(every), "german": " ".join(every)},
            )
            number += 1
    return number


def _around(product: KnowledgeProduct) -> list[str]:
    names = [
        getattr(author, f"name_{language}") or ""
        for author in product.authors.all()
        for language in LANGUAGES
    ]
    return [*_column(product, "title"), *_column(product, "summary"), *names]


def _column(product: KnowledgeProduct, name: str) -> list[str]:
    return [getattr(product, f"{name}_{language}") or "" for language in LANGUAGES]
