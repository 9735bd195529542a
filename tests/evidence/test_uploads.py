"""Files in pieces, half-sent files after a day, orphans of the store (trust: Files)."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store, uploads
from jiqun.evidence.models import StoredFile, Upload
from jiqun.evidence.sweeping import sweep
from tests.evidence.samples import PDF
from tests.office import HUICHENG, chance, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return start(open_round())


def begun(case: Case, size: int = len(PDF), name: str = "a.pdf", at: datetime = NOW, seed: int = 1) -> Upload:
    clerk = officer(HUICHENG)
    return uploads.begin(case, "extent", clerk, name=name, size=size, mark=name, id=uuid7(NOW, chance(seed)), at=at)


def aged(path: object, hours: int, at: datetime) -> None:
    then = (at - timedelta(hours=hours)).timestamp()
    os.utime(str(path), (then, then))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, len(PDF) - 1), max_size=6), again=st.booleans())
def test_pieces_of_any_length_make_the_file(case: Case, cuts: list[int], again: bool) -> None:
    found = begun(case)
    places = sorted({0, *cuts, len(PDF)})
    for first, last in pairwise(places):
        assert uploads.receive(found, first, PDF[first:last], NOW) == last
        if again:  # a repeated piece changes nothing, and says where to go on
            with pytest.raises(uploads.Elsewhere) as elsewhere:
                uploads.receive(found, first, PDF[first:last], NOW)
            assert elsewhere.value.offset == last
    with uploads.whole(found) as file:
        assert file.read() == PDF
    uploads.forget(found)


def test_same_mark_goes_on_where_it_stopped(case: Case) -> None:
    first = begun(case)
    uploads.receive(first, 0, PDF[:20], NOW)
    second = begun(case, seed=2)
    assert (second.pk, second.received, Upload.objects.count()) == (first.pk, 20, 1)


def test_row_that_remembers_more_than_the_folder_goes_back(case: Case) -> None:
    """A restored database may be ahead of its files."""
    found = begun(case)
    uploads.receive(found, 0, PDF[:20], NOW)
    uploads.place_of(found.pk).unlink()
    assert uploads.find(case, found.pk, officer(HUICHENG)).received == 0


def test_so_many_may_be_open_at_a_time(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OPEN", 2)
    for number in range(2):
        begun(case, name=f"{number}.pdf", seed=number)
    with pytest.raises(Refusal, match="2 个文件尚未传完"):
        begun(case, name="三.pdf", seed=3)
    assert begun(case, name="1.pdf").name == "1.pdf"


def test_half_sent_file_is_forgotten_after_a_day(case: Case) -> None:
    old = begun(case, name="旧.pdf")
    uploads.receive(old, 0, PDF[:20], NOW)
    aged(uploads.place_of(old.pk), 0, NOW)
    later = NOW + timedelta(hours=23)
    assert (uploads.sweep(later), Upload.objects.count()) == (0, 1)
    fresh = begun(case, name="新.pdf", at=NOW + timedelta(hours=25), seed=2)
    assert list(Upload.objects.all()) == [fresh]
    assert not uploads.place_of(old.pk).exists()


def test_sweep_removes_old_orphans_and_names_what_is_missing() -> None:
    at = timezone.now()
    kept, lost, young, orphan = (store.keep(bytes([n]), "application/json", at) for n in range(4))
    StoredFile.objects.filter(pk__in=(young.pk, orphan.pk)).delete()
    store.path_of(lost.pk).unlink()
    aged(store.path_of(orphan.sha256), 25, at)
    preview = store.folder() / "cache" / "ab" / "old"
    preview.parent.mkdir(parents=True)
    preview.write_bytes(b"x")
    aged(preview, 31 * 24, at)
    swept = sweep(at)
    assert (swept.orphans, swept.missing, swept.cached) == ((orphan.sha256,), (lost.sha256,), 1)
    there = [store.path_of(each.sha256).exists() for each in (kept, young, orphan)]
    assert there == [True, True, False]


def test_command_says_what_it_found() -> None:
    out, err = StringIO(), StringIO()
    call_command("sweep_files", stdout=out, stderr=err)
    assert "无记录文件 0，未完成上传 0，过期预览 0" in out.getvalue()
    lost = store.keep(b"x", "application/json", NOW)
    store.path_of(lost.sha256).unlink()
    with pytest.raises(SystemExit):
        call_command("sweep_files", stdout=out, stderr=err)
    assert lost.sha256 in err.getvalue()
