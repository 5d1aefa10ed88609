"""Who works with whom: partnerships with their history, postings, cited figures, cooperation requests and introductions."""

from partnerships.models.cited_figure import CitedFigure
from partnerships.models.funding import (
    FundingDeadline,
    FundingProgramme,
    FundingReminder,
    FundingReminderMail,
)
from partnerships.models.initiation import (
    Initiation,
    InitiationTick,
    JoinWish,
    PulseAnswer,
    PulseQuestion,
    SignOfLife,
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
from partnerships.models.portrait import Portrait, PortraitPicture, PortraitRelease
from partnerships.models.posting import Posting
from partnerships.models.posting_around import PostingMatch, PostingRenewal, PostingWidening
from partnerships.models.project import PartnershipProject
from partnerships.models.request import (
    CooperationRequest,
    RequestAnswer,
    RequestEvent,
    RequestMail,
    RequestNote,
    RequestSetting,
    RequestTopic,
)
from partnerships.models.self_check import SelfCheck, SelfCheckMark

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
    "Initiation",
    "InitiationTick",
    "Introduction",
    "IntroductionFile",
    "IntroductionMessage",
    "IntroductionStep",
    "JoinWish",
    "MatchRound",
    "MatchRun",
    "Partnership",
    "PartnershipProject",
    "Party",
    "Portrait",
    "PortraitPicture",
    "PortraitRelease",
    "Posting",
    "PostingMatch",
    "PostingRenewal",
    "PostingWidening",
    "PulseAnswer",
    "PulseQuestion",
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
    "SelfCheck",
    "SelfCheckMark",
    "SignOfLife",
]
