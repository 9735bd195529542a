"""What is not the same in two results, said norm by norm and key by key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.facts import Facts

_NOTHING = Text("（无）", "(none)")
_GONE = Text("{id}：记录中有，重放没有", "{id}: in the record, not in the replay")
_NEW = Text("{id}：记录中没有，重放有", "{id}: not in the record, but in the replay")
_CHANGED = Text("{path}：{before} → {after}", "{path}: {before} → {after}")
_ORDER = Text("认定条件的先后不同：{before} → {after}", "the norms stand in another order: {before} → {after}")


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Text]:
    """Each difference of two results as a sentence: those of the whole first, then norm by norm."""
    yield from _walk("", _without_findings(before), _without_findings(after))
    old, new = _by_norm(before), _by_norm(after)
    for norm, finding in old.items():
        if norm in new:
            yield from _walk(norm, finding, new[norm])
        else:
            yield _GONE.format(id=norm)
    for norm in new:
        if norm not in old:
            yield _NEW.format(id=norm)
    if list(old) != list(new) and set(old) == set(new):
        yield _ORDER.format(before=listing(old), after=listing(new))


def between_facts(before: Facts, after: Facts) -> Iterator[Text]:
    """Each figure that is not the same in two sets of facts, with its year and name."""
    yield from _walk("", json.loads(before.to_json()), json.loads(after.to_json()))


def _without_findings(result: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "findings"}


def _by_norm(result: Mapping[str, Any]) -> dict[str, Any]:
    """The findings by id; one that has none is known by its place."""
    findings = result.get("findings")
    if not isinstance(findings, list):
        return {"findings": findings}
    return {
        str(finding["id"]) if isinstance(finding, dict) and "id" in finding else f"findings[{place}]": finding
        for place, finding in enumerate(findings)
    }


def _walk(path: str, before: Any, after: Any) -> Iterator[Text]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            inner = f"{path} · {key}" if path else key
            if key not in before:
                yield _CHANGED.format(path=inner, before=_NOTHING, after=_said(after[key]))
            elif key not in after:
                yield _CHANGED.format(path=inner, before=_said(before[key]), after=_NOTHING)
            else:
                yield from _walk(inner, before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _walk(f"{path}[{place}]", one, other)
    elif before != after or type(before) is not type(after):
        yield _CHANGED.format(path=path, before=_said(before), after=_said(after))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
