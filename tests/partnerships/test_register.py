"""Loading the register: every line of the sources is in, marked as the source marks it, and never twice."""

from __future__ import annotations

import csv
from pathlib import Path

from actors.models import Actor
from partnerships.enums import Confidence, PartnershipKind, PartnershipStatus, PartyRole
from partnerships.models import HistoryEntry, Partnership, Party
from partnerships.services.register import Report, load_register
from partnerships.services.register_kinds import CONFIDENCE, KINDS, readable
from partnerships.services.register_source import read_rows, read_triangles


def _of(slug: str) -> Partnership:
    return Partnership.objects.get(slug=slug)


def test_every_line_of_the_sources_is_part_of_one_partnership(register: Report):
    pairs = {row.pair for row in read_rows()}
    assert (register.rows, register.triangles) == (105, 17)
    assert register.created == len(pairs) + 2
    assert Partnership.objects.count() == 106


def test_each_line_keeps_its_kind_and_year_in_the_history(register: Report):
    missing = [
        row.line
        for row in read_rows()
        if not HistoryEntry.objects.filter(
            partnership__parties__label=row.german_side,
            partnership__in=Partnership.objects.filter(parties__label__in=row.ukrainian_side.split(" / ")),
            kind=KINDS[row.kind].kind,
            **({"on__year": row.since_year} if row.since_year else {}),
        ).exists()
    ]
    assert missing == []


def test_each_line_keeps_its_source_status_and_confidence(register: Report):
    for row in read_rows():
        partnership = Partnership.objects.filter(parties__label=row.german_side).get(
            pk__in=Party.objects.filter(label=row.ukrainian_side.split(" / ")[0]).values("partnership")
        )
        confidence, status = CONFIDENCE[row.confidence]
        assert partnership.confidence == confidence, row
        assert readable(row.source.split(";")[-1].strip())[:12] in partnership.source, row
        if status != PartnershipStatus.ACTIVE:
            assert partnership.status == status, row


def test_koeln_dnipro_is_one_partnership_that_was_a_project_before(register: Report):
    partnership = _of("koeln-dnipro")
    kinds = list(partnership.history.exclude(kind="").values_list("kind", "on__year"))
    assert kinds == [(PartnershipKind.PROJECT, 2022), (PartnershipKind.TWINNING, 2024)]
    assert partnership.kind == PartnershipKind.TWINNING
    assert partnership.since_on.isoformat() == "2022-06-29"


def test_the_correction_about_poltawa_is_kept_and_the_city_is_another_actor(register: Report):
    partnership = Partnership.objects.get(parties__actor__slug="ecoservice-2022")
    assert "Abfallzweckverband EcoService-2022 von vier Gemeinden der Oblast Poltawa" in partnership.note
    city = Actor.objects.get(name_uk="Полтава")
    assert not partnership.parties.filter(actor=city).exists()
    assert Party.objects.filter(actor=city).count() == 3


def test_planned_and_failed_partnerships_are_marked(register: Report):
    planned = Partnership.objects.filter(status=PartnershipStatus.PLANNED)
    assert planned.count() == 6
    assert not planned.filter(history__status=PartnershipStatus.ACTIVE).exists()
    assert _of("koblenz-iwano-frankiwsk").status == PartnershipStatus.FAILED


def test_occupied_resting_and_completed_partnerships_are_marked(register: Report):
    dormant = Partnership.objects.filter(status=PartnershipStatus.DORMANT)
    assert sorted(dormant.values_list("slug", flat=True)) == [
        "baden-baden-jalta",
        "bochum-donezk",
        "heidelberg-simferopol",
        "ludwigsburg-jewpatorija",
    ]
    assert Partnership.objects.filter(status=PartnershipStatus.ENDED).count() == 4


def test_all_triangles_have_their_polish_bridge(register: Report):
    triangles = Partnership.objects.filter(has_bridge=True)
    assert triangles.count() == 17
    assert {line.polish_side for line in read_triangles()} == set(
        Party.objects.filter(role=PartyRole.BRIDGE, partnership__in=triangles).values_list("label", flat=True)
    )
    bridge = Actor.objects.get(slug="zabrze")
    assert bridge.place.country_id == "PL"


def test_joint_aid_without_a_partnership_is_a_weakly_documented_contact(register: Report):
    partnership = _of("seelow-sambir")
    assert (partnership.kind, partnership.confidence) == (PartnershipKind.CONTACT, Confidence.WEAK)
    assert "eine deutsch-ukrainische Partnerschaft ist nicht belegt" in partnership.note


def test_a_side_with_partners_becomes_lead_and_partners(register: Report):
    parties = _of("stadtentwaesserung-dresden-lwiwwodokanal").parties.values_list("actor__slug", "role")
    assert list(parties) == [
        ("stadtentwaesserung-dresden", PartyRole.LEAD),
        ("stadt-koeln", PartyRole.PARTNER),
        ("stadt-berlin", PartyRole.PARTNER),
        ("lwiwwodokanal", PartyRole.UTILITY),
    ]


def test_topics_are_set_where_name_or_source_say_them(register: Report):
    topics = _of("hamburg-wasser-kyjiwwodokanal").topics.values_list("slug", flat=True)
    assert sorted(topics) == ["betreiberpartnerschaften", "wasserversorgung"]
    assert list(_of("celle-sumy").topics.all()) == []


def test_loading_again_changes_nothing(register: Report):
    before = list(Partnership.objects.values_list("pk", "updated_at").order_by("pk"))
    again = load_register()
    assert (again.created, again.unchanged) == (0, 106)
    assert list(Partnership.objects.values_list("pk", "updated_at").order_by("pk")) == before


def test_all_lines_of_the_history_belong_to_a_line_of_the_register():
    known = {row.pair for row in read_rows()} | {
        (line.german_side, line.ukrainian_side) for line in read_triangles()
    }
    path = Path(__file__).resolve().parents[2] / "partnerships/data/history.csv"
    with path.open(encoding="utf-8", newline="") as file:
        pairs = {(row["german_side"], row["ukrainian_side"]) for row in csv.DictReader(file)}
    assert pairs <= known
