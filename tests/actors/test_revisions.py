"""Change proposals: proposed field by field, decided field by field, told once."""

import pytest

from accounts.models import Notice
from actors.enums import Decision, RevisionStatus, TopicRole
from actors.models import Revision
from actors.revisions import subjects
from actors.services import revisions
from actors.services.revisions import Conflicts, state_of
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.actors import ContactFactory, TopicFactory
from tests.factories.revisions import accept, keeper_of, proposal, refuse


def values(actor):
    return subjects.named("actor").current(actor, None)


def test_a_proposal_holds_only_what_has_changed_and_publishes_nothing(rivne):
    revision = proposal(rivne, name_uk="Місто Рівне", name_de="Riwne", website="https://rivne.example.org")
    assert {(f.field, f.before, f.after) for f in revision.fields.all()} == {
        ("name_uk", "Рівне", "Місто Рівне"),
        ("website", "", "https://rivne.example.org"),
    }
    rivne.refresh_from_db()
    assert (rivne.name_uk, rivne.website, revision.status) == ("Рівне", "", RevisionStatus.OPEN)


def test_an_empty_proposal_is_refused(rivne):
    with pytest.raises(Refusal, match=r"Nothing|Nichts|nichts|geändert"):
        proposal(rivne, name_de="Riwne")
    assert not Revision.objects.exists()


def test_strangers_cannot_propose(rivne, member):
    with pytest.raises(Refusal):
        revisions.propose(actor=rivne, author=member, changes={"name_de": "Rowno"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_de", ""),
        ("name_uk", "x" * 201),
        ("website", "javascript:alert(1)"),
        ("linkedin_url", "ftp://example.org/"),
        ("languages", ["de", "xx"]),
        ("topics_offers", ["gibt-es-nicht"]),
        ("logo", "logos/somebody-else.png"),
        ("logo", "upload:00000000-0000-4000-8000-000000000000"),
        ("contact-new-abcd", {"function_de": "Büro", "email": "kein-at", "visibility": "members"}),
        (
            "contact-new-abcd",
            {"function_de": "Büro", "email": "a@example.org", "is_personal": True, "visibility": "public"},
        ),
    ],
)
def test_values_that_must_not_be_published_are_refused(rivne, field, value):
    with pytest.raises(Refusal):
        proposal(rivne, **{field: value})
    assert not Revision.objects.exists()


def test_unknown_fields_cannot_be_proposed(rivne):
    with pytest.raises(KeyError):
        proposal(rivne, status="archived")


def test_one_field_is_accepted_and_another_refused(rivne, secretariat):
    revision = proposal(rivne, name_uk="Місто Рівне", website="https://rivne.example.org")
    revisions.decide(
        revision=revision, by=secretariat, verdicts=accept("name_uk") | refuse("Falsche Seite.", "website")
    )
    rivne.refresh_from_db()
    revision.refresh_from_db()
    assert (rivne.name_uk, rivne.website, revision.status) == ("Місто Рівне", "", RevisionStatus.DECIDED)
    assert dict(revision.fields.values_list("field", "decision")) == {
        "name_uk": Decision.ACCEPTED,
        "website": Decision.REFUSED,
    }


def test_the_author_is_told_once_in_the_own_language_with_the_reasons(rivne, secretariat):
    author = keeper_of(rivne, language="uk")
    revision = proposal(rivne, author, name_uk="Місто Рівне", website="https://rivne.example.org")
    revisions.decide(revision=revision, by=secretariat, verdicts=accept("name_uk"))
    assert not OutboxMail.objects.exists()
    revisions.decide(
        revision=revision, by=secretariat, verdicts=refuse("Сторінка не відкривається.", "website")
    )
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language, mail.kind) == (author.email, "uk", "revision-decided")
    assert "Сторінка не відкривається." in mail.text
    assert Notice.objects.count() == 1
    with pytest.raises(Refusal):
        revisions.accept_all(revision=revision, by=secretariat)
    assert OutboxMail.objects.count() == 1


