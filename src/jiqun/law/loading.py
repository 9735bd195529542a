"""From the files of a measure to a `Measure`, proving on the way what can be proved before any facts are seen."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.law import clauses, folders, lines, norm_files, schema, sources
from jiqun.law.basis import Basis
from jiqun.law.conditions import Indicator
from jiqun.law.errors import BasisError, MeasureError, UnknownMeasure
from jiqun.law.lines import Lines
from jiqun.law.measure import Measure, Parameter
from jiqun.law.norm_files import day
from jiqun.law.readings import Reading
from jiqun.standards import province

_MEASURES = "jiqun.law.measures"


def library() -> tuple[str, ...]:
    """The ids of all measures in the library: those the product ships, and those of the province's folder."""
    return tuple(sorted({*_named(resources.files(_MEASURES)), *_named(_own())}))


def provincial() -> Measure:
    """The measure the province of this installation applies, as its files have it. Raises as `load` does."""
    return load(province.here().measure)


def folder_of(measure_id: str) -> Traversable:
    """Where the files of a measure of the library lie; the province's folder comes before what is shipped."""
    kept = _own() / measure_id
    return kept if kept.is_dir() else resources.files(_MEASURES) / measure_id


def _own() -> Path:
    return province.here().folder / province.MEASURES


def _named(folder: Traversable) -> Iterator[str]:
    found = folder.iterdir() if folder.is_dir() else iter(())
    return (each.name for each in found if each.is_dir() and (each / folders.YAML).is_file())


def load(measure: str | Path) -> Measure:
    """A measure of the library by its id, or of a folder by its `Path`.

    A folder's `indicators.py`, where it has one, is executed: so text, which may have come from anywhere, never names
    a folder. Raises `UnknownMeasure`, and `MeasureError` with all problems of the files, each with file, line and
    remedy.
    """
    if isinstance(measure, Path):
        return _from(measure, str(measure), folders.own_formulas(measure))
    if measure not in (known := library()):
        raise UnknownMeasure(measure, known)
    return _of_library(measure)


@cache
def _of_library(measure_id: str) -> Measure:
    folder = folder_of(measure_id)
    if isinstance(folder, Path) and folder.parent == _own():
        return _from(folder, measure_id, folders.own_formulas(folder))
    own: dict[str, Indicator] = {}
    if (folder / folders.FORMULAS).is_file():
        own = folders.formulas(importlib.import_module(f"{_MEASURES}.{measure_id}.indicators"))
    return _from(folder, measure_id, own)


def _from(folder: Traversable, name: str, own: Mapping[str, Indicator]) -> Measure:
    texts = folders.texts(folder, name)
    digest = hashlib.sha256("".join(f"{file}\n{text}\n" for file, text in sorted(texts.items())).encode())
    found = read(
        texts[folders.YAML], texts[folders.TEXT], own, sha256=digest.hexdigest(), name=f"{name}/{folders.YAML}"
    )
    if found.id != folder.name and name == folder.name:
        raise MeasureError([Text(f"{name}: id 应与文件夹同名", f"{name}: the id has to be the name of the folder")])
    return found


def governing(bases: Iterable[Basis], on: date, scheme: str = "gd") -> Measure:
    """The measure of a scheme in force on a day, with the registered bases that are about it.

    Raises `NoMeasureInForce` (of the latest one that started by then, naming its successor) when there is none, and
    `BasisError` when two are in force at once or a basis is about none that is loaded.
    """
    bases = tuple(bases)
    if foreign := [basis for basis in bases if basis.measure not in library()]:
        raise BasisError(
            Text(f"{b.number} 针对的办法 {b.measure} 不在库中", f"{b.number}: the library has no measure {b.measure}")
            for b in foreign
        )
    ours = [measure for measure in map(load, library()) if measure.scheme == scheme]
    amended = sorted(
        (measure.under(b for b in bases if b.measure == measure.id) for measure in ours), key=lambda m: m.start
    )
    found = [measure for measure in amended if measure.in_force(on)]
    if len(found) > 1:
        names = listing(measure.number for measure in found)
        raise BasisError(
            [
                Text(
                    f"{on} 有几个办法同时有效：{names.zh}，请先登记替代",
                    f"On {on} several are in force: {names.en}; register a successor",
                )
            ]
        )
    if found:
        return found[0]
    started = [measure for measure in amended if measure.start <= on] or amended
    if not started:
        raise UnknownMeasure(scheme, sorted({measure.scheme for measure in map(load, library())}))
    raise started[-1].not_in_force(on)


