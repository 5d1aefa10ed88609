"""Where knowledge appears on other pages: what an actor has written, what a working group has made, own proposals."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.models import Actor, WorkingGroup
from knowledge.models import KnowledgeProduct
from knowledge.selectors import products, proposals
from platform_portal.core import prepared, slots


def _reader(request: HttpRequest | None) -> Any:
    return getattr(request, "user", None) or AnonymousUser()


def actor_products(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """What the actor is an author of, on its profile; "" where there is nothing. One query for most, who have written nothing."""
    if not prepared.rows(
        "SELECT FROM knowledge_knowledgeproduct_authors WHERE actor_id = %s LIMIT 1", (actor.pk,)
    ):
        return ""
    return products.compact(
        request,
        KnowledgeProduct.objects.by_author(actor),
        _reader(request),
        heading=_("Knowledge products of this actor"),
        all_url=f"{reverse('knowledge')}?{urlencode({'author': actor.slug})}",
    )


def group_products(request: HttpRequest | None, *, group: WorkingGroup, **_context: Any) -> str:
    """What a working group has made, on its page and in its workspace; "" where there is nothing. Two queries."""
    return products.compact(
        request,
        KnowledgeProduct.objects.of_group(group),
        _reader(request),
        heading=_("Knowledge products of this working group"),
        all_url=f"{reverse('knowledge')}?{urlencode({'working_group': group.slug})}",
    )


def own_proposals(request: HttpRequest | None, **_context: Any) -> str:
    """The way to the own proposals, on the page of the account; "" for who has nobody to propose for. Three queries at most."""
    user = _reader(request)
    if not user.is_authenticated or not proposals.may_propose(user):
        return ""
    waiting = KnowledgeProduct.objects.proposed_by_side_of(user).count()
    return render_to_string("knowledge/account_section.html", {"number": waiting}, request)


def register() -> None:
    """Called when the app is ready."""
    slots.register("actor.profile", actor_products, position=30)
    slots.register("working_group.page", group_products, position=10)
    slots.register("working-group.documents", group_products, position=10)
    slots.register("account.sections", own_proposals, position=40)
