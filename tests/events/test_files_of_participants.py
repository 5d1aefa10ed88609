"""Files of participants: safe for spreadsheets, with answers; badges whose QR code a reader reads."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from events import badges
from events.enums import QuestionKind
from events.models import Answer, Question
from platform_portal.core.models import AuditEntry
from tests.events.desk import hybrid, people
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


def taken(client, event, form: str, query: str = "") -> bytes:
    answer = client.get(reverse("event-export", args=[event.pk, form]) + query)
    assert answer.status_code == 200
    return answer.content


@pytest.fixture
def event():
    """Somebody with a formula for a name, an answer and food."""
    made = hybrid()
    person = RegistrationFactory(event=made, name='=HYPERLINK("x")', organisation="Громада", food="vegan")
    question = Question.objects.create(
        event=made, kind=QuestionKind.TEXT, label="Anreise", label_de="Anreise"
    )
    Answer.objects.create(registration=person, question=question, text="@bahn")
    RegistrationFactory(event=made, name="Anna", language="uk")
    return made


def test_a_csv_file_runs_nothing_and_reads_ukrainian(secretariat_client, event):
    text = taken(secretariat_client, event, "csv").decode("utf-8-sig")
    header, first, second = csv.reader(io.StringIO(text))
    assert header[-1] == "Anreise"
    assert (first[0], first[1], first[-1]) == ('\'=HYPERLINK("x")', "Громада", "'@bahn")
    assert second[0] == "Anna"
    assert AuditEntry.objects.filter(action="event.participants_exported").exists()


def test_a_workbook_says_the_same_and_follows_the_filter(secretariat_client, event):
    book = openpyxl.load_workbook(io.BytesIO(taken(secretariat_client, event, "xlsx", "?language=uk")))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Anna"]
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_badges_name_everyone_on_site_ten_on_a_sheet(secretariat_client, event):
    people(event, 10)
    RegistrationFactory(event=event, name="Online Ona", mode="online")
    RegistrationFactory(event=event, name="Щасливий Ґудзь Їжакевич")
    reader = PdfReader(io.BytesIO(taken(secretariat_client, event, "badges")))
    text = "".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == 2
    assert "Щасливий Ґудзь Їжакевич" in " ".join(text.split())
    assert "Online Ona" not in text


def test_the_code_of_a_badge_is_read_by_a_reader():
    from segno import make

    out = io.BytesIO()
    make("AB23CD45EF", error="m", micro=False).save(out, kind="png", scale=6, border=4)
    [found] = zxingcpp.read_barcodes(Image.open(out))
    assert found.text == "AB23CD45EF"
    assert badges.qr("AB23CD45EF").startswith("<svg")


def test_the_attendance_sheet_has_a_line_per_person(secretariat_client, event):
    reader = PdfReader(io.BytesIO(taken(secretariat_client, event, "attendance")))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Anna" in text
    assert "Unterschrift" in text


def test_without_anybody_on_site_there_is_a_sentence_and_no_file(secretariat_client):
    answer = secretariat_client.get(reverse("event-export", args=[hybrid().pk, "badges"]), follow=True)
    assert answer.redirect_chain
    assert [str(message) for message in answer.context["messages"]]


def test_a_format_nobody_knows_is_a_bad_request(secretariat_client, event):
    assert secretariat_client.get(reverse("event-export", args=[event.pk, "exe"])).status_code == 400
