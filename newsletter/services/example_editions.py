"""Editions of the example world: an archived quarterly one with a drawing and portraits, where there are some, and a draft of a special one."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from newsletter.enums import BlockKind, EditionKind, EditionState, SubscriptionKind
from newsletter.models import Block, Edition
from newsletter.services.composing import releasing
from partnerships.models import Portrait

QUARTERLY, SPECIAL = "beispiel-quartalsausgabe", "beispiel-im-blickpunkt"
LANGUAGES = ("de", "uk", "en")

_QUARTERLY: dict[str, str] = {
    "subject_de": "Wie Dreiecke tragen: Essen, Zabrze, Riwne",
    "subject_uk": "Як тримають трикутники: Ессен, Забже, Рівне",
    "subject_en": "How triangles hold: Essen, Zabrze, Rivne",
    "lead_de": "Rund hundert Kommunen in Nordrhein-Westfalen haben einen polnischen Partner. Beispielausgabe darüber, wie daraus eine Brücke wird.",
    "lead_uk": "Близько ста громад у Північному Рейні-Вестфалії мають польського партнера. Приклад випуску про те, як це стає мостом.",
    "lead_en": "About a hundred municipalities in North Rhine-Westphalia have a Polish partner. An example edition on how that becomes a bridge.",
}  # fmt: skip
_TRIANGLE: dict[str, str] = {
    "heading_de": "Eine Brücke über Zabrze",
    "heading_uk": "Міст через Забже",
    "heading_en": "A bridge through Zabrze",
    "text_de": "Essen erreichte Riwne über die polnische Partnerstadt Zabrze. Ein gemeinsamer Dritter ist hier ein Grund für einen Vorschlag.",
    "text_uk": "Ессен вийшов на Рівне через польське місто Забже. Спільний третій партнер – підстава для пропозиції.",
    "text_en": "Essen reached Rivne through its Polish partner city Zabrze. A shared third partner is a reason for a suggestion here.",
    "alt_de": "Zeichnung: drei Punkte, von Bogen zu Bogen verbunden: Essen, Zabrze, Riwne",
    "alt_uk": "Малюнок: три точки, з’єднані двома дугами: Ессен, Забже, Рівне",
    "alt_en": "Drawing: three dots joined by two arcs: Essen, Zabrze, Rivne",
    "credit": "Plattform Wiederaufbau Ukraine",
}  # fmt: skip
_SPECIAL: dict[str, str] = {
    "subject_de": "Im Blickpunkt: Kriegsrisikoversicherung",
    "lead_de": "Beispiel: was eine Kleingruppe des Themenkreises Wirtschaft mit Versicherungen vorbereitet.",
}


@transaction.atomic
def load_example_editions() -> int:
    """Makes those that are missing; answers how many. Needs a member of the secretariat as author; nothing is sent."""
    author = User.objects.filter(is_staff=True).order_by("pk").first()
    if author is None:
        return 0
    made = 0
    for slug, make in ((QUARTERLY, _quarterly), (SPECIAL, _special)):
        if not Edition.objects.filter(slug=slug).exists():
            make(author)
            made += 1
    return made


def _quarterly(author: User) -> None:
    """As if it had been sent to nobody a month ago: frozen content, no ledger."""
    edition = Edition.objects.create(
        slug=QUARTERLY, kind=EditionKind.QUARTERLY, author=author, is_example=True, languages=list(LANGUAGES),
        audience_kinds=[SubscriptionKind.QUARTERLY.value], **_QUARTERLY,
    )  # fmt: skip
    triangle = {**_TRIANGLE, "file": ContentFile(_drawing(), "example-triangle.png")}
    blocks: list[tuple[BlockKind, dict[str, Any]]] = [(BlockKind.TEXT, triangle)]
    blocks += [
        (BlockKind.PORTRAIT, {"items": [slug]})
        for slug in Portrait.objects.filter(public_at__isnull=False)
        .order_by("pk")
        .values_list("partnership__slug", flat=True)[:2]
    ]
    pulled = (
        BlockKind.ACTORS, BlockKind.POSTINGS, BlockKind.EVENTS, BlockKind.FUNDING, BlockKind.KNOWLEDGE, BlockKind.CONTACT
    )  # fmt: skip
    _add(edition, [*blocks, *((kind, {}) for kind in pulled)])
    then = timezone.now() - dt.timedelta(days=30)
    releasing.freeze(edition, then)
    edition.state = EditionState.FINISHED
    edition.released_at = edition.started_at = edition.finished_at = then
    edition.save()


def _drawing() -> bytes:
    """Two arcs over three dots as PNG, twice as wide as a mail shows it."""
    wide, high, drawn = 1072, 300, io.BytesIO()
    picture = Image.new("RGB", (wide * 2, high * 2), "#edf2fb")
    pen = ImageDraw.Draw(picture)
    for left, right in ((160, 1072), (1072, 1984)):
        pen.arc((left, 200, right, 760), 180, 360, fill="#c89506", width=14)
    for middle in (160, 1072, 1984):
        pen.ellipse((middle - 34, 446, middle + 34, 514), fill="#c89506")
    picture.resize((wide, high), Image.Resampling.LANCZOS).quantize(32).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


def _special(author: User) -> None:
    edition = Edition.objects.create(
        slug=SPECIAL, kind=EditionKind.SPECIAL, author=author, is_example=True, languages=["de"],
        fallback_language="de", audience_kinds=[SubscriptionKind.SPECIAL.value], **_SPECIAL,
    )  # fmt: skip
    text = {
        "heading_de": "Was geplant ist",
        "text_de": "Ein Workshop mit Versicherungen und Versicherungsverbänden.",
    }
    _add(edition, [(BlockKind.TEXT, text), (BlockKind.EVENTS, {}), (BlockKind.CONTACT, {})])


def _add(edition: Edition, blocks: list[tuple[BlockKind, dict[str, Any]]]) -> None:
    for position, (kind, facts) in enumerate(blocks):
        Block.objects.create(edition=edition, kind=kind, position=position, **facts)
