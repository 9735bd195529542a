"""What differs between two revisions of a form."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.forms.comparing import compare
from jiqun.forms.definitions import Form, Section, shipped_form

FORM = shipped_form("申报")


def with_fields(form: Form, *sections: tuple[int, ...]) -> Form:
    """The first section cut down to the fields at these places, in this order."""
    first = form.sections[0]
    return Form(form.name, (Section(1, first.title, tuple(first.fields[n] for n in sections[0])),))


def test_the_same_form_has_no_differences() -> None:
    assert compare(FORM, FORM) == []


def test_field_asked_otherwise_tells_each_attribute() -> None:
    section = FORM.sections[0]
    changed = replace(section.fields[0], label=Text("集群全称", "Full name"), required=False)
    after = replace(FORM, sections=(replace(section, fields=(changed, *section.fields[1:])), *FORM.sections[1:]))
    (found,) = compare(FORM, after)
    assert (found.kind, found.id) == ("changed", "cluster_name")
    assert [(turned.title.zh, turned.before.zh, turned.after.zh) for turned in found.turned] == [
        ("名称", "集群名称", "集群全称"),
        ("必填", "是", "否"),
    ]


def test_one_field_that_moved_is_the_only_one_named() -> None:
    found = compare(with_fields(FORM, (0, 1, 2, 3, 4)), with_fields(FORM, (1, 2, 3, 4, 0)))
    assert [(each.kind, each.id) for each in found] == [("moved", "cluster_name")]


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_came_and_went_are_told_once_and_from_both_sides(order: list[int], left: set[int], right: set[int]) -> None:
    """Nothing is lost in a comparison: what one direction adds the other removes."""
    before = with_fields(FORM, tuple(n for n in order if n in left))
    after = with_fields(FORM, tuple(n for n in range(6) if n in right))
    there, back = compare(before, after), compare(after, before)
    assert {each.id for each in there if each.kind == "added"} == {each.id for each in back if each.kind == "removed"}
    ids = [section.id for section in FORM.sections[0].fields]
    assert {each.id for each in there if each.kind == "added"} == {ids[n] for n in right - left}
    assert {each.id for each in there if each.kind == "removed"} == {ids[n] for n in left - right}
