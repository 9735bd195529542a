"""Pictures of shared pages: what the page says anyway, in the size that is expected, marked where it is made up."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from jiqun.documents import typesetting
from jiqun.documents.errors import NoTypesetter
from jiqun.portal import cards
from jiqun.register.models import Cluster
from tests.office import at
from tests.portal.test_export import HOME, LIVE
from tests.portal.test_pages import announced
from tests.recognition.listed_round import proposed, ranked_round
from tests.recognition.panel_round import Stage

OG = re.compile(r'<meta property="og:(\w+)" content="([^"]*)">')


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """An announced round; pages tell its time."""
    cache.clear()
    cards.picture.cache_clear()
    found = proposed(ranked_round())
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    announced(found)
    return found


def told(address: str) -> dict[str, str]:
    return dict(OG.findall(Client().get(address).content.decode()))


def test_page_of_a_cluster_names_its_picture_and_the_picture_is_of_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []
    set_ = typesetting.pages
    monkeypatch.setattr(
        typesetting, "pages", lambda layout, data, **more: given.append(data) or set_(layout, data, **more)
    )
    found = Cluster.objects.public().first()
    assert found is not None
    said = told(f"/directory/{found.pk}/")
    assert (said["title"], said["image"]) == (found.name, f"http://testserver/directory/{found.pk}/card.png")
    answer = Client().get(f"/directory/{found.pk}/card.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert (given[0]["title"], bool(given[0]["mark"])) == (found.name, found.invented)
    assert " · ".join(given[0]["lines"]) == said["description"]


def test_home_and_notices_have_a_picture_and_other_pages_none(stage: Stage) -> None:
    assert told("/")["image"].endswith("/card.png")
    assert Client().get("/card.png").status_code == 200
    assert told("/directory/") == {}


def test_picture_of_what_is_not_public_is_not_there(stage: Stage) -> None:
    for kind in ("directory", "notices"):
        assert Client().get(f"/{kind}/{UUID(int=7)}/card.png").status_code == 404


def test_machine_that_cannot_typeset_shares_without_a_picture(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*given: Any, **more: Any) -> Any:
        raise NoTypesetter

    monkeypatch.setattr(typesetting, "pages", none)
    assert Client().get("/card.png").status_code == 404
    assert Client().get("/").status_code == 200


def test_copy_as_plain_files_holds_the_pictures(stage: Stage, tmp_path: Path, settings: Any) -> None:
    from jiqun.portal.export import Export

    settings.ALLOWED_HOSTS = ["gkw.example.cn", "testserver"]
    Export(tmp_path, HOME, LIVE, at("2025-07-16 09:00")).run()
    assert len(list(tmp_path.glob("directory/*/card.png"))) == Cluster.objects.public().count()
    assert (tmp_path / "card.png").is_file()
    assert f'content="{HOME}card.png"' in (tmp_path / "index.html").read_text("utf-8")
