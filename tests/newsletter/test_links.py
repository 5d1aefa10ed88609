"""Keys of links in mails: nobody else can make one, and bad ones are nothing."""

import pytest

from newsletter import links


def test_a_key_says_whom_it_is_for():
    key = links.key_for(17, 3, 5)
    assert (links.read(key), len(key)) == (links.Link(17, 3, 5), 44)


@pytest.mark.parametrize("bad", ["", "x", "ä" * 44, "A" * 44, "A" * 10_000, "\0", "../../x", "A" * 43 + "="])
def test_what_is_no_key_is_nothing(bad):
    assert links.read(bad) is None


def test_a_changed_key_is_nothing():
    key = links.key_for(17, 3, 5)
    other = links.key_for(18, 3, 5)
    assert links.read(other[:24] + key[24:]) is None


def test_a_key_made_with_a_former_secret_still_works(settings):
    key = links.key_for(17, 3)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert links.read(key) == links.Link(17, 3)
    settings.SECRET_KEY_FALLBACKS = []
    assert links.read(key) is None
