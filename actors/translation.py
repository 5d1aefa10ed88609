"""Which content has a column per language."""

import pghistory
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


# Here, because the columns per language exist from here on. The triggers see every change, whoever makes it; the
# base columns `name` and `description` repeat the German ones and are left out, as is what nobody would read.
pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=[
        *(f"{column}_{language}" for column in ("name", "description") for language in ("de", "uk", "en")),
        "group",
        "kind",
        "place",
        "parent",
        "languages",
        "website",
        "status",
        "last_confirmed_on",
        "source",
        "is_example",
    ],
    model_name="ActorEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)(Actor)
