"""Logs as one JSON object per line, each with the id of the request it belongs to."""

from __future__ import annotations

import datetime as dt
import json
import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
#: From where the portal is being used: "web 192.0.2.0/24", "admin …", "mail link …", "api …", "command load_topics", "task …".
origin: ContextVar[str] = ContextVar("origin", default="")


class JsonFormatter(logging.Formatter):
    """Time (UTC, ISO 8601), level, logger, message, request id and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current := request_id.get():
            entry["request_id"] = current
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
