"""Reading a table from paper against the register: every line with its cluster, every fault at its cell, at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text
from jiqun.inquiries import tables
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.naming import Names, places

if TYPE_CHECKING:
    from jiqun.casework.doing import Doing
    from jiqun.supervision.models.past import PastEntry

MOST = 2000
_TOO_MANY = Text("一次最多补录 {n} 行，请分次补录。", "At most {n} lines at once; enter the rest afterwards.")
_NO_PLACE = Text("没有“{place}”这个县（市、区）、镇街或功能区。", "There is no county, town or zone “{place}”.")
_NO_CLUSTER = Text(
    "登记册里没有这个集群。请核对名称和所在地{near}；未入册的，先补录认定名单。",
    "No such cluster in the register{near}. Check name and place; enter its list from paper first where it is new.",
)
_NEAR = Text("（名称相近的有：{names}）", " (there are: {names})")
_SEVERAL = Text("同名集群不止一个，请写全称。", "Several clusters have this name; give it in full.")
_NOT_HELD = Text("该集群没有{level}认定。", "It has no recognition of this level.")
_WHICH = Text("有几个批次的省级认定（{names}），请写明认定批次。", "It has several ({names}); name the batch.")
_NO_BATCH = Text("没有“{batch}”这一批次；有：{names}。", "No batch “{batch}”; there are: {names}.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table: its columns, how a line is read, how the lines are written into the register.

    `prepare` reads at once what the lines are held against; `line` gives what is kept of a line beside its cluster, and
    keeps faults through `Reader.wrong`; `write` runs in the transaction of the confirmed act and gives how many.
    `columns` are shown in the preview under the names of `show`.
    """

    name: str
    title: Text
    hint: Text
    columns: Callable[[], dict[str, forms.Field]]
    prepare: Callable[[Reader], None]
    line: Callable[[Reader, int, Mapping[str, Any]], dict[str, Any]]
    write: Callable[[Doing, PastEntry], int]


@dataclass
class Reader:
    """One table on its way into values. `held` is whatever the kind read of the register in `prepare`."""

    kind: Kind
    today: date
    rows: list[dict[str, Any]] = field(default_factory=list)
    held: dict[str, Any] = field(default_factory=dict)
    table: tables.Table = field(default_factory=tables.Table)
    names: Names = field(default_factory=lambda: Names([]))
    clusters: dict[UUID, Cluster] = field(default_factory=dict)
    recognitions: dict[UUID, list[Recognition]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Text]:
        """Everything that is wrong, in the order it was found."""
        return self.table.faults

    def columns(self) -> dict[str, forms.Field]:
        """The columns, by name."""
        if "columns" not in self.held:
            self.held["columns"] = self.kind.columns()
        found: dict[str, forms.Field] = self.held["columns"]
        return found

    def wrong(self, number: int, name: str, said: Text) -> None:
        """Keeps a fault at its cell."""
        self.table.find_fault(number, name, self.columns()[name].label, said)

    def cluster(self, number: int, values: Mapping[str, Any]) -> Cluster | None:
        """The cluster of a line; a fault where it is not clear which."""
        name, place = values.get("name"), values.get("place")
        if not name or not place:
            return None
        if not places(place):
            self.wrong(number, "place", _NO_PLACE.format(place=place))
            return None
        found = self.names.called(name, place)
        if len(found) == 1:
            return self.clusters[found[0].pk]
        if found:
            self.wrong(number, "name", _SEVERAL)
            return None
        alike = [each.name for each in self.names.alike(name, place)]
        near = _NEAR.format(names="、".join(alike)) if alike else Text("", "")
        self.wrong(number, "name", Text(_NO_CLUSTER.zh.format(near=near.zh), _NO_CLUSTER.en.format(near=near.en)))
        return None

    def recognition(self, number: int, of: Cluster, batch: str) -> Recognition | None:
        """The provincial recognition of a line: of its batch, or the only one; a fault where it is not clear which."""
        found = self.recognitions.get(of.pk, [])
        if not found:
            self.wrong(number, "name", _NOT_HELD.format(level=PROVINCIAL))
            return None
        if not batch and len(found) == 1:
            return found[0]
        names = "、".join(each.batch for each in found)
        if not batch:
            self.wrong(number, "batch", _WHICH.format(names=names))
            return None
        for each in found:
            if each.batch == batch:
                return each
        self.wrong(number, "batch", _NO_BATCH.format(batch=batch, names=names))
        return None


def read(kind: Kind, cells: Sequence[Sequence[str]], today: date) -> Reader:
    """Reads a table against the register as it stands; the number of queries does not depend on the lines."""
    reader = Reader(kind, today)
    reader.table = tables.read(cells, reader.columns())
    if len(reader.table.lines) > MOST:
        reader.table.faults.insert(0, _TOO_MANY.format(n=MOST))
        return reader
    if not reader.table.lines:
        return reader
    reader.clusters = {each.pk: each for each in Cluster.objects.select_related("authority").order_by("path", "name")}
    reader.names = Names(reader.clusters.values())
    for each in Recognition.objects.filter(level=PROVINCIAL).order_by("valid_from", "batch"):
        reader.recognitions.setdefault(each.cluster_id, []).append(each)
    kind.prepare(reader)
    for number, values in reader.table.lines:
        of = reader.cluster(number, values)
        if of is None or any((number, name) in reader.table.wrong for name in reader.columns()):
            continue
        row = {"line": number, "cluster": str(of.pk), "name": of.name, "place": values["place"]}
        reader.rows.append(row | kind.line(reader, number, {**values, "of": of}))
    return reader
