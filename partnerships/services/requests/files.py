"""Files on the shared page: documents and pictures, checked by their content, read by the sides and the secretariat only."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from accounts.upload_purposes import Purpose
from partnerships.models import Introduction, IntroductionFile
from partnerships.services.requests.introducing import lock_introduction, side_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import checked_picture
from platform_portal.core.uploads_documents import checked_document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from platform_portal.core.uploads import Checked, Sent

PURPOSE = "introduction"
FILES = 50
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


@transaction.atomic
def add_file(*, introduction: Introduction, file: Sent | IO[bytes], title: str, by: User) -> IntroductionFile:
    """A file on the shared page; pictures lose what is hidden in them. Refuses strangers, other kinds, and too many."""
    introduction = lock_introduction(introduction)
    actor = side_of(introduction, by)
    if introduction.files.count() >= FILES:
        raise Refusal(_("There are very many files already."))
    upload = uploads.store(user=by, purpose=PURPOSE, file=_checked(file), object_id=str(introduction.pk))
    added = IntroductionFile.objects.create(
        introduction=introduction, upload=upload, title=" ".join(title.split())[:160] or "–", actor=actor
    )
    audit.record(action="introduction.file", obj=introduction, by=by)
    return added


def purpose() -> Purpose:
    """What accounts has to know about these files; they are needed as long as the shared page shows them."""
    return Purpose(PURPOSE, may_read, lambda rows: rows.filter(introduction_file__isnull=False))


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """The rule of this purpose: sides of the introduction and the secretariat."""
    if not upload.object_id.isdigit():
        return False
    return Introduction.objects.visible_to(user).filter(pk=int(upload.object_id)).exists()


def _checked(file: Sent | IO[bytes]) -> Checked:
    file.seek(0)
    start = file.read(4)
    return checked_picture(file) if start.startswith(PICTURES) else checked_document(file)
