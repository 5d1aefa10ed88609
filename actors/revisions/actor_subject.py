"""The entry of an actor as the subject of a change proposal. Group, kind and place are the secretariat's to change."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Language, TopicRole
from actors.models import Actor, ActorTopic, Revision, Topic
from actors.names import LANGUAGES, complete
from actors.revisions import actor_contacts, actor_logo
from actors.revisions.subjects import Field, Shape, Subject, Values, mark_outdated, plain
from actors.services import index
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import in_readers_language, language

if TYPE_CHECKING:
    from accounts.models import User

TEXTS = ("name", "description")
LIMITS = {"name": 200, "description": 6_000}
TOPICS = {f"topics_{role.value}": role for role in TopicRole}
MOST_TOPICS = 40
_web_address = URLValidator(schemes=["http", "https"])
_FIELDS = {
    field.name: field
    for field in (
        *(Field(f"name_{code}", gettext_lazy("Name"), language=code) for code in LANGUAGES),
        *(Field(f"description_{code}", gettext_lazy("Description"), language=code) for code in LANGUAGES),
        Field("website", gettext_lazy("Website")),
        Field("linkedin_url", gettext_lazy("LinkedIn page")),
        Field("languages", gettext_lazy("Working languages"), Shape.LIST),
        Field("topics_works_on", gettext_lazy("Topics: works on"), Shape.LIST),
        Field("topics_needs", gettext_lazy("Topics: needs"), Shape.LIST),
        Field("topics_offers", gettext_lazy("Topics: offers"), Shape.LIST),
        Field("logo", gettext_lazy("Logo"), Shape.PICTURE),
    )
}


class ActorSubject(Subject):
    """Profile, topics, contacts and logo."""

    slug = "actor"
    label = gettext_lazy("Entry")

    def current(self, actor: Actor, subject_id: int | None) -> dict[str, Any]:
        """Four queries at most: the row as it is now, topics, contacts."""
        row = Actor.objects.get(pk=actor.pk)
        values: dict[str, Any] = {
            name: plain(getattr(row, name)) for name in _FIELDS if name.rpartition("_")[0] in TEXTS
        }
        values |= {"website": row.website, "linkedin_url": row.linkedin_url, "logo": row.logo.name or ""}
        values["languages"] = sorted(row.languages)
        values |= {name: [] for name in TOPICS}
        for role, slug in row.actor_topics.order_by("topic__slug").values_list("role", "topic__slug"):
            values[f"topics_{role}"].append(slug)
        return values | actor_contacts.values_of(row)

    def field(self, name: str) -> Field:
        """Fixed fields, and one per contact."""
        return actor_contacts.field_of(name) or _FIELDS[name]

    def order(self) -> list[str]:
        """As in the form."""
        return list(_FIELDS)

    def shown(self, field: Field, value: Any) -> Any:
        """In words."""
        if field.shape is Shape.RECORD:
            return actor_contacts.shown(value)
        if field.shape is Shape.PICTURE:
            return actor_logo.address(value)
        if field.name in TOPICS:
            return topic_names(value or [])
        if field.name == "languages":
            return [str(Language(code).label) for code in value or [] if code in Language.values]
        return value or ""

    def check(self, actor: Actor, subject_id: int | None, changes: Values, *, by: User | None) -> None:
        """Lengths, addresses, known topics and languages, contacts, the picture."""
        for name, value in changes.items():
            column = self.field(name).name.rpartition("_")[0]
            if name.startswith("contact-"):
                actor_contacts.check(value)
            elif column in TEXTS:
                _check_text(actor, name, column, value)
            elif name in TOPICS:
                check_topics(value)
            elif name == "logo":
                actor_logo.check(actor, value)
            elif name == "languages" and not set(value) <= set(Language.values):
                raise Refusal(_("Please choose from the languages offered."))
            elif name in {"website", "linkedin_url"} and value:
                check_web_address(value)

    def apply(
        self,
        actor: Actor,
        subject_id: int | None,
        changes: Values,
        *,
        by: User | None,
        together: Collection[str],
    ) -> int | None:
        """Writes all accepted values of the locked actor at once."""
        for name, value in changes.items():
            if name.startswith("contact-"):
                actor_contacts.write(actor, name, value)
            elif name in TOPICS:
                write_topics(actor, TOPICS[name], value)
            elif name == "logo":
                actor_logo.publish(actor, value)
            else:
                setattr(actor, name, value)
        mark_outdated(actor, changes, TEXTS, together=together)
        actor.save()
        audit.record(action="actor.updated", obj=actor, by=by, fields=sorted(changes))
        index.refresh([actor.pk])
        return None

    def title(self, revision: Revision) -> str:
        """Name of the organisation."""
        return in_readers_language(revision.actor, "name")[0]

    def edit_url(self, actor: Actor, subject_id: int | None) -> str:
        """The first section of the form."""
        return reverse("entry-edit", args=[actor.slug])

    def discard(self, values: Collection[Any]) -> None:
        """Pictures that will never be published."""
        actor_logo.discard(values)


def topic_names(slugs: Collection[str]) -> list[str]:
    """Names in the reader's language; one query. A topic that is gone keeps its slug."""
    names = {topic.slug: complete(topic)[language()] for topic in Topic.objects.filter(slug__in=slugs)}
    return [names.get(slug, slug) for slug in slugs]


def check_topics(slugs: Any) -> None:
    """Refuses unknown ones and too many."""
    if len(slugs) > MOST_TOPICS:
        raise Refusal(_("Please choose at most %(most)d topics: fewer say more.") % {"most": MOST_TOPICS})
    if Topic.objects.filter(slug__in=slugs).count() != len(set(slugs)):
        raise Refusal(_("One of the topics is not offered any more. Please look through them again."))


def check_web_address(value: str) -> None:
    """Refuses what is not http or https."""
    try:
        _web_address(value)
    except ValidationError:
        raise Refusal(
            _("This is not an address on the web: %(address)s") % {"address": value[:120]}
        ) from None
    if len(value) > 200:
        raise Refusal(_("The address is too long: at most 200 characters."))


def write_topics(actor: Actor, role: TopicRole, slugs: Collection[str]) -> None:
    """Exactly these topics in this role; what stays keeps its source."""
    actor.actor_topics.filter(role=role).exclude(topic__slug__in=slugs).delete()
    topics = Topic.objects.filter(slug__in=slugs)
    ActorTopic.objects.bulk_create(
        [ActorTopic(actor=actor, topic=topic, role=role) for topic in topics], ignore_conflicts=True
    )


def _check_text(actor: Actor, name: str, column: str, value: str) -> None:
    if len(value) > LIMITS[column]:
        raise Refusal(_("The text is too long: at most %(limit)d characters.") % {"limit": LIMITS[column]})
    if column == "name" and not value and name == f"name_{actor.source_language}":
        raise Refusal(_("The name in the source language cannot be empty."))
