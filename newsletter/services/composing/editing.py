"""An edition while it is written: its texts, its audience, its blocks and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from newsletter.enums import EDITABLE, USUAL_AUDIENCE, BlockKind, EditionKind
from newsletter.models import Block, Edition
from newsletter.services.composing.texts import write
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import Upload, User

TEXTS = ("subject", "lead")
BLOCK_TEXTS = ("heading", "text", "link_label", "alt")
#: What a new edition begins with.
FIRST_BLOCKS: dict[str, tuple[BlockKind, ...]] = {
    EditionKind.QUARTERLY: (
        BlockKind.PORTRAIT, BlockKind.ACTORS, BlockKind.POSTINGS, BlockKind.EVENTS, BlockKind.FUNDING,
        BlockKind.KNOWLEDGE, BlockKind.CONTACT,
    ),
    EditionKind.SPECIAL: (BlockKind.TEXT, BlockKind.CONTACT),
    EditionKind.WORKING_GROUP: (BlockKind.TEXT, BlockKind.EVENTS, BlockKind.KNOWLEDGE, BlockKind.CONTACT),
    EditionKind.EVENT: (BlockKind.TEXT, BlockKind.EVENTS, BlockKind.CONTACT),
}  # fmt: skip
MOST_BLOCKS = 40


def locked(edition: Edition) -> Edition:
    """The edition, locked, if it may still be edited. Refuses otherwise."""
    found = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)
    if found.state not in EDITABLE:
        raise Refusal(_("This edition can no longer be edited. Take it back to the draft first."))
    return found


@transaction.atomic
def create(*, kind: str, subject: str, by: User) -> Edition:
    """A new edition with the usual audience and blocks of its kind. Refuses without a subject."""
    subject = " ".join(subject.split())[:150]
    if not subject:
        raise Refusal(_("Please give the edition a subject."))
    language = by.language
    edition = Edition(
        kind=kind, slug=free_slug(subject), source_language=language, author=by,
        audience_kinds=[USUAL_AUDIENCE[kind].value],
    )  # fmt: skip
    setattr(edition, f"subject_{language}", subject)
    edition.save()
    for position, block in enumerate(FIRST_BLOCKS[kind]):
        Block.objects.create(edition=edition, kind=block, position=position, source_language=language)
    audit.record(action="edition.created", obj=edition, by=by, kind=kind)
    return edition


def free_slug(subject: str) -> str:
    """An address part nobody has: day and subject."""
    base = f"{timezone.localdate():%Y-%m}-{slugify(subject)[:80]}".strip("-")
    slug, number = base, 2
    while Edition.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def change(*, edition: Edition, by: User, texts: Mapping[str, str], facts: Mapping[str, Any]) -> Edition:
    """Subject and lead in the languages of `texts` (`subject_de`, …); languages, fallback, audience of `facts`."""
    edition = locked(edition)
    write(edition, TEXTS, texts)
    many = {"audience_working_groups", "audience_regions", "audience_groups"}
    for name, value in facts.items():
        if name not in many:
            setattr(edition, name, value)
    edition.save()
    for name in many & set(facts):
        getattr(edition, name).set(facts[name])
    audit.record(action="edition.changed", obj=edition, by=by)
    return edition


@transaction.atomic
def add_block(*, edition: Edition, kind: str, by: User) -> Block:
    """A block at the end. Refuses the 41st."""
    edition = locked(edition)
    if edition.blocks.count() >= MOST_BLOCKS:
        raise Refusal(_("An edition has at most %(number)s blocks.") % {"number": MOST_BLOCKS})
    last = edition.blocks.aggregate(last=Max("position"))["last"]
    block = Block.objects.create(
        edition=edition, kind=kind, position=0 if last is None else last + 1,
        source_language=edition.source_language,
    )  # fmt: skip
    audit.record(action="block.added", obj=edition, by=by, kind=kind)
    return block


@transaction.atomic
def change_block(
    *,
    block: Block,
    by: User,
    texts: Mapping[str, str],
    facts: Mapping[str, Any],
    upload: Upload | None = None,
    drops_picture: bool = False,
) -> Block:
    """Texts (`heading_de`, …), chosen objects or filter, link, credit, picture."""
    locked(block.edition)
    block = Block.objects.select_for_update(of=("self",), no_key=True).get(pk=block.pk)
    write(block, BLOCK_TEXTS, texts)
    for name, value in facts.items():
        setattr(block, name, value)
    if upload is not None or drops_picture:
        block.upload, block.file = upload, ""
    block.save()
    audit.record(action="block.changed", obj=block.edition, by=by, block=block.pk)
    return block


@transaction.atomic
def move_block(*, block: Block, step: int, by: User) -> None:
    """One place up (-1) or down (1); at the end nothing happens."""
    edition = locked(block.edition)
    order = list(edition.blocks.values_list("pk", flat=True))
    at = order.index(block.pk)
    to = min(max(at + step, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    _renumber(edition, order)
    audit.record(action="block.moved", obj=edition, by=by, block=block.pk, to=to)


@transaction.atomic
def order_blocks(*, edition: Edition, order: Sequence[int], by: User) -> None:
    """All blocks in a new order, as drawn with the mouse. Refuses a list that is not exactly these blocks."""
    edition = locked(edition)
    if sorted(order) != sorted(edition.blocks.values_list("pk", flat=True)):
        raise Refusal(_("The blocks have changed meanwhile. Please load the page again."))
    _renumber(edition, list(order))
    audit.record(action="block.ordered", obj=edition, by=by)


@transaction.atomic
def remove_block(*, block: Block, by: User) -> dict[str, Any]:
    """Takes a block out; answers what brings it back (:func:`restore_block`)."""
    edition = locked(block.edition)
    columns = [f"{field}_{code}" for field in BLOCK_TEXTS for code in ("de", "uk", "en")]
    kept = {
        name: getattr(block, name)
        for name in (*columns, "kind", "items", "parameters", "link", "credit", "position")
    }
    block.delete()
    audit.record(action="block.removed", obj=edition, by=by, kind=kept["kind"])
    return kept


@transaction.atomic
def restore_block(*, edition: Edition, kept: Mapping[str, Any], by: User) -> Block:
    """Puts a block back where it was."""
    edition = locked(edition)
    position = int(kept["position"])
    edition.blocks.filter(position__gte=position).update(position=F("position") + 1)
    block = Block.objects.create(edition=edition, source_language=edition.source_language, **kept)
    audit.record(action="block.restored", obj=edition, by=by, kind=block.kind)
    return block


def _renumber(edition: Edition, order: Sequence[int]) -> None:
    """The constraint on positions is checked at the end of the transaction."""
    for position, pk in enumerate(order):
        Block.objects.filter(pk=pk, edition=edition).update(position=position)
