"""The map of the public: tiles without boundaries, and a real map only with its review number (issue of the portal)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from jiqun.geography import tiles as grid
from jiqun.portal import cartogram, standard_map
from jiqun.portal.queries import clusters
from jiqun.register.models import Cluster, Recognition
from tests.office import HUICHENG, at
from tests.supervision.recognised import cluster, recognised

Queries = Callable[[int], Any]
MAP = {
    "file": "map.png",
    "review_number": "粤S(2023)012号",
    "source": "广东省自然资源厅标准地图服务",
    "width": 1200,
    "height": 900,
    "places": {"441300": [780, 420]},
}


@pytest.fixture
def held(db: None, monkeypatch: pytest.MonkeyPatch) -> Recognition:
    """A cluster of 惠东县 recognised from July 2023 until July 2026; pages are read in 2025."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2025-09-10 10:00"))
    standard_map.installed.cache_clear()
    found = recognised()
    Cluster.objects.update(strategic="light-textiles")
    return found


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(text: str) -> dict[str, int]:
    """Name on a tile → number on it."""
    tiles = re.findall(r'class="name" title="([^"]+)">[^<]+</span> <b>(\d+)</b>', text)
    return {name: int(number) for name, number in tiles}


def test_every_prefecture_has_a_tile_and_its_number(held: Recognition) -> None:
    tiles = shown(page("/map/"))
    assert len(tiles) == len(grid.prefectures()) == 21
    assert {name for name, number in tiles.items() if number} == {"惠州市"} and tiles["惠州市"] == 1
    assert shown(page("/")) == tiles


def test_a_prefecture_opens_to_its_counties_and_their_clusters(held: Recognition) -> None:
    found = page("/map/?place=441300")
    tiles = shown(found)
    assert tiles["惠东县"] == 1 and tiles["惠城区"] == 0 and "仲恺高新技术产业开发区" in tiles
    assert f"/directory/{held.cluster_id}/" in found


def test_year_and_industry_choose_and_what_is_unknown_counts_as_all(held: Recognition) -> None:
    assert shown(page("/map/?year=2023"))["惠州市"] == 1
    recognised(cluster("惠城区电子元件产业集群", HUICHENG, "398"), start=date(2025, 7, 1), batch="2025年")
    assert shown(page("/map/"))["惠州市"] == 2
    assert shown(page("/map/?year=2024"))["惠州市"] == 1
    assert shown(page("/map/?industry=light-textiles"))["惠州市"] == 1
    assert sum(shown(page("/map/?industry=software")).values()) == 0
    for odd in ("?year=1999", "?year=x", "?industry=none", "?place=999999", "?place=%27--"):
        assert shown(page(f"/map/{odd}"))["惠州市"] == 2


def test_what_ran_out_or_was_revoked_is_on_no_tile(held: Recognition) -> None:
    later = cartogram.in_force(clusters(date(2026, 7, 10)))
    assert later == []
    Recognition.objects.update(revoked_from=date(2025, 1, 1))
    assert sum(shown(page("/map/?year=2024")).values()) == 1
    assert sum(shown(page("/map/")).values()) == 0


@pytest.mark.parametrize(("count", "most", "expected"), [(0, 0, 0), (0, 9, 0), (1, 9, 1), (9, 9, 4), (1, 1, 4)])
def test_shade_goes_in_even_steps(count: int, most: int, expected: int) -> None:
    assert cartogram.shade(count, most) == expected


def test_page_costs_as_many_queries_however_many_clusters(
    held: Recognition, django_assert_num_queries: Queries
) -> None:
    for number in range(5):
        recognised(cluster(f"集群{number}"), batch=f"{number}")
    with django_assert_num_queries(3):
        page("/map/")


def install(folder: Path, **changed: Any) -> str:
    told = {name: value for name, value in {**MAP, **changed}.items() if value is not None}
    (folder / "map.json").write_text(json.dumps(told), "utf-8")
    (folder / "map.png").write_bytes(b"\x89PNG\r\n")
    return str(folder)


def test_no_real_map_is_shown_where_none_was_installed(held: Recognition) -> None:
    for address in ("/map/standard/", "/map/standard/picture/"):
        assert Client().get(address).status_code == 404
    assert "/map/standard/" not in page("/map/")


def test_installed_map_is_shown_with_its_review_number_and_as_it_was_approved(
    held: Recognition, settings: Settings, tmp_path: Path
) -> None:
    settings.JIQUN_STANDARD_MAP = install(tmp_path)
    assert "/map/standard/" in page("/map/?n=1")
    found = page("/map/standard/")
    assert "粤S(2023)012号" in found and "底图无修改" in found and 'cx="780" cy="420"' in found
    picture = Client().get("/map/standard/picture/")
    assert picture.content == b"\x89PNG\r\n" and picture.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"review_number": None}, "缺少 review_number"),
        ({"review_number": "第12号"}, "审图号形如"),
        ({"source": ""}, "缺少 source"),
        ({"file": "../map.png"}, "不是该文件夹中的"),
        ({"file": "map.svg"}, "不是该文件夹中的"),
        ({"width": "1200"}, "像素数"),
        ({"places": {"441300": [5000, 10]}}, "places 须为"),
        ({"places": {"110000": [1, 1]}}, "places 须为"),
    ],
)
def test_map_that_must_not_be_shown_is_refused_with_the_reason(
    changed: dict[str, Any], why: str, tmp_path: Path
) -> None:
    with pytest.raises(standard_map.UnfitMap, match=re.escape(why)):
        standard_map.load(Path(install(tmp_path, **changed)))


def test_folder_without_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(standard_map.UnfitMap, match="读不出"):
        standard_map.load(tmp_path)
