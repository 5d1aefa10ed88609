"""What the sides say when asked how it goes counts for the suggestions and for the free places of a quarter."""

import datetime as dt

import pytest

from partnerships.models import CooperationRequest
from partnerships.selectors.proposal_requests import blocked_pairs, under_way
from partnerships.services.requests import drafts, introducing, places
from platform_portal.core.errors import Refusal
from tests.factories.partnerships import PartnerFactory, UkrainianPartnerFactory
from tests.factories.requests import MONDAY, accepted, delivered, keeper_of, wish

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=366)


@pytest.fixture
def introduced() -> CooperationRequest:
    """Two sides that have just been introduced; the recipient takes one conversation per quarter."""
    recipient = PartnerFactory(capacity_per_quarter=1)
    keeper_of(recipient)
    return accepted(sender=UkrainianPartnerFactory(), recipient=recipient)


def say(request: CooperationRequest, progress: str, *, reason: str = "") -> None:
    """The sender's side answers the first question."""
    check_in = request.introduction.check_ins.filter(actor=request.sender).first()
    introducing.answer_check_in(check_in=check_in, progress=progress, reason=reason, by=None, now=MONDAY)


def busy(request: CooperationRequest, now: dt.datetime = MONDAY) -> int:
    """What the suggestions know about the recipient's load."""
    return under_way(now)[("place", request.recipient.place_id)]


def test_a_conversation_is_load_until_the_quarter_ends(introduced):
    assert busy(introduced) == 1
    assert busy(introduced, dt.datetime(2027, 1, 2, tzinfo=dt.UTC)) == 0


@pytest.mark.parametrize("progress", ["talking", "project", "agreement"])
def test_a_conversation_that_goes_on_stays_load(introduced, progress):
    say(introduced, progress)
    assert busy(introduced) == 1


def test_nothing_came_of_it_frees_the_recipient_for_suggestions_and_for_who_waits(introduced):
    waiting = delivered(sender=UkrainianPartnerFactory(), recipient=introduced.recipient)
    assert waiting.status == "waiting"
    say(introduced, "nothing", reason="no_staff")
    assert busy(introduced) == 1  # the one that waits
    assert places.refill(recipient=introduced.recipient_id, now=MONDAY) == 1
    waiting.refresh_from_db()
    assert waiting.status == "delivered"


@pytest.mark.parametrize(
    ("progress", "after", "is_blocked"),
    [("talking", YEAR, True), ("nothing", dt.timedelta(days=300), True), ("nothing", YEAR, False)],
)
def test_nothing_came_of_it_is_like_a_no_for_a_year(introduced, progress, after, is_blocked):
    say(introduced, progress, reason="no_fit" if progress == "nothing" else "")
    pair = tuple(("place", actor.place_id) for actor in (introduced.sender, introduced.recipient))
    assert (pair in blocked_pairs(MONDAY + after)) == is_blocked
    assert (_may_write(introduced, MONDAY + after)) != is_blocked


def _may_write(request: CooperationRequest, now: dt.datetime) -> bool:
    try:
        drafts.write(
            sender=request.sender, recipient=request.recipient, wish=wish(), by=request.created_by, now=now
        )
    except Refusal:
        return False
    return True


def test_the_lists_are_filled_anew_after_an_answer(introduced):
    from partnerships.selectors.proposal_market import current_stamp

    before = current_stamp()
    say(introduced, "talking")
    assert current_stamp() != before
