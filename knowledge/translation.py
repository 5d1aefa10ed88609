"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from knowledge.models import Handbook, HandbookChapter, KnowledgeProduct


@register(KnowledgeProduct)
class KnowledgeProductTranslation(TranslationOptions):
    """Title and summary."""

    fields = ("title", "summary")


@register(Handbook)
class HandbookTranslation(TranslationOptions):
    """Title and introduction."""

    fields = ("title", "intro")


@register(HandbookChapter)
class HandbookChapterTranslation(TranslationOptions):
    """Title and introduction."""

    fields = ("title", "intro")
