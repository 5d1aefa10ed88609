"""Subscribers of the example world: 300 invented addresses at example.org, in three languages."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.choices import Topics
from newsletter.enums import MailFrequency, SubscriptionKind
from newsletter.models import Subscriber
from newsletter.services.import_rows import Reader, enter

NUMBER = 300
#: Language, share, word of the address.
LANGUAGES = (("de", 55, "leserin"), ("uk", 30, "chytachka"), ("en", 15, "reader"))
WORDING = "Beispiel: erfundene Adresse mit erfundener Einwilligung"


def load_example_subscribers() -> int:
    """Makes those that are missing, the same at every run; answers how many."""
    known = set(Subscriber.objects.filter(is_example=True).values_list("address_key", flat=True))
    readers = [reader for reader in _readers() if reader.key not in known]
    enter(readers, by=None, is_example=True)
    return len(readers)


def _readers() -> list[Reader]:
    chance, topics, today = random.Random(7), Topics(), timezone.localdate()  # noqa: S311 - an example, nothing secret
    made = []
    for number in range(1, NUMBER + 1):
        language, _share, word = chance.choices(LANGUAGES, [share for _l, share, _w in LANGUAGES])[0]
        further = [
            topic.word
            for topic in (*topics.plain[1:], *topics.groups, *topics.regions)
            if chance.random() < 0.12
        ]
        address = f"{word}-{number:03d}@example.org"
        made.append(
            Reader(
                line=number, address=address, key=address, language=language,
                frequency=MailFrequency.MONTHLY if chance.random() < 0.1 else MailFrequency.EVERY,
                topics=topics.chosen([SubscriptionKind.QUARTERLY.value, *further]),
                source=_("Example"), given_on=today - dt.timedelta(days=chance.randrange(10, 700)), wording=WORDING,
            )
        )  # fmt: skip
    return made
