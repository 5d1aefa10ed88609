"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from newsletter.models import Block, Edition


@register(Edition)
class EditionTranslation(TranslationOptions):
    """Subject and lead text. No fallback: a language without text is missing, and the editor decides what its readers get."""

    fields = ("subject", "lead")
    fallback_languages = {"default": ()}


@register(Block)
class BlockTranslation(TranslationOptions):
    """Heading, text, label of the link, alternative text."""

    fields = ("heading", "text", "link_label", "alt")
    fallback_languages = {"default": ()}
