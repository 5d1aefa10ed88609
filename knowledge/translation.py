"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from knowledge.models import Handbook, HandbookChapter, KnowledgeProduct
from platform_portal.core.kept_states import keep_states


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


keep_states(
    KnowledgeProduct,
    "kind", "languages", "licence", "visibility", "status", "published_on", "published_precision", "source", "is_example",
    translated=("title", "summary"),
)  # fmt: skip
keep_states(Handbook, "status", "position", "source", translated=("title", "intro"))
keep_states(HandbookChapter, "position", translated=("title", "intro"))
