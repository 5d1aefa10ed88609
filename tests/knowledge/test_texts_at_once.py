"""Two workers at the same moment never read one file twice, over real parallel connections."""

import io
import threading

import pytest
from django.db import connection, transaction

from knowledge.extraction import Extract
from knowledge.models import ProductVersion
from knowledge.services import texts, versions
from tests.factories.knowledge import ProductFactory
from tests.knowledge import files


def race(monkeypatch):
    """Two workers; what each of them has read."""
    for _ in range(2):
        versions.add(product=ProductFactory(link=""), by=None, file=io.BytesIO(files.pdf("x")))
    seen: list[list[int]] = [[], []]
    start = threading.Barrier(2)
    monkeypatch.setattr(texts, "extract", lambda path, _suffix: Extract("read", "x"))

    def work(number):
        real = texts.read

        def noting(*, version):
            seen[number].append(version.pk)
            return real(version=version)

        start.wait()
        try:
            while (version := texts._claim(texts.timezone.now())) is not None:
                noting(version=version)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


@pytest.mark.django_db(transaction=True)
def test_each_file_is_read_once(monkeypatch):
    first, second = race(monkeypatch)
    assert sorted(first + second) == list(ProductVersion.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_both_read_the_same_file(monkeypatch):
    """The negative control: the same race when nothing is claimed."""
    meeting = threading.Barrier(2)
    local = threading.local()

    def unclaimed(_now):
        if getattr(local, "done", False):
            return None
        local.done = True
        with transaction.atomic():
            version = ProductVersion.objects.order_by("pk").first()
        meeting.wait(timeout=20)
        return version

    monkeypatch.setattr(texts, "_claim", unclaimed)
    first, second = race(monkeypatch)
    assert first == second
