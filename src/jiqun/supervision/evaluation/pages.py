"""A report's chapters as its page shows them: sentences with their sources, and what is edited and doubtful."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jiqun.supervision.evaluation import printing
from jiqun.supervision.evaluation.content.writing import Plain, text_of
from jiqun.supervision.evaluation.queries import Shown
from jiqun.supervision.evaluation.wording import Worded


def chapters(found: Shown) -> list[dict[str, Any]]:
    """Every chapter with its blocks; a draft's sentences carry what people wrote."""
    made, counted = [], {True: 0, False: 0}
    for chapter in found.content["chapters"]:
        counted[chapter["annex"]] += 1
        title = printing.heading(chapter, counted[chapter["annex"]])
        blocks = [_block(block, found.wordings, found.of.moved if found.draft else {}) for block in chapter["blocks"]]
        made.append({"key": chapter["key"], "title": title, "blocks": [block for block in blocks if block]})
    return made


def _block(block: Plain, wordings: dict[str, Worded], moved: dict[str, Plain]) -> dict[str, Any] | None:
    if block["kind"] == "text":
        lines = [_sentence(sentence, wordings.get(sentence["key"]), moved) for sentence in block["sentences"]]
        return {"kind": "text", "sentences": lines} if lines else None
    told = {"kind": block["kind"], "title": text_of(block["title"]), "source": block["source"]}
    if block["kind"] == "table":
        head = [text_of(cell) for cell in block["head"]]
        rows = [[(text_of(cell), n >= block["words"]) for n, cell in enumerate(row)] for row in block["rows"]]
        return {**told, "head": [(cell, n >= block["words"]) for n, cell in enumerate(head)], "rows": rows}
    return {**told, "svg": _safe(printing.drawing(block)), "said": printing.said(block)}


def _sentence(sentence: Plain, of: Worded | None, moved: dict[str, Plain]) -> dict[str, Any]:
    sources = sorted({number["source"] for number in sentence["numbers"]})
    before = moved.get(sentence["key"])
    generated = of.generated if of is not None else sentence.get("generated")
    return {
        "key": sentence["key"],
        "text": text_of(sentence),
        "sources": sources,
        "edited": of.edited if of is not None else "generated" in sentence,
        "doubtful": of is not None and of.doubtful,
        "moved": before is not None,
        "before": text_of(before) if before else None,
        "generated": text_of(generated) if generated else None,
        "zh": of.zh if of is not None else "",
        "en": of.en if of is not None else "",
        "number": of.number if of is not None else 0,
    }


def _safe(svg: str) -> SafeString:
    """A drawing that `documents.report.charts` made, whose texts it escapes."""
    return mark_safe(svg)
