"""The faces documents are set in, taken from what the machine has: Song for the law, Hei for the system."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jiqun.documents.errors import NoChineseFont

SONG = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "FandolSong",
    "AR PL UMing CN",
)
HEI = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimHei",
    "FandolHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
DIGITS = "DejaVu Sans Mono"
"""For digests; typst brings it along."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The families chosen, one of each kind; where only one kind is there, it serves for both."""

    song: str
    hei: str


def choose(families: Collection[str]) -> Faces:
    """The best faces among the families a machine has. Raises `NoChineseFont`."""
    song = next((name for name in SONG if name in families), None)
    hei = next((name for name in HEI if name in families), None)
    if (either := song or hei) is None:
        raise NoChineseFont
    return Faces(song or either, hei or either)
