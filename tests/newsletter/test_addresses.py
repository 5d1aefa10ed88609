"""One key per mailbox, whatever the spelling; what is no address is refused."""

import pytest
from django.core.exceptions import ValidationError

from newsletter.addresses import hashed, hashes, normalised


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Leser@Example.ORG", "leser@example.org"),
        ("  leser@example.org ", "leser@example.org"),
        ("leser@bücher.example", "leser@xn--bcher-kva.example"),
        ("leser@XN--BCHER-KVA.example", "leser@xn--bcher-kva.example"),
        ("leser@пошта.укр", "leser@xn--80a1acn3a.xn--j1amh"),
        ("leser+news@example.org", "leser+news@example.org"),
        ("leser@example.org.", "leser@example.org"),
    ],
)
def test_two_spellings_of_one_mailbox_have_one_key(typed, key):
    assert normalised(typed) == key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "leser",
        "leser@",
        "@example.org",
        "leser@example.org\nBcc: alle@example.org",
        "leser\r\n@example.org",
        "a" * 310 + "@example.org",
        "leser@" + "a" * 64 + ".org",
        "leser@exa mple.org",
        "leser@example..org",
        "le\0ser@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValidationError):
        normalised(typed)


def test_a_hash_is_found_again_after_the_secret_has_changed(settings):
    before = hashed("leser@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert hashed("leser@example.org") != before
    assert before in hashes("leser@example.org")
