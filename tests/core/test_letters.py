"""Letters: text and HTML from one content, in the reader's language, with the reason why they were sent."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from platform_portal.core import letters
from platform_portal.core.letters import Action, Letter
from platform_portal.core.models import OutboxMail

LETTER = Letter(
    subject="Рівне\r\nBcc: x@example.org",
    paragraphs=("Erster <Absatz> & mehr", "Другий абзац"),
    actions=(Action("Ansehen", "https://portal.example.org/de/?a=1&b=2"),),
    why=_("You receive this mail because you have an account on this portal."),
)


def test_text_and_html_say_the_same():
    subject, text, html = letters.render(LETTER, "de")
    assert subject == "Рівне Bcc: x@example.org"
    assert "Erster <Absatz> & mehr\n\nДругий абзац" in text
    assert "https://portal.example.org/de/?a=1&b=2" in text
    assert "Erster &lt;Absatz&gt; &amp; mehr" in html
    assert 'href="https://portal.example.org/de/?a=1&amp;b=2"' in html


def test_the_html_names_its_language_and_loads_nothing():
    html = letters.render(LETTER, "uk")[2]
    assert '<html lang="uk" dir="ltr"' in html
    assert re.findall(r'(?:src|background)="[^"]*"|url\([^)]*\)|<link [^>]*>|@import', html) == []


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_kind_of_mail_can_be_previewed_and_says_why_it_was_sent(language, db):
    kinds = letters.kinds()
    assert len(kinds) >= 2
    for kind in kinds:
        letter = kind.example()
        _subject, text, html = letters.render(letter, language)
        assert str(letter.why)
        assert "--\n" in text
        assert len(html.encode()) < 100_000


#: Whoever sends these makes them whole in the reader's language.
MADE_FOR_THE_READER = {"accessibility-feedback", "entry-changed", "revision-decided", "round-proposals"}


def test_no_letter_carries_words_in_the_language_of_whoever_caused_it(db):
    """A lazy text filled with `%` is worked out at once: `letters.filled` waits for the reader's language."""
    wrong = []
    for kind in letters.kinds():
        with translation.override("de"):
            made_in_german = kind.example()
        with translation.override("uk"):
            made_in_ukrainian = kind.example()
        if kind.slug not in MADE_FOR_THE_READER and letters.render(made_in_german, "uk") != letters.render(
            made_in_ukrainian, "uk"
        ):
            wrong.append(kind.slug)
    assert wrong == []


@pytest.mark.django_db
def test_a_kind_nobody_registered_is_refused():
    with pytest.raises(KeyError):
        letters.post(kind="unknown", letter=LETTER, to="x@example.org", language="de")
    assert not OutboxMail.objects.exists()


def test_the_preview_is_for_the_secretariat(secretariat_client, member_client, client):
    path = "/admin/mails/?kind=password-reset-key&language=uk"
    assert secretariat_client.get(path).status_code == 200
    assert member_client.get(path).status_code == 302
    assert client.get(path).status_code == 302


def test_the_html_part_is_shown_under_a_policy_that_lets_it_do_nothing(secretariat_client):
    answer = secretariat_client.get("/admin/mails/password-reset-key/html/?language=en")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("query", ["kind=unknown", "language=fr"])
def test_an_unknown_kind_or_language_is_not_found(secretariat_client, query):
    assert secretariat_client.get(f"/admin/mails/?{query}").status_code == 404


def test_a_letter_for_many_is_rendered_once_and_holds_what_is_each_ones_own(monkeypatch):
    made: list[str] = []
    monkeypatch.setattr(letters, "mjml2html", lambda text: made.append(text) or text)
    letters._kept.cache_clear()
    letter = Letter(
        subject="Werkstatt",
        greeting=letters.filled("Hallo %(name)s,", name=letters.NAME),
        paragraphs=("Text",),
        actions=(Action("Seite", letters.LINK),),
        why="Weil.",
    )
    for name, link in (("A & B", "https://example.org/a/"), ("<b>", "https://example.org/b/")):
        _subject, text, html = letters.render_personal(letter, "de", name=name, link=link)
        assert f"Hallo {name}," in text
        assert link in text
        assert f"Hallo {name.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}," in html
        assert "\ue000" not in html
        assert "link.invalid" not in text + html
    assert len(made) == 1
    letters._kept.cache_clear()
