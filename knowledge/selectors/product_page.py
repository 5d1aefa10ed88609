"""What the page of a product shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.models import Handbook, KnowledgeProduct, ProductVersion
from knowledge.rules import can_change
from knowledge.selectors.products import Shown, accessibility_of, licence_url, shown

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A product with its versions, the newest first, and the handbooks it stands in. `sees_all`: earlier files too."""

    shown: Shown
    versions: Sequence[ProductVersion]
    handbooks: Sequence[Handbook]
    accessibility: str
    licence_url: str
    may_edit: bool
    sees_all: bool


def page_of(product: KnowledgeProduct, user: User | AnonymousUser) -> ProductPage:
    """Versions and handbooks; two queries, one more for members. Needs the details of the product."""
    row = shown(product)
    books = Handbook.objects.visible_to(user).filter(chapters__products=product).distinct()
    is_staff = user.is_authenticated and user.is_staff
    return ProductPage(
        shown=row,
        versions=list(product.versions.select_related("upload").order_by("-number")),
        handbooks=list(books),
        accessibility=accessibility_of(row.version),
        licence_url=licence_url(product),
        may_edit=not is_staff and can_change(user, product),
        sees_all=is_staff,
    )
