"""Personal data in what keeps the register true."""

from __future__ import annotations

from actors.models import DuplicateSuspicion, FormerSlug, FreshnessCheck
from platform_portal.core import privacy

privacy.impersonal(
    FreshnessCheck,
    because="About an organisation's entry. Who was asked is not stored; who answered is in the audit log, by number.",
)
privacy.impersonal(
    DuplicateSuspicion, because="About two organisations; who decided is a number, emptied with the account."
)
privacy.impersonal(FormerSlug, because="Address of an organisation's entry.")
