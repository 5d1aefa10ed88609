"""One actor with every kind of field, a word of its own in each: exactly who reads which word on pages, in the interface, in files."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from actors.models import Membership, Note
from partnerships.enums import PostingStatus
from platform_portal.core.ready_rows import keys_seen_by_all
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, ContactFactory, TopicFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory

PAGES = (
    "/de/actors/eigene-stadt/", "/de/actors/?q=Musterhausen", "/de/postings/", "/de/matchmaking/eigene-stadt/",
    "/de/matchmaking/partnerstadt/", "/de/search/?q=Musterhausen", "/de/search/?q=wort", "/de/partnerships/", "/de/",
)  # fmt: skip
INTERFACE = (
    "/api/v1/actors/", "/api/v1/actors/?format=geojson", "/api/v1/partnerships/", "/api/v1/partnerships/?format=geojson",
    "/api/v1/proposals/?actor=eigene-stadt", "/api/v1/proposals/?actor=partnerstadt", "/de/actors/map.json",
)  # fmt: skip
FILES = ("/api/v1/actors/?format=csv", "/api/v1/partnerships/?format=csv")
SURFACES = {"pages": PAGES, "interface": INTERFACE, "files": FILES}

PUBLIC = {
    "wort-beschreibung",
    "wort-kontakt-oeffentlich",
    "wort-ohne-einwilligung-funktion",
    "wort-kontakt-mitglieder-funktion",
    "wort-gesuch-oeffentlich",
}
MEMBERS = PUBLIC | {"wort-ohne-einwilligung", "wort-kontakt-mitglieder", "wort-gesuch-mitglieder"}
MATCHED = MEMBERS | {
    "wort-kontakt-vermittelt",
    "wort-kontakt-vermittelt-funktion",
    "wort-gesuch-vermittelt",
    "wort-gesuch-geschuetzt",
}
OWN = MATCHED | {"wort-kontakt-sekretariat", "wort-kontakt-sekretariat-funktion", "wort-gesuch-sekretariat"}
#: Role → what is read on pages. Interface and files hold public fields only, for whomever.
ON_PAGES = {
    "visitor": PUBLIC, "stranger": MEMBERS, "matched": MATCHED, "editor": OWN, "owner": OWN, "secretariat": OWN,
}  # fmt: skip
ELSEWHERE: dict[str, set[str]] = {"interface": set(), "files": set()}


@pytest.fixture
def readers(db) -> dict[str, Client]:
    """The actor, its partner, a stranger, and a browser for each role."""
    own = ActorFactory(slug="eigene-stadt", name="Stadt Musterhausen", description_de="wort-beschreibung.")
    partner, other = ActorFactory(slug="partnerstadt"), ActorFactory(slug="fremde-stadt")
    PartnershipFactory(parties=[own, partner])
    people = {
        role: UserFactory(email=f"wort-{role}@example.org", name=f"wort-name-{role}")
        for role in ("stranger", "matched", "editor", "owner")
    }
    for role, actor in (("stranger", other), ("matched", partner), ("editor", own), ("owner", own)):
        Membership.objects.create(
            user=people[role], actor=actor, role="editor" if role == "editor" else "owner"
        )
    people["secretariat"] = UserFactory(is_staff=True)
    _fields(SimpleNamespace(own=own, staff=people["secretariat"]))
    return {"visitor": Client()} | {role: _browser(person) for role, person in people.items()}


def _browser(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _fields(world: SimpleNamespace) -> None:
    for word, facts in {
        "wort-kontakt-oeffentlich": {"visibility": "public"},
        "wort-ohne-einwilligung": {"visibility": "public", "consented_at": None},
        "wort-kontakt-mitglieder": {"visibility": "members"},
        "wort-kontakt-vermittelt": {"visibility": "matched", "is_personal": True},
        "wort-kontakt-sekretariat": {"visibility": "secretariat", "is_personal": True},
    }.items():
        ContactFactory(
            actor=world.own, function=f"{word}-funktion.", email=f"{word}@example.org", phone="", **facts
        )
    protected = TopicFactory(slug="energie", is_protected=True)
    for word, facts in {
        "wort-gesuch-oeffentlich": {"visibility": "public"},
        "wort-gesuch-mitglieder": {"visibility": "members"},
        "wort-gesuch-vermittelt": {"visibility": "matched"},
        "wort-gesuch-geschuetzt": {"visibility": "matched", "topics": [protected]},
        "wort-gesuch-sekretariat": {"visibility": "secretariat"},
        "wort-gesuch-entwurf": {"visibility": "public", "status": PostingStatus.DRAFT},
    }.items():
        PostingFactory(actor=world.own, title_de=f"{word}.", **facts)
    Note.objects.create(actor=world.own, text="wort-notiz.", written_by=world.staff)


WORDS = MATCHED | OWN | {
    "wort-kontakt-oeffentlich-funktion", "wort-gesuch-entwurf", "wort-notiz",
    *(f"wort-{kind}{role}" for kind in ("", "name-") for role in ("stranger", "matched", "editor", "owner")),
}  # fmt: skip


def read(client: Client, paths: tuple[str, ...]) -> set[str]:
    """The words somebody reads there; a longer word does not count as the shorter one within it. The reader's own name is no secret."""
    found = set()
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode()
        found |= {word for word in WORDS if any(f"{word}{end}" in text for end in (".", "@"))}
    return found


@pytest.mark.parametrize("role", ON_PAGES)
def test_each_role_reads_exactly_its_fields_on_pages(readers, role):
    mine = {f"wort-{role}", f"wort-name-{role}"}
    found = read(readers[role], PAGES) - mine
    expected = ON_PAGES[role] | {"wort-kontakt-oeffentlich-funktion"}
    assert (sorted(found - expected), sorted(expected - found)) == ([], [])


@pytest.mark.parametrize("surface", ELSEWHERE)
@pytest.mark.parametrize("role", ON_PAGES)
def test_interface_and_files_hold_public_fields_only_whoever_asks(readers, role, surface):
    assert read(readers[role], SURFACES[surface]) == ELSEWHERE[surface]


def test_the_snapshot_itself_would_see_a_leak(readers, monkeypatch):
    """Negative control: with a scope that shows everything, a visitor reads what is for the secretariat."""
    from actors.querysets import ContactQuerySet

    monkeypatch.setattr(ContactQuerySet, "visible_to", lambda self, user: self)
    keys_seen_by_all.cache_clear()
    assert "wort-kontakt-sekretariat" in read(readers["visitor"], PAGES)
    keys_seen_by_all.cache_clear()