def test_nobody_is_told_whose_account_is_closed(rivne, secretariat):
    author = keeper_of(rivne)
    revision = proposal(rivne, author, name_uk="Місто Рівне")
    author.is_active = False
    author.save()
    revisions.accept_all(revision=revision, by=secretariat)
    assert not OutboxMail.objects.exists()


def test_a_refusal_needs_a_reason(rivne, secretariat):
    revision = proposal(rivne, name_uk="Місто Рівне")
    with pytest.raises(Refusal):
        revisions.decide(revision=revision, by=secretariat, verdicts=refuse("  ", "name_uk"))


def test_members_cannot_decide(rivne):
    author = keeper_of(rivne)
    revision = proposal(rivne, author, name_uk="Місто Рівне")
    with pytest.raises(Refusal):
        revisions.decide(revision=revision, by=author, verdicts=accept("name_uk"))


def test_trusted_actors_publish_at_once(rivne):
    rivne.is_trusted = True
    rivne.save()
    revision = proposal(rivne, name_uk="Місто Рівне")
    rivne.refresh_from_db()
    assert (rivne.name_uk, revision.status) == ("Місто Рівне", RevisionStatus.DECIDED)
    assert not OutboxMail.objects.exists()
    assert AuditEntry.objects.filter(action="revision.decided").count() == 1


def test_proposing_again_replaces_ones_own_open_proposal_field_by_field(rivne):
    author = keeper_of(rivne)
    first = proposal(rivne, author, name_uk="Місто Рівне", website="https://a.example.org")
    second = proposal(rivne, author, website="https://b.example.org")
    assert first == second
    assert dict(second.fields.values_list("field", "after")) == {
        "name_uk": "Місто Рівне",
        "website": "https://b.example.org",
    }
    third = proposal(rivne, author, name_uk="Рівне", website="")
    assert (third.status, third.fields.count()) == (RevisionStatus.WITHDRAWN, 0)


def test_only_the_author_withdraws(rivne, secretariat):
    author = keeper_of(rivne)
    revision = proposal(rivne, author, name_uk="Місто Рівне")
    with pytest.raises(Refusal):
        revisions.withdraw(revision=revision, by=keeper_of(rivne))
    assert revisions.withdraw(revision=revision, by=author).status == RevisionStatus.WITHDRAWN
    with pytest.raises(Refusal):
        revisions.accept_all(revision=revision, by=secretariat)


def test_what_somebody_published_meanwhile_is_a_conflict_for_the_author(rivne):
    seen = {"name_uk": state_of("Рівне", None)}
    rivne.name_uk = "Рівненська громада"
    rivne.save()
    with pytest.raises(Conflicts) as raised:
        revisions.propose(actor=rivne, author=keeper_of(rivne), changes={"name_uk": "Місто Рівне"}, seen=seen)
    [conflict] = raised.value.found
    assert (conflict.theirs, conflict.mine, conflict.is_published) == (
        "Рівненська громада",
        "Місто Рівне",
        True,
    )


def test_what_somebody_proposed_meanwhile_is_a_conflict_for_the_author(rivne):
    seen = {"name_uk": state_of("Рівне", None), "website": state_of("", None)}
    proposal(rivne, name_uk="Рівненська громада")
    author = keeper_of(rivne)
    with pytest.raises(Conflicts) as raised:
        revisions.propose(actor=rivne, author=author, changes={"name_uk": "Місто Рівне"}, seen=seen)
    assert [(c.theirs, c.is_published) for c in raised.value.found] == [("Рівненська громада", False)]
    other_field = {"website": "https://rivne.example.org"}
    assert revisions.propose(actor=rivne, author=author, changes=other_field, seen=seen).fields.count() == 1


