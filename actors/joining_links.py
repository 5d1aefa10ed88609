"""Links that confirm an address: signed, so that nobody can guess one. Whether one is still valid says the row it leads to."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.core import signing

VALID_FOR = dt.timedelta(days=7)


class Purpose(StrEnum):
    """What the link confirms; a link for one purpose opens nothing else."""

    CLAIM = "actors.claim"
    INTEREST = "actors.interest"


def make(purpose: Purpose, pk: int) -> str:
    """The part of the address for a row."""
    return signing.Signer(salt=purpose).sign(str(pk)).replace(":", ".", 1)


def read(purpose: Purpose, token: str) -> int | None:
    """The number of the row; None for anything that was not made here."""
    try:
        return int(signing.Signer(salt=purpose).unsign(token.replace(".", ":", 1)))
    except (signing.BadSignature, ValueError):
        return None
