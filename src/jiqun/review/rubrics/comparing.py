"""What differs between two revisions of a rubric: items that came, went, moved or are scored otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.review.rubrics.model import REASONS, Dimension, Item, Rubric, points
from jiqun.review.rubrics.sources import Source
from jiqun.review.rubrics.wording import joined, rule_words

KINDS = {
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "changed": Text("修改", "changed"),
}
TITLES = {
    "dimension": Text("一级指标", "Dimension"),
    "title": Text("名称", "Title"),
    "weight": Text("分值", "Points"),
    "expert": Text("其中专家评分", "Of these the expert’s"),
    "step": Text("分档", "Step"),
    "reason": Text("理由要求", "Reason"),
    "guidance": Text("评分要点", "Guidance"),
    "norms": Text("对应认定条件", "Norms"),
    "fields": Text("对应申报表项目", "Fields of the form"),
    "rules": Text("测算规则", "Rules"),
}


@dataclass(frozen=True, slots=True)
class Turned:
    """One attribute of an item before and after, as text."""

    title: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs; `kind` is a key of `KINDS`, `turned` holds what changed about it."""

    kind: str
    id: str
    title: Text
    dimension: Text
    turned: tuple[Turned, ...] = ()

    @property
    def said(self) -> Text:
        """The kind in words."""
        return KINDS[self.kind]


def compare(before: Rubric, after: Rubric, sources: dict[str, Source]) -> list[Difference]:
    """Every difference in the order of the new rubric, what went at the end. An item is known by its id."""
    old = {item.id: (dimension, item) for dimension in before.dimensions for item in dimension.items}
    new = {item.id: (dimension, item) for dimension in after.dimensions for item in dimension.items}
    found: list[Difference] = []
    for id, (dimension, item) in new.items():
        if id not in old:
            found.append(Difference("added", id, item.title, dimension.title))
            continue
        was, now = _said(*old[id], sources), _said(dimension, item, sources)
        turned = tuple(Turned(title, was[name], now[name]) for name, title in TITLES.items() if was[name] != now[name])
        if turned:
            found.append(Difference("changed", id, item.title, dimension.title, turned))
    found += [Difference("removed", id, item.title, of.title) for id, (of, item) in old.items() if id not in new]
    return found


def _said(dimension: Dimension, item: Item, sources: dict[str, Source]) -> dict[str, Text]:
    return {
        "dimension": Text(
            f"{dimension.title.zh}（{points(dimension.weight)} 分，{dimension.clause}）",
            f"{dimension.title.en} ({points(dimension.weight)}, {dimension.clause})",
        ),
        "title": item.title,
        "weight": _same(points(item.weight)),
        "expert": _same(points(item.expert)),
        "step": _same(points(item.step)),
        "reason": REASONS[item.reason],
        "guidance": item.guidance,
        "norms": _same(" ".join(item.norms)),
        "fields": _same(" ".join(item.fields)),
        "rules": joined([rule_words(rule, sources.get(rule.source)) for rule in item.rules]),
    }


def _same(text: str) -> Text:
    return Text(text, text)
