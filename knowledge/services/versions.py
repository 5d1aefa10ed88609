"""Versions of products: a new file or link; the earlier ones stay."""

from __future__ import annotations

import datetime as dt
import logging
from typing import IO, TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from accounts.upload_purposes import Purpose
from knowledge.enums import Accessible, ProductStatus, TextState
from knowledge.models import KnowledgeProduct, ProductVersion
from knowledge.rules import can_change
from knowledge.services import index, texts
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads_documents import checked_document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from platform_portal.core.uploads import Sent

log = logging.getLogger(__name__)

PURPOSE = "knowledge"
MOST = 200
_is_address = URLValidator(schemes=("http", "https"))


@transaction.atomic
def add(
    *,
    product: KnowledgeProduct,
    by: User | None,
    file: Sent | IO[bytes] | None = None,
    link: str = "",
    note: str = "",
    on: dt.date | None = None,
    stated_accessible: str = Accessible.UNKNOWN,
) -> ProductVersion:
    """Makes a file or a link the current version. A worker reads the text of a file afterwards.

    Refuses neither or both, files of other kinds, bombs, broken links, and who may not change the product. `by` None is the
    portal itself.
    """
    product = lock(product)
    if by is not None and not can_change(by, product):
        log.warning("user %s may not change product %s", by.pk, product.pk)
        raise Refusal(_("You cannot change this product."))
    link = link.strip()
    if (file is None) == (not link):
        raise Refusal(_("Please give either a file or a link."))
    if link:
        _check_link(link)
    numbers = list(product.versions.order_by("-number").values_list("number", flat=True))
    if len(numbers) >= MOST:
        raise Refusal(_("There are very many versions already."))
    upload = _store(product, file, by) if file is not None else None
    product.versions.filter(is_current=True).update(is_current=False)
    version = ProductVersion.objects.create(
        product=product, number=(numbers[0] if numbers else 0) + 1, upload=upload, link=link,
        note=" ".join(note.split())[:300], on=on or timezone.localdate(),
        stated_accessible=stated_accessible if stated_accessible in Accessible.values else Accessible.UNKNOWN,
        text_state=TextState.WAITING if upload else TextState.NONE,
    )  # fmt: skip
    index.refresh([product.pk])
    if upload:
        transaction.on_commit(texts.tell_worker)
    audit.record(action="product.version_added", obj=product, by=by, number=version.number)
    return version


def lock(product: KnowledgeProduct) -> KnowledgeProduct:
    """The product, once nobody else changes it."""
    rows = KnowledgeProduct.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("proposed_for").get(pk=product.pk)


def _store(product: KnowledgeProduct, file: Sent | IO[bytes], by: User | None) -> Upload:
    """A file of a published product belongs to the portal at once, others to who sent them until then."""
    checked = checked_document(file)
    is_public = product.status == ProductStatus.PUBLISHED
    stored = uploads.store(user=by, purpose=PURPOSE, file=checked, object_id=str(product.pk))
    if is_public:
        uploads.take_over(uploads=Upload.objects.filter(pk=stored.pk))
    return stored


def _check_link(link: str) -> None:
    try:
        _is_address(link)
    except ValidationError as error:
        raise Refusal(_("This link cannot be used. It begins with https://.")) from error
    if len(link) > 400:
        raise Refusal(_("The link is too long."))


def purpose() -> Purpose:
    """What accounts has to know about these files; they are needed as long as a version has them."""
    return Purpose(PURPOSE, may_read, lambda rows: rows.filter(product_version__isnull=False))


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """The rule of this purpose: the secretariat everything, others the current version of what they may open."""
    version = ProductVersion.objects.filter(upload=upload).select_related("product").first()
    return version is not None and can_fetch(user, version)


def can_fetch(user: User | AnonymousUser, version: ProductVersion) -> bool:
    """Whether somebody gets the file or link of a version: earlier ones only the secretariat."""
    if user.is_authenticated and user.is_staff:
        return True
    if not version.is_current:
        return False
    return KnowledgeProduct.objects.visible_to(user).filter(pk=version.product_id).exists()
