"""Entering, correcting and ending providers and events. Called by the one door only (Article 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.services.fields import event_fields, provider_fields

CLAUSE = "A10"
OWN = Text("由{unit}登记，由其更正或终止。", "It was entered by {unit}, which alone corrects or ends it.")


def own(doing: Doing) -> None:
    """Only the authority that entered it. Raises `Refusal`."""
    row: Any = doing.subject
    if doing.by.authority is None or row.authority_id != doing.by.authority.code:
        raise Refusal(OWN.format(unit=row.authority.body), clause=CLAUSE)


def enter_provider(doing: Doing) -> None:
    """A provider of the own territory."""
    clerk: Any = doing.clerk
    row = ServiceProvider(id=doing.new_id(), authority_id=str(clerk.authority_id), by=clerk, at=doing.now)
    for name in provider_fields():
        setattr(row, name, doing.payload[name])
    row.save(force_insert=True)
    doing.subject = row
    doing.note = Text(f"{row.kind_title.zh}：{row.name}", f"{row.kind_title.en}: {row.name}")


def correct_provider(doing: Doing) -> None:
    """The provider as it was entered anew; the history says what changed and why."""
    row: ServiceProvider = doing.subject
    before = {name: getattr(row, name) for name in provider_fields()}
    changed = [name for name, value in before.items() if value != doing.payload[name]]
    ServiceProvider.objects.filter(pk=row.pk).update(**{name: doing.payload[name] for name in changed})
    doing.told["before"] = {name: str(before[name]) for name in changed}
    doing.note = noted(doing.payload["reason"], (provider_fields()[name].label for name in changed))


def noted(reason: str, labels: Any) -> Text:
    """The reason of a correction with what it changed."""
    what = listing(labels)
    return Text(f"{reason}（改动：{what.zh or '无'}）", f"{reason} (changed: {what.en or 'nothing'})")


def end(doing: Doing) -> None:
    """It counts no more; it and its reason stay to be read."""
    row: Any = doing.subject
    reason = doing.payload["reason"]
    type(row).objects.filter(pk=row.pk).update(reason=reason)
    doing.note = Text(reason, reason)


def fresh(doing: Doing, cluster: Any, values: Mapping[str, Any]) -> ServiceEvent:
    """An event that is not stored yet."""
    clerk: Any = doing.clerk
    return ServiceEvent(
        id=doing.new_id(),
        cluster_id=cluster,
        authority_id=str(clerk.authority_id),
        by=clerk,
        at=doing.now,
        **plain(values),
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are taken as they were entered."""
    names = [name for name in event_fields() if name not in ("firms", "others")]
    return {
        "provider_id": values["provider"],
        "others": values.get("others") or 0,
        **{name: values.get(name) or "" for name in names},
    }


def enter_event(doing: Doing) -> None:
    """A new event with the firms it served."""
    row = fresh(doing, doing.payload["cluster"], doing.payload)
    row.save(force_insert=True)
    row.firms.set(doing.payload["firms"])
    doing.subject = row
    doing.note = Text(f"{row.kind_title.zh}：{row.title}", f"{row.kind_title.en}: {row.title}")


def paste(doing: Doing) -> None:
    """Many events of one cluster: all of them or none."""
    given = doing.payload["rows"]
    rows = [fresh(doing, doing.subject.pk, values) for values in given]
    ServiceEvent.objects.bulk_create(rows)
    through = ServiceEvent.firms.through
    through.objects.bulk_create(
        through(serviceevent_id=row.pk, enterprise_id=code)
        for row, values in zip(rows, given, strict=True)
        for code in values["firms"]
    )
    doing.told["events"] = [str(row.pk) for row in rows]
    doing.note = Text(f"{len(rows)} 条", f"{len(rows)} lines")


def correct_event(doing: Doing) -> None:
    """The event as it was entered anew; the history names what changed, and why, and keeps what stood."""
    row: ServiceEvent = doing.subject
    names = ["provider_id", *(name for name in event_fields() if name != "firms")]
    before: dict[str, Any] = {name: getattr(row, name) for name in names}
    before["firms"] = sorted(row.firms.values_list("pk", flat=True))
    after = {**plain(doing.payload), "firms": sorted(doing.payload["firms"])}
    changed = [name for name in before if str(before[name]) != str(after[name])]
    ServiceEvent.objects.filter(pk=row.pk).update(**plain(doing.payload))
    row.firms.set(doing.payload["firms"])
    doing.told["before"] = {name: str(before[name]) for name in changed}
    labels: dict[str, Any] = {name: field.label for name, field in event_fields().items()}
    labels["provider_id"] = Text("服务机构", "Provider")
    doing.note = noted(doing.payload["reason"], (labels[name] for name in changed))
