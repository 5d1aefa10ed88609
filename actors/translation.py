"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from actors.models import Actor, ActorGroup, Contact, Topic, WorkingGroup, WorkingGroupResult


@register(ActorGroup)
class ActorGroupTranslation(TranslationOptions):
    """Name."""

    fields = ("name",)


@register(Topic)
class TopicTranslation(TranslationOptions):
    """Name."""

    fields = ("name",)


@register(Actor)
class ActorTranslation(TranslationOptions):
    """Name and description."""

    fields = ("name", "description")


@register(Contact)
class ContactTranslation(TranslationOptions):
    """Function."""

    fields = ("function",)


@register(WorkingGroup)
class WorkingGroupTranslation(TranslationOptions):
    """Name and purpose."""

    fields = ("name", "purpose")


@register(WorkingGroupResult)
class WorkingGroupResultTranslation(TranslationOptions):
    """Title."""

    fields = ("title",)
