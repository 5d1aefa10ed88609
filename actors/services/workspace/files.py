"""Private files of a working group: checked by their content, read in its workspace only."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from accounts.upload_purposes import Purpose
from actors.models import Actor, GroupFile, WorkingGroup
from actors.rules import can_enter_workspace, can_lead
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads_documents import checked_document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from platform_portal.core.uploads import Sent

PURPOSE = "working-group"
MOST = 200


@transaction.atomic
def add(*, group: WorkingGroup, file: Sent | IO[bytes], title: str, by: User) -> GroupFile:
    """A document for the members. Refuses strangers, other kinds of files, bombs, and too many."""
    rows = WorkingGroup.objects.select_for_update(of=("self",), no_key=True).select_related("parent")
    group = rows.get(pk=group.pk)
    if not can_enter_workspace(by, group):
        raise Refusal(_("Only members of the working group can do this."))
    if group.files.count() >= MOST:
        raise Refusal(_("There are very many files already."))
    title = " ".join(title.replace("\x00", "").split())[:160]
    if not title:
        raise Refusal(_("Please give the file a title."))
    upload = uploads.store(user=by, purpose=PURPOSE, file=checked_document(file), object_id=str(group.pk))
    groups = [pk for pk in (group.pk, group.parent_id) if pk is not None]
    own = Actor.objects.kept_by(by).filter(working_group_memberships__group__in=groups).order_by("pk")
    added = GroupFile.objects.create(group=group, upload=upload, title=title, actor=own.first())
    audit.record(action="group_file.added", obj=group, by=by, file=added.pk)
    return added


@transaction.atomic
def remove(*, file: GroupFile, by: User) -> None:
    """The file goes: by who sent it, or by the coordination."""
    if not (file.upload.uploaded_by_id == by.pk or can_lead(by, file.group)):
        raise Refusal(_("Only who sent the file or the coordination can remove it."))
    audit.record(action="group_file.removed", obj=file.group, by=by, file=file.pk)
    uploads.remove(uploads=Upload.objects.filter(pk=file.upload_id))


def purpose() -> Purpose:
    """What accounts has to know about these files; they are needed as long as the workspace shows them."""
    return Purpose(PURPOSE, may_read, lambda rows: rows.filter(group_file__isnull=False))


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """The rule of this purpose: whoever may enter the workspace."""
    if not upload.object_id.isdigit():
        return False
    return WorkingGroup.objects.with_workspace_for(user).filter(pk=int(upload.object_id)).exists()
