"""A real map, which is shown only as the approved standard map (标准地图) that the operator installed.

A map of China or a part of it that is shown to the public needs a review number (《地图管理条例》, 国务院令第664号,
第二十二条). The operator puts the approved picture into a folder with `map.json`:

    {"file": "map.png", "review_number": "粤S(2023)012号", "source": "广东省自然资源厅标准地图服务",
     "width": 1200, "height": 900, "places": {"441300": [780, 420]}}

`places` are the middles of prefectures in pixels of the picture, which itself is never changed: numbers stand upon it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.geography import tiles as grid
from jiqun.portal.cartogram import Tile

KINDS = {".png": "image/png", ".jpg": "image/jpeg"}
FACTS = ("file", "review_number", "source", "width", "height", "places")


class UnfitMap(ValueError):
    """The folder holds no map that may be shown; the sentence says why."""


@dataclass(frozen=True, slots=True)
class StandardMap:
    """An installed map: its picture, its size in pixels, its review number, where it comes from, where places lie."""

    picture: bytes
    content_type: str
    width: int
    height: int
    review_number: str
    source: str
    places: dict[str, tuple[int, int]]

    def points(self, tiles: Iterable[Tile]) -> list[tuple[Tile, int, int, int]]:
        """Each prefecture that has clusters and a place: where its circle stands, and how great it is."""
        unit = max(self.width, self.height) // 100
        return [
            (tile, *self.places[tile.code], unit * (1 + tile.shade))
            for tile in tiles
            if tile.count and tile.code in self.places
        ]


@lru_cache(maxsize=4)
def installed(folder: str) -> StandardMap | None:
    """The map of a folder, None without one. Raises `UnfitMap` for a map that must not be shown so."""
    return load(Path(folder)) if folder else None


def load(folder: Path) -> StandardMap:
    """Reads and checks a folder. Raises `UnfitMap`, naming everything that is wrong."""
    try:
        told = json.loads((folder / "map.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnfitMap(
            str(Text(f"读不出 {folder / 'map.json'}。", f"{folder / 'map.json'} cannot be read."))
        ) from error
    wrong = [f"缺少 {name} · {name} is missing" for name in FACTS if not told.get(name)]
    if not wrong:
        wrong = list(problems(folder, told))
    if wrong:
        raise UnfitMap("；".join(wrong))
    return StandardMap(
        (folder / told["file"]).read_bytes(),
        KINDS[Path(told["file"]).suffix.lower()],
        told["width"],
        told["height"],
        told["review_number"],
        told["source"],
        {code: (x, y) for code, (x, y) in told["places"].items()},
    )


def problems(folder: Path, told: dict[str, object]) -> Iterable[str]:
    """What is wrong with a description that has everything."""
    name, places = str(told["file"]), told["places"]
    if Path(name).name != name or Path(name).suffix.lower() not in KINDS or not (folder / name).is_file():
        yield f"{name} 不是该文件夹中的 png 或 jpg 图片 · {name} is no png or jpg of the folder"
    if "S(" not in str(told["review_number"]).replace("（", "("):
        yield "审图号形如“粤S(2023)012号” · a review number looks like 粤S(2023)012号"
    if not isinstance(told["width"], int) or not isinstance(told["height"], int):
        yield "width、height 须为像素数 · width and height are pixels"
    elif not isinstance(places, dict) or not all(
        code in grid.prefectures()
        and isinstance(at, list)
        and [type(each) for each in at] == [int, int]
        and 0 <= at[0] <= told["width"]
        and 0 <= at[1] <= told["height"]
        for code, at in places.items()
    ):
        yield "places 须为地市代码与图内像素坐标 · places are codes of prefectures with pixels within the picture"
