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
from platform_portal.core.kept_states import keep_states


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


keep_states(
    Partnership,
    "kind", "status", "since_on", "since_precision", "until_on", "has_bridge", "confidence", "source", "note", "is_example",
    translated=("portrait",),
)  # fmt: skip
keep_states(
    Posting,
    "direction", "actor", "place", "cooperation_kinds", "horizon", "languages", "in_return", "project_url", "urgency",
    "status", "visibility", "is_published_request", "posted_on", "expires_on", "source", "is_example",
    translated=("title", "text"),
)  # fmt: skip
keep_states(
    FundingProgramme,
    "applicant_kinds", "partner_countries", "amount_from", "amount_to", "deadline_kind", "link", "checked_on", "source",
    "is_published", "is_example",
    translated=("name", "funder", "summary"),
)  # fmt: skip
