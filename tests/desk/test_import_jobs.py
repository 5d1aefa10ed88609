"""Files at the desk: checked before anything is written, with progress, to be stopped, and safe against a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from actors.models import Actor, ImportJob
from actors.services import import_jobs
from actors.services.groups import load_groups
from platform_portal.core.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)
UPLOAD = "/admin/actors/importjob/upload/"
GOOD = "name_de,kind\nVerein Eins,association\nVerein Zwei,association\n"


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    """Messages to the worker are left out; the tests call the service that the sweep calls."""
    monkeypatch.setattr(import_jobs, "tell_worker", lambda: None)


@pytest.fixture
def groups(db):
    load_groups()


def upload(client: Client, text: str | bytes, name: str = "vereine.csv", **more: str) -> ImportJob:
    data = text.encode() if isinstance(text, str) else text
    sent = {"kind": "actors", "file": SimpleUploadedFile(name, data), **more}
    assert client.post(UPLOAD, sent).status_code == 302
    return ImportJob.objects.latest("pk")


def page(client: Client, job: ImportJob) -> str:
    answer = client.get(f"/admin/actors/importjob/{job.pk}/change/")
    assert answer.status_code == 200
    return answer.content.decode()


def answer(client: Client, job: ImportJob, word: str) -> ImportJob:
    client.post(f"/admin/actors/importjob/{job.pk}/answer/{word}/")
    job.refresh_from_db()
    return job


def test_a_file_is_checked_then_written_once_somebody_agrees(secretariat_client, secretariat, groups):
    job = upload(secretariat_client, GOOD)
    assert import_jobs.run_due() == 1
    assert not Actor.objects.exists()
    assert "Verein Zwei" in page(secretariat_client, job)
    assert answer(secretariat_client, job, "confirm").state == "to_write"
    import_jobs.run_due()
    job.refresh_from_db()
    assert (job.state, job.data, Actor.objects.count()) == ("done", None, 2)
    assert AuditEntry.objects.filter(action="import.done", user=secretariat).exists()


def test_every_row_that_cannot_be_used_says_why(secretariat_client, groups):
    job = upload(secretariat_client, GOOD + "Verein Drei,schloss\n=1+1,association\n")
    import_jobs.run_due()
    job.refresh_from_db()
    failed = [row for row in job.report["rows"] if row[1] == "failed"]
    assert [row[0] for row in failed] == [4]
    assert "kind" in failed[0][4]
    report = secretariat_client.get(f"/admin/actors/importjob/{job.pk}/report/").content.decode("utf-8-sig")
    assert "'=1+1" in report


def test_all_or_nothing_cannot_be_confirmed_with_a_bad_row(secretariat_client, groups):
    job = upload(secretariat_client, GOOD + "Verein Drei,schloss\n", all_or_nothing="on")
    import_jobs.run_due()
    assert answer(secretariat_client, job, "confirm").state == "checked"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "leer.csv"),
        (b"PK\x03\x04kaputt", "a.xlsx"),
        (b"\xff\xfe\x00", "a.csv"),
        (b"a,b\n1,2\n", "fremd.csv"),
    ],
)
def test_a_file_that_is_none_fails_clearly(secretariat_client, groups, data, name):
    sent = {"kind": "actors", "file": SimpleUploadedFile(name, data)}
    assert secretariat_client.post(UPLOAD, sent).status_code in (200, 302)
    import_jobs.run_due()
    assert {job.state for job in ImportJob.objects.all()} <= {"failed"}
    assert all(job.problem for job in ImportJob.objects.all())


def test_a_file_that_is_too_large_is_refused_at_once(secretariat_client, monkeypatch, groups):
    monkeypatch.setattr(import_jobs, "MAX_BYTES", 10)
    sent = {"kind": "actors", "file": SimpleUploadedFile("a.csv", GOOD.encode())}
    assert secretariat_client.post(UPLOAD, sent).status_code == 200
    assert not ImportJob.objects.exists()


def test_what_waits_is_stopped_at_once(secretariat_client, groups):
    job = upload(secretariat_client, GOOD)
    assert answer(secretariat_client, job, "stop").state == "stopped"
    assert (import_jobs.run_due(), Actor.objects.count()) == (0, 0)


def test_what_is_at_work_stops_at_its_next_step_and_writes_nothing(secretariat_client, secretariat, groups):
    job = upload(secretariat_client, GOOD)
    import_jobs.run_due()
    answer(secretariat_client, job, "confirm")
    ImportJob.objects.update(state="writing")  # a worker has it
    job.refresh_from_db()
    assert answer(secretariat_client, job, "stop").is_stopping
    import_jobs.run_due()
    job.refresh_from_db()
    assert (job.state, Actor.objects.count()) == ("stopped", 0)


def test_a_job_somebody_is_at_is_left_alone(secretariat_client, groups):
    job = upload(secretariat_client, GOOD)
    with import_jobs._held(job.pk):
        assert not import_jobs.run(job_id=job.pk)
    assert import_jobs.run(job_id=job.pk)


def test_members_have_nothing_to_do_here(member_client, client):
    for reader in (member_client, client):
        assert reader.get(UPLOAD).status_code in (302, 403)
        assert reader.post("/admin/actors/importjob/1/answer/confirm/").status_code in (302, 403)


WORKER = """
import os, time
os.environ["DJANGO_SETTINGS_MODULE"] = "platform_portal.settings.test"
import django; django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
from actors.services import import_jobs, import_writing
first = import_writing.audit.record_many
def slow(**facts):
    first(**facts)
    print("half way", flush=True)
    time.sleep(60)
