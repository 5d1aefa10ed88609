"""The logo as a value of a change proposal: the name of a published file, or `upload:<number>` of one that waits, or ""."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.expressions import Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from accounts.upload_purposes import Purpose
from actors.enums import Decision, RevisionStatus
from actors.models import Actor, RevisionField
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import Checked

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PURPOSE = "logo"
_PREFIX = "upload:"


def keep(*, actor: Actor, user: User, picture: Checked) -> str:
    """Stores a checked picture privately; the value for the proposal."""
    stored = uploads.store(user=user, purpose=PURPOSE, object_id=str(actor.pk), file=picture)
    return f"{_PREFIX}{stored.pk}"


def upload_of(actor: Actor, value: Any) -> Upload | None:
    """The stored file a value names, if it belongs to the actor."""
    if not isinstance(value, str) or not value.startswith(_PREFIX):
        return None
    try:
        number = uuid.UUID(value.removeprefix(_PREFIX))
    except ValueError:
        return None
    return Upload.objects.filter(pk=number, purpose=PURPOSE, object_id=str(actor.pk)).first()


def address(value: str | None) -> str:
    """Where the picture is seen: published ones by everybody, others through the view that checks rights."""
    if not value:
        return ""
    if value.startswith(_PREFIX):
        return reverse("upload", args=[value.removeprefix(_PREFIX)])
    return default_storage.url(value)


def check(actor: Actor, value: Any) -> None:
    """Refuses a picture that is not there any more, or that belongs to somebody else."""
    if value and upload_of(actor, value) is None:
        raise Refusal(_("The picture is no longer there. Please send it again."))


def publish(actor: Actor, value: str) -> None:
    """Writes the picture under a new random name and takes the old one away, once the change is certain."""
    old = actor.logo.name
    stored = upload_of(actor, value)
    if stored is None:
        actor.logo.name = ""
    else:
        name = f"{uuid.uuid4().hex}{uuid.uuid4().hex[:8]}.{stored.path.rpartition('.')[2]}"
        actor.logo.save(name, ContentFile(uploads.content_of(stored)), save=False)
        uploads.remove(uploads=Upload.objects.filter(pk=stored.pk))
    if old:
        transaction.on_commit(partial(default_storage.delete, old))


def discard(values: Collection[Any]) -> None:
    """Removes stored files of values that will never be published."""
    names = [value for value in values if isinstance(value, str) and value.startswith(_PREFIX)]
    if names:
        numbers = [value.removeprefix(_PREFIX) for value in names]
        uploads.remove(uploads=Upload.objects.filter(pk__in=numbers, purpose=PURPOSE))


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """Who sent it, who may edit the entry, and so the secretariat."""
    if upload.uploaded_by_id is not None and upload.uploaded_by_id == user.pk:
        return True
    return upload.object_id.isdigit() and Actor.objects.editable_by(user).filter(pk=upload.object_id).exists()


def still_needed(found: QuerySet[Upload]) -> QuerySet[Upload]:
    """Those an open proposal still names."""
    waiting = RevisionField.objects.filter(
        field="logo", decision=Decision.OPEN, revision__status=RevisionStatus.OPEN
    ).values_list("after", flat=True)
    name = Concat(Value(_PREFIX), Cast("pk", TextField()), output_field=TextField())
    return found.alias(value=name).filter(value__in=[value for value in waiting if isinstance(value, str)])


LOGOS = Purpose(PURPOSE, may_read=may_read, needed=still_needed)
