"""The library, the page of a product, and its file."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from accounts.models import User
from accounts.services import uploads
from knowledge import exports, facets
from knowledge.filters import SORTS, ProductFilter
from knowledge.models import KnowledgeProduct, ProductVersion
from knowledge.selectors import library, products, proposals, search
from knowledge.selectors.product_page import page_of
from knowledge.services.versions import can_fetch
from platform_portal.core import choice_links
from platform_portal.core.files import as_file
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 20
RESULT = "library-result"


@login_not_required
@read_only
def product_list(request: HtmxRequest) -> HttpResponse:
    """The library, or as a file with `format`; an htmx request gets the results only."""
    chosen = ProductFilter(request.GET, request=request)
    found = library.found(chosen)
    if (format_name := request.GET.get("format")) is not None:
        return exports.in_format(found.ids, format_name, settings.PORTAL_BASE_URL)
    page = paginate(request, found.ids, PER_PAGE)
    passages = search.passages(page.object_list, chosen.words)
    context = {
        "chosen": chosen,
        "page": page,
        "shown_products": products.in_order(page.object_list, passages, found.written_by),
        "facets": found.facets,
        "pills": facets.pills(chosen, found, request.GET),
        "clear_url": choice_links.only(request.GET, ("sort",)),
        "csv_url": choice_links.changed(request.GET, format="csv"),
        "sorts": SORTS,
        "may_propose": isinstance(request.user, User) and proposals.may_propose(request.user),
    }
    only_result = request.htmx and request.htmx.target == RESULT and not request.htmx.history_restore_request
    response = render(request, "knowledge/product_list.html" + ("#result" if only_result else ""), context)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response


@login_not_required
@read_only
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One product: what it is, by whom, its versions; 404 for who may not open it."""
    found = get_object_or_404(KnowledgeProduct.objects.visible_to(request.user).with_details(), slug=slug)
    context = {"product": found, "page": page_of(found, request.user)}
    return render(request, "knowledge/product_detail.html", context)


@login_not_required
@read_only
def product_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The file of the current version, or the way to its link."""
    rows = ProductVersion.objects.current().select_related("upload", "product")
    return _fetched(request, get_object_or_404(rows, product__slug=slug))


@login_not_required
@read_only
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file or link of one version: earlier ones for the secretariat only."""
    rows = ProductVersion.objects.select_related("upload", "product")
    return _fetched(request, get_object_or_404(rows, product__slug=slug, number=number))


def _fetched(request: HttpRequest, found: ProductVersion) -> HttpResponse:
    if not can_fetch(request.user, found):
        raise Http404
    if found.upload is None:
        return HttpResponseRedirect(found.link)
    try:
        content = uploads.content_of(found.upload)
    except FileNotFoundError:
        raise Http404 from None
    name = f"{found.product.slug}-{found.number}.{products.suffix_of(found)}"
    return as_file(content, found.upload.media_type, name, is_private=True)
