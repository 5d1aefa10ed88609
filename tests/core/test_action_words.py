"""The history of an object says in words what was done."""

import re

from django.conf import settings
from django.utils import translation

from platform_portal.core.action_words import WORDS, word

APPS = (
    "accounts",
    "actors",
    "events",
    "knowledge",
    "newsletter",
    "partnerships",
    "places",
    "platform_portal",
)
ACTION = re.compile(r'action=f?"[a-z_{}.]+\.([a-z_]+)"')


def test_every_action_the_portal_records_has_a_word():
    recorded = {
        found
        for app in APPS
        for path in settings.BASE_DIR.joinpath(app).rglob("*.py")
        for found in ACTION.findall(path.read_text(encoding="utf-8"))
    }
    assert len(recorded) > 100
    assert recorded - set(WORDS) == set()


def test_words_are_translated_and_unknown_actions_stay_as_they_are():
    with translation.override("uk"):
        assert word("claim.opened") == "Відкрито"
    assert word("nobody.knows_this") == "nobody.knows_this"
