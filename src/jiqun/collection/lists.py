"""A list of firms as a clerk pastes it: one firm a line, its credit code, its name and, if known, a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.standards import credit_code

BETWEEN = re.compile(r"[\t,，;；|]+|\s{1,}")
LONGEST_NAME, LONGEST_PHONE = 120, 40
MOST = 5_000
PHONE = re.compile(r"[+(（]?\d[\d\-\s()（）]{5,}")


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm to be asked. `sure` is false when its code's check character does not fit."""

    uscc: str
    name: str
    phone: str = ""
    sure: bool = True


def read_lines(text: str) -> tuple[list[Firm], list[Text], list[Text]]:
    """The firms of a pasted list, every fault, and codes whose check character does not fit.

    A firm given twice with the same name counts once. Nothing is left out silently: a line gives a firm or a fault.
    """
    found: dict[str, Firm] = {}
    faults: list[Text] = []
    unsure: list[Text] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        firm, said = read_line(line.strip())
        if said is not None:
            faults.append(at_line(number, said))
            continue
        assert firm is not None
        before = found.get(firm.uscc)
        if before is not None and before.name != firm.name:
            faults.append(
                at_line(
                    number,
                    Text(
                        f"{firm.uscc} 前面已列为“{before.name}”，请核对两行的代码和名称。",
                        f"{firm.uscc} is listed above as “{before.name}”; check codes and names of both.",
                    ),
                )
            )
            continue
        if not firm.sure:
            unsure.append(at_line(number, credit_code.check(firm.uscc)[0].text))
        found[firm.uscc] = before if before is not None and before.phone else firm
    if len(found) > MOST:
        faults.append(Text(f"一次最多 {MOST} 家，请分批添加。", f"At most {MOST} firms at a time."))
    return list(found.values()), faults, unsure


def read_line(line: str) -> tuple[Firm | None, Text | None]:
    """One line: a firm, or what is wrong with it."""
    code, *rest = BETWEEN.split(line, maxsplit=1)
    uscc = credit_code.tidy(code)
    problems = credit_code.check(uscc)
    if wrong := [problem for problem in problems if problem.kind != "check_digit"]:
        return None, wrong[0].text
    words = [word for word in re.split(r"[\t,，;；|]+|\s{2,}", rest[0] if rest else "") if word.strip()]
    if len(words) == 1 and (parted := re.fullmatch(r"(.*\S)\s+(\S+)", words[0])) and PHONE.fullmatch(parted[2]):
        words = [parted[1], parted[2]]
    name = words[0].strip() if words else ""
    phone = next((word.strip() for word in words[1:] if PHONE.fullmatch(word.strip())), "")
    if not name:
        return None, Text("缺企业名称；请按“代码 名称”填写。", "The name is missing; write “code name”.")
    if len(name) > LONGEST_NAME or len(phone) > LONGEST_PHONE:
        return None, Text(
            f"企业名称不超过 {LONGEST_NAME} 字、电话不超过 {LONGEST_PHONE} 字。",
            f"At most {LONGEST_NAME} characters a name and {LONGEST_PHONE} a phone.",
        )
    return Firm(uscc, name, phone, not problems), None


def at_line(number: int, said: Text) -> Text:
    """A sentence with the line it is about."""
    return Text(f"第 {number} 行：{said.zh}", f"Line {number}: {said.en}")
