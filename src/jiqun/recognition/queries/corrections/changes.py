"""What differs between two contents of an application (`acts.filing.submitting.snapshot`), place by place. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.forms.definitions import Form
from jiqun.forms.sections import REASON

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turned:
    """One place before and after, as the contents hold it; `None` where it was not there."""

    place: str
    before: Any
    after: Any


def changes(before: Content, after: Content) -> dict[str, Turned]:
    """Every place that differs, by its code: `field:niche`, `evidence:extent`, `goals`, `roster`, `ledger:brands`,
    `norm:13.2.output`, `boundary`. Order: answers, then the rest in the order of the contents.
    """
    found: dict[str, Turned] = {}
    for part, split in _PARTS.items():
        was, now = split(before.get(part)), split(after.get(part))
        for place in dict.fromkeys((*was, *now)):
            if was.get(place) != now.get(place):
                found[place] = Turned(place, was.get(place), now.get(place))
    return found


def touches(found: Mapping[str, Turned], place: str, form: Form) -> bool:
    """Whether a place that a correction names is among what changed.

    A section is touched by any of its fields, a figure computed from the roster by another roster, a single file by
    no longer being attached as it was.
    """
    kind, _, rest = place.partition(":")
    if kind == "section":
        section = next((each for each in form.sections if str(each.number) == rest), None)
        return section is not None and any(touches(found, f"field:{field.id}", form) for field in section.fields)
    if kind == "field":
        asked = next((each for each in form.fields() if each.id == rest), None)
        taken = asked is not None and (asked.shows or rest in FROM_ROSTER) and "roster" in found
        counted = asked is not None and any(f"ledger:{count.kind}" in found for count in asked.ledger)
        planned = rest == "plan_goals" and "goals" in found
        return place in found or bool(taken) or planned or counted
    if kind == "file":
        requirement, _, sha256 = rest.partition(":")
        turned = found.get(f"evidence:{requirement}")
        return turned is not None and sha256 not in {file["sha256"] for file in turned.after or ()}
    if place == "evidence":
        return any(each.startswith("evidence:") for each in found)
    if kind == "firm":
        return "roster" in found
    return place in found


FROM_ROSTER = ("area", "incidents", "efficiency")
"""Fields that are shown from the roster as a whole."""


def _answers(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The reason given for a figure's difference belongs to the figure's place."""
    found: dict[str, Any] = {}
    for name, value in (given or {}).items():
        field = name.removesuffix(REASON)
        held = found.setdefault(f"field:{field}", {})
        held["reason" if name != field else "value"] = value
    return found


def _evidence(files: Iterable[Mapping[str, Any]] | None) -> dict[str, Any]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for file in files or ():
        grouped[f"evidence:{file['requirement']}"].append({name: file[name] for name in ("name", "sha256")})
    return dict(grouped)


def _ledgers(found: Mapping[str, Any] | None) -> dict[str, Any]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for entry in (found or {}).get("entries", ()):
        grouped[f"ledger:{entry['kind']}"].append(dict(entry))
    return dict(grouped)


def _norms(findings: Mapping[str, Any] | None) -> dict[str, Any]:
    return {f"norm:{norm}": verdict for norm, verdict in ((findings or {}).get("norms") or {}).items()}


_PARTS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "answers": _answers,
    "goals": lambda goals: {"goals": goals} if goals else {},
    "roster": lambda roster: {"roster": {"number": roster["number"], "sha256": roster["sha256"]}} if roster else {},
    "evidence": _evidence,
    "ledgers": _ledgers,
    "boundary": lambda boundary: {"boundary": boundary} if boundary else {},
    "findings": _norms,
}
