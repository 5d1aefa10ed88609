"""Who may do what with a product: predicates and querysets say the same for every role."""

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.models import Membership, WorkingGroupMember
from knowledge import rules
from knowledge.enums import ProductStatus
from knowledge.models import KnowledgeProduct
from knowledge.selectors import proposals
from platform_portal.core.visibility import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory
from tests.factories.knowledge import ProductFactory
from tests.factories.partnerships import PartnershipFactory

TWINS = {"can_read": "readable_by", "can_open": "visible_to", "can_change": "editable_by"}


@pytest.fixture
def people(db):
    """Everybody a product can meet."""
    own, partner = ActorFactory(), ActorFactory()
    PartnershipFactory(parties=[own, partner])
    found = {
        "visitor": AnonymousUser(), "member": UserFactory(), "proposer": UserFactory(), "keeper": UserFactory(),
        "partner": UserFactory(), "secretariat": UserFactory(is_staff=True),
    }  # fmt: skip
    Membership.objects.create(user=found["keeper"], actor=own, role="editor")
    Membership.objects.create(user=found["partner"], actor=partner, role="owner")
    for status in ProductStatus.values:
        for visibility in Visibility.values:
            ProductFactory(
                slug=f"{status}-{visibility}".replace("_", ""), status=status, visibility=visibility,
                authors=[own], proposed_by=found["proposer"], proposed_for=own,
            )  # fmt: skip
    return found


@pytest.mark.parametrize("predicate", TWINS)
def test_predicate_and_queryset_agree_for_every_role_state_and_level(people, predicate):
    for role, user in people.items():
        rows = set(getattr(KnowledgeProduct.objects, TWINS[predicate])(user))
        every = KnowledgeProduct.objects.select_related("proposed_for")
        assert {one for one in every if getattr(rules, predicate)(user, one)} == rows, role


EXPECTED = {
    "visitor": {"published-public"},
    "member": {"published-public", "published-members"},
    "partner": {"published-public", "published-members", "published-matched"},
    "keeper": {"published-public", "published-members", "published-matched"},
    "secretariat": {f"published-{level}" for level in Visibility.values},
}


@pytest.mark.parametrize("role", EXPECTED)
def test_who_reads_what(people, role):
    found = KnowledgeProduct.objects.readable_by(people[role])
    assert set(found.values_list("slug", flat=True)) == EXPECTED[role]


@pytest.mark.parametrize(
    ("role", "number"),
    [("visitor", 0), ("member", 0), ("partner", 0), ("proposer", 8), ("keeper", 8), ("secretariat", 16)],
)
def test_own_proposals_are_changed_until_they_are_published(people, role, number):
    assert KnowledgeProduct.objects.editable_by(people[role]).count() == number


def test_products_are_proposed_for_own_actors_and_their_groups_only(people):
    group, foreign = WorkingGroupFactory(), WorkingGroupFactory()
    keeper = people["keeper"]
    own = proposals.actors_of(keeper).get()
    WorkingGroupMember.objects.create(group=group, actor=own)
    assert list(proposals.groups_of(keeper)) == [group]
    assert [rules.can_propose_to(keeper, one) for one in (group, foreign)] == [True, False]
    assert [rules.can_propose_for(people[role], own) for role in ("keeper", "partner", "secretariat")] == [
        True,
        False,
        False,
    ]
