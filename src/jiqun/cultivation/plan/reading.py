"""From what was typed into the plan's tables to its content, with every fault of every line at once."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jiqun.bilingual import Text
from jiqun.cultivation.plan.content import YEARS, Content, Goal, LeftOut, Task
from jiqun.cultivation.plan.directions import Direction, by_code, directions, templates

OUTLINE, SAFEGUARDS = "outline", "safeguards"
GENERAL = len(directions()) + 1
"""The section after the eight directions: outline and safeguards."""
FALLS, RISES = "降", "升"
FEN = 1_000_000
"""分 in 万元."""
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?")
_CODE = re.compile(r"\s*([1-8])\s*[.．、-]\s*(\d{1,2})(?!\d)")

MONEY = Text(
    "计划投入“{said}”不是金额；单位是万元，最多六位小数（精确到分），如 120.5",
    "the money “{said}” is no amount; it is in 10,000 yuan, such as 120.5",
)
MOST_FEN = 10**15


def task_field(number: int) -> str:
    """The field of a direction's measures."""
    return f"d{number}_tasks"


def left_field(number: int) -> str:
    """The field of the tasks it leaves out."""
    return f"d{number}_left"


def goal_field(number: int) -> str:
    """The field of its goals."""
    return f"d{number}_goals"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which section of the form."""

    section: int
    text: Text


def read(given: Mapping[str, Any], first_year: int) -> tuple[Content, list[Fault]]:
    """The content of the answers by field, and what is wrong with them; lines at fault are not in the content."""
    faults: list[Fault] = []
    tasks: list[Task] = []
    left: list[LeftOut] = []
    goals: list[Goal] = []
    for of in directions():
        tasks += _tasks(of, given.get(task_field(of.number)) or (), first_year, faults)
        left += _left(of, given.get(left_field(of.number)) or (), faults)
        goals += _goals(of, given.get(goal_field(of.number)) or (), first_year, faults)
    texts = {name: str(given.get(name) or "").strip() for name in (OUTLINE, SAFEGUARDS)}
    if not texts[OUTLINE]:
        faults.append(Fault(GENERAL, Text("总体思路未填", "the outline is blank")))
    return Content(first_year, texts[OUTLINE], texts[SAFEGUARDS], tuple(tasks), tuple(left), tuple(goals)), faults


def _tasks(of: Direction, lines: Sequence[Sequence[str]], first_year: int, faults: list[Fault]) -> list[Task]:
    found = []
    for number, line in enumerate(lines, start=1):
        code, title, owner, first, last, money = _cells(line, 6)
        if not any((title, owner, first, last, money)):
            continue  # a task named beforehand for which nothing is entered in this line
        wrong: list[Text] = []
        topic = _topic(of, code, wrong)
        if not title:
            wrong.append(Text("没有写措施", "the measure is blank"))
        if not owner:
            wrong.append(Text("没有写责任单位", "no unit is responsible"))
        start, end = _day(first, False, "开始", "from", wrong), _day(last, True, "完成", "to", wrong)
        if start and end:
            _period(start, end, first_year, wrong)
        planned = fen(money, wrong)
        if wrong:
            faults += [_at(of, "工作措施", "measures", number, each) for each in wrong]
        else:
            assert topic is not None and start is not None and end is not None
            found.append(Task(topic, title, owner, start, end, planned))
    return found


def _left(of: Direction, lines: Sequence[Sequence[str]], faults: list[Fault]) -> list[LeftOut]:
    found = []
    for number, line in enumerate(lines, start=1):
        code, reason = _cells(line, 2)
        if not code and not reason:
            continue
        wrong: list[Text] = []
        topic = _topic(of, code, wrong)
        if not reason:
            wrong.append(Text("没有写不适用的理由", "no reason why it does not apply"))
        if wrong:
            faults += [_at(of, "不适用的任务", "tasks left out", number, each) for each in wrong]
        else:
            assert topic is not None
            found.append(LeftOut(topic, reason))
    return found


def _goals(of: Direction, lines: Sequence[Sequence[str]], first_year: int, faults: list[Fault]) -> list[Goal]:
    found: list[Goal] = []
    years = [str(first_year + n) for n in range(YEARS)]
    for number, line in enumerate(lines, start=1):
        indicator, unit, base, *targets, owner, better = _cells(line, 5 + YEARS)
        if not any((indicator, unit, base, *targets, owner)):
            continue
        if not any(targets) and (indicator, unit) in templates():
            continue  # a goal offered, and left as it was
        wrong: list[Text] = []
        for what, said in ((Text("指标", "the indicator"), indicator), (Text("单位", "the unit"), unit)):
            if not said:
                wrong.append(Text(f"没有写{what.zh}", f"{what.en} is blank"))
        if any(indicator == each.indicator for each in found):
            wrong.append(Text(f"指标“{indicator}”重复", f"“{indicator}” stands twice"))
        if not owner:
            wrong.append(Text("没有写责任单位", "no unit is responsible"))
        names = [Text("基值", "base"), *(Text(f"{year} 年目标", f"target {year}") for year in years)]
        figures = [_figure(said, name, wrong) for said, name in zip((base, *targets), names, strict=True)]
        rising = _rising(indicator, unit, better, wrong)
        if figures[0] is not None:
            wrong += _wrong_side(figures[0], dict(zip(years, figures[1:], strict=True)), rising)
        if wrong:
            faults += [_at(of, "目标", "goals", number, each) for each in wrong]
        else:
            plain = [f"{each:f}" for each in figures if each is not None]
            found.append(
                Goal(of.number, indicator, unit, plain[0], dict(zip(years, plain[1:], strict=True)), owner, rising)
            )
    return found


def _cells(line: Sequence[str], width: int) -> list[str]:
    return [str(cell or "").strip() for cell in [*line, *([""] * width)][:width]]


def _at(of: Direction, table_zh: str, table_en: str, line: int, said: Text) -> Fault:
    where = Text(f"{of.heading.zh}·{table_zh}第 {line} 行", f"{of.heading.en}, {table_en}, line {line}")
    return Fault(of.number, Text(f"{where.zh}：{said.zh}", f"{where.en}: {said.en}"))


def _topic(of: Direction, said: str, wrong: list[Text]) -> str | None:
    match = _CODE.match(said)
    code = f"{match[1]}.{int(match[2])}" if match else ""
    topic = by_code().get(code)
    if topic is None or topic.direction != of.number:
        last = f"{of.number}.{len(of.topics)}"
        wrong.append(
            Text(
                f"任务“{said[:20]}”认不出，请写本方向任务的序号，{of.number}.1 至 {last}",
                f"“{said[:20]}” is no task of this direction; write {of.number}.1 to {last}",
            )
        )
        return None
    return code


def _day(said: str, last: bool, zh: str, en: str, wrong: list[Text]) -> date | None:
    """A month or a day; a month begins on its first and ends on its last day."""
    match = _DAY.fullmatch(said)
    if match:
        year, month = int(match[1]), int(match[2])
        try:
            day = int(match[3]) if match[3] else calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, day)
        except (ValueError, calendar.IllegalMonthError):
            pass
    if said:
        wrong.append(
            Text(
                f"{zh}时间“{said[:20]}”不是年月，请按 2026-03 填写",
                f"{en}: “{said[:20]}” is no month; write it like 2026-03",
            )
        )
    else:
        wrong.append(Text(f"没有写{zh}时间", f"“{en}” is blank"))
    return None


def _period(start: date, end: date, first_year: int, wrong: list[Text]) -> None:
    if end < start:
        wrong.append(Text(f"完成时间 {end} 早于开始时间 {start}", f"it ends on {end}, before it begins on {start}"))
    elif end.year < first_year or start.year > first_year + YEARS - 1:
        years = f"{first_year}–{first_year + YEARS - 1}"
        wrong.append(Text(f"起止时间不在规划期 {years} 年内", f"it lies outside the plan's years {years}"))


def fen(said: str, wrong: list[Text]) -> int | None:
    """An amount typed in 万元, in 分; blank is nothing planned. What is wrong goes into `wrong`."""
    plain = said.removesuffix("万元").replace(",", "").replace("，", "").strip()
    if not plain:
        if said:
            wrong.append(MONEY.format(said=said[:20]))
        return None
    try:
        amount = Decimal(plain) * FEN
        if not amount.is_finite() or not 0 <= amount <= MOST_FEN or amount != int(amount):
            raise InvalidOperation
    except InvalidOperation:
        wrong.append(MONEY.format(said=said[:20]))
        return None
    return int(amount)


def _figure(said: str, name: Text, wrong: list[Text]) -> Decimal | None:
    if not said:
        wrong.append(Text(f"{name.zh}未填", f"the {name.en} is blank"))
        return None
    try:
        found = Decimal(said.replace(",", "").replace("，", ""))
        if not found.is_finite() or found < 0 or len(found.as_tuple().digits) > 18 or abs(found.adjusted()) > 18:
            raise InvalidOperation
        return found
    except InvalidOperation:
        wrong.append(
            Text(
                f"{name.zh}“{said[:20]}”不是数字，只填数，单位另写",
                f"the {name.en} “{said[:20]}” is no number; the unit has a column of its own",
            )
        )
        return None


def _rising(indicator: str, unit: str, better: str, wrong: list[Text]) -> bool:
    known = templates().get((indicator, unit))
    if better not in ("", RISES, FALLS):
        wrong.append(
            Text(f"“越{better[:4]}越好”认不出，请填升或降", f"“{better[:4]}” is neither 升 (rising) nor 降 (falling)")
        )
    if better in (RISES, FALLS):
        return better == RISES
    return known.rising if known else True


def _wrong_side(base: Decimal, targets: Mapping[str, Decimal | None], rising: bool) -> list[Text]:
    found = []
    for year, target in targets.items():
        if target is None or target == base or (target > base) == rising:
            continue
        if rising:
            found.append(
                Text(
                    f"{year} 年目标 {target:f} 低于基值 {base:f}；指标以低为好的，请在“向好”填“降”",
                    f"target {year} ({target:f}) is below its base {base:f}; where less is better, write 降",
                )
            )
        else:
            found.append(
                Text(
                    f"{year} 年目标 {target:f} 高于基值 {base:f}，而该指标以低为好",
                    f"target {year} ({target:f}) is above its base {base:f}, and less is better",
                )
            )
    return found
