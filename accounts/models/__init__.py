"""Who signs in: users, what they have chosen, what waits to be told to them, what they uploaded."""

from accounts.models.notice import Notice
from accounts.models.saved_view import SavedView
from accounts.models.upload import Upload
from accounts.models.user import (
    ErasureRequest,
    LimitCounter,
    NotificationPreference,
    Preferences,
    User,
    UserManager,
    one_line,
)

__all__ = [
    "ErasureRequest",
    "LimitCounter",
    "Notice",
    "NotificationPreference",
    "Preferences",
    "SavedView",
    "Upload",
    "User",
    "UserManager",
    "one_line",
]
