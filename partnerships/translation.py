"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from partnerships.models import CitedFigure, FundingProgramme, HistoryEntry, Partnership, Posting


@register(Partnership)
class PartnershipTranslation(TranslationOptions):
    """Portrait."""

    fields = ("portrait",)


@register(HistoryEntry)
class HistoryEntryTranslation(TranslationOptions):
    """What happened."""

    fields = ("title",)


@register(Posting)
class PostingTranslation(TranslationOptions):
    """Title and text."""

    fields = ("title", "text")


@register(CitedFigure)
class CitedFigureTranslation(TranslationOptions):
    """What is counted."""

    fields = ("label",)


@register(FundingProgramme)
class FundingProgrammeTranslation(TranslationOptions):
    """Name, funder, summary, contact."""

    fields = ("name", "funder", "summary", "contact")