import_writing.audit.record_many = slow
import_jobs.run_due()
"""


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_begins_again(
    secretariat_client, groups
):
    job = upload(secretariat_client, GOOD)
    import_jobs.run_due()
    answer(secretariat_client, job, "confirm")
    script = WORKER.format(name=connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=settings.BASE_DIR, env=os.environ.copy()
    )
    try:
        assert worker.stdout
        assert worker.stdout.readline() == b"half way\n"
        job.refresh_from_db()
        assert (job.state, Actor.objects.count()) == ("writing", 0)
        assert not import_jobs.run(job_id=job.pk), "somebody is at it"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    deadline = time.monotonic() + 20
    while not import_jobs.run(job_id=job.pk) and time.monotonic() < deadline:
        pass  # PostgreSQL notices the end of the connection within moments
    job.refresh_from_db()
    assert (job.state, Actor.objects.count(), job.attempts) == ("done", 2, 0)
    assert AuditEntry.objects.filter(action="actor.imported").count() == 2


def test_a_job_that_kills_its_workers_ends(secretariat_client, groups):
    job = upload(secretariat_client, GOOD)
    ImportJob.objects.update(state="checking", attempts=import_jobs.MAX_ATTEMPTS)
    import_jobs.run_due()
    job.refresh_from_db()
    assert job.state == "failed"
    assert answer(secretariat_client, job, "again").state == "to_check"


def test_topics_are_shown_before_they_are_written(administrator_client):
    from actors.models import Topic

    data = "slug,name_de,name_uk,name_en,is_protected\nneu,Neu,Нове,New,1\n"
    address = "/admin/actors/topic/import/"
    seen = administrator_client.post(address, {"file": SimpleUploadedFile("t.csv", data.encode())})
    assert [row["outcome"] for row in seen.context["rows"]] == ["created"]
    assert not Topic.objects.exists()
    administrator_client.post(address, {"rows": seen.context["kept"]})
    topic = Topic.objects.get()
    assert (topic.slug, topic.name_uk, topic.is_protected) == ("neu", "Нове", True)
    assert AuditEntry.objects.filter(action="topic.imported").exists()


@pytest.mark.parametrize("row", ["neu,,x", "zu lang," + "x" * 300 + ",", "neu,Neu,unbekannt"])
def test_a_topic_that_cannot_be_used_keeps_the_file_out(administrator_client, row):
    from actors.models import Topic

    data = f"slug,name_de,parent\n{row}\n"
    seen = administrator_client.post(
        "/admin/actors/topic/import/", {"file": SimpleUploadedFile("t.csv", data.encode())}
    )
    assert not seen.context["is_good"]
    assert seen.context["rows"][0]["said"]
    assert not Topic.objects.exists()


def test_a_forged_preview_is_not_written(administrator_client):
    from actors.models import Topic

    assert administrator_client.post("/admin/actors/topic/import/", {"rows": "e30:x:y"}).status_code == 200
    assert not Topic.objects.exists()
