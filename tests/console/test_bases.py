"""`jiqun check --basis`: a registered document lets a lapsed measure be applied, and is printed and recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jiqun.console import check, replay
from tests.facts.workbook.samples import tables, workbook

Captured = pytest.CaptureFixture[str]
EXTENSION = {
    "kind": "extension",
    "number": "粤工信函〔2026〕1号",
    "on": "2026-02-01",
    "issuer": "广东省工业和信息化厅",
    "start": "2026-02-28",
    "until": "2027-02-27",
    "reason": "新办法制定期间",
    "measure": "gd_2023_4",
}
OVERRIDE = {
    **EXTENSION,
    "kind": "override",
    "start": "2026-03-01",
    "until": None,
    "norm": "13.2.area",
    "limit": "10",
    "unit": "平方公里",
}


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(tables()))
    return str(path)


def basis(tmp_path: Path, content: Any) -> str:
    path = tmp_path / "依据.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return str(path)


def test_lapsed_measure_is_refused_without_a_basis(roster: str, capsys: Captured) -> None:
    """A19."""
    assert check.main([roster, "--on", "2026-03-20", "--lang", "zh"]) == 3
    assert capsys.readouterr().out == ""


def test_lapsed_measure_is_applied_on_its_basis_and_says_so(roster: str, tmp_path: Path, capsys: Captured) -> None:
    """A18, A19."""
    file = basis(tmp_path, EXTENSION)
    assert check.main([roster, "--on", "2026-03-20", "--basis", file, "--lang", "zh"]) == 0
    assert capsys.readouterr().out.splitlines()[2] == (
        "延期：粤工信函〔2026〕1号（广东省工业和信息化厅，2026-02-01），自 2026-02-28 至 2027-02-27，延续有效。"
    )


def test_single_change_is_printed_under_its_norm_only(roster: str, tmp_path: Path, capsys: Captured) -> None:
    """A18: another limit for the area, by a cited document."""
    file = basis(tmp_path, [EXTENSION, OVERRIDE])
    assert check.main([roster, "--on", "2026-03-20", "--basis", file, "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    changed = [number for number, line in enumerate(lines) if line.startswith("  单项调整：")]
    assert len(changed) == 1
    assert "标准：不超过 10 平方公里；不符合" in lines[changed[0] - 1]


ANSWER = {
    "number": "粤工信服务函〔2025〕9号",
    "on": "2025-02-01",
    "signatory": "张三",
    "reading": "每万人",
    "value": "population",
    "start": "2025-03-01",
    "reason": "条文未明",
}


def test_interpretation_is_applied_named_and_recorded(roster: str, tmp_path: Path, capsys: Captured) -> None:
    """A18: the record carries number, day and signatory, and the reading is no simulation."""
    record = tmp_path / "r.json"
    given = [roster, "--on", "2025-03-20", "--interpretation", basis(tmp_path, ANSWER), "--lang", "zh"]
    assert check.main([*given, "--receipt", str(record)]) == 0
    told = capsys.readouterr().out
    sentence = (
        "解释：粤工信服务函〔2025〕9号（张三，2025-02-01），自 2025-03-01 起口径“每万人”按“所在县域常住人口”掌握。"
    )
    assert told.splitlines()[2] == sentence
    assert f"\n  {sentence}" in told
    assert "由解释粤工信服务函〔2025〕9号（张三，2025-02-01）确定。" in told
    assert "模拟测算" not in told
    assert json.loads(record.read_text("utf-8"))["interpretations"] == [ANSWER]
    assert replay.main([str(record)]) == 0


def test_reading_set_by_hand_stays_a_simulation(roster: str, capsys: Captured) -> None:
    assert check.main([roster, "--on", "2025-03-20", "--reading", "每万人=population", "--lang", "zh"]) == 0
    assert "仅为模拟测算" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**ANSWER, "reading": "人均"}, "没有名为“人均”的口径"),
        ({**ANSWER, "on": "x"}, "第 1 项：on：“x”不是日期"),
        ([ANSWER, {**ANSWER, "number": "另一件", "value": "employees"}], "有两件解释，取值不同"),
        ([5], "第 1 项不是解释；每项应含 number、on、signatory、"),
        ("{", "请写成一项解释或解释的列表"),
        ("[" + "9" * 5_000 + "]", "请写成一项解释或解释的列表"),
    ],
)
def test_interpretation_that_is_not_right_is_refused(
    roster: str, tmp_path: Path, capsys: Captured, content: Any, said: str
) -> None:
    file = basis(tmp_path, content)
    assert check.main([roster, "--on", "2025-03-20", "--interpretation", file, "--lang", "zh"]) == 2
    assert said in capsys.readouterr().err


def test_successor_the_library_does_not_have_is_refused(roster: str, tmp_path: Path, capsys: Captured) -> None:
    """A19: a measure that nobody can apply takes no other's place."""
    plain = {**EXTENSION, "kind": "successor", "start": "2025-06-01", "until": None}
    for successor, code in (("gd_2030_1", 2), ("miit_2022_119", 0)):
        file = basis(tmp_path, {**plain, "successor": successor})
        assert check.main([roster, "--on", "2025-03-20", "--basis", file, "--lang", "zh"]) == code
    assert "库中没有替代的办法 gd_2030_1" in capsys.readouterr().err


