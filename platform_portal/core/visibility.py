"""Who may see what: `public < members < matched < secretariat`, one function for pages, API, exports and mails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Visibility(models.TextChoices):
    """Levels, open to ever fewer."""

    PUBLIC = "public", _("Public")
    MEMBERS = "members", _("Members")
    MATCHED = "matched", _("Matched partners")
    SECRETARIAT = "secretariat", _("Secretariat")


def levels_open_to(user: User | AnonymousUser) -> tuple[Visibility, ...]:
    """Levels a person sees without regard to the single object; *matched* is decided by the object's queryset."""
    if not user.is_authenticated:
        return (Visibility.PUBLIC,)
    if user.is_staff:
        return tuple(Visibility)
    return (Visibility.PUBLIC, Visibility.MEMBERS)


_matchers: list[Callable[[User], list[models.QuerySet[Any]]]] = []


def register_matcher(matcher: Callable[[User], list[models.QuerySet[Any]]]) -> None:
    """Says who is matched with a person: a function that answers querysets of numbers of actors. Twice changes nothing.

    Upper apps register it in `AppConfig.ready()`, so that lower ones need not know them.
    """
    if matcher not in _matchers:
        _matchers.append(matcher)


def matched(user: User | AnonymousUser, field: str = "actor") -> models.Q:
    """Rows of the level *matched* whose actor (`field`) is matched with the person's; for the queryset of an object."""
    found = models.Q(pk__in=())
    if not user.is_authenticated:
        return found
    for matcher in _matchers:
        for actors in matcher(user):
            found |= models.Q(**{f"{field}__in": actors})
    return models.Q(visibility=Visibility.MATCHED) & found