def test_what_was_published_meanwhile_must_be_looked_at_by_the_secretariat(rivne, secretariat):
    revision = proposal(rivne, name_uk="Місто Рівне", website="https://rivne.example.org")
    rivne.name_uk = "Рівненська громада"
    rivne.save()
    with pytest.raises(Conflicts):
        revisions.decide(revision=revision, by=secretariat, verdicts=accept("name_uk"))
    revisions.accept_all(revision=revision, by=secretariat)
    rivne.refresh_from_db()
    assert (rivne.name_uk, rivne.website) == ("Рівненська громада", "https://rivne.example.org")
    settled = {"name_uk": subjects.digest("Рівненська громада")}
    revisions.decide(revision=revision, by=secretariat, verdicts=accept("name_uk"), settled=settled)
    rivne.refresh_from_db()
    assert rivne.name_uk == "Місто Рівне"


def test_topics_and_contacts_are_changed_by_proposals(rivne, secretariat):
    contact = ContactFactory(actor=rivne)
    TopicFactory(slug="bildung")
    changed = values(rivne)[f"contact-{contact.pk}"] | {"phone": "+49 201 000"}
    new = {
        "function_de": "Presse", "function_uk": "", "function_en": "", "email": "presse@example.org",
        "phone": "", "is_personal": False, "visibility": "public",
    }  # fmt: skip
    revision = proposal(
        rivne, topics_needs=["bildung"], **{f"contact-{contact.pk}": changed, "contact-new-abcd": new}
    )
    revisions.accept_all(revision=revision, by=secretariat)
    assert list(rivne.actor_topics.values_list("role", "topic__slug")) == [(TopicRole.NEEDS, "bildung")]
    assert list(rivne.contacts.values_list("function_de", "phone", "visibility")) == [
        ("Büro für Internationales", "+49 201 000", "members"),
        ("Presse", "", "public"),
    ]
    removal = proposal(rivne, **{f"contact-{contact.pk}": None})
    revisions.accept_all(revision=removal, by=secretariat)
    assert rivne.contacts.count() == 1


def test_a_contact_of_another_actor_is_not_touched(rivne, essen, secretariat):
    foreign = ContactFactory(actor=essen)
    value = {
        "function_de": "Neu", "function_uk": "", "function_en": "", "email": "neu@example.org", "phone": "",
        "is_personal": False, "visibility": "members",
    }  # fmt: skip
    revisions.accept_all(revision=proposal(rivne, **{f"contact-{foreign.pk}": value}), by=secretariat)
    foreign.refresh_from_db()
    assert (foreign.function_de, foreign.email) == ("Büro für Internationales", "internationales@example.org")


def test_a_new_source_text_marks_the_other_languages_outdated_until_they_are_saved(rivne, secretariat):
    revisions.accept_all(
        revision=proposal(rivne, description_de="Alt.", description_uk="Старе."), by=secretariat
    )
    rivne.refresh_from_db()
    assert rivne.outdated_translations == []
    revisions.accept_all(revision=proposal(rivne, description_de="Neu."), by=secretariat)
    rivne.refresh_from_db()
    assert (rivne.outdated_translations, rivne.description_uk) == (["description_uk"], "Старе.")
    revisions.accept_all(revision=proposal(rivne, description_uk="Нове."), by=secretariat)
    rivne.refresh_from_db()
    assert (rivne.outdated_translations, rivne.description_de) == ([], "Neu.")


def test_a_translation_can_be_confirmed_as_still_right(rivne, member):
    rivne.outdated_translations = ["name_uk"]
    rivne.save()
    with pytest.raises(Refusal):
        revisions.confirm_translation(actor=rivne, name="name_uk", by=member)
    revisions.confirm_translation(actor=rivne, name="name_uk", by=keeper_of(rivne))
    rivne.refresh_from_db()
    assert rivne.outdated_translations == []


def test_the_audit_log_names_fields_and_no_texts(rivne, secretariat):
    revision = proposal(rivne, name_uk="Geheimtext")
    revisions.accept_all(revision=revision, by=secretariat)
    entries = AuditEntry.objects.filter(object_type="actors.revision")
    assert sorted(entries.values_list("action", flat=True)) == ["revision.decided", "revision.proposed"]
    assert "Geheimtext" not in str(list(entries.values()))