def test_limit_of_thousands_of_digits_is_refused(roster: str, tmp_path: Path, capsys: Captured) -> None:
    file = basis(tmp_path, {**OVERRIDE, "limit": "9" * 5_000})
    assert check.main([roster, "--on", "2026-03-20", "--basis", file, "--lang", "zh"]) == 2
    assert "不是数值" in capsys.readouterr().err


def test_basis_is_part_of_the_record(roster: str, tmp_path: Path, capsys: Captured) -> None:
    record = tmp_path / "r.json"
    arguments = [roster, "--on", "2026-03-20", "--basis", basis(tmp_path, [EXTENSION]), "--receipt", str(record)]
    assert check.main([*arguments, "--json"]) == 0
    printed = capsys.readouterr().out
    assert replay.main([str(record)]) == 0
    assert capsys.readouterr() == (printed, "")


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        ("{", "不是完整的 JSON（第 1 行第 2 列）；", "is not whole JSON (line 1, column 2); "),
        ([1], "第 1 项不是依据；每项应含 ", ", entry 1 is no basis; each has "),
        ([EXTENSION, {**EXTENSION, "number": 5}], "第 2 项不是依据；", ", entry 2 is no basis; "),
        ({**EXTENSION, "number": None}, "第 1 项不是依据；", ", entry 1 is no basis; "),
        ({**EXTENSION, "until": None}, "第 1 项：延期须写明止日", ", entry 1: It needs the last day"),
        ({**EXTENSION, "kind": "x"}, "第 1 项：kind 应为 ", ", entry 1: kind should be one of "),
    ],
)
def test_basis_that_is_not_right_is_refused_with_its_place(
    roster: str, tmp_path: Path, content: Any, zh: str, en: str, capsys: Captured
) -> None:
    file = basis(tmp_path, content)
    for lang, said in (("zh", zh), ("en", en)):
        assert check.main([roster, "--on", "2026-03-20", "--basis", file, "--lang", lang]) == 2
        out, err = capsys.readouterr()
        assert (out, err.startswith(file), said in err) == ("", True, True), err


def test_basis_that_contradicts_the_measure_is_refused(roster: str, tmp_path: Path, capsys: Captured) -> None:
    file = basis(tmp_path, {**EXTENSION, "measure": "gd_2030_1"})
    assert check.main([roster, "--on", "2026-03-20", "--basis", file, "--lang", "zh"]) == 2
    assert "针对的是 gd_2030_1" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "said"), [("zh", "找不到文件或无权读取："), ("en", "There is no such file")])
def test_basis_file_that_is_not_there(roster: str, lang: str, said: str, capsys: Captured) -> None:
    assert check.main([roster, "--basis", "/nowhere/b.json", "--lang", lang]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_basis_file_that_is_not_text(roster: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "b.json"
    file.write_bytes(b"\xff")
    assert check.main([roster, "--basis", str(file), "--lang", "zh"]) == 2
    assert "不是完整的 JSON" in capsys.readouterr().err
