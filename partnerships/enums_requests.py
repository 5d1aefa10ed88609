"""Choices of cooperation requests and introductions, and the table of their transitions; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestStatus(models.TextChoices):
    """Where a cooperation request stands. *Open* are those that were sent and are not answered: the three in the middle."""

    DRAFT = "draft", pgettext_lazy("request status", "Draft")
    IN_CHECK = "in_check", pgettext_lazy("request status", "Being checked")
    WAITING = "waiting", pgettext_lazy("request status", "Waiting for a free place")
    DELIVERED = "delivered", pgettext_lazy("request status", "With the recipient")
    ACCEPTED = "accepted", pgettext_lazy("request status", "Accepted")
    NOT_NOW = "not_now", pgettext_lazy("request status", "Not now")
    DECLINED = "declined", pgettext_lazy("request status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("request status", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("request status", "Expired")


OPEN = (RequestStatus.IN_CHECK, RequestStatus.WAITING, RequestStatus.DELIVERED)
ENDED = (
    RequestStatus.ACCEPTED,
    RequestStatus.NOT_NOW,
    RequestStatus.DECLINED,
    RequestStatus.WITHDRAWN,
    RequestStatus.EXPIRED,
)


class Act(models.TextChoices):
    """What can be done with a request; each is a service of its own and leaves a row in the history."""

    SEND = "send", pgettext_lazy("act on a request", "Sent")
    APPROVE = "approve", pgettext_lazy("act on a request", "Checked by the secretariat")
    SEND_BACK = "send_back", pgettext_lazy("act on a request", "Sent back to the sender")
    QUEUE = "queue", pgettext_lazy("act on a request", "Placed in the queue")
    DELIVER = "deliver", pgettext_lazy("act on a request", "Passed on to the recipient")
    ACCEPT = "accept", pgettext_lazy("act on a request", "Accepted")
    POSTPONE = "postpone", pgettext_lazy("act on a request", "Not now")
    DECLINE = "decline", pgettext_lazy("act on a request", "Declined")
    WITHDRAW = "withdraw", pgettext_lazy("act on a request", "Withdrawn")
    EXPIRE = "expire", pgettext_lazy("act on a request", "Expired")
    GIVE_UP = "give_up", pgettext_lazy("act on a request", "Given up after three months of waiting")
    TAKE_OVER = "take_over", pgettext_lazy("act on a request", "Taken over by the secretariat")
    OVERRIDE = "override", pgettext_lazy("act on a request", "Decided by the secretariat")


class Party(models.TextChoices):
    """In what role somebody acts on a request. `PORTAL` is the portal itself: time has passed, a place has become free."""

    SENDER = "sender", _("Sender")
    RECIPIENT = "recipient", _("Recipient")
    THIRD = "third", _("Third partner")
    SECRETARIAT = "secretariat", _("Secretariat")
    PORTAL = "portal", _("Portal")
    STRANGER = "stranger", _("Somebody else")


_ANSWERING = frozenset({Party.RECIPIENT, Party.THIRD})

#: State → act → who may do it. What is not here is refused; overrides of the secretariat have their own table below.
TRANSITIONS: dict[str, dict[str, frozenset[Party]]] = {
    RequestStatus.DRAFT: {
        Act.SEND: frozenset({Party.SENDER}),
        Act.WITHDRAW: frozenset({Party.SENDER}),
    },
    RequestStatus.IN_CHECK: {
        Act.APPROVE: frozenset({Party.SECRETARIAT}),
        Act.SEND_BACK: frozenset({Party.SECRETARIAT}),
        Act.WITHDRAW: frozenset({Party.SENDER}),
    },
    RequestStatus.WAITING: {
        Act.DELIVER: frozenset({Party.PORTAL}),
        Act.GIVE_UP: frozenset({Party.PORTAL}),
        Act.WITHDRAW: frozenset({Party.SENDER}),
    },
    RequestStatus.DELIVERED: {
        Act.ACCEPT: _ANSWERING,
        Act.POSTPONE: _ANSWERING,
        Act.DECLINE: _ANSWERING,
        Act.WITHDRAW: frozenset({Party.SENDER}),
        Act.EXPIRE: frozenset({Party.PORTAL}),
    },
}

#: State → states the secretariat can set with a reason, when a side has told it by telephone, say.
OVERRIDES: dict[str, frozenset[RequestStatus]] = {
    RequestStatus.IN_CHECK: frozenset({RequestStatus.WITHDRAWN}),
    RequestStatus.WAITING: frozenset({RequestStatus.WITHDRAWN, RequestStatus.EXPIRED}),
    RequestStatus.DELIVERED: frozenset(
        {
            RequestStatus.ACCEPTED,
            RequestStatus.NOT_NOW,
            RequestStatus.DECLINED,
            RequestStatus.WITHDRAWN,
            RequestStatus.EXPIRED,
        }
    ),
}


class FirstStep(models.TextChoices):
    """What the sender proposes to begin with."""

    CALL = "call", _("A video call of 45 minutes")
    VISIT = "visit", _("A visit")
    EXPERTS = "experts", _("An exchange of experts")
    PROJECT = "project", _("Developing a project idea together")
    JOIN = "join", _("Joining an existing partnership")


class RequestRole(models.TextChoices):
    """How a topic stands in a request."""

    SEEK = "seek", _("What we seek")
    GIVE = "give", _("What we give")


class Horizon(models.TextChoices):
    """What the cooperation is for."""

    RELIEF = "relief", _("Relief")
    RECONSTRUCTION = "reconstruction", _("Reconstruction")
    ACCESSION = "eu_accession", _("Accession to the EU")


class Phrase(models.TextChoices):
    """Ready sentences, the same in all languages: the reader needs no translation for them."""

    SIMILAR = "similar", _("Our municipalities are alike, and so are our tasks.")
    LEARN = "learn", _("We would like to learn from your experience.")
    SHARE = "share", _("We would like to pass on our experience.")
    LONG_TERM = "long_term", _("We are looking for a long-term partnership.")
    ONE_TOPIC = "one_topic", _("We would like to begin with one topic and see how it goes.")
    YOUTH = "youth", _("Young people from both sides should meet.")
    BRIDGE = "bridge", _("We share a partner who can bring us together.")
    FUNDING = "funding", _("We would like to apply for funding together.")


class AnswerKind(models.TextChoices):
    """What a side says to a request."""

    ACCEPT = "accept", _("Yes, we would like to talk")
    LATER = "later", _("Not now, gladly later")
    DECLINE = "decline", _("No, thank you")


class DeclineReason(models.TextChoices):
    """Why a side says no; only the secretariat sees it."""

    NO_STAFF = "no_staff", _("No staff for it at present")
    OTHER_PARTNER = "other_partner", _("We already work with other partners")
    TOPICS = "topics", _("The topics do not fit")
    POLITICS = "politics", _("There is no political backing")
    LANGUAGE = "language", _("No common language")
    UNCLEAR = "unclear", _("The request is not clear to us")
    OTHER = "other", _("Another reason")


class MailStage(models.IntegerChoices):
    """Mails to a side that has not answered, by the days since the request arrived."""

    ARRIVED = 0, _("The request arrives")
    FIRST = 7, _("First reminder")
    LAST = 14, _("Last reminder")


class CheckInStage(models.TextChoices):
    """When both sides are asked how it goes."""

    WEEKS_4 = "weeks_4", _("After 4 weeks")
    WEEKS_12 = "weeks_12", _("After 12 weeks")
    YEAR = "year", _("After 12 months")


#: Days after the introduction.
CHECK_IN_DAYS: dict[str, int] = {
    CheckInStage.WEEKS_4: 28,
    CheckInStage.WEEKS_12: 84,
    CheckInStage.YEAR: 365,
}


class Progress(models.TextChoices):
    """What a side says when asked how it goes."""

    TALKING = "talking", _("We are talking")
    PROJECT = "project", _("We have a first project")
    AGREEMENT = "agreement", _("We have an agreement")
    NOTHING = "nothing", _("Nothing came of it")


class NothingReason(models.TextChoices):
    """Why nothing came of an introduction."""

    NO_REPLY = "no_reply", _("The other side did not reply")
    NO_STAFF = "no_staff", _("We had no staff for it")
    NO_FIT = "no_fit", _("We did not fit together")
    NO_FUNDING = "no_funding", _("There was no funding")
    LANGUAGE = "language", _("The language was too great a hurdle")
    WAR = "war", _("The war made it impossible")
    OTHER = "other", _("Another reason")
