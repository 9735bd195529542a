"""The whole content of a report as it is kept, and what a new drawing changes in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.supervision.evaluation.content import single, territory
from jiqun.supervision.evaluation.content.facts import Facts
from jiqun.supervision.evaluation.content.writing import Plain


def territory_content(facts: Facts, place: str, *, map_of_prefectures: bool) -> Plain:
    """The content of a report on a territory."""
    return _kept(facts, territory.written(facts, place, map_of_prefectures=map_of_prefectures))


def cluster_content(facts: Facts) -> Plain:
    """The content of a report on one cluster."""
    return _kept(facts, single.written(facts))


def _kept(facts: Facts, writer: Any) -> Plain:
    return {"facts": facts.plain(), "chapters": writer.chapters, "sources": writer.sources}


def sentences(content: Plain) -> Iterator[Plain]:
    """Every sentence, in the order of the report."""
    for chapter in content["chapters"]:
        for block in chapter["blocks"]:
            yield from block.get("sentences", ())


def numbers(sentence: Plain) -> dict[str, str]:
    """What a sentence's numbers are, by name: what a person's wording is held against after a new drawing."""
    return {number["name"]: number["zh"] for number in sentence["numbers"]} or {"": sentence["zh"]}


def moved(before: Plain, after: Plain) -> dict[str, Plain]:
    """The sentences whose numbers differ between two drawings, with what was said before; new ones said nothing."""
    old = {sentence["key"]: sentence for sentence in sentences(before)}
    found = {}
    for sentence in sentences(after):
        earlier = old.get(sentence["key"])
        if earlier is None or numbers(earlier) != numbers(sentence):
            found[sentence["key"]] = {"zh": earlier["zh"] if earlier else "", "en": earlier["en"] if earlier else ""}
    return found
