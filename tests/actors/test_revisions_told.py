"""Change proposals: the other keepers of an entry hear what was published, in their own language, once."""

import pytest

from actors.models import Membership
from actors.services import revisions
from platform_portal.core.models import OutboxMail
from tests.factories.revisions import accept, keeper_of, proposal, refuse


def told(kind="entry-changed"):
    return {mail.to: mail for mail in OutboxMail.objects.filter(kind=kind)}


@pytest.fixture
def revision(rivne):
    author = keeper_of(rivne, language="uk")
    return proposal(rivne, author, name_uk="Місто Рівне", website="https://rivne.example.org")


def test_every_other_keeper_is_told_in_the_own_language_what_was_published(rivne, secretariat, revision):
    german, english = keeper_of(rivne, language="de"), keeper_of(rivne, language="en")
    revisions.decide(
        revision=revision, by=secretariat, verdicts=accept("name_uk") | refuse("Не відкривається.", "website")
    )
    mails = told()
    assert {to: mail.language for to, mail in mails.items()} == {german.email: "de", english.email: "en"}
    assert "/de/account/organisations/riwne/edit/" in mails[german.email].text
    assert "/en/account/organisations/riwne/edit/" in mails[english.email].text
    assert "Name (Ukrainian)" in mails[english.email].text
    assert "Не відкривається." not in mails[english.email].text
    assert list(told("revision-decided")) == [revision.author.email]


def test_nobody_is_told_before_the_last_field_is_decided_or_when_nothing_was_published(
    rivne, secretariat, revision
):
    keeper_of(rivne)
    revisions.decide(revision=revision, by=secretariat, verdicts=refuse("Nein.", "website"))
    assert not OutboxMail.objects.exists()
    revisions.decide(revision=revision, by=secretariat, verdicts=refuse("Nein.", "name_uk"))
    assert (len(told()), len(told("revision-decided"))) == (0, 1)


def test_who_decided_and_whose_account_is_closed_are_not_told(rivne, secretariat, revision):
    Membership.objects.create(user=secretariat, actor=rivne)
    keeper_of(rivne, is_active=False)
    revisions.accept_all(revision=revision, by=secretariat)
    assert told() == {}


def test_keepers_of_another_entry_are_not_told(rivne, essen, secretariat, revision):
    keeper_of(essen)
    revisions.accept_all(revision=revision, by=secretariat)
    assert told() == {}


def test_what_was_published_before_the_author_took_back_the_rest_is_told_too(rivne, secretariat, revision):
    other = keeper_of(rivne)
    revisions.decide(revision=revision, by=secretariat, verdicts=accept("name_uk"))
    revisions.withdraw(revision=revision, by=revision.author)
    assert list(told()) == [other.email]
