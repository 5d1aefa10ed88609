"""Personal data of match rounds and funding: who prepared, started, sent; who asked to be reminded."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    FundingProgramme,
    FundingReminder,
    FundingReminderMail,
    MatchRound,
    MatchRun,
    RoundPair,
    RoundProposal,
    RunActor,
    RunPair,
)
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

SECRETARIAT = Visibility.SECRETARIAT
WITH_ROUND = Retention(_("as long as the round, without the person once the account is erased"))

privacy.register(
    MatchRound,
    title=_("Match rounds I prepared"),
    purpose=_("Knowing who brought organisations together."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=WITH_ROUND,
    fields={"name": SECRETARIAT, "created_by": SECRETARIAT, "created_at": SECRETARIAT},
    impersonal={"sent_by": "a member of the secretariat at work", "weights": "numbers"},
    rows_of=lambda user: MatchRound.objects.filter(created_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"created_by": None},
)
privacy.register(
    MatchRun,
    title=_("Runs of match rounds I started"),
    purpose=_("Knowing who brought organisations together."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=WITH_ROUND,
    fields={"number": SECRETARIAT, "started_by": SECRETARIAT, "created_at": SECRETARIAT},
    impersonal={
        "inputs": "numbers of organisations and weights",
        "figures": "totals of a calculation",
        "error": "a word for what went wrong",
        "digest": "fingerprint of numbers and weights",
    },
    rows_of=lambda user: MatchRun.objects.filter(started_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"started_by": None},
)
privacy.register(
    RoundPair,
    title=_("Pairs of match rounds I decided about"),
    purpose=_("Knowing who brought organisations together."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=WITH_ROUND,
    fields={"state": SECRETARIAT, "note": Visibility.MATCHED, "by": SECRETARIAT, "at": SECRETARIAT},
    rows_of=lambda user: RoundPair.objects.filter(by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"by": None},
)
privacy.register(
    FundingReminder,
    title=_("Reminders of deadlines I asked for"),
    purpose=_("Sending a mail before the deadline of a funding programme."),
    legal_basis=LegalBasis.CONSENT,
    retention=Retention(_("until the person ends the reminder or the account is erased")),
    fields={"programme": SECRETARIAT, "created_at": SECRETARIAT},
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: FundingReminder.objects.filter(user_id=user.pk),
)
privacy.impersonal(
    FundingReminderMail, because="When a reminder was sent; belongs to the reminder and goes with it."
)
privacy.impersonal(RunPair, "reasons", because="Reasons of a suggestion, about organisations.")
privacy.impersonal(RunActor, "why_left", because="Why an organisation got no partner.")
privacy.impersonal(
    RoundProposal, "reasons", "note", because="A suggestion of the secretariat, about organisations."
)
privacy.impersonal(
    FundingProgramme,
    "name",
    "contact",
    "contact_email",
    because="Name of a programme, and an office or function, never a person.",
)
privacy.impersonal("partnerships.FundingProgrammeEvent", "name", because="Name of a programme, as it was.")
