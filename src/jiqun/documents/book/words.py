"""The fixed words of a bound set, in the language in force."""

from __future__ import annotations

from jiqun.bilingual import pick


def labels() -> dict[str, str]:
    """By the name the layout uses."""
    return {
        "contents": pick("目　录", "Contents"),
        "page": pick("第 {n} 页，共 {all} 页", "page {n} of {all}"),
        "number": pick("申报编号 ", "Application "),
        "code": pick("版本校验码 ", "version code "),
        "asks": pick("佐证材料：", "Evidence: "),
        "opening": pick("（", " ("),
        "closing": pick("）", ")"),
        "editable": pick("供编辑，以系统内数据为准", "For editing; the data in the system count"),
        "update": pick(
            "在此处点右键选“更新域”即得目录和页码", "Right-click here and update the field for the contents"
        ),
    }
