"""Factories for joining: memberships, invitations with their key, claims and interest forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actors.enums import ActorKind, ClaimStatus, InterestStatus, MembershipRole
from actors.models import Claim, Interest, Invitation, Membership
from platform_portal.core import keys
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, ActorGroupFactory


class MembershipFactory(DjangoModelFactory):
    """An owner of an actor."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    actor = factory.SubFactory(ActorFactory)
    role = MembershipRole.OWNER


class InvitationFactory(DjangoModelFactory):
    """An open invitation whose key is `key` (also an attribute of the object)."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"eingeladen{n}@example.org")
    actor = factory.SubFactory(ActorFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))

    @classmethod
    def _create(cls, model_class: type[Invitation], *args: Any, **kwargs: Any) -> Invitation:
        key = kwargs.pop("key", None) or keys.make()[0]
        found: Invitation = super()._create(model_class, *args, key_hash=keys.hashed(key), **kwargs)
        found.key = key  # type: ignore[attr-defined]
        return found


class ClaimFactory(DjangoModelFactory):
    """A claim with a confirmed address, waiting for the secretariat."""

    class Meta:
        model = Claim

    actor = factory.SubFactory(ActorFactory)
    name = "Erika Muster"
    email = factory.Sequence(lambda n: f"anspruch{n}@example.org")
    function = "Büro für Internationales"
    status = ClaimStatus.OPEN
    confirmed_at = factory.LazyFunction(timezone.now)


class InterestFactory(DjangoModelFactory):
    """An interest form with a confirmed address, waiting for the secretariat."""

    class Meta:
        model = Interest

    organisation = factory.Sequence(lambda n: f"Verein Nummer {n}")
    group = factory.SubFactory(ActorGroupFactory, slug="civil-society")
    kind = ActorKind.ASSOCIATION
    name = "Erika Muster"
    email = factory.Sequence(lambda n: f"interesse{n}@example.org")
    status = InterestStatus.OPEN
    confirmed_at = factory.LazyFunction(timezone.now)
