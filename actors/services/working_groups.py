"""The working groups (Themenkreise) as the sources name them: four priority themes, two later ones, three small groups.

The sources call the same groups "Arbeitsgruppe" (2023-05) and "Themenkreis" (2023-12); each is one object here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from actors.enums import ResultStatus, WorkingGroupStatus
from actors.models import Topic, WorkingGroup, WorkingGroupResult

WORKSHOP = "Werkstattgespräch zur Ausgestaltung der Plattform Wiederaufbau Ukraine, 15.05.2023"
MEETING = "Themenkreis Nachhaltiger Wiederaufbau der Wirtschaft, Bericht vom 06.12.2023"
MEETING_DAY = dt.date(2023, 12, 6)

type Texts = tuple[str, str, str]  # German, Ukrainian, English


@dataclass(frozen=True, slots=True)
class Group:
    """A working group of the sources."""

    slug: str
    name: Texts
    purpose: Texts
    topics: tuple[str, ...]
    source: str
    parent: str = ""
    status: WorkingGroupStatus = WorkingGroupStatus.ACTIVE
    results: tuple[tuple[Texts, ResultStatus, dt.date | None], ...] = field(default_factory=tuple)


GROUPS = (
    Group(
        "staedtischer-wiederaufbau",
        (
            "Städtischer und kommunaler Wiederaufbau",
            "Відбудова міст і громад",
            "Urban and municipal reconstruction",
        ),
        (
            "Ansätze und Chancen für den städtischen Wiederaufbau: Basisdienstleistungen der Kommunen, Wohnungsbau, "
            "Gesundheit.",
            "Підходи та можливості для відбудови міст: базові послуги громад, житлове будівництво, охорона здоров’я.",
            "Approaches and opportunities for urban reconstruction: basic services of municipalities, housing, health.",
        ),
        ("stadtentwicklung", "wiederaufbau-infrastruktur", "wohnen", "gesundheit"),
        f"{WORKSHOP}; {MEETING}",
        results=(
            (
                (
                    "Veranstaltung mit einem Beitrag des Stadtarchitekten von Lwiw zu Bau und Instandsetzung",
                    "Захід із доповіддю головного архітектора Львова про будівництво та ремонт",
                    "Meeting with a contribution by the city architect of Lviv on building and repair",
                ),
                ResultStatus.DONE,
                MEETING_DAY,
            ),
        ),
    ),
    Group(
        "wirtschaft",
        (
            "Nachhaltiger Wiederaufbau der Wirtschaft",
            "Стала відбудова економіки",
            "Sustainable reconstruction of the economy",
        ),
        (
            "Investitionsklima, Beschäftigung, kleine und mittlere Unternehmen, soziale Innovation und Impact Investment.",
            "Інвестиційний клімат, зайнятість, малі та середні підприємства, соціальні інновації та імпакт-інвестування.",
            "Investment climate, employment, small and medium-sized enterprises, social innovation and impact investment.",
        ),
        ("wirtschaftsfoerderung", "beschaeftigung", "kmu", "soziale-innovation"),
        f"{WORKSHOP}; {MEETING}",
        results=(
            (
                (
                    "Treffen des Themenkreises im Helix Hub, Berlin",
                    "Зустріч тематичної групи в Helix Hub, Берлін",
                    "Meeting of the working group at Helix Hub, Berlin",
                ),
                ResultStatus.DONE,
                MEETING_DAY,
            ),
            (
                (
                    "Dokumentation des Treffens für die Teilnehmenden",
                    "Документація зустрічі для учасників",
                    "Documentation of the meeting for those who took part",
                ),
                ResultStatus.PLANNED,
                None,
            ),
        ),
    ),
    Group(
        "inklusion-zusammenhalt",
        (
            "Inklusion und gesellschaftlicher Zusammenhalt im Wiederaufbau",
            "Інклюзія та суспільна згуртованість під час відбудови",
            "Inclusion and social cohesion in reconstruction",
        ),
        (
            "(Re-)Integration von Geflüchteten, Veteraninnen und Veteranen, psychosoziale Unterstützung, Bürgerbeteiligung, "
            "Diaspora, Gesundheit.",
            "(Ре)інтеграція біженців, ветеранів і ветеранок, психосоціальна підтримка, участь громадян, діаспора, охорона здоров’я.",
            "(Re)integration of refugees and veterans, psychosocial support, citizen participation, diaspora, health.",
        ),
        ("gefluechtete", "veteranen", "mhpss", "buergerbeteiligung", "diaspora", "gesundheit"),
        WORKSHOP,
    ),
    Group(
        "gute-regierungsfuehrung",
        (
            "Transparenz und gute Regierungsführung im Wiederaufbau",
            "Прозорість і належне врядування під час відбудови",
            "Transparency and good governance in reconstruction",
        ),
        (
            "Antikorruption und Rechtsstaatlichkeit im Wiederaufbau.",
            "Протидія корупції та верховенство права під час відбудови.",
            "Anti-corruption and the rule of law in reconstruction.",
        ),
        ("antikorruption", "rechtsstaatlichkeit"),
        WORKSHOP,
    ),
    Group(
        "hdp-nexus",
        (
            "Humanitarian-Development-Peace-Nexus für die Ukraine",
            "Взаємозв’язок гуманітарної допомоги, розвитку та миру для України",
            "Humanitarian-development-peace nexus for Ukraine",
        ),
        (
            "Kommt in einem zweiten Schritt dazu.",
            "Долучається на другому етапі.",
            "To be added in a second step.",
        ),
        ("hdp-nexus",),
        WORKSHOP,
        status=WorkingGroupStatus.PLANNED,
    ),
    Group(
        "monitoring-evaluierung",
        ("Monitoring und Evaluierung", "Моніторинг та оцінювання", "Monitoring and evaluation"),
        (
            "Kommt in einem zweiten Schritt dazu.",
            "Долучається на другому етапі.",
            "To be added in a second step.",
        ),
        ("monitoring-evaluierung",),
        WORKSHOP,
        status=WorkingGroupStatus.PLANNED,
    ),
    Group(
        "energieeffizienz-biomethan",
        (
            "Energieeffizienz und Biomethan",
            "Енергоефективність і біометан",
            "Energy efficiency and biomethane",
        ),
        (
            "Kleingruppe, die eine Webinar-Serie rund um Energieeffizienz und Biomethan plant.",
            "Мала група, яка планує серію вебінарів про енергоефективність і біометан.",
            "Small group that plans a series of webinars on energy efficiency and biomethane.",
        ),
        ("energieeffizienz", "biomethan"),
        MEETING,
        parent="wirtschaft",
        results=(
            (
                (
                    "Webinar-Serie zu Energieeffizienz und Biomethan",
                    "Серія вебінарів про енергоефективність і біометан",
                    "Series of webinars on energy efficiency and biomethane",
                ),
                ResultStatus.PLANNED,
                None,
            ),
        ),
    ),
    Group(
        "kriegsrisikoversicherung",
        ("Kriegsrisikoversicherung", "Страхування воєнних ризиків", "War-risk insurance"),
        (
            "Kleingruppe, die mit Versicherungen und Versicherungsverbänden einen Workshop plant.",
            "Мала група, яка разом зі страховими компаніями та їхніми об’єднаннями планує семінар.",
            "Small group that plans a workshop with insurers and insurance associations.",
        ),
        ("kriegsrisikoversicherung",),
        MEETING,
        parent="wirtschaft",
        results=(
            (
                (
                    "Workshop zur Kriegsrisikoversicherung",
                    "Семінар зі страхування воєнних ризиків",
                    "Workshop on war-risk insurance",
                ),
                ResultStatus.PLANNED,
                None,
            ),
        ),
    ),
    Group(
        "unternehmen-in-partnerschaften",
        (
            "Unternehmen in kommunalen Partnerschaften",
            "Підприємства в муніципальних партнерствах",
            "Companies in municipal partnerships",
        ),
        (
            "Team aus mehreren Akteursgruppen, das an Praxisbeispielen zeigt, wie sich Unternehmen in kommunale "
            "Partnerschaften einbringen können.",
            "Команда з різних груп учасників, яка на практичних прикладах показує, як підприємства можуть долучитися "
            "до муніципальних партнерств.",
            "Team from several actor groups that shows by examples how companies can join municipal partnerships.",
        ),
        ("aussenwirtschaft", "partnerschaftsanbahnung"),
        MEETING,
        parent="wirtschaft",
        results=(
            (
                (
                    "Veranstaltung: Wie sich Unternehmen in kommunale Partnerschaften einbringen",
                    "Захід: як підприємства можуть долучитися до муніципальних партнерств",
                    "Event: how companies can join municipal partnerships",
                ),
                ResultStatus.PLANNED,
                None,
            ),
        ),
    ),
)


@transaction.atomic
def load_working_groups() -> int:
    """Creates or corrects the groups, their topics and results, and answers the number of groups. Can run twice."""
    made: dict[str, WorkingGroup] = {}
    for position, group in enumerate(GROUPS):
        made[group.slug], _ = WorkingGroup.objects.update_or_create(
            slug=group.slug,
            defaults={
                "parent": made.get(group.parent),
                "status": group.status,
                "source": group.source,
                "position": position,
                **_texts("name", group.name),
                **_texts("purpose", group.purpose),
            },
        )
        made[group.slug].topics.set(Topic.objects.filter(slug__in=group.topics))
        _results(made[group.slug], group)
    return len(made)


def _results(row: WorkingGroup, group: Group) -> None:
    for title, status, on in group.results:
        WorkingGroupResult.objects.update_or_create(
            group=row,
            title_de=title[0],
            defaults={"status": status, "on": on, "source": MEETING, **_texts("title", title)},
        )


def _texts(column: str, texts: Texts) -> dict[str, str]:
    de, uk, en = texts
    return {column: de, f"{column}_de": de, f"{column}_uk": uk, f"{column}_en": en}
