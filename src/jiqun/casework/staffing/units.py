"""Lines of 单位: a new unit under one of the own territory, or new names and hours of one that stands."""

from __future__ import annotations

import re
from datetime import datetime

from jiqun.authorities.models import Account, Authority, Kind
from jiqun.bilingual import Text
from jiqun.casework.staffing.columns import KINDS, UNITS, Line
from jiqun.casework.staffing.planned import Planned, fault, own_path

CODE = re.compile(r"\d{6}|\d{9}|[a-z][a-z0-9-]{2,39}")
UNDER = {
    Kind.PREFECTURE: (Kind.PROVINCE,),
    Kind.COUNTY: (Kind.PREFECTURE, Kind.PROVINCE),
    Kind.TOWN: (Kind.PREFECTURE, Kind.COUNTY),
    Kind.ZONE: (Kind.PREFECTURE, Kind.COUNTY),
}
"""Which unit supervises which (Article 5; towns of 东莞 and 中山 and zones apply like counties)."""


def unit(
    by: Account,
    line: Line,
    known: dict[str, Authority],
    paths: dict[str, str],
    kinds: dict[str, Kind],
    planned: Planned,
) -> None:
    """One line of 单位."""
    before = len(planned.faults)
    code, name, body = line["code"], line["name"], line["body"]
    if not CODE.fullmatch(code):
        said = Text(
            f"“{code[:40]}”不是代码：县区 6 位、镇 9 位数字，功能区用小写字母、数字和连字符。",
            f"“{code[:40]}” is no code: six digits, nine for a town, small letters, digits and hyphens for a zone.",
        )
        fault(planned, UNITS, "code", line, said)
    for column, most in (("name", 60), ("body", 80)):
        if not line[column] or len(line[column]) > most:
            fault(planned, UNITS, column, line, Text(f"须填写，不超过 {most} 字。", f"Needed, at most {most} signs."))
    kind = KINDS.get(line["kind"])
    if kind is None:
        fault(planned, UNITS, "kind", line, Text(f"类型只能是{'、'.join(KINDS)}。", "None of the kinds in the note."))
    closing = line.get("closing") or "17:30"
    try:
        datetime.strptime(closing, "%H:%M")
    except ValueError:
        fault(planned, UNITS, "closing", line, Text("下班时间写成 17:30 的样子。", "A time like 17:30."))
    if (within := line.get("within")) and within not in paths:
        said = Text(f"所在地“{within[:40]}”不在单位表和区划中。", f"No place “{within[:40]}” is known.")
        fault(planned, UNITS, "within", line, said)
    if len(planned.faults) > before or kind is None:
        return
    there = known.get(code)
    if there is not None:
        changed_unit(by, line, there, kind, closing, planned)
        return
    parent = line["parent"]
    if parent not in paths or not paths[parent].startswith(own_path(by)):
        said = Text(
            f"主管单位“{parent[:40]}”不存在或不在您的辖区；新设的主管单位请排在前面的行。",
            f"The supervising unit “{parent[:40]}” is not there or not yours; a new one stands in an earlier line.",
        )
        fault(planned, UNITS, "parent", line, said)
        return
    if kinds[parent] not in UNDER.get(kind, ()):
        said = Text(f"{line['kind']}级单位不能由这一类单位主管。", "A unit of this kind is not under one of that kind.")
        fault(planned, UNITS, "kind", line, said)
        return
    paths[code], kinds[code] = f"{paths[parent]}{code}/", kind
    planned.units.append(("new", {**line, "name": name, "body": body, "closing": closing, "path": paths[code]}))


def changed_unit(by: Account, line: Line, there: Authority, kind: Kind, closing: str, planned: Planned) -> None:
    """A unit that stands: its names and hours change, its place in the tree does not."""
    told = (line["name"], line["body"], closing)
    stands = (there.name, there.body, f"{there.closing:%H:%M}")
    moved = (line["parent"] != (there.parent_id or ""), kind != there.kind, line.get("within", "") != there.within)
    if any(moved):
        column = ("parent", "kind", "within")[moved.index(True)]
        said = Text(
            "已有单位的类型、主管单位和所在地不在这里改：正在办理的事项随它归属。区划变动请另设新单位。",
            "Kind, supervisor and place of a unit that stands stay: matters go by them. Enter a new unit.",
        )
        fault(planned, UNITS, column, line, said)
    elif told == stands:
        planned.alike += 1
    elif not there.path.startswith(own_path(by)):
        said = Text("这个单位不在您的辖区，不能改动。", "This unit is not in your territory.")
        fault(planned, UNITS, "code", line, said)
    else:
        planned.units.append(("changed", {**line, "closing": closing}))
