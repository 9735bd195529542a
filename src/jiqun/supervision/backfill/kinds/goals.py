"""The goals of a three-year plan on paper, frozen with the recognition they belong to (Articles 13(九), 15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.register.models import Cluster, Goal
from jiqun.register.terms import YEARS as TERM
from jiqun.supervision.backfill.cells import FILL_IN, DecimalText, batch, which, words
from jiqun.supervision.backfill.reading import Kind, Reader
from jiqun.supervision.models.past import PastEntry
from jiqun.web.fields import T

_NO_TERM = Text(
    "该认定没有载明有效期，无法确定目标年度。", "Its term is not stated, so the years of the goals are not known."
)
_FROZEN = Text("该认定已有 {n} 项规划目标，不再补录。", "This recognition has {n} goals already.")
_TWICE = Text("与第 {line} 行重复（同一认定同一指标）。", "The same recognition and indicator as line {line}.")
_NO_BASE = T("缺少基值：没有基值的目标无法考核，请按规划文件填写。", "No base: a goal without one cannot be judged.")
ORDINALS = ("第一年", "第二年", "第三年")
ENGLISH = ("Year 1", "Year 2", "Year 3")


def columns() -> dict[str, forms.Field]:
    """Cluster, place, batch, the goal and its three yearly targets."""
    targets = {
        f"target{number}": DecimalText(
            label=T(f"{zh}目标", f"{en} target"), required=number == TERM, max_length=30, error_messages=FILL_IN
        )
        for number, (zh, en) in enumerate(zip(ORDINALS, ENGLISH, strict=True), start=1)
    }
    return {
        **which(),
        "batch": batch(),
        "indicator": words("指标", "Indicator", required=True, limit=80),
        "unit": words("计量单位", "Unit", required=True, limit=30),
        "base": DecimalText(label=T("基值", "Base"), max_length=30, error_messages={"required": _NO_BASE}),
        **targets,
        "owner": words("责任单位", "Unit responsible", required=False, limit=80),
    }


def prepare(reader: Reader) -> None:
    """How many goals each recognition has; one query."""
    reader.held["goals"], reader.held["seen"] = {}, {}
    for pk in Goal.objects.filter(recognition__isnull=False).values_list("recognition", flat=True):
        reader.held["goals"][pk] = reader.held["goals"].get(pk, 0) + 1


def line(reader: Reader, number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """One goal; its years are the three that begin with the first year of the term."""
    found = reader.recognition(number, values["of"], values["batch"])
    if found is None:
        return {}
    if found.valid_from is None:
        reader.wrong(number, "name", _NO_TERM)
        return {}
    if n := reader.held["goals"].get(found.pk):
        reader.wrong(number, "name", _FROZEN.format(n=n))
    key = (found.pk, values["indicator"])
    if (before := reader.held["seen"].setdefault(key, number)) != number:
        reader.wrong(number, "indicator", _TWICE.format(line=before))
    first = found.valid_from.year
    targets = {str(first + n): values[f"target{n + 1}"] for n in range(TERM) if values[f"target{n + 1}"]}
    goal = {name: values[name] for name in ("indicator", "unit", "base", "owner")}
    return {"recognition": str(found.pk), "batch": found.batch, **goal, "targets": targets, "notes": []}


def write(doing: Doing, entry: PastEntry) -> int:
    """Freezes the goals, marked as from paper; those of one recognition are numbered from 1."""
    clusters = Cluster.objects.in_bulk([UUID(row["cluster"]) for row in entry.rows])
    keys: dict[str, UUID] = {}
    numbers: dict[str, int] = {}
    goals = []
    for row in entry.rows:
        of = row["recognition"]
        if of not in keys:
            keys[of] = doing.new_id()
        numbers[of] = numbers.get(of, 0) + 1
        told = {name: row[name] for name in ("indicator", "unit", "base", "targets", "owner")}
        goals.append(
            Goal(
                cluster=clusters[UUID(row["cluster"])],
                case_id=keys[of],
                number=numbers[of],
                recognition_id=UUID(of),
                backfilled=True,
                **told,
            )
        )
    return len(Goal.objects.bulk_create(goals))


GOALS = Kind(
    "goals",
    Text("规划目标", "Goals of plans"),
    Text(
        "每行一项目标；目标值对应有效期起始年起的三年，第三年目标必填。",
        "A line a goal; its targets are of the three years that begin with the first year of the term.",
    ),
    columns,
    prepare,
    line,
    write,
)
