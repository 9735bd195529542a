"""The text of a case: headings, lists, emphasis, places of pictures; everything else is words and is escaped.

A line is one paragraph. `## ` and `### ` begin headings, `- ` and `1. ` items of lists, `**…**` is emphasis, and
`【图1】` alone in a line is the place of picture 1. There is no raw HTML and there are no links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from jiqun.bilingual import Text
from jiqun.web.markup import markup

_HEADING = re.compile(r"(#{2,3})\s+(\S.*)")
_BULLET = re.compile(r"[-•]\s+(\S.*)")
_NUMBER = re.compile(r"\d{1,2}\.\s+(\S.*)")
_PICTURE = re.compile(r"【图\s?(\d{1,2})】")
_TAGS = {"h2": "h2", "h3": "h3", "text": "p"}
_LISTS = {"bullet": "ul", "number": "ol"}

HEADING = Text("标题写作“## 小标题”或“### 次级标题”", "a heading is written “## …” or “### …”")
ORDER = Text("“###”之前先要有“##”标题", "a “###” comes only below a “##”")
EMPHASIS = Text("强调符号“**”没有成对", "“**” is opened and not closed")
ALONE = Text("图片位置“【图{n}】”须单独成行", "“【图{n}】” has to stand alone in its line")
UNKNOWN = Text("没有图片 {n}，请先上传或删去“【图{n}】”", "there is no picture {n}; add it or take “【图{n}】” out")
TWICE = Text("“【图{n}】”出现了两次", "“【图{n}】” stands there twice")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: its `kind` (h2, h3, bullet, number, picture, text), words, number in the text and, of a
    picture, its number."""

    kind: str
    words: str
    at: int
    picture: int = 0


def lines(text: str) -> Iterator[Line]:
    """The lines that are not blank."""
    for at, raw in enumerate(text.splitlines(), start=1):
        said = raw.strip()
        if not said:
            continue
        if found := _PICTURE.fullmatch(said):
            yield Line("picture", "", at, int(found[1]))
        elif found := _HEADING.fullmatch(said):
            yield Line(f"h{len(found[1])}", found[2], at)
        elif found := _BULLET.fullmatch(said):
            yield Line("bullet", found[1], at)
        elif found := _NUMBER.fullmatch(said):
            yield Line("number", found[1], at)
        else:
            yield Line("text", said, at)


def faults(text: str, pictures: Collection[int]) -> list[Text]:
    """Everything that is not as it should be, line by line; `pictures` are the numbers there are."""
    found: list[Text] = []
    placed: set[int] = set()
    below = False
    for line in lines(text):
        for said in _amiss(line, pictures, placed, below):
            found.append(Text(f"正文第 {line.at} 行：{said.zh}", f"Text, line {line.at}: {said.en}"))
        placed.add(line.picture)
        below = below or line.kind == "h2"
    return found


def _amiss(line: Line, pictures: Collection[int], placed: set[int], below: bool) -> Iterator[Text]:
    if line.kind == "picture":
        if line.picture not in pictures:
            yield UNKNOWN.format(n=line.picture)
        elif line.picture in placed:
            yield TWICE.format(n=line.picture)
        return
    if line.kind == "text" and line.words.startswith("#"):
        yield HEADING
    if line.kind == "h3" and not below:
        yield ORDER
    if line.words.count("**") % 2:
        yield EMPHASIS
    for inside in _PICTURE.finditer(line.words):
        yield ALONE.format(n=inside[1])


def rendered(text: str, figure: Callable[[int], SafeString | None]) -> SafeString:
    """The text as HTML. `figure` draws a picture by its number; one it does not know leaves no trace."""
    parts: list[SafeString] = []
    open_list = ""
    for line in lines(text):
        wanted = _LISTS.get(line.kind, "")
        if wanted != open_list:
            parts += [SafeString(f"</{open_list}>")] if open_list else []
            parts += [SafeString(f"<{wanted}>")] if wanted else []
            open_list = wanted
        if line.kind == "picture":
            parts.append(figure(line.picture) or SafeString(""))
        else:
            tag = SafeString(_TAGS.get(line.kind, "li"))
            parts.append(markup("<{0}>{1}</{0}>", tag, emphasised(line.words)))
    if open_list:
        parts.append(SafeString(f"</{open_list}>"))
    return SafeString("".join(parts))


def emphasised(words: str) -> SafeString:
    """A line's words with what stands between two `**` in bold; one that is not closed stays as it is."""
    pieces = words.split("**")
    if len(pieces) % 2 == 0:
        return markup("{}", words)
    drawn = [markup("<strong>{}</strong>" if n % 2 else "{}", piece) for n, piece in enumerate(pieces)]
    return SafeString("".join(drawn))


def placed(text: str) -> set[int]:
    """The numbers of the pictures that have a place in the text."""
    return {line.picture for line in lines(text) if line.kind == "picture"}


def plain_words(text: str) -> str:
    """The words alone, without marks: what is looked through and searched."""
    return "\n".join(line.words.replace("**", "") for line in lines(text) if line.words)
