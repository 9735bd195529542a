"""Entering, amending, proving, striking off and restoring entries, and pasting many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.ledgers.fields import fields_of
from jiqun.ledgers.forms import ANOTHER
from jiqun.ledgers.kinds import kind
from jiqun.ledgers.models import Entry, EntryFile
from jiqun.ledgers.queries import same, values_of
from jiqun.register.models import Cluster

OWN = Text("台账由集群所在地的县级经办登记。", "The ledger is kept by the officer of the cluster's own county.")


def own_cluster(doing: Doing) -> None:
    """The county keeps the ledgers of its own clusters only (Article 14(一))."""
    subject: Any = doing.subject
    if subject is None:
        return
    cluster: Cluster = subject.cluster if isinstance(subject, Entry) else subject
    if doing.by.authority is None or cluster.authority_id != doing.by.authority.code:
        raise Refusal(OWN, clause="A14.1")


def nothing_alike(doing: Doing) -> None:
    """A struck entry comes back only where the same one was not entered anew meanwhile."""
    entry: Entry = doing.subject
    if same(entry.cluster, entry.kind, values_of(entry), but=entry):
        raise Refusal(ANOTHER.format(title=entry.title), clause=entry.of.clause.split()[0])


def enter(doing: Doing) -> None:
    """A new entry with its proof."""
    payload = doing.payload
    entry = fresh(doing, payload["cluster"], payload["kind"], payload)
    entry.save(force_insert=True)
    add_proofs(doing, entry, payload["proofs"])
    doing.subject = entry
    doing.note = said(entry)


def paste(doing: Doing) -> None:
    """Many entries at once: all of them or none."""
    payload, cluster = doing.payload, doing.subject
    entries = [fresh(doing, cluster.pk, payload["kind"], values) for values in payload["entries"]]
    Entry.objects.bulk_create(entries)
    doing.told["entries"] = [str(entry.pk) for entry in entries]
    title, n = kind(payload["kind"]).title, len(entries)
    doing.note = Text(f"{title.zh} {n} 条", f"{title.en}: {n} entries")


def amend(doing: Doing) -> None:
    """The entry's fields as they were entered; files to add and to take away. The history names what changed."""
    entry: Entry = doing.subject
    before, after, payload = values_of(entry), columns(doing.payload), doing.payload
    changed = [name for name in before if name in payload and before[name] != payload[name]]
    Entry.objects.filter(pk=entry.pk).update(**after)
    for name, value in after.items():
        setattr(entry, name, value)
    dropped = payload.get("drop") or []
    EntryFile.objects.current().filter(entry=entry, pk__in=dropped).update(removed_by=doing.by.pk, removed_at=doing.now)
    add_proofs(doing, entry, payload["proofs"])
    doing.told["before"] = {name: before[name] for name in changed}
    told = [label_of(entry, name) for name in changed]
    if dropped or payload["proofs"]:
        many = f"+{len(payload['proofs'])} −{len(dropped)}"
        told.append(Text(f"佐证材料（{many}）", f"proof ({many})"))
    if told:
        doing.note = Text("改动：" + listing(told).zh, "Changed: " + listing(told).en)


def prove(doing: Doing) -> None:
    """More proof for an entry."""
    add_proofs(doing, doing.subject, doing.payload["proofs"])
    names = "、".join(file["name"] for file in doing.payload["proofs"])
    doing.note = Text(names, names)


def strike(doing: Doing) -> None:
    """The entry counts no more; it and its reason stay to be read."""
    reason = doing.payload["reason"]
    Entry.objects.filter(pk=doing.subject.pk).update(reason=reason)
    doing.subject.reason = reason
    doing.note = Text(reason, reason)


def restore(doing: Doing) -> None:
    """The entry counts again."""
    Entry.objects.filter(pk=doing.subject.pk).update(reason="")
    doing.subject.reason = ""


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an entry as its columns; what its kind does not ask stays blank."""
    found: dict[str, Any] = {
        name: values.get(name) or "" for name in ("sub", "part", "title", "party", "document", "issuer", "note")
    }
    found |= {name: values.get(name) for name in ("on", "valid_from", "valid_to", "amount", "number")}
    return {**found, "firm_id": values.get("uscc") or None}


def fresh(doing: Doing, cluster: Any, name: str, values: Mapping[str, Any]) -> Entry:
    """An entry that is not stored yet."""
    by: Any = doing.by
    return Entry(id=doing.new_id(), cluster_id=cluster, kind=name, by=by, at=doing.now, **columns(values))


def add_proofs(doing: Doing, entry: Entry, files: Iterable[Mapping[str, str]]) -> None:
    """Files that are not there yet."""
    by: Any = doing.by
    there = set(EntryFile.objects.current().filter(entry=entry).values_list("file_id", flat=True))
    EntryFile.objects.bulk_create(
        EntryFile(id=doing.new_id(), entry=entry, file_id=file["sha256"], name=file["name"], by=by, at=doing.now)
        for file in files
        if file["sha256"] not in there
    )


def label_of(entry: Entry, name: str) -> Text:
    """What a field is called in the entry's kind."""
    label: Any = fields_of(entry.of)[name].label
    found: Text = label
    return found


def said(entry: Entry) -> Text:
    """An entry in a line of the history."""
    title = entry.of.title
    return Text(f"{title.zh}：{entry.title}", f"{title.en}: {entry.title}")
