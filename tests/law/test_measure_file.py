"""A slip in a measure file is named with file, line and what to do."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from jiqun import facts, law
from jiqun.law import Measure, MeasureError, Verdict
from jiqun.law.folders import formulas
from jiqun.law.loading import read
from jiqun.law.measures.gd_2023_4 import indicators
from tests.law.rosters import ON, roster

FOLDER = resources.files("jiqun.law.measures") / "gd_2023_4"
TEXT = (FOLDER / "text.md").read_text("utf-8")
YAML = (FOLDER / "measure.yaml").read_text("utf-8")
AREA = "limit: [{number: 100, unit: 平方公里, from: 2023-02-28}]"


def load(yaml: str) -> Measure:
    return read(yaml, TEXT, formulas(indicators), sha256="")


def changed(old: str, new: str) -> str:
    assert old in YAML
    return YAML.replace(old, new, 1)


def line(fragment: str, yaml: str) -> int:
    return yaml[: yaml.index(fragment)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("    word: 不超过", "    wrod: 不超过", "wrod", "不认识的键 wrod，是否为 word？"),
        ("占地面积不超过100平方公里", "占地面积不超过90平方公里", "占地面积不超过90", "引文与 A13.2 原文不一致"),
        (AREA, "limit: [{number: 100, from: 2023-02-28}]", "{number: 100, from", "缺少 unit，请补上"),
        (
            AREA,
            "limit: [{number: 100, unit: 亩, from: 2023-02-28}]",
            "limit: [{number: 100, unit: 亩",
            "不认识的单位 亩",
        ),
        (
            AREA,
            "limit: [{number: 100, unit: 家, from: 2023-02-28}]",
            "limit: [{number: 100, unit: 家",
            "单位 家 与公式 area",
        ),
        (AREA, "limit: [{number: 1e2, unit: 平方公里, from: 2023-02-28}]", "1e2", "“1e2”格式不对"),
        (AREA, "unit: 平方公里", "value: area", "缺少 limit，请补上"),
        ("    value: area", "    value: aera", "value: aera", "没有公式 aera"),
        ("    word: 不超过", "    word: 低于", "word: 低于", "不认识的用语 低于"),
        ("    value: area\n", "    value: area\n    judgement: true\n", "- id: 13.2.area", "须有且只有一个运算"),
        ("- id: 13.2.area", "- id: 13.2.output", "- id: 13.2.output", "编号 13.2.output 已用于"),
        ("clause: A15\n", "clause: A25\n", "clause: A25", "条文中没有 A25"),
        ("    default: compound", "    default: geometric", "default: geometric", "默认值 geometric 不在取值之内"),
        ("    weight: low", "    weight: heavy", "weight: heavy", "“heavy”不在可选值之内：low、medium、high"),
        (
            "      strict: {zh: 不含本数, en: the",
            "      tight: {zh: 不含本数, en: the",
            "word: 以上",
            "用语 以上 需要口径“以上”",
        ),
        (AREA, AREA.replace("2023-02-28", "2023-03-01"), "2023-03-01", "起始日 2023-03-01 与前后不衔接"),
        (AREA, AREA.replace("02-28}", "02-28, until: 2024-01-01}"), "2024-01-01", "2024-01-02 起没有数值，请续填"),
        (
            AREA,
            "limit:\n      - {number: 100, unit: 平方公里, from: 2023-02-28, until: 2024-12-31}\n"
            "      - {number: 90, unit: 平方公里, from: 2024-12-31}",
            "{number: 90",
            "起始日 2024-12-31 与前后不衔接（应为 2025-01-01）",
        ),
        ("issuer: ", "number: again\nissuer: ", "number: again", "“number”重复出现"),
        ("in_force: {", "in_force: [{", "readings:", "不是有效的 YAML"),
    ],
)
def test_slip_is_named_with_its_line(old: str, new: str, at: str, said: str) -> None:
    yaml = changed(old, new)
    with pytest.raises(MeasureError) as caught:
        load(yaml)
    assert said in caught.value.text.zh
    assert any(p.zh.startswith("measure.yaml:") and said in p.zh for p in caught.value.problems)
    if "YAML" not in said and "编号" not in said:
        own = next(p.zh for p in caught.value.problems if said in p.zh)
        assert own.split(":")[1] == str(line(at, yaml))


def test_all_slips_are_named_at_once() -> None:
    yaml = changed("占地面积不超过100", "占地不超过100").replace("    value: area", "    value: aera")
    with pytest.raises(MeasureError) as caught:
        load(yaml)
    assert len(caught.value.problems) == 2


def test_limit_that_changes_on_a_date_holds_from_that_date() -> None:
    yaml = changed(
        AREA,
        "limit:\n      - {number: 100, unit: 平方公里, from: 2023-02-28, until: 2025-03-19}\n"
        "      - {number: 50, unit: 平方公里, from: 2025-03-20}",
    )
    measure, built = load(yaml), facts.build(roster(), on=ON)
    before = measure.assess(built, on=date(2025, 3, 19)).finding("13.2.area")
    after = measure.assess(built, on=date(2025, 3, 20)).finding("13.2.area")
    assert (before.verdict, before.limit) == (Verdict.MET, "100")
    assert (after.verdict, after.limit, after.margin) == (Verdict.NOT_MET, "50", "-8.6")


def test_all_of_needs_every_branch() -> None:
    yaml = YAML.replace("    any_of:", "    all_of:")
    found = load(yaml).assess(facts.build(roster(), on=ON), on=ON).finding("13.3.firms")
    assert [part.verdict for part in found.parts] == [Verdict.MET, Verdict.NOT_MET]
    assert found.verdict is Verdict.NOT_MET
    assert found.text.zh.startswith("下列各项均须成立。")


def test_unknown_reading_is_refused_with_those_there_are() -> None:
    measure, built = law.load("gd_2023_4"), facts.build(roster(), on=ON)
    with pytest.raises(law.UnknownReading, match="没有名为“年增”的口径"):
        measure.assess(built, on=ON, readings={"年增": "compound"})
    with pytest.raises(law.UnknownReading, match="compound, arithmetic, every_year"):
        measure.verdicts(built, on=ON, readings={"年均": "geometric"})
