"""Two people at the same moment, over real parallel connections: one of them is shown the conflict."""

import threading

import pytest
from django.db import connection

from actors.models import Revision
from actors.services import revisions
from actors.services.revisions import Conflicts, state_of
from platform_portal.core.errors import Refusal
from tests.factories.actors import ActorFactory
from tests.factories.revisions import keeper_of, proposal


def at_once(*actions):
    """Runs all at the same moment, each with its own connection; what each returned or raised."""
    found: list[object] = [None] * len(actions)
    start = threading.Barrier(len(actions))

    def run(number):
        start.wait()
        try:
            found[number] = actions[number]()
        except Refusal as refusal:
            found[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def outcomes(trusted):
    actor = ActorFactory(is_trusted=trusted)
    seen = {"description_de": state_of("", None)}
    people = [keeper_of(actor) for _ in range(4)]
    return actor, at_once(
        *(
            lambda user=user, text=text: revisions.propose(
                actor=actor, author=user, changes={"description_de": text}, seen=seen
            )
            for user, text in zip(people, "ABCD", strict=True)
        )
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trusted", [False, True])
def test_of_four_who_change_the_same_field_three_see_the_conflict(trusted):
    actor, found = outcomes(trusted)
    assert sorted(type(result).__name__ for result in found) == ["Conflicts"] * 3 + ["Revision"]
    assert Revision.objects.count() == 1
    actor.refresh_from_db()
    winner = next(result for result in found if isinstance(result, Revision))
    text = winner.fields.get().after
    assert all(c.found[0].theirs == text for c in found if isinstance(c, Conflicts))
    assert (actor.description_de or "") == (text if trusted else "")


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_overwrite_each_other(monkeypatch):
    """The negative control: the same race with the lock taken off shows what it prevents."""
    from actors.models import Actor

    meeting = threading.Barrier(4)
    real = revisions._refuse_conflicts

    def unlocked(pk):
        return Actor.objects.get(pk=pk)

    def slow(*args):
        real(*args)
        meeting.wait(timeout=20)

    monkeypatch.setattr(revisions, "_locked", unlocked)
    monkeypatch.setattr(revisions, "_refuse_conflicts", slow)
    _actor, found = outcomes(False)
    assert all(isinstance(result, Revision) for result in found)
    assert Revision.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_of_the_secretariat_decide_once_and_the_author_is_told_once(secretariat):
    from platform_portal.core.models import OutboxMail

    revision = proposal(ActorFactory(), description_de="Neu")
    found = at_once(*[lambda: revisions.accept_all(revision=revision, by=secretariat)] * 3)
    assert sorted(isinstance(result, Revision) for result in found) == [False, False, True]
    assert OutboxMail.objects.count() == 1
