"""Events, their programme, registrations and what remains of them."""

from events.models.aftermath import Evaluation, Impulse, ParticipantCount
from events.models.desk import BulkMail, EventDocument
from events.models.event import Event, EventPicture, GroupQuota, Reminder, Series
from events.models.programme import ProgrammeVersion, Room, Session, SessionSpeaker, Speaker, Track
from events.models.question import Answer, Question, QuestionOption
from events.models.registration import (
    Booking,
    Bucket,
    CalendarAddress,
    CheckIn,
    Registration,
    RegistrationMail,
)

__all__ = [
    "Answer",
    "Booking",
    "Bucket",
    "BulkMail",
    "CalendarAddress",
    "CheckIn",
    "Evaluation",
    "Event",
    "EventDocument",
    "EventPicture",
    "GroupQuota",
    "Impulse",
    "ParticipantCount",
    "ProgrammeVersion",
    "Question",
    "QuestionOption",
    "Registration",
    "RegistrationMail",
    "Reminder",
    "Room",
    "Series",
    "Session",
    "SessionSpeaker",
    "Speaker",
    "Track",
]
