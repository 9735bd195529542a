"""The fixed words of a report, in the language in force."""

from __future__ import annotations

from jiqun.bilingual import pick


def labels() -> dict[str, str]:
    """By the name the layout uses."""
    return {
        "contents": pick("目　录", "Contents"),
        "draft": pick("征求意见稿 · 未印发", "Draft · not issued"),
        "figure": pick("图 ", "Figure "),
        "table": pick("表 ", "Table "),
        "update": pick(
            "在此处点右键选“更新域”即得目录和页码", "Right-click here and update the field for the contents"
        ),
    }
