"""What differs between two revisions of a form: fields that came, went, moved or are asked otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field, Form

TITLES = {
    "label": Text("名称", "Label"),
    "unit": Text("单位", "Unit"),
    "years": Text("年度", "Years"),
    "source": Text("来源", "Source"),
    "clause": Text("条款", "Clause"),
    "definition": Text("填报说明", "Definition"),
    "evidence": Text("佐证材料", "Evidence"),
    "ask": Text("填写方式", "How it is asked"),
    "required": Text("必填", "Required"),
    "shows": Text("带出的测算数", "Facts shown"),
    "parts": Text("分项", "Parts"),
    "columns": Text("表格列", "Columns"),
    "ledger": Text("台账", "Ledger"),
}
KINDS = {
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "changed": Text("修改", "changed"),
    "moved": Text("调整位置", "moved"),
}


@dataclass(frozen=True, slots=True)
class Turned:
    """One attribute of a field before and after, as text."""

    title: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `kind` is a key of `KINDS`; `turned` holds what changed about it."""

    kind: str
    id: str
    label: Text
    section: Text
    turned: tuple[Turned, ...] = ()

    @property
    def said(self) -> Text:
        """The kind in words."""
        return KINDS[self.kind]


def compare(before: Form, after: Form) -> list[Difference]:
    """Every difference, in the order of the new form; what went stands at the end.

    A field is known by its id. One that stands in another section, or elsewhere among those both forms have, is moved.
    """
    old, new = _placed(before), _placed(after)
    kept = _longest([id for id in old if id in new], [id for id in new if id in old])
    found = []
    for id, (section, field) in new.items():
        if id not in old:
            found.append(Difference("added", id, field.label, section))
            continue
        was_in, was = old[id]
        if turned := _turned(was, field):
            found.append(Difference("changed", id, field.label, section, turned))
        if was_in.zh != section.zh or id not in kept:
            found.append(Difference("moved", id, field.label, section, (Turned(_SECTION, was_in, section),)))
    found += [Difference("removed", id, field.label, place) for id, (place, field) in old.items() if id not in new]
    return found


_SECTION = Text("所在部分", "Section")


def _placed(form: Form) -> dict[str, tuple[Text, Field]]:
    return {field.id: (section.title, field) for section in form.sections for field in section.fields}


def _turned(before: Field, after: Field) -> tuple[Turned, ...]:
    pairs = ((name, getattr(before, name, None), getattr(after, name, None)) for name in TITLES)
    return tuple(Turned(TITLES[name], _worded(was), _worded(now)) for name, was, now in pairs if was != now)


def _worded(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, tuple):
        texts = [_worded(each) for each in value]
        return Text("、".join(each.zh for each in texts), ", ".join(each.en for each in texts))
    return Text(str(value or ""), str(value or ""))


def _longest(before: list[str], after: list[str]) -> set[str]:
    """The ids that keep their order: a longest common subsequence of two orders of the same ids."""
    place = {id: n for n, id in enumerate(after)}
    runs: list[list[str]] = [[]]
    for id in before:
        best: list[str] = []
        for run in runs:
            if len(run) > len(best) and place[run[-1]] < place[id]:
                best = run
        runs.append([*best, id])
    longest: list[str] = max(runs, key=len)
    return set(longest)
