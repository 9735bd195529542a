"""The evaluation record as a file: what is needed to compute an assessment again, and what came of it.

A record holds the facts themselves, not where they were; the measure, by name and SHA-256; whatever else had a say
(legal date, readings, bases, demands, interpretations, notices of the reader of the roster); and the result with its
own SHA-256. A SHA-256 over all of it shows what was altered by accident or carelessly; without a signature it does not
show who wrote it, as whoever alters a record can write that anew. `replay` computes it again, years later if need be.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import Facts, select
from jiqun.law.basis import Basis
from jiqun.law.demands import Demand
from jiqun.law.findings import Assessment
from jiqun.law.interpretations import Interpretation
from jiqun.law.measure import Measure

FORMAT = "jiqun-receipt-1"


@dataclass(frozen=True, slots=True)
class Source:
    """The file the roster was read from: its name without the folder, if it is known, and the SHA-256 of its bytes."""

    name: str | None
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> Source:
        """The source of a file with this content."""
        return cls(name, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Engine:
    """The database that added the facts up by `select.text()`, and its version."""

    name: str
    version: str

    @classmethod
    def in_memory(cls) -> Engine:
        """SQLite in memory, with which `facts.build` adds up."""
        return cls("SQLite", sqlite3.sqlite_version)


@dataclass(frozen=True, slots=True)
class Record:
    """An evaluation record read back.

    `files_sha256` covers the measure as published, `measure_sha256` also the bases, demands and interpretations
    registered about it. `sql` and `engine` say how the facts were added up; None when that was not recorded, or they
    were typed as totals. `result` is the JSON of the assessment in `language`, as Python values.
    """

    measure: str
    measure_sha256: str
    files_sha256: str
    on: date
    readings: Mapping[str, str]
    bases: tuple[Basis, ...]
    demands: tuple[Demand, ...]
    interpretations: tuple[Interpretation, ...]
    facts: Facts
    sql: str | None
    engine: Engine | None
    code: str
    source: Source | None
    notices: tuple[Text, ...]
    language: str
    result: Mapping[str, Any]
    result_sha256: str


def write(
    assessment: Assessment,
    measure: Measure,
    facts: Facts,
    *,
    language: str = "zh",
    notices: Iterable[Text] = (),
    source: Source | None = None,
    engine: Engine | None = None,
) -> str:
    """The record of an assessment of these facts under this measure, as JSON text.

    `notices` are the warnings that stand in the assessment before those of the law, such as the workbook's. `engine`
    is what added the facts up just now; without one the record says that it does not know. `ValueError` when the
    assessment is not one of these facts, or an engine is named for totals that somebody typed.
    """
    receipt, result = assessment.receipt, assessment.to_json(language)
    if receipt.facts_sha256 != facts.sha256:
        raise ValueError(f"the assessment is of facts {receipt.facts_sha256}, not of {facts.sha256}")
    if engine and facts.partial:
        raise ValueError("totals that were typed were added up by no engine")
    return sealed(
        {
            "format": FORMAT,
            "measure": {
                "id": measure.id,
                "sha256": receipt.measure_sha256,
                "files_sha256": (measure.origin or measure).sha256,
            },
            "on": assessment.on.isoformat(),
            "readings": dict(receipt.readings),
            "bases": [basis.plain() for basis in measure.bases],
            "demands": [demand.plain() for demand in measure.demands],
            "interpretations": [each.plain() for each in measure.interpretations],
            "facts": json.loads(facts.to_json()),
            "facts_sha256": facts.sha256,
            "sql": {"text": select.text(), "engine": engine.name, "version": engine.version} if engine else None,
            "code": receipt.code,
            "source": {"name": source.name, "sha256": source.sha256} if source else None,
            "notices": [{"zh": notice.zh, "en": notice.en} for notice in notices],
            "language": language,
            "result": json.loads(result),
            "result_sha256": digest(result),
        }
    )


def sealed(values: Mapping[str, Any]) -> str:
    """The text of a record with the SHA-256 over the rest of it in its last place."""
    rest = {key: value for key, value in values.items() if key != "sha256"}
    return text_of({**rest, "sha256": seal(rest)})


def seal(values: Mapping[str, Any]) -> str:
    """SHA-256 over a record without its own: canonical JSON, with sorted keys and without spaces."""
    rest = {key: value for key, value in values.items() if key != "sha256"}
    return digest(json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def text_of(values: Mapping[str, Any]) -> str:
    """JSON text, written as `Assessment.to_json` writes it."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
