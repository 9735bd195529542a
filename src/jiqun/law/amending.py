"""A measure together with its registered bases and the demands of a notice: the same text, other days and limits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from jiqun.bilingual import Text, listing
from jiqun.law import demands as demanded
from jiqun.law import interpretations as interpreting
from jiqun.law.basis import Basis
from jiqun.law.conditions import Compare, Condition, Several
from jiqun.law.demands import Demand
from jiqun.law.errors import BasisError
from jiqun.law.interpretations import Interpretation
from jiqun.law.limits import Limit
from jiqun.law.norms import Aside, Norm
from jiqun.law.units import UNITS
from jiqun.law.wording import path, worded

if TYPE_CHECKING:
    from jiqun.law.measure import Measure, Parameter

_DAY = timedelta(days=1)
_OTHER = Text("依据 {number} 针对的是 {found}，不是本办法 {own}", "{number} is about {found}, not about {own}")
_OVERLAP = Text(
    "{one} 与 {other} 的期间重叠，请先终止其一或改正日期",
    "The periods of {one} and {other} overlap; end one of them first or correct the dates",
)
_SUCCEEDED = Text(
    "{number} 自 {start} 起，但办法已由 {successor} 自 {since} 起替代，两者抵触",
    "{number} starts on {start}, but {successor} takes the measure's place from {since} on; they contradict",
)
_TWO = Text("{one} 与 {other} 都登记了替代，请只保留一件", "{one} and {other} both name a successor; keep one")
_TOO_EARLY = Text(
    "{number} 的起日 {start} 早于办法施行日 {own}", "{number} starts on {start}, before the measure on {own}"
)
_UNKNOWN = Text("{number}：办法中没有条件或参数 {norm}", "{number}: the measure has no norm or parameter {norm}")
_NO_LIMIT = Text(
    "{number}：{norm} 没有可调整的数值，只能停止适用",
    "{number}: {norm} has no limit to change; it can only be set aside",
)
_NOT_ALONE = Text("{number}：{norm} 不能单独停止适用", "{number}: {norm} cannot be set aside on its own")
_UNIT = Text("{number}：{norm} 的单位应为 {unit}，不是 {found}", "{number}: the unit of {norm} is {unit}, not {found}")
_FORM = Text(
    "{number}：{norm} 应写成 {form} 的形式，不是 {found}", "{number}: {norm} is written like {form}, not {found}"
)
_ENDED = Text(
    "{norm} 的数值只到 {last}，有效期延至 {until} 后没有数值，请先补写办法文件",
    "{norm} has a value only until {last}, but the measure is extended to {until}; add one to the measure's file first",
)
_TWICE = Text("编号 {id} 已被使用，请为附加要求另行编号", "The number {id} is taken; give the demand another")


def amended(
    origin: Measure,
    bases: Sequence[Basis],
    demands: Sequence[Demand],
    interpretations: Sequence[Interpretation] = (),
) -> Measure:
    """The measure as published with all that is registered about it. Raises `BasisError` with all that is wrong,
    and `UnknownReading` for an interpretation of a phrase the measure does not leave open.

    The hash covers what is added, so that a receipt names exactly what was applied. Without additions it is `origin`.
    """
    interpretations = tuple(sorted(interpretations, key=lambda each: (each.start, each.on, each.number, each.reading)))
    interpreting.fixed(origin.readings, interpretations, date.max)
    bases = tuple(sorted(bases, key=lambda b: (b.start, b.on, b.number, b.norm)))
    if wrong := [*_contradictions(origin, bases), *_taken(origin, demands)]:
        raise BasisError(wrong)
    if not bases and not demands and not interpretations:
        return origin
    bases = tuple(worded(origin, basis) for basis in bases)
    interpretations = tuple(interpreting.worded(origin.readings, each) for each in interpretations)
    norms, parameters = list(origin.norms), list(origin.all_parameters)
    for basis in bases:
        if basis.kind == "override":
            norms = [_overridden(norm, basis) for norm in norms]
            parameters = [changed for p in parameters for changed in _parameter(p, basis)]
    norms.extend(demanded.norm(demand, origin.formulas, origin.readings) for demand in demands)
    parts: dict[str, Sequence[Basis | Demand | Interpretation]]
    parts = {"bases": bases, "demands": demands, "interpretations": interpretations}
    added = json.dumps({name: [each.plain() for each in part] for name, part in parts.items()}, ensure_ascii=False)
    found = replace(
        origin,
        norms=tuple(norms),
        all_parameters=tuple(parameters),
        sha256=hashlib.sha256(f"{origin.sha256}\n{added}".encode()).hexdigest(),
        bases=bases,
        demands=tuple(demands),
        interpretations=interpretations,
        origin=origin,
    )
    if wrong := list(_uncovered(found)):
        raise BasisError(wrong)
    return found


def periods(origin: Measure, bases: Sequence[Basis]) -> tuple[tuple[date, date], ...]:
    """The periods in force, its own first: each ends, at the latest, the day before a successor starts."""
    successor = successor_of(bases)
    last = successor.start - _DAY if successor else date.max
    own = ((origin.start, origin.until), *((b.start, b.until) for b in bases if b.general and b.until))
    return tuple((start, min(until, last)) for start, until in own if start <= last)


def successor_of(bases: Sequence[Basis]) -> Basis | None:
    """The basis that names a successor, if there is one."""
    return next((basis for basis in bases if basis.kind == "successor"), None)


def _contradictions(origin: Measure, bases: Sequence[Basis]) -> Iterator[Text]:
    successor = successor_of(bases)
    for n, basis in enumerate(bases):
        number = basis.number
        if basis.measure != origin.id:
            yield _OTHER.format(number=number, found=basis.measure, own=origin.id)
            continue
        if basis.start < origin.start or (basis is successor and basis.start == origin.start):
            yield _TOO_EARLY.format(number=number, start=basis.start, own=origin.start)
        if basis.general and basis.start <= origin.until:
            yield _OVERLAP.format(one=number, other=origin.number)
        if basis.kind == "successor" and successor is not basis and successor:
            yield _TWO.format(one=successor.number, other=number)
        if successor and basis.kind != "successor" and basis.start >= successor.start:
            yield _SUCCEEDED.format(
                number=number, start=basis.start, successor=successor.successor, since=successor.start
            )
        if basis.kind == "override":
            yield from _wrong_override(origin, basis)
        for other in bases[:n]:
            rivals = other.general if basis.general else _same_norm(other, basis)
            if rivals and _meet(other, basis):
                yield _OVERLAP.format(one=other.number, other=number)


def _same_norm(one: Basis, other: Basis) -> bool:
    """Whether two overrides are about the same norm, or one about a branch of the other's."""
    return one.kind == other.kind == "override" and (
        f"{one.norm}.".startswith(f"{other.norm}.") or f"{other.norm}.".startswith(f"{one.norm}.")
    )


