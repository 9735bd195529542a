"""National economic industries, GB/T 4754-2017."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.standards import industries
from jiqun.standards.industries import Industry, UnknownIndustry, belongs, children, find, name, path, problems, search


def test_the_standard_is_complete():
    levels = Counter(i.level for i in industries.everything())
    assert levels == {"门类": 20, "大类": 97, "中类": 473, "小类": 1381}


def test_every_industry_stands_below_the_one_its_code_begins_with():
    for industry in industries.everything():
        parent = find(industry.parent)
        if industry.level == "门类":
            assert (industry.parent, industry.section) == ("", industry.code)
        elif industry.level == "大类":
            assert industry.parent == industry.section
        else:
            assert parent is not None
            assert (industry.code[:-1], industry.section) == (parent.code, parent.section)


def test_find_a_code():
    assert find("385") == Industry("385", "家用电力器具制造", "中类", "C", "38")
    assert find("9999") is None


def test_name_of_an_unknown_code_is_refused_with_a_suggestion():
    assert name("3851") == "家用制冷电器具制造"
    with pytest.raises(UnknownIndustry, match=r"^GB/T 4754-2017 中没有行业代码“3858”；385 家用电力器具制造下有 3851 "):
        name("3858")


def test_path_runs_from_the_section_down():
    assert [i.code for i in path("3851")] == ["C", "38", "385", "3851"]
    with pytest.raises(UnknownIndustry):
        path("3858")


def test_children_are_those_directly_below():
    assert [i.code for i in children("59")] == ["591", "592", "593", "594", "595", "596", "599"]
    assert (len(children("")), children("3851"), children("nothing")) == (20, (), ())


@pytest.mark.parametrize(
    ("code", "prefixes", "expected"),
    [
        ("3851", ["385"], True),
        ("3851", ["34", "38"], True),
        ("3851", ["3852"], False),
        ("39", ["397"], False),
        ("3851", ["C"], True),
        ("3851", ["A"], False),
        ("3851", [], False),
        ("3851", [""], False),
        ("3851", "38", True),
        ("8399", "39", False),
    ],
)
def test_belongs_when_the_code_starts_with_one(code: str, prefixes: list[str] | str, expected: bool):
    assert belongs(code, prefixes) is expected


@given(st.sampled_from([i.code for i in industries.everything() if len(i.code) > 1]))
def test_every_industry_is_valid_and_belongs_to_all_above_it(code: str):
    assert problems(code) == []
    assert all(belongs(code, [above.code]) for above in path(code))


@pytest.mark.parametrize(
    ("code", "start"),
    [
        ("C", "“C”是门类（制造业），范围太宽"),
        ("C3851", "行业代码“C3851”带有门类字母；请去掉字母，填 3851（家用制冷电器具制造）。"),
        ("", "行业代码“”格式不对"),
        ("3", "行业代码“3”格式不对"),
        ("38511", "行业代码“38511”格式不对"),
        ("３８５", "行业代码“３８５”格式不对"),
        ("家电", "行业代码“家电”格式不对"),
        ("3809", "GB/T 4754-2017 中没有行业代码“3809”；38 电气机械和器材制造业下有 381 电机制造、"),
        ("98", "GB/T 4754-2017 中没有行业代码“98”，也没有以其前两位开头的大类"),
    ],
)
def test_problems_say_what_to_do(code: str, start: str):
    (sentence,) = problems(code)
    assert sentence.startswith(start)


def test_problems_speak_english_when_asked():
    with speaking("en"):
        assert problems("38511") == [
            "The industry code “38511” is malformed: give the 2 to 4 digits of GB/T 4754-2017, such as 385 or 3851."
        ]


def test_search_by_name_or_code_gives_wide_industries_first():
    assert [i.code for i in search("家用电力")] == ["385", "3857", "3859"]
    assert [i.code for i in search("385", limit=2)] == ["385", "3851"]
    assert search("  ") == ()
