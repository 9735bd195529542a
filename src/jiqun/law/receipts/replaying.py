"""Computing an assessment again from its record, and saying what is not the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import select
from jiqun.law import code, loading
from jiqun.law.errors import LawError
from jiqun.law.findings import Assessment
from jiqun.law.measure import Measure
from jiqun.law.receipts import differences
from jiqun.law.receipts.record import Record, digest

_OTHER_FILES = Text(
    "办法文件已改动：{id} 的 SHA-256，记录为 {before}，现为 {after}；可用 --measure 指定当时的办法文件夹。",
    "The measure's files changed: SHA-256 of {id} was {before}, is {after}; --measure takes the folder of that time.",
)
_OTHER_BASES = Text(
    "所附依据、附加要求或解释已改动：办法连同所附文件的 SHA-256，记录为 {before}，现为 {after}。",
    "The bases, demands or interpretations changed: SHA-256 of the measure with them was {before}, is {after}.",
)
_OTHER_ID = Text("办法不同：记录为 {before}，所用为 {after}。", "The record names the measure {before}, not {after}.")
_OTHER_FACTS = Text(
    "事实数据已改动：结果所据数据的 SHA-256 为 {before}，记录中的数据为 {after}。",
    "The facts changed: the result rests on facts with SHA-256 {before}, those in the record have {after}.",
)
_NO_LONGER = Text("按记录的日期、口径和依据已不能测算：{why}", "It can no longer be computed as recorded: {why}")
_SAME_FINDINGS = Text("除校验值外，测算结果与记录相同。", "Apart from that hash, the findings are as recorded.")
_OTHER_BYTES = Text(
    "各项内容相同，但文字逐字节比较不同：结果的 SHA-256，记录为 {before}，重放为 {after}。",
    "Every value is the same, but the bytes are not: SHA-256 of the result was {before}, is {after}.",
)
_OTHER_CODE = Text("程序版本不同：记录为 {before}，现为 {after}。", "Other code: then {before}, now {after}.")
_OTHER_SQL = Text(
    "汇总语句与记录不同；重放使用记录中的事实数据，不受影响。",
    "The SQL that adds up facts is another now; the replay takes the facts from the record and does not use it.",
)


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it. `text` is the JSON computed again, or None when it could not be computed at all.

    `differences` are sentences, none when `text` is byte for byte the recorded result; `remarks` say what differs
    without changing anything.
    """

    text: str | None
    differences: tuple[Text, ...]
    remarks: tuple[Text, ...]

    @property
    def same(self) -> bool:
        """Whether the result is byte for byte the one recorded."""
        return not self.differences


def replay(record: Record, measure: Measure | None = None) -> Replay:
    """The assessment of a record computed again, under its own measure from the library unless one is given.

    Raises `UnknownMeasure` when the library has none of that name.
    """
    published = measure or loading.load(record.measure)
    found = list(_files(record, published))
    try:
        applied = published.under(record.bases).with_demands(record.demands).interpreted(record.interpretations)
        assessment = applied.assess(record.facts, on=record.on, readings=record.readings)
    except LawError as error:
        return Replay(None, (*found, *_facts(record), _NO_LONGER.format(why=error.text)), _remarks(record))
    if not found and applied.sha256 != record.measure_sha256:
        found.append(_OTHER_BASES.format(before=record.measure_sha256, after=applied.sha256))
    text = _as_recorded(assessment, record).to_json(record.language)
    said = {"measure_sha256"} if found else set()
    if altered := list(_facts(record)):
        said.add("facts_sha256")
    found.extend(altered)
    inside = list(differences.between(_without(said, record.result), _without(said, json.loads(text))))
    remarks = _remarks(record) if inside or not found else (*_remarks(record), _SAME_FINDINGS)
    found.extend(inside)
    if not found and (seen := digest(text)) != record.result_sha256:
        found.append(_OTHER_BYTES.format(before=record.result_sha256, after=seen))
    return Replay(text, tuple(found), remarks)


def _as_recorded(assessment: Assessment, record: Record) -> Assessment:
    """With what is not computed: the notices of the roster's reader, and the code that computed it first."""
    return replace(
        assessment,
        warnings=(*record.notices, *assessment.warnings),
        receipt=replace(assessment.receipt, code=record.code),
    )


def _files(record: Record, published: Measure) -> Iterator[Text]:
    if published.id != record.measure:
        yield _OTHER_ID.format(before=record.measure, after=published.id)
    elif published.sha256 != record.files_sha256:
        yield _OTHER_FILES.format(id=published.id, before=record.files_sha256, after=published.sha256)


def _facts(record: Record) -> Iterator[Text]:
    """The facts are whole, but another whole than the one the result names."""
    before = _receipt(record.result).get("facts_sha256")
    if before != record.facts.sha256:
        yield _OTHER_FACTS.format(before=before, after=record.facts.sha256)


def _remarks(record: Record) -> tuple[Text, ...]:
    found = []
    if record.code != code.version():
        found.append(_OTHER_CODE.format(before=record.code, after=code.version()))
    if record.sql is not None and record.sql != select.text():
        found.append(_OTHER_SQL)
    return tuple(found)


def _without(keys: Collection[str], result: Mapping[str, Any]) -> dict[str, Any]:
    """The result without those hashes of its receipt that a sentence of their own has named."""
    receipt = _receipt(result)
    return {**result, "receipt": {key: value for key, value in receipt.items() if key not in keys}}


def _receipt(result: Mapping[str, Any]) -> Mapping[str, Any]:
    found = result.get("receipt")
    return found if isinstance(found, dict) else {}
