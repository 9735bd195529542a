"""The steps of the gradient and what is looked at before the next one, as data.

The conditions are the product's own proposal after the annexes of 《优质中小企业梯度培育管理暂行办法》
（工信部企业〔2022〕63号, 2022-06-01), as far as a roster tells them: revenue stands for the revenue of the main
business, invention patents for intellectual property of class I. Time in the field, market share and scores are judged
by people; the text in force counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jiqun.bilingual import Text
from jiqun.cultivation.support.kinds import DATA
from jiqun.standards import tables

SOURCE = Text(
    "参照《优质中小企业梯度培育管理暂行办法》（工信部企业〔2022〕63号）附件中名册可算的条件，为系统建议，以现行文本和评审为准。",
    "After the annexes of MIIT document 2022/63 as far as a roster tells; a proposal of the product: the text in force "
    "and the assessment count.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `titles` are those of a roster that stand for it."""

    name: str
    titles: tuple[str, ...]
    title: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition before a step: a figure and the least it is; money in 分, shares in per cent."""

    step: str
    key: str
    figure: str
    least: int
    title: Text
    source: str


@cache
def steps() -> dict[str, Step]:
    """The steps by name, the lowest first."""
    return {
        row["name"]: Step(row["name"], tuple(row["titles"].split("、")), Text(row["title"], row["title_en"]))
        for row in tables.read(DATA / "gradient_steps.csv")
    }


@cache
def step_of_title() -> dict[str, str]:
    """Which step a title stands for."""
    return {title: step.name for step in steps().values() for title in step.titles}


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """The conditions before each step; a step without any is judged by people alone."""
    found: dict[str, list[Rule]] = {}
    for row in tables.read(DATA / "gradient_rules.csv"):
        rule = Rule(
            row["step"],
            row["key"],
            row["figure"],
            int(row["least"]),
            Text(row["title"], row["title_en"]),
            row["source"],
        )
        found.setdefault(rule.step, []).append(rule)
    return {step: tuple(each) for step, each in found.items()}


def after(step: str | None) -> str | None:
    """The next step; the first for none, none after the last."""
    names = list(steps())
    place = names.index(step) + 1 if step else 0
    return names[place] if place < len(names) else None
