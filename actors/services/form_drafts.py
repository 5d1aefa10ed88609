"""Drafts of long forms (Zwischenstände): what somebody has typed is kept until it is sent, also when the session has ended."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import FormDraft
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

MAX_BYTES = 200_000
MAX_DRAFTS = 40


@transaction.atomic
def keep(
    *, user: User, form: str, data: Mapping[str, list[str]], now: dt.datetime | None = None
) -> FormDraft:
    """Keeps the typed values of a form, in place of what was kept before. Refuses more than 200 kB and more than 40 forms."""
    if len(json.dumps(data, ensure_ascii=False).encode()) > MAX_BYTES:
        raise Refusal(_("The text is too long to be kept as a draft."))
    others = FormDraft.objects.filter(user=user).exclude(form=form)
    if others.count() >= MAX_DRAFTS:
        raise Refusal(_("There are too many drafts. Please send or discard one first."))
    draft, _is_new = FormDraft.objects.update_or_create(
        user=user, form=form, defaults={"data": dict(data), "saved_at": now or timezone.now()}
    )
    return draft


@transaction.atomic
def discard(*, user: User, form: str) -> bool:
    """Forgets a draft; may run twice. Returns whether there was one."""
    deleted, _rows = FormDraft.objects.filter(user=user, form=form).delete()
    return bool(deleted)
