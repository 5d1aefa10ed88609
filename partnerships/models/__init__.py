"""Who works with whom: partnerships with their history, postings, cited figures, cooperation requests and introductions."""

from partnerships.models.cited_figure import CitedFigure
from partnerships.models.funding import (
    FundingDeadline,
    FundingProgramme,
    FundingReminder,
    FundingReminderMail,
)
from partnerships.models.introduction import (
    CheckIn,
    Introduction,
    IntroductionFile,
    IntroductionMessage,
    IntroductionStep,
)
from partnerships.models.match_round import (
    MatchRound,
    MatchRun,
    RoundPair,
    RoundParticipant,
    RoundProposal,
    RunActor,
    RunPair,
)
from partnerships.models.partnership import Document, HistoryEntry, Partnership, Party
from partnerships.models.posting import Posting
from partnerships.models.request import (
    CooperationRequest,
    RequestAnswer,
    RequestEvent,
    RequestMail,
    RequestNote,
    RequestSetting,
    RequestTopic,
)

__all__ = [
    "CheckIn",
    "CitedFigure",
    "CooperationRequest",
    "Document",
    "FundingDeadline",
    "FundingProgramme",
    "FundingReminder",
    "FundingReminderMail",
    "HistoryEntry",
    "Introduction",
    "IntroductionFile",
    "IntroductionMessage",
    "IntroductionStep",
    "MatchRound",
    "MatchRun",
    "Partnership",
    "Party",
    "Posting",
    "RequestAnswer",
    "RequestEvent",
    "RequestMail",
    "RequestNote",
    "RequestSetting",
    "RequestTopic",
    "RoundPair",
    "RoundParticipant",
    "RoundProposal",
    "RunActor",
    "RunPair",
]
