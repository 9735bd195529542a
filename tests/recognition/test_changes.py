"""What differs between two contents of an application, place by place (A14.2)."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jiqun.forms.definitions import shipped_form
from jiqun.recognition.queries.corrections.changes import changes, touches

FORM = shipped_form("申报")
contents = st.fixed_dictionaries(
    {
        "answers": st.dictionaries(
            st.sampled_from(["niche", "extent", "county_share", "county_share.reason"]), st.text()
        ),
        "goals": st.lists(st.fixed_dictionaries({"indicator": st.text()}), max_size=2),
        "evidence": st.lists(
            st.fixed_dictionaries(
                {
                    "requirement": st.sampled_from(["extent", "truth"]),
                    "name": st.just("a.pdf"),
                    "sha256": st.sampled_from("ab"),
                }
            ),
            max_size=3,
        ),
        "roster": st.none() | st.fixed_dictionaries({"number": st.integers(1, 3), "sha256": st.sampled_from("xy")}),
        "findings": st.none() | st.just({"norms": {"13.2.output": "met"}}),
    }
)


@given(contents)
def test_content_does_not_differ_from_itself(content: dict[str, Any]) -> None:
    assert changes(content, content) == {}


@given(contents, contents)
def test_differences_are_the_same_from_both_sides(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = changes(one, other), changes(other, one)
    assert {(p, t.before, t.after) for p, t in _plain(there)} == {(p, t.after, t.before) for p, t in _plain(back)}


def _plain(found: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(place, type(turned)(place, repr(turned.before), repr(turned.after))) for place, turned in found.items()]


@given(contents, contents)
def test_place_that_did_not_change_is_not_touched(one: dict[str, Any], other: dict[str, Any]) -> None:
    found = changes(one, other)
    for name in ("niche", "extent"):
        assert touches(found, f"field:{name}", FORM) is (one["answers"].get(name) != other["answers"].get(name))


def test_places_are_touched_by_what_they_hold() -> None:
    """A section by its fields, a computed figure by the roster, a file by being attached no longer."""
    file = {"requirement": "extent", "name": "图.pdf", "sha256": "a"}
    before = {"answers": {"extent": "东"}, "evidence": [file], "roster": {"number": 1, "sha256": "x"}, "goals": []}
    after = {"answers": {"extent": "西"}, "evidence": [], "roster": {"number": 2, "sha256": "y"}, "goals": [{"a": 1}]}
    found = changes(before, after)
    touched = {
        place: touches(found, place, FORM)
        for place in (
            "section:1", "section:4", "field:extent", "field:output", "field:niche", "field:plan_goals",
            "evidence", "evidence:extent", "evidence:truth", "file:extent:a", "goals", "roster", "firm:91", "boundary",
        )
    }  # fmt: skip
    assert [place for place, yes in touched.items() if not yes] == [
        "section:4",
        "field:niche",
        "evidence:truth",
        "boundary",
    ]
