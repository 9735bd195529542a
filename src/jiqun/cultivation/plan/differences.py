"""What a revision of a plan changed, as lines for people."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from jiqun.bilingual import Text
from jiqun.cultivation.plan.content import Content, Goal, Task
from jiqun.cultivation.plan.reading import FEN
from jiqun.web.figures import money

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place: what stood before and what stands after; blank where there was nothing."""

    what: Text
    before: str
    after: str


def differences(before: Content, after: Content) -> list[Difference]:
    """Measures, tasks left out, goals and texts that differ, in the order of the plan."""
    pairs = [
        (
            {(each.topic, each.title): f"{each.topic} {each.title}" for each in content.tasks},
            {(each.topic, each.title): task_line(each) for each in content.tasks},
        )
        for content in (before, after)
    ]
    found = _between(Text("措施", "Measure"), {**pairs[0][0], **pairs[1][0]}, pairs[0][1], pairs[1][1])
    left = [{each.topic: each.reason for each in content.left_out} for content in (before, after)]
    found += _between(Text("不适用", "Left out"), {key: key for key in {**left[0], **left[1]}}, *left)
    goals = [
        {(each.direction, each.indicator): goal_line(each) for each in content.goals} for content in (before, after)
    ]
    found += _between(Text("目标", "Goal"), {key: key[1] for key in {**goals[0], **goals[1]}}, *goals)
    texts = [{"总体思路": each.outline, "保障措施": each.safeguards} for each in (before, after)]
    return found + _between(Text("文字", "Text"), {key: key for key in texts[0]}, *texts)


def task_line(each: Task) -> str:
    """A measure in one line."""
    sum_ = f"，{money(each.planned, FEN, 'exact')} 万元" if each.planned is not None else ""
    return f"{each.owner}，{each.start} 至 {each.end}{sum_}"


def goal_line(each: Goal) -> str:
    """A goal in one line."""
    targets = "，".join(f"{year}：{target}" for year, target in sorted(each.targets.items()))
    return f"{each.base} {each.unit}；{targets}；{each.owner}"


def _between(
    kind: Text, names: Mapping[Key, str], before: Mapping[Key, str], after: Mapping[Key, str]
) -> list[Difference]:
    return [
        Difference(Text(f"{kind.zh}：{name}", f"{kind.en}: {name}"), before.get(key, ""), after.get(key, ""))
        for key, name in names.items()
        if before.get(key) != after.get(key)
    ]
