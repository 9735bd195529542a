"""Whatever somebody does to a record, it is refused, or what differs is said; it never passes, and nothing breaks."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.law import UnknownMeasure, receipts
from tests.law.recorded import record

WRITTEN = record()
VALUES = json.loads(WRITTEN)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a JSON value, as the keys and numbers that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The value with another at one place."""
    if not path:
        return new
    changed = copy.deepcopy(value)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return changed


def outcome(text: str) -> str:
    """`refused`, `same` or `differs`."""
    try:
        replay = receipts.replay(receipts.read(text))
    except (receipts.ReceiptError, UnknownMeasure):
        return "refused"
    return "same" if replay.same else "differs"


@settings(max_examples=100)
@given(path=st.sampled_from(places(VALUES)), new=ANYTHING)
def test_any_value_put_anywhere_is_refused(path: tuple[str | int, ...], new: Any) -> None:
    changed = put(VALUES, path, new)
    assert outcome(json.dumps(changed)) == "refused" or changed == VALUES, path


@settings(max_examples=150)
@given(path=st.sampled_from(places(VALUES)), new=ANYTHING)
def test_any_value_put_anywhere_and_sealed_again_is_refused_or_said(path: tuple[str | int, ...], new: Any) -> None:
    """What the replay cannot know: where the facts came from. The facts themselves are in the record."""
    changed = put(VALUES, path, new)
    only_told = path[:1] in (("sql",), ("source",))
    told = outcome(receipts.sealed(changed) if isinstance(changed, dict) else json.dumps(changed))
    assert told in ("refused", "differs") or only_told or path == ("sha256",) or changed == VALUES, path


@settings(max_examples=60)
@given(start=st.integers(0, len(WRITTEN)), length=st.integers(0, 40), new=st.text(max_size=10))
def test_any_stretch_of_text_replaced_breaks_nothing(start: int, length: int, new: str) -> None:
    text = WRITTEN[:start] + new + WRITTEN[start + length :]
    assert outcome(text) in ("refused", "differs", "same")
