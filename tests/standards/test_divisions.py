"""Divisions of 广东 (GB/T 2260) and the units that apply (Article 14.1)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.standards import divisions
from jiqun.standards.divisions import (
    UnknownDivision,
    applicants,
    children,
    everything,
    find,
    full_name,
    named,
    path,
)

ALL = everything()


def test_counts_of_the_table():
    assert Counter(d.kind for d in ALL) == {"province": 1, "prefecture": 21, "county": 122, "town": 59, "zone": 10}


def test_counties_are_districts_cities_counties_and_autonomous_counties():
    def sort(name: str) -> str:
        return "自治县" if name.endswith("自治县") else name[-1]

    assert Counter(sort(d.name) for d in ALL if d.kind == "county") == {"区": 65, "市": 20, "县": 34, "自治县": 3}


def test_kinds_are_those_that_have_a_name():
    assert {d.kind for d in ALL} == set(divisions.KINDS)


def test_every_division_is_supervised_by_one_that_stands_before_it():
    codes = [d.code for d in ALL]
    assert len(set(codes)) == len(codes)
    for place, division in enumerate(ALL):
        above = [] if division.kind == "province" else [division.supervised_by]
        assert all(code in codes[:place] for code in above)
        assert bool(above) == bool(division.supervised_by)


def test_codes_of_counties_and_towns_begin_with_their_prefecture():
    assert {d.code[:4] == d.supervised_by[:4] for d in ALL if d.kind in ("county", "town")} == {True}


def test_only_dongguan_and_zhongshan_have_towns():
    assert {d.supervised_by for d in ALL if d.kind == "town"} == {"441900", "442000"}
    assert {d.code for d in ALL if d.kind == "prefecture"} - {d.supervised_by for d in ALL if d.kind == "county"} == {
        "441900",
        "442000",
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [("440605", "南海区"), (" 440605 ", "南海区"), ("440605000000", "南海区"), ("441900005000", "万江街道")],
)
def test_find_takes_short_and_padded_codes(code: str, expected: str):
    division = find(code)
    assert division is not None
    assert division.name == expected


def test_find_an_unknown_code_is_none():
    assert (find("449999"), find(""), find("440605001")) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("440605", "440605"),
        ("南海区", "440605"),
        ("南海", "440605"),
        ("佛山市南海区", "440605"),
        ("广东省佛山市南海区", "440605"),
        ("广东佛山南海", "440605"),
        ("佛山市 / 南海区", "440605"),
        ("佛山市", "440600"),
        ("中山", "442000"),
        ("汕尾市城区", "441502"),
        ("城区", "441502"),
        ("乳源瑶族自治县", "440232"),
        ("小榄镇", "442000118"),
        ("东莞市万江街道", "441900005"),
        ("东莞万江", "441900005"),
        ("仲恺高新区", "zone-zhongkai"),
        ("惠州仲恺高新区", "zone-zhongkai"),
        ("惠州仲恺高新技术产业开发区", "zone-zhongkai"),
        ("火炬高新区", "zone-zhongshan-huoju"),
        ("中山市火炬高新区", "zone-zhongshan-huoju"),
        ("肇庆高新区", "zone-zhaoqing-gaoxin"),
        ("肇庆市高新区", "zone-zhaoqing-gaoxin"),
        ("深汕合作区", "zone-shenshan"),
        ("深圳市深汕特别合作区", "zone-shenshan"),
        ("松山湖高新区", "zone-dongguan-songshanhu"),
        ("大亚湾开发区", "zone-huizhou-dayawan"),
        ("zone-zhongkai", "zone-zhongkai"),
    ],
)
def test_named_takes_what_people_write(name: str, code: str):
    assert [d.code for d in named(name)] == [code]


@pytest.mark.parametrize("name", ["", "高新区", "杭州市", "佛山市番禺区", "449999"])
def test_named_gives_nothing_for_what_is_no_division(name: str):
    assert named(name) == ()


@given(st.sampled_from(ALL))
def test_every_division_is_found_by_its_code_name_and_full_name(division: divisions.Division):
    for written in (division.code, division.name, division.short_name, full_name(division.code)):
        assert named(written) == (division,)


def test_full_name_has_the_prefecture():
    codes = ("440000", "440600", "440605", "441900005", "442000003", "zone-zhongkai", "zone-zhaoqing-gaoxin")
    assert [full_name(code) for code in codes] == [
        "广东省",
        "佛山市",
        "佛山市南海区",
        "东莞市万江街道",
        "中山市中山港街道",
        "惠州市仲恺高新区",
        "肇庆高新区",
    ]


def test_path_follows_supervision_not_geography():
    assert path("440605") == "440000/440600/440605"
    assert path("440000") == "440000"
    assert path("zone-shenshan") == "440000/440300/zone-shenshan"


def test_zones_lie_where_they_lie():
    assert {d.short_name: d.within for d in ALL if d.kind == "zone"} == {
        "仲恺高新区": "441302",
        "肇庆高新区": "441284",
        "深汕合作区": "441521",
        "大鹏新区": "440307",
        "汕头高新区": "",
        "湛江经开区": "",
        "珠海高新区": "440402",
        "大亚湾区": "441303",
        "火炬高新区": "442000003",
        "松山湖高新区": "441900401",
    }
    assert {find(d.within) is None for d in ALL if d.within} == {False}


def test_children_are_those_supervised():
    assert [d.name for d in children("440600")] == ["禅城区", "南海区", "顺德区", "三水区", "高明区"]
    assert [d.code for d in children("441300")][-2:] == ["zone-zhongkai", "zone-huizhou-dayawan"]
    assert (len(children("440000")), children("440605")) == (21, ())


def test_applicants_are_counties_towns_and_zones():
    """第十四条（一）由县（市、区）中小企业主管部门作为申报单位。"""
    assert Counter(d.kind for d in applicants()) == {"county": 122, "town": 59, "zone": 10}


@pytest.mark.parametrize("ask", [children, path, full_name])
def test_an_unknown_code_is_refused_with_what_to_do(ask):
    with pytest.raises(UnknownDivision, match=r"^没有代码为“449999”的行政区划或功能区；请用名称查找"):
        ask("449999")
    with speaking("en"), pytest.raises(UnknownDivision, match=r"^There is no division or zone with the code “449999”"):
        ask("449999")
