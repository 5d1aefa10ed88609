"""Texts of the invented products of the example world, and of the handbook made of the training series."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.enums import ProductKind
from platform_portal.core.visibility import Visibility

type Texts = tuple[str, str, str]  # German, Ukrainian, English


@dataclass(frozen=True, slots=True)
class Example:
    """An invented product; its file has one language and as many versions as there are notes."""

    slug: str
    kind: ProductKind
    title: Texts
    summary: Texts
    language: str
    text: tuple[str, ...]
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    notes: tuple[str, ...]
    groups: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PUBLIC


EXAMPLES = (
    Example(
        "beispiel-leitfaden-wasserpartnerschaft",
        ProductKind.GUIDE,
        (
            "Leitfaden: Eine Wasserpartnerschaft beginnen",
            "Порадник: як розпочати партнерство водоканалів",
            "Guide: beginning a water partnership",
        ),
        (
            "Schritt für Schritt von der ersten Videokonferenz zweier Wasserbetriebe bis zur Vereinbarung.",
            "Крок за кроком від першої відеоконференції двох водоканалів до угоди.",
            "Step by step from the first video conference of two water utilities to an agreement.",
        ),
        "de",
        (
            "Am Anfang steht ein Gespräch der Betriebsleitungen über das, was beide Seiten täglich beschäftigt: "
            "Leckortung, Ersatzteile, Energiekosten, Ausbildung. Lagepläne und Angaben zu Anlagen gehören nicht in "
            "dieses Gespräch.",
            "Eine Ansprechstelle je Seite genügt. Verdolmetschung wird früh vereinbart; ein Glossar der Fachwörter, "
            "etwa für Druckzonen, Rückspülung und Belebtschlamm, erspart Missverständnisse.",
            "Nach drei Gesprächen wird entschieden, ob aus dem Kontakt eine Betreiberpartnerschaft wird. Die "
            "Stadtspitzen beider Seiten tragen sie mit.",
        ),
        ("wasserversorgung", "abwasser", "betreiberpartnerschaften"),
        ("giz",),
        ("", "Abschnitt über Verdolmetschung ergänzt"),
    ),
    Example(
        "beispiel-poradnyk-zapyt",
        ProductKind.GUIDE,
        (
            "Handreichung: Eine gute Kooperationsanfrage schreiben",
            "Порадник: як написати добрий запит на співпрацю",
            "Hand-out: writing a good cooperation request",
        ),
        (
            "Was deutsche Kommunen wissen müssen, um antworten zu können, auf zwei Seiten.",
            "Що має знати німецька громада, щоб відповісти, на двох сторінках.",
            "What a German municipality must know to be able to answer, on two pages.",
        ),
        "uk",
        (
            "Почніть із того, що Ви самі можете запропонувати: досвід цифрових послуг, роботу з ветеранами, "
            "молодіжні ініціативи. Партнерство — це обмін, а не прохання.",
            "Назвіть одну тему, одну посаду для зв’язку та мову листування. Не надсилайте креслень, адрес об’єктів "
            "і відомостей про пошкодження.",
            "Запитайте, чи має громада партнера в Польщі: спільний третій партнер часто допомагає зробити перший крок.",
        ),
        ("partnerschaftsanbahnung", "sprache-dolmetschen"),
        ("netzwerkstelle-staedtepartnerschaften",),
        ("",),
    ),
    Example(
        "beispiel-ergebnisse-kleingruppe-biomethan",
        ProductKind.DOCUMENTATION,
        (
            "Ergebnisprotokoll der Kleingruppe Energieeffizienz und Biomethan",
            "Протокол малої групи з енергоефективності та біометану",
            "Minutes of the small group on energy efficiency and biomethane",
        ),
        (
            "Themen und Reihenfolge der geplanten Webinare, für die Mitglieder des Themenkreises.",
            "Теми та послідовність запланованих вебінарів, для учасників тематичної групи.",
            "Topics and order of the planned webinars, for members of the working group.",
        ),
        "de",
        (
            "Die Serie beginnt mit Quartiersanierung, es folgen Wärmeplanung und Gärrestverwertung. Jedes Webinar "
            "hat ein Beispiel aus Deutschland und eines aus der Ukraine.",
        ),
        ("energieeffizienz", "biomethan"),
        ("plattform-wiederaufbau-ukraine",),
        ("",),
        ("energieeffizienz-biomethan", "wirtschaft"),
        Visibility.MEMBERS,
    ),
)

#: Slug, title, introduction, source.
HANDBOOK: tuple[str, Texts, Texts, str] = (
    "urban-diplomacy",
    (
        "Handbuch Urban Diplomacy / Aufbaupartnerschaften",
        "Посібник «Міська дипломатія / Партнерства відбудови»",
        "Handbook Urban Diplomacy / Reconstruction Partnerships",
    ),
    (
        "Die Fortbildungsreihe des Reallabors fasst jede Veranstaltung auf zwei Seiten zusammen; zusammen ergeben sie "
        "dieses Handbuch. Einleitungen und Leitfäden sind Beispiele.",
        "Навчальна серія «Реальної лабораторії» підсумовує кожен захід на двох сторінках; разом вони утворюють цей "
        "посібник. Вступні тексти та порадники є прикладами.",
        "The training series of the living lab sums up each event on two pages; together they make this handbook. "
        "Introductions and guides are examples.",
    ),
    "Vorstellung des Reallabors kommunaler Aufbaupartnerschaften NRW–Ukraine, 2023",
)

#: Title, introduction, products in their order.
CHAPTERS: tuple[tuple[Texts, Texts, tuple[str, ...]], ...] = (
    (
        ("Die Ukraine verstehen", "Зрозуміти Україну", "Understanding Ukraine"),
        (
            "Wer entscheidet was, seit Hromadas eigene Haushalte haben, und was die Zivilgesellschaft trägt.",
            "Хто що вирішує, відколи громади мають власні бюджети, і на чому тримається громадянське суспільство.",
            "Who decides what since hromadas have budgets of their own, and what civil society carries.",
        ),
        ("begleitdokumentation-politisches-system", "begleitdokumentation-zivilgesellschaft"),
    ),
    (
        ("Partnerschaften anbahnen", "Започаткувати партнерство", "Beginning partnerships"),
        (
            "Von der ersten Anfrage zur Vereinbarung, und was frühere Partnerschaften lehren.",
            "Від першого запиту до угоди, і чого навчають попередні партнерства.",
            "From the first request to an agreement, and what earlier partnerships teach.",
        ),
        (
            "beispiel-poradnyk-zapyt",
            "begleitdokumentation-transformationspartnerschaften",
            "lernen-aus-der-vergangenheit",
        ),
    ),
    (
        ("Im Krieg und danach", "Під час війни та після неї", "In wartime and after"),
        (
            "Daseinsvorsorge, Resilienz und Wirtschaft: wobei Kommunen und ihre Unternehmen einander helfen.",
            "Базові послуги, стійкість та економіка: у чому громади та їхні підприємства допомагають одне одному.",
            "Public services, resilience and economy: where municipalities and their companies help each other.",
        ),
        (
            "begleitdokumentation-daseinsvorsorge",
            "beispiel-leitfaden-wasserpartnerschaft",
            "begleitdokumentation-resilienz",
            "begleitdokumentation-industrie-wirtschaft",
        ),
    ),
    (
        ("Der Weg in die EU", "Шлях до ЄС", "The way into the EU"),
        (
            "Was der Beitritt für Kommunen bedeutet, und wie Partnerschaften darauf vorbereiten.",
            "Що вступ означає для громад і як партнерства до нього готують.",
            "What accession means for municipalities, and how partnerships prepare for it.",
        ),
        ("begleitdokumentation-fernziel-eu",),
    ),
)
