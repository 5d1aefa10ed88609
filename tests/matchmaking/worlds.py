"""Small worlds for the tests of matching."""

from __future__ import annotations

from typing import Any

from partnerships.matchmaking import ActorFacts, TopicTree, World

TREE = TopicTree.of(
    [
        ("water", "services"),
        ("waste", "services"),
        ("schools", "education"),
        ("youth", "education"),
        ("mines", "safety"),
    ]
)


def actor(key: str, **facts: Any) -> ActorFacts:
    """An actor with nothing known but its key."""
    return ActorFacts(key=key, **facts)


def world(askers: list[ActorFacts], candidates: list[ActorFacts], **more: Any) -> World:
    """A world over the small topic tree."""
    return World.of(askers, candidates, topics=TREE, **more)
