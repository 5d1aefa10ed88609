"""What uploads are for: each purpose says who may read its files and which of them are no longer needed.

An app registers its purposes in `AppConfig.ready()`; a file of a purpose nobody knows is read by nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.models import Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Purpose:
    """`may_read(user, upload)` decides about reading; `needed(uploads)` keeps those that still wait for something.

    Files of the purpose that are older than `days` and not needed are removed.
    """

    slug: str
    may_read: Callable[[User | AnonymousUser, Upload], bool]
    needed: Callable[[QuerySet[Upload]], QuerySet[Upload]]
    days: int = 30


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Makes a purpose known; registering it again replaces it."""
    _purposes[purpose.slug] = purpose


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """Whether somebody may read the file. Nobody without an account, nobody for an unknown purpose."""
    purpose = _purposes.get(upload.purpose)
    return user.is_authenticated and purpose is not None and purpose.may_read(user, upload)


def overdue(now: dt.datetime) -> QuerySet[Upload]:
    """Files kept longer than their purpose needs them."""
    late = Q(pk__in=())
    for purpose in _purposes.values():
        old = Upload.objects.filter(
            purpose=purpose.slug, created_at__lt=now - dt.timedelta(days=purpose.days)
        )
        late |= Q(pk__in=old.exclude(pk__in=purpose.needed(old).values("pk")).values("pk"))
    return Upload.objects.filter(late)
