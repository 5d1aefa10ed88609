"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from events.models import (
    BulkMail,
    Event,
    EventPicture,
    Question,
    QuestionOption,
    Room,
    Series,
    Session,
    Speaker,
    Track,
)


@register(Series)
class SeriesTranslation(TranslationOptions):
    """Title, description, rhythm."""

    fields = ("title", "description", "rhythm")


@register(Event)
class EventTranslation(TranslationOptions):
    """Everything that is read."""

    fields = ("title", "summary", "description", "venue", "report")


@register(EventPicture)
class EventPictureTranslation(TranslationOptions):
    """Alternative text."""

    fields = ("alt",)


@register(Room)
class RoomTranslation(TranslationOptions):
    """Name."""

    fields = ("name",)


@register(Track)
class TrackTranslation(TranslationOptions):
    """Name."""

    fields = ("name",)


@register(Session)
class SessionTranslation(TranslationOptions):
    """Title, description, venue."""

    fields = ("title", "abstract", "venue")


@register(Speaker)
class SpeakerTranslation(TranslationOptions):
    """Public function."""

    fields = ("function",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    """Question and explanation."""

    fields = ("label", "help_text")


@register(QuestionOption)
class QuestionOptionTranslation(TranslationOptions):
    """Answer to choose."""

    fields = ("label",)


@register(BulkMail)
class BulkMailTranslation(TranslationOptions):
    """Subject and text."""

    fields = ("subject", "text")
