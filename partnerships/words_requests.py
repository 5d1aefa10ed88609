"""Longer texts of requests and introductions that pages and mails share."""

from django.utils.translation import gettext_lazy as _

INTRODUCTION = _(
    "%(names)s: you have all said yes. We are glad to introduce you to each other. Your contacts are now visible to each "
    "other, and to nobody else. A good beginning is a video call of 45 minutes; suggestions for a time are on your shared page."
)
