"""What changed between two versions of an application, said so that a clerk finds each place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.forms.definitions import Form
from jiqun.forms.reading import answer_lines

LONGEST = 40
BLANK = Text("（空）", "(blank)")
_PARTS = {
    "goals": Text("三年发展规划目标", "The three-year goals"),
    "ledgers": Text("集群台账", "The ledgers"),
    "forwarded": Text("市级转发通知", "The prefecture's forwarded call"),
    "boundary": Text("集群范围图", "The boundary"),
    "cluster": Text("集群名称", "The cluster's name"),
    "measure": Text("适用的办法和依据", "The measure and its bases"),
    "readings": Text("认定口径", "The readings"),
    "form": Text("申报表版本", "The form's revision"),
}
_REST = Text("其他内容", "Other content")
_FOLLOWS = ("facts_sha256", "findings", "format")
"""What follows from the rest; named alone it would tell nobody where to look."""
Titles = Callable[[str], Text]


def changes(before: Mapping[str, Any], after: Mapping[str, Any], form: Form, titles: Titles) -> list[Text]:
    """Fields, roster, goals, files and the rest that differ, in the order of the form; empty for the same content.

    Both are contents of versions as JSON holds them; `titles` names a requirement.
    """
    found = [
        *_answers(before["answers"], after["answers"], form),
        *_roster(before.get("roster"), after.get("roster")),
        *_files(before["evidence"], after["evidence"], titles),
        *_others(before, after),
    ]
    if not found and any(before.get(name) != after.get(name) for name in _FOLLOWS):
        found.append(Text("系统测算结果已重新计算", "The findings were computed anew"))
    return found


def read(data: bytes) -> dict[str, Any]:
    """The content of a version from its stored bytes."""
    content: dict[str, Any] = json.loads(data)
    return content


def _answers(before: Mapping[str, Any], after: Mapping[str, Any], form: Form) -> Iterator[Text]:
    for field in form.fields():
        old, new = before.get(field.id), after.get(field.id)
        if old != new:
            was, now = (_short(answer_lines(field, value)) for value in (old, new))
            yield Text(
                f"“{field.label.zh}”：{was.zh} → {now.zh}",
                f"“{field.label.en}”: {was.en} → {now.en}",
            )
    known = {field.id for field in form.fields()}
    for name in sorted((set(before) | set(after)) - known):  # reasons and the like, kept beside a field
        if before.get(name) != after.get(name):
            owner = next((field.label for field in form.fields() if name.startswith(f"{field.id}.")), _REST)
            yield Text(f"“{owner.zh}”的说明", f"The note on “{owner.en}”")


def _roster(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[Text]:
    if (before or {}).get("sha256") != (after or {}).get("sha256"):
        was, now = (
            Text(f"第 {roster['number']} 版", f"version {roster['number']}") if roster else BLANK
            for roster in (before, after)
        )
        yield Text(f"企业名册：{was.zh} → {now.zh}", f"The roster: {was.en} → {now.en}")


def _files(before: Iterable[Mapping[str, str]], after: Iterable[Mapping[str, str]], titles: Titles) -> Iterator[Text]:
    was, now = ({(each["requirement"], each["sha256"], each["name"]) for each in side} for side in (before, after))
    for requirement, _, name in sorted(now - was):
        title = titles(requirement)
        yield Text(f"佐证材料新增“{name}”（{title.zh}）", f"File added: “{name}” ({title.en})")
    for requirement, _, name in sorted(was - now):
        title = titles(requirement)
        yield Text(f"佐证材料移除“{name}”（{title.zh}）", f"File taken away: “{name}” ({title.en})")


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Text]:
    said = {"answers", "roster", "evidence", *_FOLLOWS}
    seen: list[Text] = []
    for name in [*after, *(name for name in before if name not in after)]:
        title = _PARTS.get(name, _REST)
        if name not in said and title not in seen and before.get(name) != after.get(name):
            seen.append(title)
            yield Text(f"{title.zh}有改动", f"{title.en} changed")


def _short(lines: Iterable[str]) -> Text:
    said = " ".join(" ".join(lines).split())
    if not said:
        return BLANK
    short = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return Text(short, short)
