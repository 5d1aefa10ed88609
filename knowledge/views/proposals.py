"""Members propose products, see what became of them, and correct them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person_of
from knowledge.enums import ProductStatus
from knowledge.forms import ProposalForm
from knowledge.models import KnowledgeProduct
from knowledge.selectors import proposals
from knowledge.services import products
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form of a new product; 404 for who has neither an actor nor a working group."""
    person = person_of(request)
    if not proposals.may_propose(person):
        raise Http404(
            _("Products are proposed for an organisation whose entry you keep, or for a working group.")
        )
    form = ProposalForm(*_sent(request), user=person)
    if request.method == "POST" and form.is_valid():
        try:
            products.propose(facts=form.facts, by=person, actor=form.cleaned_data.get("actor"))
            return _thanks(request)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "product": None}
    return render(request, "knowledge/propose.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form for an own proposal that is not published yet."""
    person = person_of(request)
    open_ones = KnowledgeProduct.objects.filter(status__in=(ProductStatus.DRAFT, ProductStatus.IN_REVIEW))
    found = get_object_or_404(open_ones.editable_by(person), slug=slug)
    form = ProposalForm(*_sent(request), user=person, product=found)
    if request.method == "POST" and form.is_valid():
        try:
            products.revise(product=found, facts=form.facts, by=person)
            return _thanks(request)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "product": found}
    return render(request, "knowledge/propose.html", context, status=422 if form.errors else 200)


@read_only
def mine(request: HttpRequest) -> HttpResponse:
    """What the own side has proposed, and where it stands."""
    person = person_of(request)
    context = {"products": proposals.own(person), "may_propose": proposals.may_propose(person)}
    return render(request, "knowledge/my_products.html", context)


def _thanks(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Thank you. The secretariat looks at it and writes to you."))
    return redirect("knowledge-mine")


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
