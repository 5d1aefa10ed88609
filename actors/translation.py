"""Which content has a column per language."""

from modeltranslation.translator import TranslationOptions, register

from actors.models import Actor, ActorGroup, Contact, Topic, WorkingGroup, WorkingGroupResult
from platform_portal.core.kept_states import keep_states


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


keep_states(
    Actor,
    "group", "kind", "place", "parent", "languages", "website", "status", "last_confirmed_on", "source", "is_example",
    translated=("name", "description"),
    name="events",
)  # fmt: skip
keep_states(
    Topic,
    "parent",
    "synonyms",
    "crs_code",
    "crs_name",
    "sdgs",
    "is_protected",
    "position",
    translated=("name",),
)
keep_states(
    WorkingGroup, "parent", "status", "takes_members", "members_url", "position", "source", translated=("name", "purpose")
)  # fmt: skip