def read(
    yaml_text: str, text_md: str, indicators: Mapping[str, Indicator], *, sha256: str, name: str = "measure.yaml"
) -> Measure:
    """A measure from the texts of its files. Raises `MeasureError` with file, line and remedy for every problem.

    Where the file says `formulas: ID`, the formulas and readings of that measure of the library count as its own, and
    the hash covers its files too.
    """
    found = lines.read(yaml_text, name)
    if wrong := list(schema.problems(found)):
        raise MeasureError(wrong)
    values = found.values
    lender = _lender(found)
    indicators = {**(lender.formulas if lender else {}), **indicators}
    readings = {**(lender.readings if lender else {})}
    readings.update((key, _reading(key, line)) for key, line in values.get("readings", {}).items())
    tree = clauses.parse(text_md)
    by_anchor = {clause.anchor: clause.text for top in tree for clause in top.walk()}
    wrong = [
        *clauses.problems(text_md, name.removesuffix(folders.YAML) + folders.TEXT),
        *_at(found, sources.problems(values, frozenset(by_anchor))),
        *_quote_problems(found, by_anchor),
        *_reading_problems(found, lender),
        *_date_problems(found),
        *norm_files.problems(found, indicators, readings),
    ]
    if wrong:
        raise MeasureError(wrong)
    covering = f"{sha256}\n{lender.sha256}\n".encode() if lender else b""
    return Measure(
        id=values["id"],
        scheme=values["scheme"],
        status=values["status"],
        title=values["title"],
        number=values["number"],
        issuer=values["issuer"],
        start=day(values["in_force"]["from"]),
        until=_last_day(values["in_force"]),
        sources=sources.read(values["sources"]),
        clauses=tree,
        norms=tuple(norm_files.norm(line, indicators) for line in values["norms"]),
        readings=MappingProxyType(readings),
        all_parameters=tuple(p for line in values.get("parameters", ()) for p in _parameters(line)),
        sha256=hashlib.sha256(covering).hexdigest() if covering else sha256,
        formulas=MappingProxyType(indicators),
    )


def _lender(found: Lines) -> Measure | None:
    """The measure of the library whose formulas and readings are named."""
    if "formulas" not in found.values:
        return None
    named, at = found.values["formulas"], found.at(("formulas",))
    if named == found.values["id"]:
        raise MeasureError(
            [Text(f"{at}: 不能借用自身的公式，请删去", f"{at}: it cannot borrow from itself; leave it out")]
        )
    if named not in library():
        known = ", ".join(library())
        raise MeasureError(
            [Text(f"{at}: 库中没有办法 {named}；现有：{known}", f"{at}: the library has no {named}; it holds: {known}")]
        )
    return _of_library(named)


def _at(found: Lines, wrong: Iterable[tuple[lines.Path, Text]]) -> Iterator[Text]:
    for path, text in wrong:
        at = found.at(path)
        yield Text(f"{at}: {text.zh}", f"{at}: {text.en}")


def _last_day(in_force: Mapping[str, str]) -> date:
    """The last day in force; `date.max` for a measure whose text names none."""
    return day(in_force["until"]) if "until" in in_force else date.max


