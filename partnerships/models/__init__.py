"""Who works with whom: partnerships with their history, postings, cited figures."""

from partnerships.models.cited_figure import CitedFigure
from partnerships.models.partnership import Document, HistoryEntry, Partnership, Party
from partnerships.models.posting import Posting

__all__ = ["CitedFigure", "Document", "HistoryEntry", "Partnership", "Party", "Posting"]
