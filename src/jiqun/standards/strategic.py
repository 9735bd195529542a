"""The province's strategic clusters and future industries, which Article 4 names as the direction; none where the
folder of the province lists none.

In 广东, ten pillar and ten emerging strategic clusters come from 粤府函〔2020〕82号, the five future industries from
the provincial action plans of 2024.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jiqun.bilingual import Text
from jiqun.standards import province

KINDS = {
    "pillar": Text("战略性支柱产业集群", "Strategic pillar cluster"),
    "emerging": Text("战略性新兴产业集群", "Strategic emerging cluster"),
    "future": Text("未来产业", "Future industry"),
}


@dataclass(frozen=True, slots=True)
class StrategicIndustry:
    """One strategic cluster or future industry: `key` for storage, `kind` a key of `KINDS`, `source` the document."""

    key: str
    kind: str
    name: Text
    source: str


@lru_cache(maxsize=1)
def everything() -> tuple[StrategicIndustry, ...]:
    """All of them: pillar, emerging, future, each in the document's order."""
    rows = province.here().rows(province.STRATEGIC)
    return tuple(StrategicIndustry(r["key"], r["kind"], Text(r["name"], r["name_en"]), r["source"]) for r in rows)


def of_kind(kind: str) -> tuple[StrategicIndustry, ...]:
    """Those of one kind, in the document's order; empty for a kind that is not in `KINDS`."""
    return tuple(s for s in everything() if s.kind == kind)


def find(key: str) -> StrategicIndustry | None:
    """The one of a key, None when there is none."""
    return next((s for s in everything() if s.key == key), None)


def named(name: str) -> StrategicIndustry | None:
    """The one of a Chinese name, with or without 产业 or 产业集群 at its end; None when there is none."""
    stem = name.strip().removesuffix("集群").removesuffix("产业")
    stem = stem.removesuffix("战略性支柱").removesuffix("战略性新兴")
    return next((s for s in everything() if s.name.zh == stem), None)
