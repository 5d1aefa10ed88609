"""Every document the sources name is in the library, with its source; what they do not give stays unknown."""

import csv
from pathlib import Path

import pytest

from actors.enums import ActorKind
from actors.models import Topic, WorkingGroup
from knowledge.models import Handbook, KnowledgeProduct
from knowledge.services import example
from tests.factories.actors import ActorFactory, ActorGroupFactory, TopicFactory

NAMED = {
    "Programmbroschüre Kommunale Außenpolitik": "programmbroschuere-kommunale-aussenpolitik-2023",
    "Präsentation Zwischenbilanz Reallabor": "praesentation-zwischenbilanz-reallabor-2023",
    "Präsentation Kommunale Betreiberpartnerschaften der GIZ": "praesentation-betreiberpartnerschaften-giz-2023",
    "Präsentation Blau-Gelbes Kreuz": "praesentation-blau-gelbes-kreuz-2023",
    "Tagungswebseite der SKEW": "tagungswebseite-skew-2023",
    "Aktuelles Programm als Download": "programm-partnerschaftskonferenz-2023",
    "Sondernewsletter „Im Blickpunkt: Ukraine“": "sondernewsletter-im-blickpunkt-ukraine",
    "Begleitdokumentation (2 Seiten)": "begleitdokumentation-daseinsvorsorge",
    "Handbuch Urban Diplomacy / Aufbaupartnerschaften": "handbuch-urban-diplomacy",
    "Quartalsnewsletter mit Porträts": "quartalsnewsletter-portraets",
    "Analyse von (Wieder-)Aufbaupartnerschaften": "lernen-aus-der-vergangenheit",
    "Veranstaltungsberichte": "bericht-kommunale-aussenpolitik-2023",
    "Dokumentation der Themenkreissitzung": "dokumentation-themenkreis-wirtschaft-2023-12",
}


@pytest.fixture
def loaded(db, settings, tmp_path):
    from actors.services.working_groups import load_working_groups

    with example.DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ActorGroupFactory()
    examples = example.EXAMPLES
    for slug in {word for row in rows for word in row["topics"].split(";") if word} | {
        t for e in examples for t in e.topics
    }:
        TopicFactory(slug=slug, name=slug)
    for slug in {word for row in rows for word in row["authors"].split(";") if word} | {
        a for e in examples for a in e.authors
    }:
        ActorFactory(slug=slug, kind=ActorKind.NETWORK)
    load_working_groups()
    return example.load_products()


def test_every_document_of_the_sources_is_there(loaded):
    data = Path(__file__).resolve().parents[2] / "actors" / "data" / "actors_from_seeds.csv"
    with data.open(encoding="utf-8", newline="") as file:
        kinds = ("Dokument", "Wissensprodukt")
        named = {row["name"] for row in csv.DictReader(file) if row["kind"].startswith(kinds)}
    assert named - set(NAMED) == {"Wissensprodukte der Plattform"}  # an aim, no document
    slugs = set(KnowledgeProduct.objects.published().values_list("slug", flat=True))
    assert set(NAMED.values()) <= slugs
    assert {
        "handbuch-urban-diplomacy",
        "begleitdokumentation-resilienz",
        "quartalsnewsletter-portraets",
    } <= slugs


def test_facts_have_a_source_and_inventions_a_mark(loaded):
    for product in KnowledgeProduct.objects.all():
        assert bool(product.source) != product.is_example, product.slug
        assert all((product.title_de, product.title_uk, product.title_en)), product.slug
        assert product.topics.exists() or product.working_groups.exists(), product.slug
        if not product.is_example:
            assert not product.versions.exists(), "the sources give no file"


def test_the_documentation_for_participants_is_for_members(loaded):
    assert (
        KnowledgeProduct.objects.get(slug="dokumentation-themenkreis-wirtschaft-2023-12").visibility
        == "members"
    )


def test_loading_again_changes_nothing(loaded):
    KnowledgeProduct.objects.filter(slug="handbuch-urban-diplomacy").update(title_de="Von Hand geändert")
    assert example.load_products() == example.Loaded(0, 0)
    assert KnowledgeProduct.objects.get(slug="handbuch-urban-diplomacy").title_de == "Von Hand geändert"
    assert Handbook.objects.count() == 1
    assert Topic.objects.exists()
    assert WorkingGroup.objects.exists()


def test_it_is_refused_in_production(db, settings):
    from platform_portal.core.errors import Refusal

    settings.PORTAL_EXAMPLE_WORLD = False
    with pytest.raises(Refusal):
        example.load_products()
