"""Products as pages show them: what kind of file, how large, in which languages; and short lists for the pages of other apps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import Language
from knowledge.enums import LICENCE_URLS, Accessible
from knowledge.models import KnowledgeProduct, ProductVersion
from platform_portal.core.formats import number, precise

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User
    from actors.models import Actor

#: So many products stand on the page of an actor, group, event or partnership; the rest is in the library.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A product with what is worked out from it. `url` is where file or link are; "" where the source gives neither."""

    product: KnowledgeProduct
    version: ProductVersion | None
    url: str
    file: str
    languages: str
    date: str
    passage: SafeString | str = ""

    @property
    def is_link(self) -> bool:
        """Whether the way leads out of the portal."""
        return self.version is not None and bool(self.version.link)

    @property
    def text_language(self) -> str:
        """The language of the text of the file, where it has but one."""
        return self.product.languages[0] if len(self.product.languages) == 1 else ""


def shown(product: KnowledgeProduct, passage: SafeString | str = "") -> Shown:
    """One product for a page; needs its current version (`with_current_version`)."""
    version: ProductVersion | None = next(iter(product.current), None)  # type: ignore[attr-defined]
    return Shown(
        product=product,
        version=version,
        url=address_of(product, version),
        file=file_text(version),
        languages=languages_of(product),
        date=precise(product.published_on, product.published_precision),
        passage=passage,
    )


def in_order(
    ids: Iterable[int],
    passages: Mapping[int, SafeString] | None = None,
    written_by: Mapping[int, list[Actor]] | None = None,
) -> list[Shown]:
    """These products in this order, with everything a list shows; four queries, three where it is known who wrote them."""
    wanted = list(ids)
    rows = KnowledgeProduct.objects.filter(pk__in=wanted).with_current_version()
    found = {row.pk: row for row in rows.prefetch_related("topics", *(() if written_by else ("authors",)))}
    if written_by:
        for pk, product in found.items():
            product._prefetched_objects_cache["authors"] = written_by[pk]  # type: ignore[attr-defined]
    marked = passages or {}
    return [shown(found[pk], marked.get(pk, "")) for pk in wanted if pk in found]


def address_of(product: KnowledgeProduct, version: ProductVersion | None) -> str:
    """Where the current version is to be had; "" without one."""
    if version is None:
        return ""
    return version.link or reverse("knowledge-file", args=[product.slug])


def file_text(version: ProductVersion | None) -> str:
    """Kind, size and pages of a file, or that it is a link; "" without a version."""
    if version is None:
        return ""
    if version.upload is None:
        return _("link to another site")
    parts = [suffix_of(version).upper(), filesizeformat(version.upload.size)]
    if version.pages:
        parts.append(
            ngettext("%(count)s page", "%(count)s pages", version.pages) % {"count": number(version.pages)}
        )
    return ", ".join(parts)


def suffix_of(version: ProductVersion) -> str:
    """`pdf`, `docx` …; "" for a link."""
    return version.upload.path.rpartition(".")[2] if version.upload else ""


def languages_of(product: KnowledgeProduct) -> str:
    """The languages of the content in words; "" when unknown."""
    return ", ".join(str(Language(code).label) for code in product.languages if code in Language.values)


def accessibility_of(version: ProductVersion | None) -> str:
    """What is known about the accessibility of a file: what its authors say, and whether a PDF is tagged; "" for links."""
    if version is None or version.upload is None:
        return ""
    said = []
    if version.stated_accessible != Accessible.UNKNOWN:
        words = version.get_stated_accessible_display()
        said.append(_("according to the authors: %(words)s") % {"words": words})
    if version.is_tagged is not None:
        said.append(
            _("tagged PDF, so screen readers find headings and lists")
            if version.is_tagged
            else _("untagged PDF: screen readers may read it in the wrong order")
        )
    return "; ".join(said) or _("unknown")


def licence_url(product: KnowledgeProduct) -> str:
    """Where the licence is explained; "" for those that are none."""
    return LICENCE_URLS.get(product.licence, "")


def compact(
    request: HttpRequest | None,
    products: QuerySet[KnowledgeProduct],
    user: User | AnonymousUser,
    *,
    heading: str = "",
    all_url: str = "",
    level: int = 2,
) -> str:
    """A short list for the page of another app, only of what the reader may read; "" where there is nothing.

    `products` may be any scope, such as `event.products.all()`; three queries. Use it in a slot, or include
    `knowledge/_products.html` with `shown_products` of :func:`few`.
    """
    found, total = few(products, user)
    if not found:
        return ""
    context = {
        "shown_products": found, "heading": heading or _("Knowledge products"), "total": total,
        "all_url": all_url, "level": level,
    }  # fmt: skip
    return render_to_string("knowledge/_products.html", context, request)


def few(products: QuerySet[KnowledgeProduct], user: User | AnonymousUser) -> tuple[list[Shown], int]:
    """The newest readable ones, and how many there are in all; two queries, and one more beyond what is shown."""
    readable = KnowledgeProduct.objects.filter(pk__in=products.values("pk")).filter(
        pk__in=KnowledgeProduct.objects.readable_by(user).values("pk")
    )
    rows = list(readable.with_current_version().newest_first()[: SHOWN + 1])
    total = len(rows) if len(rows) <= SHOWN else readable.count()
    return [shown(product) for product in rows[:SHOWN]], total
