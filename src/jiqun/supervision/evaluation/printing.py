"""A report as it is printed: its content in one language, with drawings, annexes and the sources of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from jiqun import law
from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text, language
from jiqun.documents import report as documents
from jiqun.law.citation import citing, here
from jiqun.supervision.evaluation.content import annexes
from jiqun.supervision.evaluation.content.writing import Plain, text_of

BASIS = citing(f"依据{law.provincial().instrument}{here('A16').zh}编制", "Made under {A16} of the measure")
CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of a report: its name, who makes it, of which year and edition, and the content as worded."""

    title: Text
    maker: str
    scope: str
    year: int
    edition: int
    drawn_at: datetime
    content: Plain
    draft: bool


def paper(of: Printed) -> documents.Report:
    """The report in the language in force, ready to be set."""
    zh = language() == "zh"
    name = str(of.title)
    heading = (
        name.replace(f"{of.year}年发展评估报告", f"\n{of.year}年发展评估报告") if zh else name.replace(": ", ":\n", 1)
    )
    drawn = f"{of.drawn_at.astimezone(ZONE):%Y-%m-%d}"
    edition = str(Text(f"第{of.edition}版", f"edition {of.edition}"))
    cover = documents.Cover(
        title=heading,
        subtitle=edition,
        lines=(
            (str(Text("编制单位", "Made by")), of.maker),
            (str(Text("范围", "Scope")), of.scope),
            (str(Text("数据截至", "Data as of")), drawn),
        ),
        foot=(str(BASIS),),
    )
    chapters = [*of.content["chapters"], annexes.sources(of.content["sources"], len(of.content["facts"]["members"]))]
    return documents.Report(
        language=language(),
        name=name,
        cover=cover,
        chapters=numbered(chapters),
        edition=edition,
        draft=of.draft,
    )


def numbered(chapters: list[Plain]) -> tuple[documents.Chapter, ...]:
    """Chapters under their numbers: 一、二、三 (附件 1, 2 behind them), in English 1, 2, 3 (annex 1, 2)."""
    made, counted = [], {True: 0, False: 0}
    for chapter in chapters:
        counted[chapter["annex"]] += 1
        title = heading(chapter, counted[chapter["annex"]])
        blocks = tuple(_block(block) for block in chapter["blocks"] if block.get("sentences", True))
        made.append(documents.Chapter(str(title), blocks, annex=chapter["annex"]))
    return tuple(made)


def heading(chapter: Plain, number: int) -> Text:
    """A chapter's title with its number."""
    title = text_of(chapter["title"])
    if chapter["annex"]:
        return Text(f"附件{number}　{title.zh}", f"Annex {number}  {title.en}")
    ordinal = CHINESE[number - 1] if number <= len(CHINESE) else f"十{CHINESE[number - 11]}"
    return Text(f"{ordinal}、{title.zh}", f"{number}  {title.en}")


def _block(block: Plain) -> documents.Prose | documents.Table | documents.Picture:
    if block["kind"] == "text":
        joint = "" if language() == "zh" else " "
        return documents.Prose(joint.join(str(text_of(sentence)) for sentence in block["sentences"]))
    title = str(text_of(block["title"]))
    if block["source"]:
        title = str(Text(f"{title}［来源{block['source']}］", f"{title} [source {block['source']}]"))
    if block["kind"] == "table":
        return documents.Table(
            head=tuple(str(text_of(cell)) for cell in block["head"]),
            rows=tuple(tuple(str(text_of(cell)) for cell in row) for row in block["rows"]),
            title=title,
            words=block["words"],
            widths=tuple(block["widths"]),
            long=block["long"],
        )
    svg, width = drawing(block), 124 if block["kind"] == "columns" else 146
    return documents.Picture(svg, title, said(block), width)


def drawing(block: Plain) -> str:
    """A drawing as SVG, in the language in force."""
    if block["kind"] == "tiles":
        found = [documents.Tile(**tile) for tile in block["tiles"]]
        return documents.tiles(found, said=said(block))
    bars = [
        documents.Column(
            str(text_of(bar["label"])),
            None if bar["value"] is None else Fraction(bar["value"]),
            bar["shown"],
            str(text_of(bar["note"])),
        )
        for bar in block["bars"]
    ]
    return documents.columns(bars, said=said(block))


def said(block: Plain) -> str:
    """What a drawing shows, in words."""
    title: Any = text_of(block["title"])
    if block["kind"] == "tiles":
        told = "，".join(f"{tile['name']} {tile['shown']}" for tile in block["tiles"] if tile["shown"] != "0")
    else:
        told = "，".join(f"{text_of(bar['label'])} {bar['shown']}" for bar in block["bars"])
    return f"{title}{Text('：', ': ')}{told}"
