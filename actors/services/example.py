"""Invented content for a few municipalities of the example world: what they offer and need, languages, texts, contacts.

Facts of these entries come from the sources; everything here is invented and marks the entry as an example.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, Contact, WorkingGroup, WorkingGroupMember
from actors.models.working_group import EXAMPLE_SOURCE as SOURCE
from actors.services import index
from actors.services.register import add_topics, update_actor
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

type Texts = tuple[str, str, str]  # German, Ukrainian, English


@dataclass(frozen=True, slots=True)
class Example:
    """Invented content of one entry."""

    slug: str
    text: Texts
    languages: tuple[str, ...]
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    capacity: int = 1
    mailbox: str = ""


OFFICE: Texts = (
    "Büro für Internationales",
    "Відділ міжнародних зв’язків",
    "Office for International Affairs",
)

EXAMPLES = (
    Example(
        "stadt-essen",
        (
            "Als der Krieg begann, nutzte Essen den Draht zur polnischen Partnerstadt Zabrze, um Hilfe nach Riwne zu "
            "bringen. Daraus entstand im Mai 2022 eine Solidaritätspartnerschaft.",
            "Коли почалася війна, Ессен скористався зв’язками з польським містом-партнером Забже, щоб доставити допомогу "
            "до Рівного. З цього в травні 2022 року виникло солідарне партнерство.",
            "When the war began, Essen used its ties with its Polish partner city Zabrze to bring aid to Rivne. A "
            "solidarity partnership grew out of it in May 2022.",
        ),
        ("de", "en"),
        offers=("buergerbeteiligung", "strukturwandel", "stadtentwicklung", "berufsbildung"),
        needs=("sprache-dolmetschen", "jugendaustausch"),
        mailbox="internationales.essen@example.org",
    ),
    Example(
        "stadt-dortmund",
        (
            "Dortmund stützt sich bei Hilfslieferungen nach Schytomyr auf örtliche Vereine und sucht Wege, auch "
            "Schulen und Betriebe zu beteiligen.",
            "Дортмунд у перевезенні допомоги до Житомира спирається на місцеві об’єднання і шукає шляхи залучити школи та "
            "підприємства.",
            "Dortmund relies on local associations for its relief transports to Zhytomyr and looks for ways to involve "
            "schools and companies.",
        ),
        ("de", "en"),
        offers=("logistik", "digitalisierung", "wirtschaftsfoerderung"),
        needs=("kultur-museen",),
        mailbox="internationales.dortmund@example.org",
    ),
    Example(
        "stadt-koeln",
        (
            "Köln arbeitet mit Dnipro zusammen und gibt Erfahrung aus Stadtentwässerung, Verwaltung und Zivilgesellschaft "
            "weiter.",
            "Кельн співпрацює з Дніпром і ділиться досвідом у сфері водовідведення, управління та громадянського суспільства.",
            "Cologne works with Dnipro and shares experience in waste water, administration and civil society.",
        ),
        ("de", "en", "uk"),
        offers=("abwasser", "selbstverwaltung", "inklusion"),
        capacity=2,
        mailbox="internationales.koeln@example.org",
    ),
    Example(
        "stadt-leipzig",
        (
            "Leipzig ist seit Jahrzehnten mit Kyjiw verbunden und war Gastgeberin der kommunalen Partnerschaftskonferenz.",
            "Лейпциг уже десятиліттями пов’язаний із Києвом і приймав муніципальну партнерську конференцію.",
            "Leipzig has been linked with Kyiv for decades and hosted the municipal partnership conference.",
        ),
        ("de", "en"),
        offers=("oepnv", "stadtentwicklung", "gesundheit"),
        needs=("erinnerungskultur",),
        mailbox="internationales.leipzig@example.org",
    ),
    Example(
        "riwne",
        (
            "Riwne sucht Partner für Schulen, Kultur und Jugendaustausch und gibt eigene Erfahrung mit digitalen "
            "Bürgerdiensten weiter.",
            "Рівне шукає партнерів для шкіл, культури та молодіжних обмінів і ділиться власним досвідом цифрових послуг "
            "для мешканців.",
            "Rivne looks for partners for schools, culture and youth exchange and shares its own experience with digital "
            "services for citizens.",
        ),
        ("uk", "en"),
        offers=("digitalisierung", "resilienz"),
        needs=("bildung-schule", "kultur-museen", "jugendaustausch", "buergerbeteiligung"),
        mailbox="international.rivne@example.org",
    ),
    Example(
        "schytomyr",
        (
            "Schytomyr möchte die Zusammenarbeit von der Nothilfe auf Stadtentwicklung und Berufsbildung erweitern.",
            "Житомир хоче розширити співпрацю з екстреної допомоги на розвиток міста та професійну освіту.",
            "Zhytomyr wants to extend the cooperation from emergency aid to urban development and vocational training.",
        ),
        ("uk", "en", "de"),
        offers=("resilienz",),
        needs=("stadtentwicklung", "berufsbildung", "veteranen"),
        mailbox="international.zhytomyr@example.org",
    ),
    Example(
        "lwiw",
        (
            "Lwiw nimmt viele Binnenvertriebene auf und teilt Erfahrung mit Rehabilitation und schnellem Wohnungsbau.",
            "Львів приймає багато внутрішньо переміщених осіб і ділиться досвідом реабілітації та швидкого будівництва житла.",
            "Lviv hosts many internally displaced persons and shares experience with rehabilitation and fast housing.",
        ),
        ("uk", "en", "pl"),
        offers=("rehabilitation-orthopaedie", "binnenvertriebene"),
        needs=("wohnen", "oepnv"),
        mailbox="international.lviv@example.org",
    ),
    Example(
        "billerbeck",
        (
            "Eine Elterninitiative brachte die Ukraine-Hilfe in Billerbeck auf den Weg; die Stadt sucht eine kleine "
            "Partnergemeinde.",
            "Допомогу Україні в Біллербеку започаткувала батьківська ініціатива; місто шукає невелику громаду-партнера.",
            "A parents’ initiative started the aid for Ukraine in Billerbeck; the town looks for a small partner community.",
        ),
        ("de",),
        offers=("zivilgesellschaft", "klima-umwelt"),
        needs=("partnerschaftsanbahnung",),
        mailbox="internationales.billerbeck@example.org",
    ),
)

#: Working group and the entries that take part in it in the example world.
MEMBERS = {
    "staedtischer-wiederaufbau": ("stadt-essen", "riwne", "schytomyr", "stadt-leipzig", "lwiw", "skew"),
    "wirtschaft": ("stadt-dortmund", "ihk-duesseldorf", "nrw-global-business", "schytomyr"),
    "inklusion-zusammenhalt": ("stadt-koeln", "lwiw", "blau-gelbes-kreuz", "billerbeck"),
    "gute-regierungsfuehrung": ("stadt-essen", "riwne", "stadt-koeln"),
}


@transaction.atomic
def load_example_actors() -> int:
    """Adds the invented content to the entries that exist, marks them, and answers their number. Can run twice.

    Refuses outside the example world.
    """
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal(_("Invented content belongs into the example world only."))
    actors = {
        actor.slug: actor for actor in Actor.objects.filter(slug__in=[example.slug for example in EXAMPLES])
    }
    with index.postponed():
        for example in EXAMPLES:
            if example.slug in actors:
                _enter(actors[example.slug], example)
        _join_groups()
    return len(actors)


def _join_groups() -> None:
    """Memberships that exist keep their source; the search index follows."""
    groups = WorkingGroup.objects.in_bulk(MEMBERS, field_name="slug")
    for slug, members in MEMBERS.items():
        if slug not in groups:
            continue
        for actor in Actor.objects.filter(slug__in=members):
            WorkingGroupMember.objects.get_or_create(
                group=groups[slug], actor=actor, defaults={"source": SOURCE}
            )
            index.refresh([actor.pk])


def _enter(actor: Actor, example: Example) -> None:
    de, uk, en = example.text
    update_actor(
        actor=actor, by=None, description_de=de, description_uk=uk, description_en=en, languages=list(example.languages),
        capacity_per_quarter=example.capacity, is_example=True,
    )  # fmt: skip
    add_topics(actor=actor, topics={"offers": example.offers, "needs": example.needs}, source=SOURCE)
    de, uk, en = OFFICE
    Contact.objects.get_or_create(
        actor=actor,
        function_de=de,
        defaults={
            "function": de,
            "function_uk": uk,
            "function_en": en,
            "email": example.mailbox,
            "visibility": Visibility.MEMBERS,
        },
    )
