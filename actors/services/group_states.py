"""A working group takes up its work, or is announced for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import WorkingGroupStatus
from actors.models import WorkingGroup
from actors.services import index
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def set_status(*, group: WorkingGroup, status: WorkingGroupStatus, by: User) -> WorkingGroup:
    """Changes the status. Raises :class:`Refusal` when the group has it already."""
    group = WorkingGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
    if group.status == status:
        raise Refusal(_("The working group is already “%(status)s”.") % {"status": status.label})
    before, group.status = group.status, status
    group.save(update_fields=("status",))
    audit.record(action=f"working_group.{status.value}", obj=group, by=by, before=before)
    index.announce()
    return group
