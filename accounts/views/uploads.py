"""Private files: only for those the purpose lets read them, and never as something a browser would run."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts import upload_purposes
from accounts.models import Upload
from accounts.services import uploads
from platform_portal.core.files import as_file
from platform_portal.core.reading import read_only


@read_only
def upload(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file; 404 for everybody who may not read it, as for one that is not there."""
    found = get_object_or_404(Upload, pk=pk)
    if not upload_purposes.may_read(request.user, found):
        raise Http404
    try:
        content = uploads.content_of(found)
    except FileNotFoundError:
        raise Http404 from None
    suffix = found.path.rpartition(".")[2]
    return as_file(content, found.media_type, f"file-{found.pk.hex[:12]}.{suffix}", is_private=True)
