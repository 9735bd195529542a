"""What looks for leads: each part of the chapter registers what it can notice. Nothing here decides or stores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests
from jiqun.register.models import Cluster


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: of which cluster, which clause it may touch (`A17.3`; blank for none), of which kind, in words.

    `evidence` are plain values: `rows` are [[label zh, label en, value], …] shown as numbers, `links` are
    [[zh, en, address], …]; anything else is kept for programs. `mark` is what makes it the same finding when it is
    found again; without one, everything in the evidence.
    """

    cluster_id: UUID
    ground: str
    kind: str
    text: Text
    evidence: dict[str, Any] = field(default_factory=dict)
    mark: str = ""

    @property
    def key(self) -> str:
        """What tells it from any other finding of its cluster."""
        told = self.mark or {name: value for name, value in self.evidence.items() if name != "links"}
        return digests(canonical({"kind": self.kind, "ground": self.ground, "told": told})).sha256


Source = Callable[[Sequence[Cluster], date], Iterable[Found]]

KINDS: dict[str, Text] = {
    "norm": Text("条件不再符合", "A condition is no longer met"),
    "margin": Text("条件接近门槛", "A condition close to its limit"),
    "falling": Text("指标连续下降", "A figure that keeps falling"),
    "report": Text("年度报告逾期", "Annual report overdue"),
    "incident": Text("重大事项", "Incident"),
    "listed": Text("名单比对命中", "Named in an imported list"),
    "goal": Text("目标进度落后", "A goal behind its path"),
    "drift": Text("与登记不一致", "Differs from the record"),
    "term": Text("有效期满", "Term over"),
}
"""The kinds of leads in words; a source of another part may add its own."""

_sources: list[Source] = []


def register(source: Source, **kinds: Text) -> Source:
    """Makes a source known, and what its kinds are called."""
    if source not in _sources:
        _sources.append(source)
    KINDS.update(kinds)
    return source


def sources() -> tuple[Source, ...]:
    """Every known source, in the order they were made known."""
    return tuple(_sources)


def kind_title(kind: str) -> Text:
    """What a kind is called; its own name where nobody said."""
    return KINDS.get(kind, Text(kind, kind))
