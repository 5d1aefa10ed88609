"""Personal data of cooperation requests and introductions: who wrote, answered, looked after; texts people wrote."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    CheckIn,
    CooperationRequest,
    IntroductionFile,
    IntroductionMessage,
    IntroductionStep,
    RequestAnswer,
    RequestEvent,
    RequestMail,
    RequestNote,
)
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

MATCHED, SECRETARIAT = Visibility.MATCHED, Visibility.SECRETARIAT
TASK = LegalBasis.PUBLIC_TASK
WITH_REQUEST = Retention(_("as long as the request, without the person once the account is erased"))
DRAFTS_KEPT = dt.timedelta(days=365)

privacy.register(
    CooperationRequest,
    title=_("Requests I wrote"),
    purpose=_("Bringing two organisations together that fit each other."),
    legal_basis=TASK,
    retention=Retention(
        _("drafts for a year; sent ones as part of the history of the organisations, without the person once the account is erased"),
        lambda now: CooperationRequest.objects.filter(status="draft", created_at__lt=now - DRAFTS_KEPT),
    ),
    fields={
        "sender": MATCHED, "recipient": MATCHED, "reason": MATCHED, "speaker": MATCHED, "created_by": SECRETARIAT,
        "created_at": SECRETARIAT,
    },
    impersonal={"owner": "a member of the secretariat at work", "why": "reasons of a suggestion, about organisations"},
    rows_of=lambda user: CooperationRequest.objects.filter(created_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"created_by": None},
)  # fmt: skip

privacy.register(
    RequestAnswer,
    title=_("Answers I gave to requests"),
    purpose=_("Knowing who answered for an organisation."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={"answer": MATCHED, "reason": SECRETARIAT, "answered_at": MATCHED, "answered_by": SECRETARIAT},
    rows_of=lambda user: RequestAnswer.objects.filter(answered_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"answered_by": None},
)

privacy.register(
    RequestEvent,
    title=_("What I did with requests"),
    purpose=_("Showing both sides and the secretariat what happened when."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={"act": MATCHED, "at": MATCHED, "reason": SECRETARIAT, "by": SECRETARIAT},
    rows_of=lambda user: RequestEvent.objects.filter(by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"by": None},
)

privacy.register(
    RequestNote,
    title=_("Notes I wrote on requests"),
    purpose=_("Handing a request over from one colleague to the next."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={"text": SECRETARIAT, "written_at": SECRETARIAT, "written_by": SECRETARIAT},
    rows_of=lambda user: RequestNote.objects.filter(written_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"written_by": None},
)

privacy.register(
    RequestMail,
    title=_("Mails I got about requests"),
    purpose=_("Sending nobody the same mail twice."),
    legal_basis=TASK,
    retention=Retention(_("until the account is erased")),
    fields={"stage": SECRETARIAT, "sent_at": SECRETARIAT},
    impersonal={"user": "the link to the account", "contact": "the mailbox of a function"},
    rows_of=lambda user: RequestMail.objects.filter(user_id=user.pk),
)

privacy.register(
    IntroductionMessage,
    title=_("Messages I wrote to partners"),
    purpose=_("The first conversations of two organisations on their shared page."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={"text": MATCHED, "written_at": MATCHED, "written_by": SECRETARIAT},
    rows_of=lambda user: IntroductionMessage.objects.filter(written_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"written_by": None},
)

privacy.register(
    IntroductionStep,
    title=_("Next steps I wrote down"),
    purpose=_("The first conversations of two organisations on their shared page."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={"text": MATCHED, "due_on": MATCHED, "written_by": SECRETARIAT},
    rows_of=lambda user: IntroductionStep.objects.filter(written_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"written_by": None},
)

privacy.register(
    CheckIn,
    title=_("How it goes: my answers"),
    purpose=_("Making better suggestions, and helping where it does not go well."),
    legal_basis=TASK,
    retention=WITH_REQUEST,
    fields={
        "answer": SECRETARIAT,
        "reason": SECRETARIAT,
        "answered_at": SECRETARIAT,
        "answered_by": SECRETARIAT,
    },
    rows_of=lambda user: CheckIn.objects.filter(answered_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"answered_by": None},
)

privacy.impersonal(IntroductionFile, "title", because="Title of a file of an organisation.")
