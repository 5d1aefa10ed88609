"""How partnerships and postings appear on the pages of actors, and in their search index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from actors.enums import ActorStatus
from actors.models import Actor
from actors.services.index import Contribution
from knowledge.models import KnowledgeProduct
from partnerships.enums import Direction
from partnerships.models import Partnership, Party, Posting
from partnerships.selectors import snapshot
from partnerships.selectors.postings import cards_of_actor
from partnerships.selectors.proposal_facts import PAIRED_KINDS

SHOWN = 30


def actor_partnerships(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """The partnerships of an actor with their map, on its profile; "" where there are none."""
    partnerships = snapshot.current().of_actor(actor.pk)[:SHOWN]
    if not partnerships:
        return ""
    return render_to_string("partnerships/actor_partnerships.html", {"partnerships": partnerships})


def actor_suggestions(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """The way to the suggestions for an actor, in the head of its profile; "" for kinds that get none."""
    if actor.kind not in PAIRED_KINDS or actor.status != ActorStatus.PUBLISHED:
        return ""
    return format_html(
        '<a class="kern-btn kern-btn--primary" href="{}"><span class="kern-label">{}</span></a>',
        reverse("matchmaking-actor", args=[actor.slug]),
        _("See suggestions"),
    )


def actor_postings(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """The open needs and offers of an actor that the reader may see, on its profile; "" where there are none."""
    user = getattr(request, "user", None) or AnonymousUser()
    cards = cards_of_actor(actor, user, SHOWN)
    if not cards:
        return ""
    return render_to_string("postings/actor_postings.html", {"cards": cards})


def contributions(actor_ids: Collection[int]) -> Mapping[int, Contribution]:
    """What partnerships and postings add to the index of actors: counts, flags, topics of public postings. Three queries.

    Postings that are not public add nothing, so that nothing about them can be found by filtering.
    """
    made: dict[int, Contribution] = defaultdict(Contribution)
    parties = Party.objects.filter(actor__in=actor_ids, partnership__in=Partnership.objects.existing())
    for actor_id, number in parties.values_list("actor").annotate(n=Count("partnership", distinct=True)):
        made[actor_id].partnerships = number
    for posting in Posting.objects.open().public().filter(actor__in=actor_ids).prefetch_related("topics"):
        row = made[posting.actor_id]
        is_need = posting.direction == Direction.NEED
        row.has_need |= is_need
        row.has_offer |= not is_need
        (row.needs if is_need else row.offers).update(topic.pk for topic in posting.topics.all())
    return made


def product_partnerships(request: HttpRequest | None, *, product: KnowledgeProduct, **_context: Any) -> str:
    """The partnerships a product belongs to, on its page; "" where there are none. One query."""
    ids = set(Partnership.objects.filter(products=product).values_list("pk", flat=True)[:SHOWN])
    rows = [row for row in snapshot.current().rows if row.pk in ids] if ids else []
    if not rows:
        return ""
    return render_to_string("partnerships/product_partnerships.html", {"partnerships": rows}, request=request)