def _reading(key: str, line: dict[str, Any]) -> Reading:
    return Reading(
        key=key,
        phrase=Text(**line["phrase"]),
        default=line["default"],
        values=MappingProxyType({value: Text(**text) for value, text in line["values"].items()}),
        authority=Text(**line["authority"]),
        weight=line["weight"],
    )


def _parameters(line: dict[str, Any]) -> Iterator[Parameter]:
    for dated in line["values"]:
        yield Parameter(
            id=line["id"],
            clause=line["clause"],
            quote=line["quote"],
            title=Text(**line["title"]),
            value=dated["value"],
            unit=Text(**dated["unit"]),
            start=day(dated["from"]),
            until=day(dated["until"]) if "until" in dated else None,
        )


def _quote_problems(found: Lines, by_anchor: Mapping[str, str]) -> Iterator[Text]:
    """Every quote stands in its clause word for word, those of branches too; every id stands once."""
    seen: dict[str, str] = {}
    for section in ("parameters", "norms"):
        for n, line in enumerate(found.values.get(section, ())):
            where = found.at((section, n, "id"))
            if line["id"] in seen:
                zh, en = (
                    f"编号 {line['id']} 已用于 {seen[line['id']]}",
                    f"id {line['id']} is used at {seen[line['id']]}",
                )
                yield Text(f"{where}: {zh}，请另取", f"{where}: {en}; choose another")
            seen[line["id"]] = where
            if line["clause"] not in by_anchor:
                at = found.at((section, n, "clause"))
                yield Text(f"{at}: 条文中没有 {line['clause']}", f"{at}: the text has no clause {line['clause']}")
                continue
            for path, quote in _quotes(line, (section, n)):
                if quote not in by_anchor[line["clause"]]:
                    at = found.at(path)
                    yield Text(
                        f"{at}: 引文与 {line['clause']} 原文不一致，请逐字照录：“{quote}”",
                        f"{at}: the quote is not in {line['clause']} word for word: “{quote}”",
                    )


def _quotes(line: dict[str, Any], path: lines.Path) -> Iterator[tuple[lines.Path, str]]:
    yield (*path, "quote"), line["quote"]
    for key in ("any_of", "all_of"):
        for n, branch in enumerate(line.get(key, ())):
            yield from _quotes(branch, (*path, key, n))


def _reading_problems(found: Lines, lender: Measure | None) -> Iterator[Text]:
    for key, line in found.values.get("readings", {}).items():
        if line["default"] not in line["values"]:
            at, values = found.at(("readings", key, "default")), listing(line["values"])
            yield Text(
                f"{at}: 口径“{key}”的默认值 {line['default']} 不在取值之内：{values.zh}",
                f"{at}: the default {line['default']} of {key} is not among its values: {values.en}",
            )
        if lender and key in lender.readings and set(lender.readings[key].values) != set(line["values"]):
            at, values = found.at(("readings", key, "values")), listing(lender.readings[key].values)
            yield Text(
                f"{at}: 口径“{key}”的取值应与 {lender.id} 的公式一致：{values.zh}",
                f"{at}: the formulas of {lender.id} need the reading {key} with the values {values.en}",
            )


def _date_problems(found: Lines) -> Iterator[Text]:
    """Dated values follow each other without a gap or an overlap while the measure is in force."""
    in_force = found.values["in_force"]
    first, last = day(in_force["from"]), _last_day(in_force)
    if last < first:
        at = found.at(("in_force", "until"))
        yield Text(f"{at}: 止日 {last} 早于起日 {first}，请核对", f"{at}: it ends on {last}, before {first}; check")
        return
    for n, line in enumerate(found.values.get("parameters", ())):
        yield from norm_files.dating(line["values"], first, last, found, ("parameters", n, "values"))
    for n, line in enumerate(found.values["norms"]):
        for path, limits in norm_files.limits(line, ("norms", n)):
            yield from norm_files.dating(limits, first, last, found, path)
