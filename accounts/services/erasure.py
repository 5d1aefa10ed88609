"""The end of an account (Löschung): asked for, thirty days to change one's mind, then erased everywhere."""

from __future__ import annotations

import datetime as dt
import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import mails
from accounts.models import ErasureRequest, Upload, User
from accounts.services import uploads
from platform_portal.core import audit, letters, privacy
from platform_portal.core.errors import Refusal
from platform_portal.core.privacy import OnErasure

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)

TIME_TO_RECONSIDER = dt.timedelta(days=30)


@transaction.atomic
def request(*, user: User, by: User | None, now: dt.datetime | None = None) -> ErasureRequest:
    """Closes the account and erases it in 30 days; `by` None means the retention rules ask for it. Asking again changes nothing.

    Ends all sessions and writes a mail. Refuses the only administrator.
    """
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if (
        user.is_superuser
        and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
    ):
        raise Refusal(_("You are the only administrator. Appoint another one first."))
    now = now or timezone.now()
    wish, is_new = ErasureRequest.objects.get_or_create(
        user=user,
        defaults={"requested_at": now, "due_at": now + TIME_TO_RECONSIDER, "by_retention": by is None},
    )
    if is_new:
        _write(user, wish)
        audit.record(action="account.erasure_requested", obj=user, by=by)
        _forget_sessions(user)
    return wish


@transaction.atomic
def cancel(*, user: User) -> bool:
    """The person logged in again: the account stays. Returns whether there was a request."""
    deleted, _rows = ErasureRequest.objects.filter(user_id=user.pk).delete()
    if deleted:
        letters.post(
            kind="erasure-cancelled", letter=mails.erasure_cancelled(), to=user.email, language=user.language
        )
        audit.record(action="account.erasure_cancelled", obj=user, by=user)
    return bool(deleted)


@transaction.atomic
def erase(*, user: User, now: dt.datetime | None = None) -> None:
    """Erases the account and everything the registry knows about it; may run twice. Refuses before the day has come.

    Kept is only what the registry marks as kept by law: entries of the audit log, which hold the number of the account.
    """
    locked = User.objects.select_for_update(of=("self",)).filter(pk=user.pk).first()
    if locked is None:
        return
    wish = ErasureRequest.objects.filter(user=locked).first()
    if wish is None or wish.due_at > (now or timezone.now()):
        raise Refusal(_("This account is not due for erasure."))
    _forget_sessions(locked)
    for entry, keys in _rows_of(locked):
        _erase_rows(entry, entry.model._default_manager.filter(pk__in=keys))
    audit.record(action="account.erased", obj=locked, by=None)
    locked.delete()


def _rows_of(user: User) -> list[tuple[privacy.Entry, list[Any]]]:
    """All rows are looked up before the first is deleted: a mail is found by an address that goes too."""
    return [
        (entry, list(entry.rows_of(user).values_list("pk", flat=True)))
        for entry in privacy.entries()
        if entry.rows_of is not None and entry.model is not User
    ]


def _erase_rows(entry: privacy.Entry, rows: models.QuerySet[Any]) -> None:
    if entry.on_erasure == OnErasure.DETACH:
        rows.update(**entry.detach)
    elif entry.model is Upload:
        uploads.remove(uploads=rows)
    elif entry.on_erasure == OnErasure.DELETE:
        files = [field.name for field in entry.model._meta.fields if isinstance(field, models.FileField)]
        if files:
            _delete_files_after_commit(getattr(row, name) for row in rows for name in files)
        rows.delete()


def _delete_files_after_commit(files: Iterable[Any]) -> None:
    for storage, name in [(file.storage, file.name) for file in files if file]:
        transaction.on_commit(partial(storage.delete, name))


def _forget_sessions(user: User) -> None:
    """Every session of the person, also half-finished logins that only hold the address."""
    address = user.email.lower()
    keys = []
    for session in Session.objects.iterator(chunk_size=500):
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(user.pk) or address in json.dumps(data, default=str).lower():
            keys.append(session.session_key)
    Session.objects.filter(session_key__in=keys).delete()


def _write(user: User, wish: ErasureRequest) -> None:
    with translation.override(user.language):
        letter = mails.erasure_scheduled(
            due=date_format(timezone.localtime(wish.due_at), "DATE_FORMAT"),
            url=f"{settings.PORTAL_BASE_URL}{reverse('account_login')}",
            unused=wish.by_retention,
        )
    letters.post(kind="erasure-scheduled", letter=letter, to=user.email, language=user.language)
