"""A few invented needs and offers of example municipalities, marked as example, with dates relative to today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from actors.models import Actor, Topic
from partnerships.enums import Direction
from partnerships.models import Posting
from partnerships.services.postings import publish_posting


@dataclass(frozen=True, slots=True)
class Example:
    """One invented posting; `age` is how many days ago it was posted."""

    actor: str
    slug: str
    direction: Direction
    topics: tuple[str, ...]
    age: int
    titles: dict[str, str]
    texts: dict[str, str]
    language: str = "de"
    structured: dict[str, Any] = field(default_factory=dict)


EXAMPLES = (
    Example(
        "stadt-essen", "angebot-essen-buergerbeteiligung", Direction.OFFER, ("buergerbeteiligung", "stadtentwicklung"), 24,
        {
            "de": "Erfahrung mit Bürgerbeteiligung bei Planungsverfahren",
            "uk": "Досвід залучення мешканців до процесів планування",
            "en": "Experience with citizen participation in planning",
        },
        {
            "de": "Zwei Werkstattgespräche online im Jahr und Hospitationen für je zwei Fachkräfte.",
            "uk": "Дві онлайн-майстерні на рік і стажування для двох фахівців щоразу.",
            "en": "Two online workshops a year and job shadowing for two specialists each time.",
        },
        structured={"cooperation_kinds": ["know_how", "training"], "horizon": "reconstruction", "languages": ["de", "en"],
                    "in_return": ["staff", "hosting"]},
    ),
    Example(
        "stadt-dortmund", "angebot-dortmund-logistik", Direction.OFFER, ("logistik", "zivilgesellschaft"), 38,
        {
            "de": "Beratung zu Logistik und Lagerhaltung für Vereine",
            "uk": "Консультації з логістики та складування для громадських організацій",
            "en": "Advice on logistics and storage for associations",
        },
        {
            "de": "Ein Netz von Vereinen gibt weiter, wie Transporte geplant und verzollt werden.",
            "uk": "Мережа організацій ділиться досвідом планування та митного оформлення перевезень.",
            "en": "A network of associations shares how transports are planned and cleared through customs.",
        },
    ),
    Example(
        "stadt-koeln", "angebot-koeln-digitale-verwaltung", Direction.OFFER, ("digitalisierung", "selbstverwaltung"), 52,
        {
            "de": "Austausch zur digitalen Verwaltung",
            "uk": "Обмін досвідом з цифрового врядування",
            "en": "Exchange on digital administration",
        },
        {
            "de": "Voneinander lernen: digitale Bürgerdienste in Köln und in der Ukraine.",
            "uk": "Вчитися одне в одного: цифрові послуги для мешканців у Кельні та в Україні.",
            "en": "Learning from each other: digital services for citizens in Cologne and in Ukraine.",
        },
        structured={"cooperation_kinds": ["know_how", "joint_project"], "horizon": "eu_accession", "languages": ["de", "en", "uk"],
                    "in_return": ["experience", "contacts"]},
    ),
    Example(
        "riwne", "bedarf-riwne-stadtplanung", Direction.NEED, ("stadtentwicklung", "fortbildung-wissenstransfer"), 12,
        {
            "de": "Hospitationen für Fachkräfte der Stadtplanung",
            "uk": "Стажування для фахівців з міського планування",
            "en": "Job shadowing for urban planners",
        },
        {
            "de": "Gesucht werden ein bis zwei Wochen in einer deutschen Stadtverwaltung, mit Dolmetschen.",
            "uk": "Потрібні один-два тижні в німецькій міській адміністрації, з перекладом.",
            "en": "Sought: one or two weeks in a German city administration, with interpreting.",
        },
        "uk",
        {"cooperation_kinds": ["training", "know_how"], "horizon": "reconstruction", "languages": ["uk", "en"],
         "in_return": ["experience", "culture"]},
    ),
    Example(
        "riwne", "bedarf-riwne-digitale-dienste", Direction.NEED, ("digitalisierung", "selbstverwaltung"), 6,
        {
            "de": "Digitale Dienste für Menschen ohne Smartphone",
            "uk": "Цифрові послуги для людей без смартфона",
            "en": "Digital services for people without a smartphone",
        },
        {
            "de": "Gesucht wird Erfahrung damit, wie Ältere digitale Dienste der Stadt nutzen können.",
            "uk": "Шукаємо досвід, як літні люди можуть користуватися цифровими послугами міста.",
            "en": "Sought: experience with how older people can use the digital services of a city.",
        },
        "uk",
        {"cooperation_kinds": ["know_how"], "horizon": "eu_accession", "languages": ["uk", "en"], "in_return": ["experience"]},
    ),
)  # fmt: skip
RUNS_FOR = dt.timedelta(days=180)


@transaction.atomic
def load_example_postings(*, today: dt.date | None = None) -> int:
    """Creates the examples whose actor exists and that are missing; answers their number. Can run twice."""
    today = today or timezone.localdate()
    actors = {
        actor.slug: actor for actor in Actor.objects.filter(slug__in=[example.actor for example in EXAMPLES])
    }
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    known = set(Posting.objects.filter(is_example=True).values_list("slug", flat=True))
    new = [example for example in EXAMPLES if example.actor in actors and example.slug not in known]
    for example in new:
        posted_on = today - dt.timedelta(days=example.age)
        posting = publish_posting(
            slug=example.slug, direction=example.direction, actor=actors[example.actor], titles=example.titles,
            texts=example.texts, topics=[topics[slug] for slug in example.topics if slug in topics],
            posted_on=posted_on, expires_on=posted_on + RUNS_FOR, source_language=example.language,
            is_example=True, by=None,
        )  # fmt: skip
        Posting.objects.filter(pk=posting.pk).update(**example.structured)
    return len(new)
