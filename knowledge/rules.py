"""Predicates: who may do what with a knowledge product. Each has its twin among the querysets.

| predicate | twin |
|---|---|
| `can_read` | `KnowledgeProduct.objects.readable_by(user)` |
| `can_open` | `KnowledgeProduct.objects.visible_to(user)` |
| `can_change` | `KnowledgeProduct.objects.editable_by(user)` |

Whom one may propose for: `can_propose_for` and `Actor.objects.kept_by(user)`, `can_propose_to` and
`selectors.proposals.groups_of(user)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from actors.rules import can_manage_group, is_secretariat, keeps
from knowledge.enums import ProductStatus
from platform_portal.core.visibility import Visibility, levels_open_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from actors.models import Actor, WorkingGroup
    from knowledge.models import KnowledgeProduct

    type Reader = User | AnonymousUser


@rules.predicate
def can_read(user: Reader, product: KnowledgeProduct) -> bool:
    """Published, and its level is open to the person; for *matched* ones one query."""
    if product.status != ProductStatus.PUBLISHED:
        return False
    if product.visibility in levels_open_to(user):
        return True
    if product.visibility != Visibility.MATCHED or not user.is_authenticated:
        return False
    return bool(type(product).objects.filter(pk=product.pk).readable_by(user).exists())


def proposed(user: Reader, product: KnowledgeProduct) -> bool:
    """Proposed by the person, or for an actor the person keeps."""
    if not user.is_authenticated:
        return False
    if product.proposed_by_id == user.pk:
        return True
    return product.proposed_for is not None and keeps(user, product.proposed_for)


@rules.predicate
def can_open(user: Reader, product: KnowledgeProduct) -> bool:
    """Readable, an own proposal, or anything for the secretariat."""
    return is_secretariat(user) or can_read(user, product) or proposed(user, product)


@rules.predicate
def can_change(user: Reader, product: KnowledgeProduct) -> bool:
    """The secretariat always; who proposed it until it is published."""
    if is_secretariat(user):
        return True
    is_open = product.status in {ProductStatus.DRAFT, ProductStatus.IN_REVIEW}
    return is_open and proposed(user, product)


@rules.predicate
def can_propose_for(user: Reader, actor: Actor) -> bool:
    """Keeps the entry of the actor that is to be the author."""
    return keeps(user, actor)


@rules.predicate
def can_propose_to(user: Reader, group: WorkingGroup) -> bool:
    """Looks after the working group, or keeps an actor that is a member of it."""
    if not user.is_authenticated:
        return False
    if can_manage_group(user, group):
        return True
    return group.members.filter(actor__in=user.memberships.values("actor")).exists()
