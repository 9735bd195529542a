"""A measure from any folder: two text files, borrowed formulas or one's own; what is wrong comes with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from jiqun import facts, law
from jiqun.law import MeasureError, Verdict
from tests.law.rosters import ON, roster

EXAMPLE = resources.files("jiqun.law.measures") / "yn_example"
OWN = """from jiqun.law.conditions import indicator

@indicator("家")
def firms(given):
    return [given.fact("firms", given.base_year)]
"""
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the example under another id, with texts replaced in its files."""

    def make(*changes: tuple[str, str], name: str = "guizhou_2024", own: str = "") -> Path:
        made = tmp_path / name
        made.mkdir()
        yaml = (EXAMPLE / "measure.yaml").read_text("utf-8").replace("id: yn_example", f"id: {name}")
        text = (EXAMPLE / "text.md").read_text("utf-8")
        for old, new in changes:
            assert old in yaml or old in text
            yaml, text = yaml.replace(old, new), text.replace(old, new)
        (made / "measure.yaml").write_text(yaml, "utf-8")
        (made / "text.md").write_text(text, "utf-8")
        if own:
            (made / "indicators.py").write_text(own, "utf-8")
        return made

    return make


def problems(path: Path) -> list[str]:
    with pytest.raises(MeasureError) as caught:
        law.load(path)
    assert all(p.en for p in caught.value.problems)
    return [p.zh for p in caught.value.problems]


def test_folder_loads_by_path_and_text_never_names_one(folder: Folder) -> None:
    """Its formulas are executed: an id that came from a record or a web form must not lead there."""
    made = folder()
    (made / "indicators.py").write_text("raise SystemExit('executed')", "utf-8")
    for text in (str(made), f"{made}/", "./guizhou_2024", "../../etc", "gd_2023_4/", "gd_2023_4\\.."):
        with pytest.raises(law.UnknownMeasure):
            law.load(text)
    (made / "indicators.py").unlink()
    by_path = law.load(made)
    assert by_path.id == "guizhou_2024"
    assert by_path.sha256 != law.load("yn_example").sha256
    verdicts = by_path.verdicts(facts.build(roster(), on=ON), on=ON)
    assert verdicts["2.2.output"] is Verdict.MET


def test_folder_is_read_afresh_each_time(folder: Folder) -> None:
    made = folder()
    before = law.load(made)
    (made / "text.md").write_text((made / "text.md").read_text("utf-8") + "\n", "utf-8")
    assert law.load(made).sha256 != before.sha256


def test_folder_may_have_formulas_of_its_own_besides_borrowed_ones(folder: Folder) -> None:
    made = folder(("    value: core_firms", "    value: firms"), own=OWN)
    found = law.load(made)
    assert set(found.formulas) == {*law.load("miit_2022_119").formulas, "firms"}
    assert found.assess(facts.build(roster(), on=ON), on=ON).finding("2.3.firms").parts[1].value == "4"


def test_hash_covers_the_measure_whose_formulas_are_borrowed(folder: Folder) -> None:
    own = folder(("formulas: miit_2022_119", "formulas: gd_2023_4"), ("core_firms", "top_firms"), name="a1")
    other = folder(("formulas: miit_2022_119", "formulas: miit_2022_119"), ("core_firms", "top_firms"), name="a2")
    assert law.load(own).readings.keys() == law.load(other).readings.keys() == law.load("gd_2023_4").readings.keys()
    assert law.load(own).sha256 != law.load(other).sha256


def test_borrowed_readings_may_be_given_another_default(folder: Folder) -> None:
    reading = """readings:
  均在:
    phrase: {zh: 近三年每年, en: every year}
    default: mean
    values: {each: {zh: 每年, en: each}, mean: {zh: 平均, en: mean}}
    authority: {zh: 本例, en: this example}
    weight: low
parameters:"""
    found = law.load(folder(("parameters:", reading)))
    assert found.defaults()["均在"] == "mean"
    assert found.defaults()["年均"] == "compound"
    wrong = folder(
        ("parameters:", reading.replace("each: {zh: 每年, en: each}", "all: {zh: 每年, en: each}")), name="b"
    )
    assert "口径“均在”的取值应与 miit_2022_119 的公式一致：each、mean" in problems(wrong)[0]


def test_measure_without_a_last_day_stays_in_force(folder: Folder) -> None:
    found = law.load(folder())
    assert found.until == date.max
    assert found.in_force(date(2099, 1, 1))
    with pytest.raises(law.NoMeasureInForce, match="的有效期内（自 2023-01-01 起）"):
        found.parameters(date(2022, 12, 31))


