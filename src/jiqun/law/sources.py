"""Where the text of a measure comes from, clause by clause: what is not official never looks as if it were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jiqun.bilingual import Text

SourceKind = Literal["official", "reported", "recalled", "unknown", "own"]
KINDS: Mapping[SourceKind, Text] = {
    "official": Text("正式文本", "official text"),
    "reported": Text("转载文本，待与正式文本核对", "as reprinted; to be checked against the official text"),
    "recalled": Text("据记忆整理，非正式文本，待核对", "from memory, not the official text; to be checked"),
    "unknown": Text("原文未查得", "text not at hand"),
    "own": Text("示例，自拟文字，非正式文本", "example in our own words, not an official text"),
}

Status = Literal["official", "reported", "example"]
STATUSES: Mapping[Status, Text] = {
    "official": Text("正式办法", "official measure"),
    "reported": Text("文本待核对的办法", "measure whose text is still to be checked"),
    "example": Text("示例办法", "example of a measure"),
}
_ALLOWED: Mapping[Status, frozenset[SourceKind]] = {
    "official": frozenset({"official"}),
    "reported": frozenset({"official", "reported", "recalled", "unknown"}),
    "example": frozenset(KINDS),
}
_REMARKS: Mapping[Status, Text] = {
    "reported": Text(
        "《{title}》的条文未全部与正式文本核对，测算结果仅供参考。",
        "The text of {title} has not been checked against the official one throughout; take the findings as a guide.",
    ),
    "example": Text(
        "《{title}》为示例，不是正式办法，测算结果不具任何效力。",
        "{title} is an example, not an official measure; its findings have no effect whatever.",
    ),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where clauses come from and when that was looked up; `clauses` is empty where it is all the others."""

    kind: SourceKind
    origin: Text
    on: date
    clauses: frozenset[str] = frozenset()

    @property
    def text(self) -> Text:
        """The source in one phrase."""
        kind = KINDS[self.kind]
        return Text(f"{kind.zh}：{self.origin.zh}（{self.on}）", f"{kind.en}: {self.origin.en} ({self.on})")


def read(lines: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    """The sources of a measure file, once `problems` found none; the one for all other clauses last."""
    found = [
        Source(line["kind"], Text(**line["origin"]), date.fromisoformat(line["on"]), frozenset(line.get("clauses", ())))
        for line in lines
    ]
    return tuple(sorted(found, key=lambda source: not source.clauses))


def of(sources: Sequence[Source], anchor: str) -> Source:
    """The source of a clause: that which names it, or its article, or else the one for all others."""
    article = anchor.partition(".")[0]
    for name in (anchor, article):
        for source in sources:
            if name in source.clauses:
                return source
    return sources[-1]


def remarks(status: Status, title: str) -> tuple[Text, ...]:
    """What findings under a measure have to say about it: nothing where its text is official."""
    return (_REMARKS[status].format(title=title),) if status in _REMARKS else ()


def problems(values: Mapping[str, Any], anchors: frozenset[str]) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """What is wrong with the sources of a measure file, each with the path of the value it is about."""
    lines = values["sources"]
    if sum("clauses" not in line for line in lines) != 1:
        yield (
            ("sources",),
            Text(
                "须有且只有一条不写 clauses 的来源，说明其余条文的出处",
                "exactly one source stands without clauses: that of all the other clauses",
            ),
        )
    seen: dict[str, int] = {}
    for n, line in enumerate(lines):
        if line["kind"] not in _ALLOWED[values["status"]]:
            status, kind = STATUSES[values["status"]], KINDS[line["kind"]]
            yield (
                ("sources", n, "kind"),
                Text(
                    f"{status.zh}不能含“{kind.zh}”的条文，请改 status",
                    f"no {status.en} has clauses of the kind “{kind.en}”; change the status",
                ),
            )
        for k, anchor in enumerate(line.get("clauses", ())):
            if anchor not in anchors:
                yield ("sources", n, "clauses", k), Text(f"条文中没有 {anchor}", f"the text has no clause {anchor}")
            if anchor in seen:
                yield ("sources", n, "clauses", k), Text(f"{anchor} 的出处重复", f"{anchor} has two sources")
            seen[anchor] = n
    without = {anchor for line in lines if line["kind"] == "unknown" for anchor in line.get("clauses", ())}
    for section in ("parameters", "norms"):
        for n, line in enumerate(values.get(section, ())):
            if line["clause"] in without or line["clause"].partition(".")[0] in without:
                yield (
                    (section, n, "clause"),
                    Text(
                        f"{line['clause']} 的原文未查得，不能作为条件的依据",
                        f"the text of {line['clause']} is not at hand, so that nothing can rest on it",
                    ),
                )
