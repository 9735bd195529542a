"""What a plan as a whole must hold before it is adopted, and what is worth a second look."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from statistics import median_high
from typing import Any

from jiqun.bilingual import Text
from jiqun.cultivation.plan.content import Content, Task
from jiqun.cultivation.plan.directions import directions
from jiqun.cultivation.plan.reading import FEN, Fault, read
from jiqun.web.figures import money

FAR = 1000
"""A sum this many times the middle one asks whether it was typed in yuan."""
FEWEST = 3
"""With fewer sums there is no middle to compare with."""


def faults(given: Mapping[str, Any], first_year: int) -> list[Fault]:
    """Everything that keeps the answers from being adopted, in the order of the form."""
    content, found = read(given, first_year)
    typed = {(fault.section) for fault in found}
    found += [*_uncovered(content, typed), *_overlaps(content)]
    return sorted(found, key=lambda fault: fault.section)


def _uncovered(content: Content, typed: set[int]) -> list[Fault]:
    """Named tasks for which nothing is entered, and those both entered and left out. A direction with a faulty line is
    not told that the task of that line lacks."""
    entered, left = {each.topic for each in content.tasks}, {each.topic for each in content.left_out}
    found = []
    for of in directions():
        bare = [topic for topic in of.topics if topic.code not in entered | left]
        if bare and of.number not in typed:
            zh = "、".join(f"{each.code} {each.title.zh}" for each in bare)
            en = ", ".join(f"{each.code} {each.title.en}" for each in bare)
            found.append(
                Fault(
                    of.number,
                    Text(
                        f"{of.heading.zh}：{zh} 没有措施，也没有说明不适用的理由",
                        f"{of.heading.en}: {en}: neither a measure nor a reason why it does not apply",
                    ),
                )
            )
        for topic in of.topics:
            if topic.code in entered & left:
                found.append(
                    Fault(
                        of.number,
                        Text(
                            f"{of.heading.zh}：{topic.code} {topic.title.zh} 既有措施又列为不适用，请保留一项",
                            f"{of.heading.en}: {topic.code} {topic.title.en} has measures and is left out; keep one",
                        ),
                    )
                )
    return found


def _overlaps(content: Content) -> list[Fault]:
    """The same measure of the same unit twice in overlapping time."""
    found = []
    for one, other in combinations(content.tasks, 2):
        same = (one.title, one.owner) == (other.title, other.owner)
        if same and one.start <= other.end and other.start <= one.end:
            found.append(
                Fault(
                    other.direction,
                    Text(
                        f"{one.owner}的措施“{one.title}”在 {one.topic} 和 {other.topic} 重复且时间重叠，请合并或改写",
                        f"“{one.title}” of {one.owner} stands in {one.topic} and {other.topic} at the same time",
                    ),
                )
            )
    return found


def far_off(content: Content) -> list[Task]:
    """Measures whose money is a thousand times the middle one or more: typed in yuan where 万元 is asked?"""
    sums = [each.planned for each in content.tasks if each.planned]
    if len(sums) < FEWEST:
        return []
    middle = median_high(sorted(sums)[:-1])
    return [each for each in content.tasks if each.planned and each.planned >= FAR * middle]


def asked_about(content: Content) -> Text | None:
    """The question about money far off the rest; `None` when there is none."""
    found = far_off(content)
    if not found:
        return None
    zh = "、".join(f"{each.topic}“{each.title}”{money(each.planned, FEN, 'exact')} 万元" for each in found)
    en = ", ".join(f"{each.topic} “{each.title}” {money(each.planned, FEN, 'exact')}" for each in found)
    return Text(
        f"{zh} 是其他措施资金的千倍以上，请核对单位是否为万元。",
        f"{en} (10,000 yuan): a thousand times the others or more; look at the unit.",
    )


def without_goal(content: Content) -> list[Text]:
    """The directions without a measurable goal (13(九): 发展目标要清晰、可考核), flagged and no more."""
    there = {each.direction for each in content.goals}
    return [of.heading for of in directions() if of.number not in there]
