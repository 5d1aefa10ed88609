"""Merging "Stadt Riwne" and "Рівненська міська рада": everything goes along, the old address leads on, it can be undone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from actors.enums import ClaimStatus, DuplicateStatus, InvitationStatus, MembershipRole, TopicRole
from actors.models import (
    Actor,
    ActorIndex,
    Claim,
    DuplicateSuspicion,
    FormerSlug,
    FreshnessCheck,
    Invitation,
    Membership,
    Note,
    Revision,
)
from actors.services import merge_relations, register
from actors.services.merge import merge, undo
from partnerships.models import HistoryEntry, Partnership
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, ContactFactory, TopicFactory, WorkingGroupFactory
from tests.factories.curation import KeeperFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Actor:
    return ActorFactory(slug="stadt-riwne", name_de="Stadt Riwne", place=PlaceFactory(), website="")


@pytest.fixture
def lost(kept) -> Actor:
    return ActorFactory(
        slug="rivnenska-rada", name_de="Рівненська міська рада", name_uk="Рівненська міська рада", place=kept.place,
        website="https://rivne.example.org",
    )  # fmt: skip


def test_every_relation_to_an_actor_is_handled():
    assert merge_relations.undeclared() == []


def test_a_constraint_that_names_the_actor_in_a_condition_is_seen():
    labels = {
        merge_relations.label_of(key)
        for key in merge_relations.relations()
        if merge_relations.is_constrained(key)
    }
    assert {"actors.Note.actor", "actors.Actor.parent", "partnerships.Party.actor"} <= labels
    assert "actors.Contact.actor" not in labels


def test_a_relation_nobody_speaks_for_is_reported(monkeypatch):
    monkeypatch.setattr(merge_relations, "_stay", set())
    assert "actors.ActorTopic.actor" in merge_relations.undeclared()


def test_the_other_entry_is_archived_and_its_address_leads_on(kept, lost, secretariat, client):
    merge(kept=kept, lost=lost, by=secretariat)
    lost.refresh_from_db()
    assert (lost.status, FormerSlug.objects.get().actor) == ("archived", kept)
    for prefix in ("/de/actors/", "/uk/actors/", "/de/matchmaking/"):
        answer = client.get(f"{prefix}rivnenska-rada/")
        assert (answer.status_code, answer["Location"]) == (301, f"{prefix}stadt-riwne/")
    answer = client.get("/api/v1/proposals/?actor=rivnenska-rada&page_size=5")
    assert (answer.status_code, answer["Location"]) == (
        301,
        "/api/v1/proposals/?actor=stadt-riwne&page_size=5",
    )


def test_an_address_that_never_was_stays_unknown(client, kept):
    assert client.get("/de/actors/nirgendwo/").status_code == 404
    assert client.get("/de/matchmaking/nirgendwo/").status_code == 404
    assert client.get("/api/v1/proposals/?actor=nirgendwo").status_code == 404


def test_addresses_follow_a_second_merge(kept, lost, secretariat, client):
    third = ActorFactory(slug="misto-rivne")
    merge(kept=kept, lost=lost, by=secretariat)
    merge(kept=third, lost=kept, by=secretariat)
    for slug in ("rivnenska-rada", "stadt-riwne"):
        assert client.get(f"/de/actors/{slug}/")["Location"] == "/de/actors/misto-rivne/"


def test_a_renamed_entry_leads_on_too(kept, secretariat, client):
    register.update_actor(actor=kept, by=secretariat, slug="riwne")
    assert client.get("/de/actors/stadt-riwne/")["Location"] == "/de/actors/riwne/"
    register.update_actor(actor=kept, by=secretariat, slug="stadt-riwne")
    assert client.get("/de/actors/stadt-riwne/").status_code == 200
    assert FormerSlug.objects.get().slug == "riwne"


def test_values_of_the_other_entry_win_where_they_are_chosen(kept, lost, secretariat):
    merge(kept=kept, lost=lost, take=["name_uk", "website"], by=secretariat)
    kept.refresh_from_db()
    assert (kept.name_de, kept.name_uk, kept.website) == (
        "Stadt Riwne", "Рівненська міська рада", "https://rivne.example.org",
    )  # fmt: skip


def test_somebody_in_both_has_one_membership_with_the_stronger_role(kept, lost, secretariat):
    both = UserFactory()
    KeeperFactory(actor=kept, user=both, role=MembershipRole.EDITOR)
    KeeperFactory(actor=lost, user=both, role=MembershipRole.OWNER)
    other = KeeperFactory(actor=lost).user
    merge(kept=kept, lost=lost, by=secretariat)
    assert set(Membership.objects.values_list("actor", "user", "role")) == {
        (kept.pk, both.pk, "owner"), (kept.pk, other.pk, "owner"),
    }  # fmt: skip


def test_everything_else_goes_along(kept, lost, secretariat):
    shared, own = TopicFactory(), TopicFactory()
    for actor, topics in ((kept, [shared]), (lost, [shared, own])):
        register.add_topics(actor=actor, topics={TopicRole.NEEDS: [topic.slug for topic in topics]})
    group = WorkingGroupFactory()
    lost.working_group_memberships.create(group=group)
    ContactFactory(actor=lost)
    PostingFactory(actor=lost)
    Note.objects.create(actor=lost, text="call back")
    part = ActorFactory(slug="teil", parent=lost)
    revision = Revision.objects.create(actor=lost, subject="actor", subject_id=lost.pk)
    FreshnessCheck.objects.create(actor=lost, key_hash="a" * 64)
    merge(kept=kept, lost=lost, by=secretariat)
    part.refresh_from_db()
    revision.refresh_from_db()
    assert {entry.topic for entry in kept.actor_topics.all()} == {shared, own}
    counts = [kept.contacts, kept.postings, kept.notes, kept.working_group_memberships, kept.freshness_checks]
    assert [manager.count() for manager in counts] == [1] * 5
    assert (part.parent, revision.actor, revision.subject_id) == (kept, kept, kept.pk)
    assert kept.freshness_checks.get().closed_at is not None
    assert (ActorIndex.objects.filter(actor=lost).exists(), own.pk in kept.index.needs) == (False, True)


def test_two_open_claims_and_invitations_of_one_address_become_one(kept, lost, secretariat):
    soon = timezone.now() + dt.timedelta(days=7)
    for number, actor in enumerate((kept, lost)):
        Claim.objects.create(
            actor=actor, name="A", email=f"{'aA'[number]}@example.org", function="x", status=ClaimStatus.OPEN
        )
        Invitation.objects.create(
            actor=actor, email="b@example.org", key_hash=str(number) * 64, expires_at=soon
        )
    merge(kept=kept, lost=lost, by=secretariat)
    assert sorted(Claim.objects.filter(actor=kept).values_list("status", flat=True)) == ["open", "withdrawn"]
    assert sorted(Invitation.objects.filter(actor=kept).values_list("status", flat=True)) == [
        InvitationStatus.SENT, InvitationStatus.WITHDRAWN,
    ]  # fmt: skip


def test_the_same_partner_on_both_sides_becomes_one_partnership(kept, lost, secretariat, client):
    essen, zabrze = ActorFactory(slug="essen"), ActorFactory(slug="zabrze")
    first = PartnershipFactory(parties=[essen, kept], since_on=dt.date(2023, 5, 1), source="A")
    second = PartnershipFactory(parties=[essen, lost], since_on=dt.date(2022, 3, 1), source="B")
    other = PartnershipFactory(parties=[zabrze, lost])
    HistoryEntry.objects.create(partnership=second, title="Abkommen", on=dt.date(2022, 4, 1))
    merge(kept=kept, lost=lost, by=secretariat)
    assert set(Partnership.objects.values_list("pk", flat=True)) == {first.pk, other.pk}
    first.refresh_from_db()
    assert (first.since_on, first.source) == (dt.date(2022, 3, 1), "A; B")
    assert first.history.filter(title="Abkommen").exists()
    assert set(other.parties.values_list("actor__slug", flat=True)) == {"zabrze", "stadt-riwne"}
    assert [
        actor.index.partnership_count
        for actor in (Actor.objects.get(pk=kept.pk), Actor.objects.get(pk=essen.pk))
    ] == [2, 1]
    assert "Zabrze" in client.get("/de/actors/stadt-riwne/").content.decode() or other.parties.count() == 2


def test_partnerships_of_another_family_stay_two(kept, lost, secretariat):
    essen = ActorFactory(slug="essen")
    PartnershipFactory(parties=[essen, kept], kind="twinning")
    PartnershipFactory(parties=[essen, lost], kind="operator")
    merge(kept=kept, lost=lost, by=secretariat)
    assert Partnership.objects.count() == 2


def test_both_in_one_partnership_of_three_stand_in_it_once(kept, lost, secretariat):
    essen = ActorFactory(slug="essen")
    partnership = PartnershipFactory(parties=[essen, kept, lost])
    merge(kept=kept, lost=lost, by=secretariat)
    assert set(partnership.parties.values_list("actor__slug", flat=True)) == {"essen", "stadt-riwne"}


def test_partners_of_each_other_are_not_merged_and_nothing_changes(kept, lost, secretariat):
    KeeperFactory(actor=lost)
    PartnershipFactory(parties=[kept, lost])
    with pytest.raises(Refusal):
        merge(kept=kept, lost=lost, by=secretariat)
    assert (Membership.objects.get().actor, Actor.objects.get(pk=lost.pk).status) == (lost, "published")
    assert not AuditEntry.objects.filter(action="actor.merged").exists()


def test_a_draft_does_not_swallow_a_published_entry(lost, secretariat):
    draft = register.create_actor(
        by=None, slug="entwurf", name_de="Entwurf", kind="municipality", group=lost.group
    )
    with pytest.raises(Refusal):
        merge(kept=draft, lost=lost, by=secretariat)


def test_an_entry_is_not_merged_with_itself_nor_with_an_archived_one(kept, lost, secretariat):
    with pytest.raises(Refusal):
        merge(kept=kept, lost=kept, by=secretariat)
    register.archive(actor=lost, by=secretariat)
    with pytest.raises(Refusal):
        merge(kept=kept, lost=lost, by=secretariat)


def test_a_part_that_swallows_its_parent_does_not_become_its_own_part(lost, secretariat):
    part = ActorFactory(slug="teil", parent=lost)
    merge(kept=part, lost=lost, by=secretariat)
    part.refresh_from_db()
    assert part.parent is None


def test_history_and_audit_stay(kept, lost, secretariat):
    before = lost.events.count()
    merge(kept=kept, lost=lost, by=secretariat)
    assert lost.events.count() == before + 1
    entry = AuditEntry.objects.get(action="actor.merged")
    assert (entry.user_id, entry.object_id, entry.details["lost"]) == (secretariat.pk, str(kept.pk), lost.pk)


def test_what_was_said_about_a_third_entry_holds_on(kept, lost, secretariat):
    third = ActorFactory(slug="dritte")
    DuplicateSuspicion.objects.create(first=lost, second=third, score=0.9, status=DuplicateStatus.DIFFERENT)
    merge(kept=kept, lost=lost, by=secretariat)
    first, second = sorted((kept, third), key=lambda actor: actor.pk)
    assert DuplicateSuspicion.objects.get(first=first, second=second).status == DuplicateStatus.DIFFERENT


def test_a_merge_is_undone(kept, lost, secretariat, client):
    both = UserFactory()
    KeeperFactory(actor=kept, user=both, role=MembershipRole.EDITOR)
    KeeperFactory(actor=lost, user=both)
    contact, posting = ContactFactory(actor=lost), PostingFactory(actor=lost)
    own = ContactFactory(actor=kept)
    partnership = PartnershipFactory(parties=[ActorFactory(slug="zabrze"), lost])
    merge(kept=kept, lost=lost, take=["website"], by=secretariat)
    undo(kept=kept, lost=lost, by=secretariat)
    for row in (contact, posting, own, kept):
        row.refresh_from_db()
    assert (contact.actor, posting.actor, own.actor, kept.website) == (lost, lost, kept, "")
    assert set(both.memberships.values_list("actor", "role")) == {(kept.pk, "editor"), (lost.pk, "owner")}
    assert partnership.parties.filter(actor=lost).exists()
    assert client.get("/de/actors/rivnenska-rada/").status_code == 200
    assert DuplicateSuspicion.objects.get().status == DuplicateStatus.OPEN
    with pytest.raises(Refusal):
        undo(kept=kept, lost=lost, by=secretariat)


def test_it_is_too_late_to_undo_after_thirty_days(kept, lost, secretariat):
    merge(kept=kept, lost=lost, by=secretariat)
    with pytest.raises(Refusal):
        undo(kept=kept, lost=lost, by=secretariat, now=timezone.now() + dt.timedelta(days=31))
