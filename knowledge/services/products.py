"""Proposals of members, and the steps of a product's life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Upload
from accounts.services import uploads
from actors.enums import Language
from actors.models import Actor, Topic, WorkingGroup
from actors.rules import is_secretariat
from actors.services.register import slug_of
from knowledge.enums import TRANSITIONS, Accessible, Licence, ProductKind, ProductStatus
from knowledge.models import KnowledgeProduct
from knowledge.rules import can_change, can_propose_for, can_propose_to
from knowledge.services import index, post, versions
from knowledge.services.versions import lock
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User
    from platform_portal.core.uploads import Sent

#: Proposals of one person that wait.
MOST_WAITING = 20
TITLE, SUMMARY = 240, 4000
#: Names the library has given to pages of its own.
RESERVED = frozenset({"handbooks", "propose", "mine"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a member says about a product, its texts in one language."""

    kind: str
    title: str
    language: str
    summary: str = ""
    languages: Iterable[str] = ()
    topics: Iterable[Topic] = ()
    groups: Iterable[WorkingGroup] = ()
    licence: str = Licence.UNKNOWN
    visibility: str = Visibility.PUBLIC
    file: Sent | IO[bytes] | None = field(default=None)
    link: str = ""
    stated_accessible: str = Accessible.UNKNOWN


@transaction.atomic
def propose(
    *, facts: Facts, by: User, actor: Actor | None = None, now: dt.datetime | None = None
) -> KnowledgeProduct:
    """A member proposes a product for an own actor or a working group; the secretariat reviews it.

    Refuses foreign actors and groups, neither of them, incomplete facts, and too many waiting proposals.
    """
    groups = list(facts.groups)
    _check(facts)
    if actor is not None and not can_propose_for(by, actor):
        raise Refusal(_("You cannot propose anything for this organisation."))
    if any(not can_propose_to(by, group) for group in groups):
        raise Refusal(_("You cannot propose anything for this working group."))
    if actor is None and not groups:
        raise Refusal(_("Please choose an organisation or a working group."))
    waiting = KnowledgeProduct.objects.in_review().filter(proposed_by=by)
    if waiting.count() >= MOST_WAITING:
        raise Refusal(_("Very many of your proposals are waiting for the secretariat. Please wait for them."))
    product = KnowledgeProduct(
        slug=free_slug(facts.title), source_language=facts.language, status=ProductStatus.IN_REVIEW,
        proposed_by=by, proposed_for=actor, submitted_at=now or timezone.now(),
    )  # fmt: skip
    _write(product, facts)
    product.working_groups.set(groups)
    if actor is not None:
        product.authors.add(actor)
    versions.add(
        product=product, by=by, file=facts.file, link=facts.link, stated_accessible=facts.stated_accessible
    )
    audit.record(action="product.proposed", obj=product, by=by)
    return product


@transaction.atomic
def revise(
    *, product: KnowledgeProduct, facts: Facts, by: User, now: dt.datetime | None = None
) -> KnowledgeProduct:
    """Who proposed it corrects it, and it goes back to the secretariat. A file or link given anew becomes the next version."""
    product = lock(product)
    if not can_change(by, product) or product.status not in {ProductStatus.DRAFT, ProductStatus.IN_REVIEW}:
        raise Refusal(_("This product can no longer be changed here."))
    _check(facts)
    groups = list(facts.groups)
    known = set(product.working_groups.values_list("pk", flat=True))
    if any(group.pk not in known and not can_propose_to(by, group) for group in groups):
        raise Refusal(_("You cannot propose anything for this working group."))
    product.status, product.submitted_at, product.review_note = (
        ProductStatus.IN_REVIEW,
        now or timezone.now(),
        "",
    )
    _write(product, facts)
    product.working_groups.set(groups)
    if facts.file is not None or facts.link:
        versions.add(
            product=product,
            by=by,
            file=facts.file,
            link=facts.link,
            stated_accessible=facts.stated_accessible,
        )
    index.refresh([product.pk])
    audit.record(action="product.revised", obj=product, by=by)
    return product