def test_id_that_is_not_in_the_library_is_told_from_a_folder_that_is_not_there() -> None:
    with pytest.raises(law.UnknownMeasure, match="没有名为 guizhou 的办法"):
        law.load("guizhou")
    assert problems(Path("guizhou")) == ["没有文件夹 guizhou，请核对路径"]


def test_folder_without_its_files_says_which_are_missing(tmp_path: Path) -> None:
    assert problems(tmp_path) == [
        f"{tmp_path}: 缺少文件 measure.yaml，请补上",
        f"{tmp_path}: 缺少文件 text.md，请补上",
    ]


def test_file_in_another_encoding_is_refused(folder: Folder) -> None:
    made = folder()
    (made / "text.md").write_bytes("第一条".encode("gb18030"))
    assert problems(made) == [f"{made}/text.md: 不是 UTF-8 编码，请另存为 UTF-8"]


@pytest.mark.parametrize(
    ("own", "line", "said"),
    [
        ("def firms(given)\n", 1, "expected ':'"),
        (OWN + "\nnothing\n", 7, "NameError: name 'nothing' is not defined"),
        ("import nowhere_at_all\n", 1, "ModuleNotFoundError: No module named 'nowhere_at_all'"),
    ],
)
def test_formula_file_that_cannot_be_executed_is_named_with_its_line(
    folder: Folder, own: str, line: int, said: str
) -> None:
    made = folder(own=own)
    assert problems(made) == [f"{made}/indicators.py:{line}: 公式文件不能执行：{said}"]


@pytest.mark.parametrize(
    ("change", "at", "said"),
    [
        (("formulas: miit_2022_119", "formulas: gd_1999"), "measure.yaml:10", "库中没有办法 gd_1999；现有：gd_2023_4"),
        (("formulas: miit_2022_119", "formulas: guizhou_2024"), "measure.yaml:10", "不能借用自身的公式"),
        (
            ("status: example", "status: official"),
            "measure.yaml:13",
            "正式办法不能含“示例，自拟文字，非正式文本”的条文",
        ),
        (("status: example", "status: draft"), "measure.yaml:6", "“draft”不在可选值之内：official、reported、example"),
        (
            ("    on: 2026-11-22", "    on: 2026-11-22\n    clauses: [A1]"),
            "measure.yaml:12",
            "须有且只有一条不写 clauses",
        ),
        (("from: 2023-01-01}   #", "from: 2023-01-01, until: 2022-01-01}   #"), "measure.yaml:11", "早于起日"),
        (("from: 2023-01-01}   #", "from: 2023-02-30}   #"), "measure.yaml:11", "“2023-02-30”不是日历上的一天"),
        (("title: 示例·", "title:\n  - 示例·"), "measure.yaml:7", "title：这里应是一段文字"),
        (("issuer: 示例，非机关制发", "issuer: ''"), "measure.yaml:9", "issuer：不能为空"),
        (("    topic: 13.2.area", "    topic: area"), "measure.yaml:35", "“area”格式不对"),
        (('<a id="A2.3"></a>', ""), "text.md:16", "项“（三）”之前没有锚点，请加一行"),
        (('<a id="A3"></a>', '<a id="A2"></a>'), "text.md:24", "锚点 A2 已用于第 6 行"),
        (('<a id="A2.5"></a>', '<a id="A4.5"></a>'), "text.md:21", "A4.5 不在其所属条款之下"),
        (('<a id="A2.5"></a>', '<a id="第五项"></a>'), "text.md:21", "锚点 第五项 不对，应为 C3（章）"),
        (("第三条 每年认定一次。", ""), "text.md:24", "锚点 A3 之后没有条文"),
    ],
)
def test_slip_in_a_folder_is_named_with_file_and_line(
    folder: Folder, change: tuple[str, str], at: str, said: str
) -> None:
    made = folder(change)
    found = problems(made)
    assert any(p.startswith(f"{made}/{at}: ") and said in p for p in found), found


def test_source_of_clauses_is_checked_against_the_text(folder: Folder) -> None:
    more = """    on: 2026-11-22
  - {kind: unknown, origin: {zh: 无, en: none}, on: 2026-11-22, clauses: [A2.4, A9, A2.4]}"""
    found = problems(folder(("    on: 2026-11-22", more)))
    assert [p.split(": ", 1)[1] for p in found] == [
        "条文中没有 A9",
        "A2.4 的出处重复",
        "A2.4 的原文未查得，不能作为条件的依据",
        "A2.4 的原文未查得，不能作为条件的依据",
    ]


def test_empty_lists_and_wrong_kinds_are_said_in_words(folder: Folder) -> None:
    found = problems(folder(("in_force: {from: 2023-01-01}", "readings: []\nin_force: {}")))
    assert [p.split(": ", 1)[1] for p in found] == ["readings：这里应是若干“键: 值”", "in_force：缺少 from，请补上"]
