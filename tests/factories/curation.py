"""Factories for what keeps the register true."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from actors.enums import MembershipRole
from actors.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory


class KeeperFactory(DjangoModelFactory):
    """Somebody who keeps the entry of an actor, as its owner."""

    class Meta:
        model = Membership

    actor = factory.SubFactory(ActorFactory)
    user = factory.SubFactory(UserFactory)
    role = MembershipRole.OWNER