def _meet(one: Basis, other: Basis) -> bool:
    return one.start <= (other.until or date.max) and other.start <= (one.until or date.max)


def _wrong_override(origin: Measure, basis: Basis) -> Iterator[Text]:
    number, norm = basis.number, basis.norm
    parameters = [p for p in origin.all_parameters if p.id == norm]
    if parameters:
        written = {p.unit.zh for p in parameters}
        if basis.limit is None:
            yield _NOT_ALONE.format(number=number, norm=norm)
        elif basis.unit not in written:
            yield _UNIT.format(number=number, norm=norm, unit=listing(sorted(written)), found=basis.unit)
        elif any(p.value.isdecimal() is not basis.limit.isdecimal() for p in parameters):
            yield _FORM.format(number=number, norm=norm, form=parameters[0].value, found=basis.limit)
        return
    found = next((n for n in origin.norms if norm == n.id or norm.startswith(f"{n.id}.")), None)
    branches = path(found, norm) if found else None
    if found is None or branches is None:
        yield _UNKNOWN.format(number=number, norm=norm)
        return
    condition = branches[-1].condition if branches else found.condition
    if basis.limit is None:
        if norm != found.id:
            yield _NOT_ALONE.format(number=number, norm=norm)
    elif not isinstance(condition, Compare) or "-" in basis.limit:
        yield _NO_LIMIT.format(number=number, norm=norm)
    else:
        base = condition.indicator.unit
        fitting = listing(unit.name for unit in UNITS.values() if unit.base == base)
        if basis.unit not in UNITS or UNITS[basis.unit].base != base:
            yield _UNIT.format(number=number, norm=norm, unit=fitting, found=basis.unit)


