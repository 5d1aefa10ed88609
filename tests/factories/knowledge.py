"""Factories for knowledge: published products that the search finds at once, handbooks."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from knowledge.enums import ProductKind, ProductStatus, TextState
from knowledge.models import ChapterProduct, Handbook, HandbookChapter, KnowledgeProduct, VersionText
from knowledge.services import index, versions


class ProductFactory(DjangoModelFactory):
    """A published public guide with a link.

    `topics`, `authors`, `groups` take rows; `link` of the version, "" for none; `text` is what was read from its file.
    """

    class Meta:
        model = KnowledgeProduct
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"produkt-{n}")
    kind = ProductKind.GUIDE
    title = factory.Sequence(lambda n: f"Leitfaden Nummer {n}")
    title_de = factory.SelfAttribute("title")
    title_uk = factory.SelfAttribute("title")
    title_en = factory.SelfAttribute("title")
    status = ProductStatus.PUBLISHED
    published_on = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model_class: type[KnowledgeProduct], *args: Any, **kwargs: Any) -> KnowledgeProduct:
        topics, authors, groups = (kwargs.pop(name, ()) for name in ("topics", "authors", "groups"))
        link, text = kwargs.pop("link", "https://example.org/leitfaden"), kwargs.pop("text", "")
        product: KnowledgeProduct = super()._create(model_class, *args, **kwargs)
        product.topics.set(topics)
        product.authors.set(authors)
        product.working_groups.set(groups)
        if link:
            version = versions.add(product=product, by=None, link=link)
            if text:
                version.text_state = TextState.READ
                version.save()
                VersionText.objects.create(version=version, content=text)
        index.refresh([product.pk])
        return product


class HandbookFactory(DjangoModelFactory):
    """A published handbook; `chapters` is a list of lists of products."""

    class Meta:
        model = Handbook
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"handbuch-{n}")
    title = factory.Sequence(lambda n: f"Handbuch {n}")
    title_de = factory.SelfAttribute("title")
    title_uk = factory.SelfAttribute("title")
    title_en = factory.SelfAttribute("title")
    status = ProductStatus.PUBLISHED

    @classmethod
    def _create(cls, model_class: type[Handbook], *args: Any, **kwargs: Any) -> Handbook:
        chapters = kwargs.pop("chapters", ())
        book: Handbook = super()._create(model_class, *args, **kwargs)
        for number, products in enumerate(chapters, 1):
            name = f"Kapitel {number}"
            chapter = HandbookChapter.objects.create(
                handbook=book, position=number, title_de=name, title_uk=name, title_en=name
            )
            for position, product in enumerate(products):
                ChapterProduct.objects.create(chapter=chapter, product=product, position=position)
        return book