@transaction.atomic
def publish(
    *, product: KnowledgeProduct, by: User | None, now: dt.datetime | None = None
) -> KnowledgeProduct:
    """The product enters the library; its files belong to the portal from now on, who proposed it is told.

    A product of the portal's own members is dated today; what a source gives without a date stays without. Refuses all but
    the secretariat, and a state that does not lead there. `by` None is the portal itself.
    """
    product = _moved(product, ProductStatus.PUBLISHED, by)
    if product.published_on is None and not product.source:
        product.published_on = timezone.localdate(now)
    product.review_note = ""
    product.save()
    uploads.take_over(uploads=Upload.objects.filter(product_version__product=product))
    index.refresh([product.pk])
    audit.record(action="product.published", obj=product, by=by)
    post.tell_published(product, now=now)
    return product


@transaction.atomic
def return_to_author(
    *, product: KnowledgeProduct, by: User, reason: str, now: dt.datetime | None = None
) -> KnowledgeProduct:
    """A proposal becomes a draft again, with the reason; who proposed it is told and can correct it."""
    if not reason.strip():
        raise Refusal(_("Please give a reason; it is sent to the person."))
    product = _moved(product, ProductStatus.DRAFT, by)
    product.review_note = reason.strip()[:2000]
    product.save()
    audit.record(action="product.returned", obj=product, by=by)
    post.tell_returned(product, now=now)
    return product


@transaction.atomic
def archive(*, product: KnowledgeProduct, by: User) -> KnowledgeProduct:
    """The product leaves the library; the secretariat keeps it."""
    product = _moved(product, ProductStatus.ARCHIVED, by)
    product.save()
    audit.record(action="product.archived", obj=product, by=by)
    return product


@transaction.atomic
def take_back(*, product: KnowledgeProduct, status: str, left_as: str, by: User) -> KnowledgeProduct:
    """Undoes a step that was taken by mistake. Refuses when the product has moved on since."""
    product = lock(product)
    _only_secretariat(by)
    if product.status != left_as:
        raise Refusal(_("The entry has been changed in the meantime; it stays as it is."))
    product.status = ProductStatus(status)
    product.save()
    audit.record(action="product.step_taken_back", obj=product, by=by, status=status)
    return product


def _moved(product: KnowledgeProduct, status: ProductStatus, by: User | None) -> KnowledgeProduct:
    """The locked product in its new state, not yet saved."""
    product = lock(product)
    _only_secretariat(by)
    if status not in TRANSITIONS[product.status]:
        raise Refusal(
            _("This is not possible while the product is “%(status)s”.")
            % {"status": product.get_status_display()}
        )
    product.status = status
    return product


def _only_secretariat(by: User | None) -> None:
    if by is not None and not is_secretariat(by):
        raise Refusal(_("Only the secretariat decides about products."))


def _write(product: KnowledgeProduct, facts: Facts) -> None:
    values: dict[str, Any] = {
        f"title_{facts.language}": _line(facts.title)[:TITLE],
        f"summary_{facts.language}": facts.summary.strip()[:SUMMARY],
        "kind": facts.kind, "licence": facts.licence, "visibility": facts.visibility,
        "languages": [code for code in Language.values if code in set(facts.languages)],
    }  # fmt: skip
    for name, value in values.items():
        setattr(product, name, value)
    product.save()
    product.topics.set(facts.topics)


def _check(facts: Facts) -> None:
    if not _line(facts.title):
        raise Refusal(_("Please give the product a title."))
    if facts.language not in dict(settings.LANGUAGES):
        raise Refusal(_("There is no such language."))
    known = (
        (facts.kind, ProductKind.values),
        (facts.licence, Licence.values),
        (facts.visibility, Visibility.values),
    )
    if any(value not in values for value, values in known):
        raise Refusal(_("One of the choices does not exist."))


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def free_slug(title: str) -> str:
    """An address for a title that no other product has."""
    base = slug_of(_line(title))[:100].strip("-") or "produkt"
    taken = set(KnowledgeProduct.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug
