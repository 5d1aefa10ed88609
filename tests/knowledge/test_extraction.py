"""The text of files is read for the search, whatever the file is; a hostile one is an answer, never an accident."""

import io
import subprocess

import pytest

from knowledge.enums import TextState
from knowledge.extraction import child, extract, formats
from knowledge.models import ProductVersion, VersionText
from knowledge.services import texts, versions
from platform_portal.core.errors import Refusal
from tests.factories.knowledge import ProductFactory
from tests.knowledge import files


def read(tmp_path, content, suffix):
    path = tmp_path / f"datei.{suffix}"
    path.write_bytes(content)
    return formats.read(path, suffix)


def test_pages_and_tags_of_a_pdf_are_found(tmp_path):
    found = read(tmp_path, files.pdf("Fernwaerme", "Leckortung", tagged=True), "pdf")
    assert found == {"state": "read", "text": "Fernwaerme\nLeckortung", "pages": 2, "is_tagged": True}
    assert read(tmp_path, files.pdf("x"), "pdf")["is_tagged"] is False


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (files.docx("Водопостачання", "Leckortung"), "docx"),
        (files.pptx("Водопостачання", "Leckortung"), "pptx"),
        (files.xlsx(("Водопостачання", 12), (None, "Leckortung")), "xlsx"),
        (files.odt("Водопостачання", "Leckortung"), "odt"),
    ],
)
def test_office_files_are_read(tmp_path, content, suffix):
    found = read(tmp_path, content, suffix)
    assert found["state"] == "read"
    assert "Водопостачання" in found["text"]
    assert "Leckortung" in found["text"]


def test_divided_words_are_whole_again_and_invisible_signs_are_gone():
    assert formats.tidy("Wieder-\naufbau  und\u00ad Nord-\nSüd\x00") == "Wiederaufbau und Nord-\nSüd"


def test_a_scan_has_no_text(tmp_path):
    assert read(tmp_path, files.pdf(""), "pdf")["state"] == "empty"


def test_a_pdf_behind_a_password_is_noted(tmp_path):
    assert read(tmp_path, files.locked_pdf("geheim"), "pdf")["state"] == "encrypted"


def test_a_long_text_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "CHARACTERS", 50)
    found = read(tmp_path, files.docx(*["Wort " * 5] * 20), "docx")
    assert found["state"] == "shortened"
    assert len(found["text"]) <= 50


def test_pages_beyond_the_limit_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "PAGES", 1)
    found = read(tmp_path, files.pdf("eins", "zwei"), "pdf")
    assert (found["state"], found["text"], found["pages"]) == ("shortened", "eins", 2)


# ── the process of its own ─────────────────────────────────────────────────────────────────────
def test_the_process_answers(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(files.pdf("Fernwaerme"))
    assert extract(path, "pdf").text == "Fernwaerme"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\nkaputt\n%%EOF", b"", files.pdf("x")[:200] + b"%%EOF", b"\x00" * 1000]
)
def test_a_broken_file_is_noted(tmp_path, content):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert extract(path, "pdf").state in {"broken", "empty"}


def test_a_file_that_is_gone_is_noted(tmp_path):
    assert extract(tmp_path / "x.pdf", "pdf").state == "broken"


def test_a_bomb_of_entities_is_stopped(tmp_path):
    raw = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "x" * 1000}">' for n in range(12))
    path = tmp_path / "x.odt"
    path.write_bytes(files.odt("&e11;", raw=f"<!DOCTYPE x [{raw}]>"))
    assert extract(path, "odt").state in {"broken", "too_much"}


def test_what_takes_too_long_is_stopped(tmp_path, monkeypatch):
    def hang(*_args, **options):
        raise subprocess.TimeoutExpired("x", options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    assert extract(tmp_path / "x.pdf", "pdf").state == "too_much"


def test_a_process_killed_by_a_limit_is_an_answer(tmp_path, monkeypatch):
    killed = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: killed)
    assert extract(tmp_path / "x.pdf", "pdf").state == "too_much"


def test_running_out_of_memory_is_an_answer(monkeypatch, capsys):
    def greedy(*_args):
        raise MemoryError

    monkeypatch.setattr(formats, "read", greedy)
    child.main("x", "pdf")
    assert capsys.readouterr().out == '{"state": "too_much"}'


def test_the_process_gets_no_secrets(tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setenv("DATABASE_URL", "postgres://geheim")
    monkeypatch.setattr(
        subprocess, "run",
        lambda *_args, **options: seen.update(options["env"]) or subprocess.CompletedProcess([], 1, b"", b""),
    )  # fmt: skip
    extract(tmp_path / "x.pdf", "pdf")
    assert "DATABASE_URL" not in seen


# ── in the worker ──────────────────────────────────────────────────────────────────────────────
def with_file(content, **facts):
    product = ProductFactory(link="", **facts)
    return versions.add(product=product, by=None, file=io.BytesIO(content))


def test_the_worker_writes_text_pages_and_tags(db):
    version = with_file(files.pdf("Leckortung", tagged=True))
    assert version.text_state == TextState.WAITING
    assert texts.read_due() == 1
    version.refresh_from_db()
    assert (version.text_state, version.pages, version.is_tagged) == ("read", 1, True)
    assert version.text.content == "Leckortung"
    assert texts.read_due() == 0


def test_a_broken_file_stays_downloadable_and_does_not_stop_the_others(db):
    broken = with_file(b"%PDF-1.7\n<< >>\n%%EOF")
    good = with_file(files.pdf("Leckortung"))
    assert texts.read_due() == 2
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.text_state, good.text_state) == ("broken", "read")


def test_a_file_that_brings_the_worker_down_is_left_alone_after_three_times(db, monkeypatch):
    version = with_file(files.pdf("x"))
    version.text_attempts = 3
    version.save()
    monkeypatch.setattr(texts, "extract", lambda *_args: pytest.fail("read again"))
    texts.read_due()
    version.refresh_from_db()
    assert version.text_state == "too_much"


def test_a_new_version_takes_the_words_of_the_old_one_away(client, db):
    version = with_file(files.pdf("Leckortung"))
    texts.read_due()
    found = client.get("/de/knowledge/?q=leckortung")
    assert version.product.get_absolute_url() in found.content.decode()
    versions.add(product=version.product, by=None, link="https://example.org/neu")
    assert (
        version.product.get_absolute_url() not in client.get("/de/knowledge/?q=leckortung").content.decode()
    )
    assert VersionText.objects.filter(version=version).exists()


@pytest.mark.parametrize("content", [b"MZ nur ein Programm", b"", b"<html>", b"%PDF-1.7 ohne Ende"])
def test_other_kinds_of_files_are_refused(content, db):
    with pytest.raises(Refusal):
        with_file(content)
    assert not ProductVersion.objects.exists()


def test_a_packed_bomb_is_refused(db):
    with pytest.raises(Refusal, match="Entpacken"):
        with_file(files.bomb())
    assert not ProductVersion.objects.exists()
