"""Choices of match rounds; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class RoundStatus(models.TextChoices):
    """Where a match round stands. It is worked on until its proposals have gone out; then it is kept as it was."""

    OPEN = "open", pgettext_lazy("match round status", "In preparation")
    SENT = "sent", pgettext_lazy("match round status", "Proposals sent")


class RunStatus(models.TextChoices):
    """Where a calculation stands."""

    WAITING = "waiting", pgettext_lazy("run status", "Waiting")
    RUNNING = "running", pgettext_lazy("run status", "Running")
    DONE = "done", pgettext_lazy("run status", "Done")
    STOPPED = "stopped", pgettext_lazy("run status", "Stopped")
    FAILED = "failed", pgettext_lazy("run status", "Failed")


AT_WORK = (RunStatus.WAITING, RunStatus.RUNNING)

#: State → states that may follow.
RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunStatus.WAITING: frozenset({RunStatus.RUNNING, RunStatus.STOPPED}),
    RunStatus.RUNNING: frozenset({RunStatus.RUNNING, RunStatus.DONE, RunStatus.STOPPED, RunStatus.FAILED}),
    RunStatus.DONE: frozenset(),
    RunStatus.STOPPED: frozenset(),
    RunStatus.FAILED: frozenset(),
}


class RunPhase(models.TextChoices):
    """What a calculation is doing."""

    READING = "reading", pgettext_lazy("phase of a run", "Reading profiles, needs and offers")
    SCORING = "scoring", pgettext_lazy("phase of a run", "Comparing everyone with everyone")
    ASSIGNING = "assigning", pgettext_lazy("phase of a run", "Looking for the best assignment")
    EXPLAINING = "explaining", pgettext_lazy("phase of a run", "Writing the reasons")
    KEEPING = "keeping", pgettext_lazy("phase of a run", "Storing the result")


class PairState(models.TextChoices):
    """What the secretariat has said about a pair. *Edited*: only a sentence was added, the calculation is free."""

    FIXED = "fixed", pgettext_lazy("pair of a round", "Fixed")
    FORBIDDEN = "forbidden", pgettext_lazy("pair of a round", "Forbidden")
    EDITED = "edited", pgettext_lazy("pair of a round", "Edited")


#: Countries of the two sides of a round, in the order in which pairs name them.
SIDES = ("DE", "UA")
