"""Refusals: what a service raises when a rule forbids the action. Their text may be shown to the user."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.utils.functional import Promise


class Refusal(Exception):
    """A rule of business says no. Nothing has been changed; the message is translated and says what to do next.

    `passes`: the same may succeed in a moment.
    """

    passes = False

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class BadParameter(BadRequest, ValueError):
    """A parameter of the address cannot be used: answered with 400 and this text."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
