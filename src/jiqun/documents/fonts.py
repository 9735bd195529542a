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
FANG = (
    "FangSong_GB2312",
    "FangSong",
    "STFangsong",
    "FZFangSong-Z02",
    "方正仿宋_GBK",
    "FandolFang R",
    "FandolFang",
)
KAI = ("KaiTi_GB2312", "KaiTi", "STKaiti", "FZKai-Z03", "方正楷体_GBK", "FandolKai", "AR PL UKai CN")
BIAO = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", "华文中宋")
"""小标宋 for titles and marks; 华文中宋 is the usual one in its place."""
DIGITS = "DejaVu Sans Mono"
"""For digests; typst brings it along."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The families chosen, one of each kind; where only one kind is there, it serves for both.

    仿宋, 楷体 and 小标宋 come with an office's software and are empty where the machine has none: Song stands in.
    """

    song: str
    hei: str
    fang: str = ""
    kai: str = ""
    biao: str = ""

    def stand_ins(self) -> tuple[tuple[str, str], ...]:
        """The faces of official papers that are missing here, each with the one set instead: (仿宋, Noto Serif CJK)."""
        named = (("仿宋", self.fang, ""), ("楷体", self.kai, ""), ("小标宋", self.biao, "（加粗）"))
        return tuple((name, self.song + how) for name, found, how in named if not found)


def choose(families: Collection[str]) -> Faces:
    """The best faces among the families a machine has. Raises `NoChineseFont`."""
    song, hei, fang, kai, biao = (
        next((name for name in names if name in families), None) for names in (SONG, HEI, FANG, KAI, BIAO)
    )
    if (either := song or hei) is None:
        raise NoChineseFont
    return Faces(song or either, hei or either, fang or "", kai or "", biao or "")
