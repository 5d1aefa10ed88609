"""Factories for actors, topics and working groups; published actors are in the search index."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actors.enums import ActorKind, ActorStatus, TopicRole
from actors.models import Actor, ActorGroup, ActorTopic, Contact, Topic, WorkingGroup, WorkingGroupMember
from actors.services import index
from tests.factories.places import PlaceFactory


class ActorGroupFactory(DjangoModelFactory):
    """One of the eight groups; the same slug is made once."""

    class Meta:
        model = ActorGroup
        django_get_or_create = ("slug",)

    slug = "municipality"
    name = factory.LazyAttribute(lambda o: o.slug)
    name_de = factory.SelfAttribute("name")
    name_uk = factory.SelfAttribute("name")
    name_en = factory.SelfAttribute("name")


class TopicFactory(DjangoModelFactory):
    """A topic without a field above it; searchable at once."""

    class Meta:
        model = Topic
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"thema-{n}")
    name = factory.Sequence(lambda n: f"Thema {n}")
    name_de = factory.SelfAttribute("name")
    name_uk = factory.SelfAttribute("name")
    name_en = factory.SelfAttribute("name")
    position = factory.Sequence(lambda n: n)

    @factory.post_generation
    def words(self, create: bool, extracted: object, **_kwargs: object) -> None:
        """Refreshes the words of search."""
        if create:
            index.refresh_vocabulary()


class WorkingGroupFactory(DjangoModelFactory):
    """A group at work."""

    class Meta:
        model = WorkingGroup
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"themenkreis-{n}")
    name = factory.Sequence(lambda n: f"Themenkreis {n}")
    name_de = factory.SelfAttribute("name")
    name_uk = factory.SelfAttribute("name")
    name_en = factory.SelfAttribute("name")


class ActorFactory(DjangoModelFactory):
    """A published municipality at a place of its own.

    `works_on`, `needs`, `offers` take topics, `in_groups` working groups; the index is refreshed at the end.
    """

    class Meta:
        model = Actor
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"akteur-{n}")
    name = factory.Sequence(lambda n: f"Stadt Nummer {n}")
    name_de = factory.SelfAttribute("name")
    name_uk = factory.SelfAttribute("name")
    name_en = factory.SelfAttribute("name")
    kind = ActorKind.MUNICIPALITY
    group = factory.SubFactory(ActorGroupFactory)
    place = factory.SubFactory(PlaceFactory)
    status = ActorStatus.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    source = "Test"

    @classmethod
    def _create(cls, model_class: type[Actor], *args: Any, **kwargs: Any) -> Actor:
        roles = {
            TopicRole.WORKS_ON: kwargs.pop("works_on", ()),
            TopicRole.NEEDS: kwargs.pop("needs", ()),
            TopicRole.OFFERS: kwargs.pop("offers", ()),
        }
        groups = kwargs.pop("in_groups", ())
        actor: Actor = super()._create(model_class, *args, **kwargs)
        for role, topics in roles.items():
            for topic in topics:
                ActorTopic.objects.get_or_create(actor=actor, topic=topic, role=role)
        for group in groups:
            WorkingGroupMember.objects.get_or_create(actor=actor, group=group)
        index.refresh([actor.pk])
        return actor


class ContactFactory(DjangoModelFactory):
    """A function mailbox, for members."""

    class Meta:
        model = Contact

    actor = factory.SubFactory(ActorFactory)
    function = "Büro für Internationales"
    function_de = factory.SelfAttribute("function")
    email = "internationales@example.org"
    consented_at = factory.LazyAttribute(
        lambda o: timezone.now() if getattr(o, "visibility", "") == "public" else None
    )
