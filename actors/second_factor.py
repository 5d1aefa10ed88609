"""Accounts that keep the entry of a Ukrainian actor; an installation may oblige them to use a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import second_factor
from actors.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


def keeps_ukrainian_actor(user: User) -> bool:
    """Whether the person is a member of an actor at a place in Ukraine. One query."""
    return Membership.objects.filter(user_id=user.pk, actor__place__country_id="UA").exists()


second_factor.register("ukrainian-actors", keeps_ukrainian_actor)
