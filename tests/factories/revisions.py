"""Change proposals for tests, made through the service."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from actors.enums import MembershipRole
from actors.models import Actor, Membership, Revision
from actors.services import revisions
from tests.factories.accounts import UserFactory


def keeper_of(actor: Actor, **facts: Any) -> User:
    """A person who keeps the entry."""
    role = facts.pop("role", MembershipRole.EDITOR)
    user: User = UserFactory.create(**facts)
    Membership.objects.create(user=user, actor=actor, role=role)
    return user


def proposal(actor: Actor, author: User | None = None, **changes: Any) -> Revision:
    """An open proposal by a keeper of the entry."""
    return revisions.propose(actor=actor, author=author or keeper_of(actor), changes=changes)


def accept(*names: str) -> dict[str, revisions.Verdict]:
    """Verdicts that accept."""
    return {name: revisions.Verdict(True) for name in names}


def refuse(reason: str, *names: str) -> dict[str, revisions.Verdict]:
    """Verdicts that refuse for a reason."""
    return {name: revisions.Verdict(False, reason) for name in names}
