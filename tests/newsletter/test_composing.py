"""Writing an edition: blocks pulled from the data, checks, four eyes, frozen content."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from newsletter import placeholders
from newsletter.composing import checks
from newsletter.composing.blocks import parts_of
from newsletter.composing.render import render
from newsletter.enums import BlockKind, EditionKind, EditionState
from newsletter.models import Block, Edition
from newsletter.services.composing import editing, releasing
from newsletter.services.example_editions import load_example_editions
from platform_portal.core import rich_text
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory
from tests.factories.newsletter import BlockFactory, EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(is_staff=True, language="de")


@pytest.fixture
def edition(editor) -> Edition:
    """Written in German and Ukrainian, with a text and the next events; one reader."""
    SubscriberFactory()
    made = EditionFactory(
        author=editor, subject_de="Neues", subject_uk="Новини", languages=["de", "uk"], fallback_language="de"
    )
    BlockFactory(edition=made, position=0, text_de="Ein Absatz.\n\nNoch einer.", text_uk="Абзац.")
    BlockFactory(edition=made, position=1, kind=BlockKind.EVENTS, heading_de="", text_de="")
    return made


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return SimpleUploadedFile("bild.png", out.getvalue(), "image/png")


def test_a_new_edition_has_the_usual_blocks_of_its_kind(editor):
    made = editing.create(kind=EditionKind.QUARTERLY, subject="Herbst 2026", by=editor)
    assert [block.kind for block in made.blocks.all()] == list(editing.FIRST_BLOCKS[EditionKind.QUARTERLY])
    assert (made.subject_de, made.audience_kinds) == ("Herbst 2026", ["quarterly"])
    assert editing.create(kind=EditionKind.QUARTERLY, subject="Herbst 2026", by=editor).slug.endswith("-2")


def test_blocks_pull_what_everybody_may_see_in_the_language_of_the_reader(edition):
    EventFactory(
        title_de="Werkstatt",
        title_uk="Майстерня",
        slug="offen",
        starts_at=dt.datetime(2030, 1, 9, 9, tzinfo=dt.UTC),
    )
    EventFactory(title_de="Geheim", audience="invited", starts_at=dt.datetime(2030, 1, 9, 9, tzinfo=dt.UTC))
    german, ukrainian = (parts_of(edition, language)[1] for language in ("de", "uk"))
    assert [entry.title for entry in german.entries] == ["Werkstatt"]
    assert [entry.title for entry in ukrainian.entries] == ["Майстерня"]
    assert german.entries[0].url.endswith("/de/events/offen/")
    assert german.heading == "Veranstaltungen"


def test_what_is_chosen_by_hand_comes_in_that_order_and_what_is_gone_is_found(edition):
    for slug in ("eins", "zwei"):
        ActorFactory(slug=slug, name_de=slug)
    BlockFactory(
        edition=edition, position=2, kind=BlockKind.ACTORS, text_de="", items=["zwei", "weg", "eins"]
    )
    part = parts_of(edition, "de")[-1]
    assert ([entry.title for entry in part.entries], part.missing) == (["zwei", "eins"], ["weg"])
    with translation.override("en"):
        assert any("weg" in finding.text and finding.stops for finding in checks.findings(edition))


def test_a_list_costs_the_same_for_one_and_many_rows(edition):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            parts_of(edition, "de")
        return len(queries)

    BlockFactory(edition=edition, position=2, kind=BlockKind.ACTORS, text_de="")
    ActorFactory()
    one = cost()
    ActorFactory.create_batch(3)
    assert cost() == one


def test_mail_text_and_article_say_the_same_and_only_the_mail_is_personal(edition):
    mail = render(edition, "uk")
    assert mail.subject == "Новини"
    for part in (mail.html, mail.text, mail.web):
        assert "Абзац." in part
    assert placeholders.missing(text=mail.text, html=mail.html) == []
    assert not any(mark in mail.web for mark in placeholders.ALL)
    assert 'lang="uk"' in mail.html
    assert "<script" not in mail.html
    assert mail.size < checks.LARGEST


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("Eins\n\nZwei", "<p>Eins</p><p>Zwei</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ('<p class="MsoNormal" style="color:red"><span>Text</span></p><o:p></o:p>', "<p>Text</p>"),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]--><p>Text</p>", "<p>Text</p>"),
        ('<p onclick="x()">Text<script>alert(1)</script></p>', "<p>Text</p>"),
        ('<p><a href="javascript:alert(1)">Text</a></p>', "<p><a>Text</a></p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("\x00", ""),
    ],
)
def test_text_from_anywhere_becomes_a_little_markup(pasted, shown):
    assert rich_text.cleaned(pasted) == shown
    assert rich_text.cleaned(rich_text.cleaned(pasted)) == shown


def test_a_change_in_the_source_language_leaves_the_others_outdated(edition, editor):
    editing.change(edition=edition, by=editor, texts={"subject_de": "Anders"}, facts={})
    edition.refresh_from_db()
    assert edition.outdated_translations == ["subject_uk"]
    editing.change(edition=edition, by=editor, texts={"subject_uk": "Інакше"}, facts={})
    edition.refresh_from_db()
    assert edition.outdated_translations == []


def test_blocks_are_moved_ordered_taken_out_and_put_back(edition, editor):
    first, second = edition.blocks.all()
    editing.move_block(block=first, step=1, by=editor)
    assert list(edition.blocks.all()) == [second, first]
    editing.order_blocks(edition=edition, order=[first.pk, second.pk], by=editor)
    assert list(edition.blocks.all()) == [first, second]
    with pytest.raises(Refusal):
        editing.order_blocks(edition=edition, order=[first.pk], by=editor)
    kept = editing.remove_block(block=first, by=editor)
    editing.restore_block(edition=edition, kept=kept, by=editor)
    assert [block.text_de for block in edition.blocks.all()] == ["Ein Absatz.\n\nNoch einer.", ""]


def test_a_second_person_releases_and_the_content_is_frozen(edition, editor):
    releasing.submit(edition=edition, by=editor)
    with pytest.raises(Refusal):
        releasing.release(edition=edition, by=editor)
    other = UserFactory(is_staff=True)
    released = releasing.release(edition=edition, by=other)
    assert (released.state, released.released_by) == (EditionState.RELEASED, other)
    assert sorted(content.language for content in released.contents.all()) == ["de", "uk"]
    with pytest.raises(Refusal):
        editing.change(edition=edition, by=editor, texts={"subject_de": "Zu spät"}, facts={})
    assert AuditEntry.objects.filter(action="edition.released", user=other).exists()
    releasing.take_back(edition=edition, by=editor)
    assert not released.contents.exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda e: Block.objects.filter(edition=e).delete(), "block"),
        (lambda e: Edition.objects.filter(pk=e.pk).update(subject_uk=""), "subject"),
        (lambda e: BlockFactory(edition=e, position=9, kind="portrait"), "names no partnership"),
        (lambda e: Edition.objects.filter(pk=e.pk).update(fallback_language="en"), "other languages"),
        (lambda e: Edition.objects.filter(pk=e.pk).update(audience_kinds=["special"]), "Nobody"),
        (lambda e: e.blocks.filter(kind="text").update(text_de="https://example.org/seite"), None),
        (lambda e: e.blocks.filter(kind="text").update(text_de="http://127.0.0.1:8000/de/gibt/es/nicht/"), "nowhere"),
        (lambda e: e.blocks.filter(kind="text").update(text_de="http://127.0.0.1:8000/de/actors/weg/"), "nowhere"),
        (lambda e: e.blocks.filter(kind="text").update(text_de="http://127.0.0.1:8000/uk/actors/"), None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_stops_the_release(edition, editor, spoil, said, settings):
    settings.PORTAL_BASE_URL = "http://127.0.0.1:8000"
    spoil(edition)
    edition = Edition.objects.get(pk=edition.pk)
    with translation.override("en"):
        found = [finding.text for finding in checks.findings(edition) if finding.stops]
        assert [text for text in found if said and said in text] == found
        assert bool(found) is bool(said)
        if said:
            with pytest.raises(Refusal):
                releasing.submit(edition=edition, by=editor)


def test_a_picture_needs_words_and_credit_and_is_public_only_after_the_release(
    edition, editor, secretariat_client
):
    block = edition.blocks.first()
    url = reverse("edition-block", args=[edition.pk, block.pk])
    sent = {
        f"{name}_{code}": ""
        for name in ("heading", "text", "link_label", "alt")
        for code in ("de", "uk", "en")
    }
    answer = secretariat_client.post(
        url, {**sent, "text_de": "Text", "text_uk": "Текст", "picture": picture()}
    )
    assert answer.status_code == 302
    with translation.override("en"):
        found = " ".join(finding.text for finding in checks.findings(edition))
    assert "alternative text" in found
    assert "credit" in found
    Block.objects.filter(pk=block.pk).update(alt_de="Blau", alt_uk="Синє", credit="Beispiel")
    releasing.submit(edition=edition, by=editor)
    releasing.release(edition=edition, by=UserFactory(is_staff=True))
    block.refresh_from_db()
    assert block.upload is None
    assert block.file.url in edition.contents.get(language="de").html


def test_a_file_that_is_no_picture_is_refused_and_the_text_stays(edition, secretariat_client):
    block = edition.blocks.first()
    sent = {
        f"{name}_{code}": ""
        for name in ("heading", "text", "link_label", "alt")
        for code in ("de", "uk", "en")
    }
    file = SimpleUploadedFile("bild.png", b"<svg onload=alert(1)>" * 10, "image/png")
    answer = secretariat_client.post(
        reverse("edition-block", args=[edition.pk, block.pk]), {**sent, "text_de": "Getippt", "picture": file}
    )
    assert answer.status_code == 422
    assert "Getippt" in answer.content.decode()


def test_the_test_mail_goes_to_oneself_with_harmless_links(edition, editor):
    releasing.send_test(edition=edition, language="uk", by=editor)
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language) == (editor.email, "uk")
    assert not any(mark in mail.html + mail.text for mark in placeholders.ALL)


def test_the_example_world_has_an_archived_edition_and_a_draft(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    UserFactory(is_staff=True)
    assert load_example_editions() == 2
    assert load_example_editions() == 0
    assert [edition.is_example for edition in Edition.objects.archived()] == [True]