def _overridden(norm: Norm, basis: Basis) -> Norm:
    if norm.id != basis.norm and not basis.norm.startswith(f"{norm.id}."):
        return norm
    if basis.limit is None:
        return replace(norm, aside=(*norm.aside, Aside(basis.start, basis.until, basis.text)))
    return replace(norm, condition=_changed(norm.condition, basis.norm[len(norm.id) + 1 :], basis))


def _changed(condition: Condition, address: str, basis: Basis) -> Condition:
    if isinstance(condition, Several):
        first, _, rest = address.partition(".")
        branches = list(condition.branches)
        at = int(first) - 1
        branches[at] = replace(branches[at], condition=_changed(branches[at].condition, rest, basis))
        return replace(condition, branches=tuple(branches))
    assert isinstance(condition, Compare) and basis.limit is not None
    unit = UNITS[basis.unit]
    new = Limit(Fraction(basis.limit) * unit.written, unit, basis.start, basis.until)
    before = [replace(old, until=_earlier(old.until, basis.start - _DAY)) for old in condition.limits]
    after = [replace(old, start=max(old.start, basis.until + _DAY)) for old in condition.limits if basis.until]
    kept = [old for old in (*before, *after) if old.until is None or old.start <= old.until]
    return replace(condition, limits=tuple(sorted((*kept, new), key=lambda limit: limit.start)))


def _parameter(parameter: Parameter, basis: Basis) -> Iterator[Parameter]:
    """A dated parameter around an override of it: what stands before, the new value, what stands after."""
    if parameter.id != basis.norm or basis.limit is None:
        yield parameter
        return
    if parameter.start < basis.start:
        yield replace(parameter, until=_earlier(parameter.until, basis.start - _DAY))
    if parameter.start <= basis.start and (parameter.until is None or basis.start <= parameter.until):
        yield replace(parameter, value=basis.limit, start=basis.start, until=basis.until)
    if basis.until and (parameter.until is None or basis.until < parameter.until):
        yield replace(parameter, start=max(parameter.start, basis.until + _DAY))


def _earlier(until: date | None, day: date) -> date:
    return day if until is None else min(until, day)


def _taken(origin: Measure, demands: Sequence[Demand]) -> Iterator[Text]:
    seen = {norm.id for norm in origin.norms}
    for demand in demands:
        if demand.id in seen:
            yield _TWICE.format(id=demand.id)
        seen.add(demand.id)


def _uncovered(found: Measure) -> Iterator[Text]:
    """An extension carries on the limits in force; one that has ended by its own date cannot be carried on."""
    until = max(last for _, last in found.periods)
    for norm in found.norms:
        for limits in _dated(norm.condition):
            last = limits[-1].until
            if last is not None and last < until:
                yield _ENDED.format(norm=norm.id, last=last, until=until)
    for name in dict.fromkeys(p.id for p in found.all_parameters):
        ends = [p.until for p in found.all_parameters if p.id == name]
        if None not in ends and (last := max(end for end in ends if end)) < until:
            yield _ENDED.format(norm=name, last=last, until=until)


def _dated(condition: Condition) -> Iterator[Sequence[Limit]]:
    if isinstance(condition, Compare):
        yield condition.limits
    elif isinstance(condition, Several):
        for branch in condition.branches:
            yield from _dated(branch.condition)
