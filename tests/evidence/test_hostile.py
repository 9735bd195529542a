"""Every hostile file is refused in words and leaves nothing behind (trust: Files)."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from jiqun.evidence import store
from jiqun.evidence.checks import Unfit
from jiqun.evidence.models import StoredFile
from tests.evidence.hostile import HOSTILE
from tests.office import at

NOW = at("2025-03-20 10:00")
pytestmark = [pytest.mark.django_db, pytest.mark.files_alone]


def test_corpus_holds_at_least_sixty_files() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(
    ("name", "make", "word"), [case[1:] for case in HOSTILE], ids=[f"{case[1][:12]}-{case[0]}" for case in HOSTILE]
)
def test_hostile_file_is_refused_and_leaves_nothing(name: str, make: Callable[[], bytes], word: str) -> None:
    """Trust, Files: 0 accepted, no file left."""
    data = make()
    with pytest.raises(Unfit) as refused:
        store.put(io.BytesIO(data), name, NOW)
    assert word in refused.value.text.zh
    assert not StoredFile.objects.exists()
    assert [path for path in store.folder().rglob("*") if path.is_file()] == []
