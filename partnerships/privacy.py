"""Personal data of partnerships, by area."""

from partnerships import privacy_living, privacy_postings, privacy_requests, privacy_rounds  # noqa: F401
