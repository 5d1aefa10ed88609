"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from partnerships.models import (
    CitedFigure,
    FundingProgramme,
    HistoryEntry,
    Partnership,
    PartnershipProject,
    Portrait,
    PortraitPicture,
    Posting,
)


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


@register(Portrait)
class PortraitTranslation(TranslationOptions):
    """The answers of the interview."""

    fields = ("first_contact", "why_partner", "what_worked", "what_was_hard", "next_step")


@register(PortraitPicture)
class PortraitPictureTranslation(TranslationOptions):
    """What the picture shows."""

    fields = ("alt",)


@register(PartnershipProject)
class PartnershipProjectTranslation(TranslationOptions):
    """Title and result."""

    fields = ("title", "result")
