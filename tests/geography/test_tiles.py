"""The schematic of prefectures."""

from __future__ import annotations

from jiqun.geography import tiles as grid
from jiqun.standards import divisions


def test_every_prefecture_has_one_tile_of_its_own() -> None:
    assert set(grid.prefectures()) == {each.code for each in divisions.everything() if each.kind == "prefecture"}
    assert len(set(grid.prefectures().values())) == 21


def test_neighbours_lie_beside_each_other() -> None:
    guangzhou, foshan, shaoguan = (
        grid.prefectures()["440100"],
        grid.prefectures()["440600"],
        grid.prefectures()["440200"],
    )
    assert (foshan[0] + 1, foshan[1]) == guangzhou
    assert shaoguan[1] < guangzhou[1]
