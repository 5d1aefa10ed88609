"""The message on the wire: what was written comes out again, whatever was written, and lines keep the rules of mail."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter import placeholders
from newsletter.models import Edition, EditionContent
from newsletter.sending.message import Recipient, Template, quoted, quoted_text

WRITTEN = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(".=\n\r \tÄéЇї–€😀<&\"'")),
        st.characters(min_codepoint=32, max_codepoint=1_200, exclude_categories=("Cs",)),
    ),
    max_size=400,
)
NOW = dt.datetime(2026, 11, 30, 9, 0, tzinfo=dt.UTC)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(WRITTEN)
@settings(max_examples=300, deadline=None)
def test_encoded_text_keeps_the_rules_and_comes_back(text):
    encoded = quoted_text(text)
    lines = encoded.split(b"\r\n")
    assert all(len(line) <= 76 and not line.startswith(b".") for line in lines)
    assert not any(line.endswith((b" ", b"\t")) for line in lines)
    assert b"\n" not in encoded.replace(b"\r\n", b"")
    assert _lines(quopri.decodestring(encoded).decode()) == _lines(text)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=500), min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_a_personal_part_comes_back_between_its_soft_breaks(value):
    encoded = b"a=\r\n" + quoted(value.encode()) + b"=\r\nb"
    assert quopri.decodestring(encoded).decode() == f"a{value}b"
    assert all(len(line) <= 76 and not line.startswith(b".") for line in encoded.split(b"\r\n"))


def _message(subject="Betreff", text="", html="", address="leser@example.org", **fields):
    marks = f"{placeholders.PREFERENCES} {placeholders.LEAVE} {placeholders.ADDRESS}"
    edition = Edition(pk=7, slug="x", **fields)
    content = EditionContent(
        edition=edition,
        language="uk",
        subject=subject,
        text=f"{text}{marks}{text}",
        html=f"{html}<p>{marks}</p>{html}",
    )
    raw = Template(edition, content).render(Recipient(1, 2, 3, address, "<n7.a@example.org>"), NOW)
    return raw, email.message_from_bytes(raw, policy=email.policy.default)


@given(WRITTEN, WRITTEN)
@settings(max_examples=60, deadline=None)
def test_whatever_was_written_is_read(text, html):
    raw, message = _message(text=text, html=html)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 300
    assert not [line for line in lines if line.startswith(b".") or b"\n" in line or b"\r" in line]
    assert raw.endswith(b"\r\n")
    plain, rich = (_lines(message.get_body((kind,)).get_content()) for kind in ("plain", "html"))
    assert (plain.startswith(_lines(text)), rich.startswith(_lines(html))) == (True, True)
    assert ".invalid" not in plain + rich
    assert "leser@example.org" in plain


@pytest.mark.parametrize(
    "subject",
    [
        "Kurz",
        "Відбудова: дванадцять громад " * 5,
        "x\r\nBcc: alle@example.org",
        "Ü" * 150,
        "=?utf-8?q?x?=",
        " ",
    ],
)
def test_a_subject_stays_one_subject(subject):
    _raw, message = _message(subject=subject)
    assert message["Subject"].split() == subject.split() or subject.startswith("=?")
    assert message["Bcc"] is None


def test_an_address_of_a_cyrillic_domain_is_written_as_its_name_in_the_system(settings):
    _raw, message = _message(address="leser@xn--80a1acn3a.xn--j1amh")
    assert message["To"] == "leser@xn--80a1acn3a.xn--j1amh"


def test_the_header_to_leave_is_complete():
    raw, message = _message()
    header = message["List-Unsubscribe"]
    assert header.count("<") == 2
    assert "<mailto:bounces@example.org?subject=leave%20" in header
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<newsletter.example.org>"
    assert message["Content-Language"] == "uk"
    assert raw.count(b"\r\n\r\n") >= 3


def test_all_mails_of_a_language_differ_only_where_they_are_personal():
    edition = Edition(pk=7, slug="x")
    text = f"{placeholders.PREFERENCES}{placeholders.LEAVE}"
    template = Template(
        edition, EditionContent(edition=edition, language="de", subject="x", text=text, html=text)
    )
    one, other = (
        template.render(Recipient(n, n, 1, f"leser{n}@example.org", f"<n{n}@example.org>"), NOW)
        for n in (1, 2)
    )
    assert len(one) == len(other)
    assert one != other
