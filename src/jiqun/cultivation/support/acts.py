"""Entering, correcting and withdrawing lines of support, and pasting many (Articles 5, 8, 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import SupportLine
from jiqun.cultivation.support.fields import fields_of
from jiqun.cultivation.support.forms import task_key, tasks_of
from jiqun.cultivation.support.kinds import kinds
from jiqun.register.models import Cluster

CLAUSE = "A9"
OWN = Text(
    "这一条由{unit}登记，由其更正或撤回。", "This line was entered by {unit}, which alone corrects or withdraws it."
)
PLAIN = ("kind", "title", "giver", "unit", "on", "amount", "number", "document", "link", "note")


def own_line(doing: Doing) -> None:
    """Only the authority that entered it. Raises `Refusal`."""
    line: Any = doing.subject
    if doing.by.authority is None or line.authority_id != doing.by.authority.code:
        unit = line.authority.body
        raise Refusal(OWN.format(unit=unit), clause=CLAUSE)


def fresh(doing: Doing, cluster: Any, values: Mapping[str, Any]) -> SupportLine:
    """A line that is not stored yet."""
    clerk: Any = doing.clerk
    file = values.get("file") or {}
    return SupportLine(
        id=doing.new_id(),
        cluster_id=cluster,
        authority_id=clerk.authority_id,
        file_id=file.get("sha256"),
        file_name=file.get("name", ""),
        by=clerk,
        at=doing.now,
        **plain(values),
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are taken as they were entered."""
    return {name: values.get(name) if name in ("on", "amount", "number") else values.get(name) or "" for name in PLAIN}


def task_of(cluster: Cluster, key: str) -> UUID | None:
    """The measure of that key (the form has refused any other)."""
    return tasks_of(cluster)[key].pk if key else None


def enter(doing: Doing) -> None:
    """A new line with the firms it went to."""
    payload = doing.payload
    cluster = Cluster.objects.get(pk=payload["cluster"])
    line: Any = fresh(doing, cluster.pk, payload)
    line.task_id = task_of(cluster, payload.get("task") or "")
    line.policy_id = payload.get("policy") or None
    line.save(force_insert=True)
    line.firms.set(payload["firms"])
    doing.subject = line
    title = kinds()[line.kind].title
    doing.note = Text(f"{title.zh}：{line.title}", f"{title.en}: {line.title}")


def paste(doing: Doing) -> None:
    """Many lines of one cluster: all of them or none."""
    given = doing.payload["rows"]
    lines = [fresh(doing, doing.subject.pk, values) for values in given]
    SupportLine.objects.bulk_create(lines)
    through = SupportLine.firms.through
    through.objects.bulk_create(
        through(supportline_id=line.pk, enterprise_id=code)
        for line, values in zip(lines, given, strict=True)
        for code in values["firms"]
    )
    doing.told["lines"] = [str(line.pk) for line in lines]
    doing.note = Text(f"{len(lines)} 条", f"{len(lines)} lines")


def correct(doing: Doing) -> None:
    """The line as it was entered anew; the history names what changed, and why, and keeps what stood."""
    line: Any = doing.subject
    payload = doing.payload
    before: dict[str, Any] = {name: getattr(line, name) for name in PLAIN}
    before |= {
        "firms": sorted(line.firms.values_list("pk", flat=True)),
        "task": task_key(line.task) if line.task else "",
        "policy": str(line.policy_id or ""),
    }
    after: dict[str, Any] = {**plain(payload), "firms": sorted(payload["firms"])}
    after |= {"task": payload.get("task") or "", "policy": payload.get("policy") or ""}
    changed = [name for name in before if before[name] != after[name]]
    columns: dict[str, Any] = {**plain(payload), "task_id": task_of(line.cluster, after["task"])}
    columns["policy_id"] = after["policy"] or None
    if payload.get("file"):
        columns |= {"file_id": payload["file"]["sha256"], "file_name": payload["file"]["name"]}
        changed.append("file")
        before["file"] = line.file_id or ""
    SupportLine.objects.filter(pk=line.pk).update(**columns)
    line.firms.set(payload["firms"])
    doing.told["before"] = {name: str(before[name]) for name in changed}
    labels: dict[str, Any] = {name: field.label for name, field in fields_of().items()}
    labels |= {
        "policy": Text("惠企政策", "Policy"),
        "task": Text("对应措施", "Measure"),
        "file": Text("依据文件", "File"),
    }
    what = listing(labels[name] for name in changed)
    reason = payload["reason"]
    doing.note = Text(f"{reason}（改动：{what.zh or '无'}）", f"{reason} (changed: {what.en or 'nothing'})")


def withdraw(doing: Doing) -> None:
    """The line counts no more; it and its reason stay to be read."""
    reason = doing.payload["reason"]
    SupportLine.objects.filter(pk=doing.subject.pk).update(reason=reason)
    doing.subject.reason = reason
    doing.note = Text(reason, reason)
