"""What they read: subscribers with proof of their consent, editions with their blocks, and the ledger of deliveries."""

from newsletter.models.consent import ConsentNetwork, ConsentRecord, Suppression
from newsletter.models.content import Block, EditionContent
from newsletter.models.delivery import Delivery, LedgerTally
from newsletter.models.edition import Edition, SendingLogEntry
from newsletter.models.pace import SendingLimit, SendingSlot
from newsletter.models.report import MailReport
from newsletter.models.subscriber import Subscriber, Subscription

__all__ = [
    "Block",
    "ConsentNetwork",
    "ConsentRecord",
    "Delivery",
    "Edition",
    "EditionContent",
    "LedgerTally",
    "MailReport",
    "SendingLimit",
    "SendingLogEntry",
    "SendingSlot",
    "Subscriber",
    "Subscription",
    "Suppression",
]
