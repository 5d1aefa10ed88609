"""A small world with one organisation somebody keeps, and a browser for each role."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from accounts.models import User
from actors import freshness_links, joining_links
from actors.joining_links import Purpose
from actors.models import (
    Claim,
    DuplicateSuspicion,
    FreshnessCheck,
    GroupFile,
    GroupJoinRequest,
    GroupPlan,
    Interest,
    Invitation,
    Membership,
    PlanStep,
    Revision,
    WorkingGroupMember,
)
from actors.services import consent
from knowledge.services import versions
from platform_portal.core import keys
from tests.factories.accounts import UploadFactory, UserFactory
from tests.factories.actors import ActorFactory, ContactFactory, TopicFactory, WorkingGroupFactory
from tests.factories.events import EventFactory, SeriesFactory
from tests.factories.knowledge import HandbookFactory, ProductFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory

ROLES = ("visitor", "stranger", "editor", "owner", "secretariat")


@pytest.fixture
def world(db, monkeypatch) -> SimpleNamespace:
    """`own` belongs to editor and owner, not to the stranger, who keeps another organisation."""
    own, foreign = ActorFactory(slug="eigene-stadt"), ActorFactory(slug="fremde-stadt")
    people = {role: UserFactory() for role in ("stranger", "editor", "owner")}
    people["secretariat"] = UserFactory(is_staff=True)
    for role, actor in (("stranger", foreign), ("editor", own), ("owner", own)):
        kind = "owner" if role == "stranger" else role
        Membership.objects.create(user=people[role], actor=actor, role=kind)
    key, key_hash = keys.make()
    later = timezone.now() + dt.timedelta(days=7)
    invitation = Invitation.objects.create(
        email="neu@example.org", actor=own, key_hash=key_hash, expires_at=later, invited_by=people["owner"]
    )
    claim = Claim.objects.create(actor=own, name="x", email="x@example.org", function="x")
    interest = Interest.objects.create(
        organisation="x", group=own.group, kind="ngo", name="x", email="y@example.org"
    )
    check = FreshnessCheck.objects.create(actor=own, key_hash="a" * 64)
    consents: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(
            keys, "make", lambda: consents.append("k") or ("schluessel", keys.hashed("schluessel"))
        )
        consent.ask(contact=ContactFactory(actor=own), by=people["owner"])
    partnership = PartnershipFactory(parties=[own, foreign])
    series = SeriesFactory()
    workspace = make_workspace(own, people["owner"])
    product = ProductFactory(authors=[own])
    versions.add(product=product, by=None, link="https://example.org/neu")
    return SimpleNamespace(
        series=series, event=EventFactory(series=series),
        people=people, own=own, foreign=foreign,
        revision=Revision.objects.create(actor=own, author=people["editor"]),
        duplicate=DuplicateSuspicion.objects.create(first=own, second=foreign, score=0.9),
        posting=PostingFactory(actor=own, topics=[TopicFactory()]), partnership=partnership,
        invitation=invitation, invitation_key=key, group=WorkingGroupFactory(), place=own.place,
        region=own.place.region, claim_token=joining_links.make(Purpose.CLAIM, claim.pk),
        interest_token=joining_links.make(Purpose.INTEREST, interest.pk),
        freshness_key=freshness_links.key_for(check, people["owner"]),
        membership=Membership.objects.get(user=people["editor"]),
        **workspace, product=product, handbook=HandbookFactory(chapters=[[product]]),
        proposal=ProductFactory(status="in_review", proposed_by=people["editor"], proposed_for=own),
    )  # fmt: skip


def make_workspace(own, owner) -> dict[str, object]:
    """A working group `own` is a member of, with a plan, a file and a request of another actor."""
    circle, asking = WorkingGroupFactory(slug="eigener-kreis"), ActorFactory()
    member = WorkingGroupMember.objects.create(group=circle, actor=own)
    plan = GroupPlan.objects.create(group=circle, title="Webinare")
    upload = UploadFactory(purpose="working-group", object_id=str(circle.pk), uploaded_by=owner)
    return {
        "circle": circle, "member": member, "plan": plan,
        "step": PlanStep.objects.create(plan=plan, text="Anfragen"),
        "group_file": GroupFile.objects.create(group=circle, upload=upload, title="Protokoll"),
        "join_request": GroupJoinRequest.objects.create(group=circle, actor=asking),
    }  # fmt: skip


@pytest.fixture
def browsers(world) -> dict[str, Client]:
    """One browser per role."""
    return {role: browser(world.people.get(role)) for role in ROLES}


def browser(user: User | AnonymousUser | None) -> Client:
    """Signed in, unless nobody is given."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
