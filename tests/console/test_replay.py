"""`jiqun replay RECEIPT.json`: 0 byte for byte the same, 1 what differs, 2 a record that cannot be read."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from jiqun.console import check, replay
from jiqun.law import receipts
from tests.facts.workbook.samples import tables, workbook

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(tables()))
    return str(path)


@pytest.fixture
def record(roster: str, tmp_path: Path, capsys: Captured) -> Path:
    path = tmp_path / "记录.json"
    assert check.main([roster, "--on", "2025-03-20", "--receipt", str(path), "--json"]) == 0
    capsys.readouterr()
    return path


def change(record: Path, what: Callable[[dict[str, Any]], None]) -> None:
    values = json.loads(record.read_text("utf-8"))
    what(values)
    record.write_text(receipts.sealed(values), "utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_replay_prints_the_bytes_check_printed(roster: str, tmp_path: Path, capsys: Captured, language: str) -> None:
    file = str(tmp_path / "record.json")
    arguments = [roster, "--on", "2025-03-20", "--json", "--receipt", file, "--lang", language]
    assert check.main([*arguments, "--reading", "年均=arithmetic"]) == 0
    printed = capsys.readouterr().out
    assert replay.main([file]) == 0
    assert capsys.readouterr() == (printed, "")


def test_record_altered_by_hand_is_refused(record: Path, capsys: Captured) -> None:
    text = record.read_text("utf-8")
    record.write_text(text.replace('"engine": "SQLite"', '"engine": "Oracle"'), "utf-8")
    assert replay.main([str(record), "--lang", "zh"]) == 2
    assert "文件写出后被改动过" in capsys.readouterr().err


def test_replay_does_not_need_the_workbook_any_more(roster: str, record: Path, capsys: Captured) -> None:
    Path(roster).unlink()
    assert replay.main([str(record)]) == 0
    assert json.loads(capsys.readouterr().out)["measure"] == "gd_2023_4"


def test_record_names_the_workbook_it_was_made_from(record: Path) -> None:
    assert json.loads(record.read_text("utf-8"))["source"]["name"] == "名册.xlsx"


@pytest.mark.parametrize(
    ("language", "first"), [("zh", "重放结果与记录不一致："), ("en", "The replay differs from the record:")]
)
def test_altered_result_is_said_on_stderr(record: Path, capsys: Captured, language: str, first: str) -> None:
    change(record, lambda values: values["result"].update(verdict="met"))
    assert replay.main([str(record), "--lang", language]) == 1
    out, err = capsys.readouterr()
    between = "：" if language == "zh" else ": "
    assert (out, err.splitlines()) == ("", [first, f"  verdict{between}met → not_met"])


def test_other_code_is_noted_on_stderr_and_nothing_else(record: Path, capsys: Captured) -> None:
    change(record, lambda values: values["sql"].update(text="SELECT"))
    assert replay.main([str(record), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert err == "汇总语句与记录不同；重放使用记录中的事实数据，不受影响。\n"
    assert json.loads(out)["on"] == "2025-03-20"


def test_measure_may_be_named(record: Path, capsys: Captured) -> None:
    assert replay.main([str(record), "--measure", "gd_2023_4"]) == 0
    assert capsys.readouterr().err == ""


def test_measure_of_a_folder_is_replayed_from_that_folder(roster: str, tmp_path: Path, capsys: Captured) -> None:
    folder, file = tmp_path / "own", str(tmp_path / "own.json")
    with resources.as_file(resources.files("jiqun.law.measures") / "yn_example") as example:
        shutil.copytree(example, folder, ignore=shutil.ignore_patterns("__pycache__"))
    definition = folder / "measure.yaml"
    definition.write_text(definition.read_text("utf-8").replace("id: yn_example", "id: own_example"), "utf-8")
    assert check.main([roster, "--on", "2025-03-20", "--measure", str(folder), "--receipt", file, "--json"]) == 0
    printed = capsys.readouterr().out
    assert replay.main([file]) == 2
    capsys.readouterr()
    assert replay.main([file, "--measure", str(folder)]) == 0
    assert capsys.readouterr() == (printed, "")
    definition.write_text(definition.read_text("utf-8") + "# 改动\n", "utf-8")
    assert replay.main([file, "--measure", str(folder), "--lang", "zh"]) == 1
    assert [line.partition("：")[0] for line in capsys.readouterr().err.splitlines()] == [
        "重放结果与记录不一致",
        "  办法文件已改动",
        "除校验值外，测算结果与记录相同。",
    ]


@pytest.mark.parametrize(("language", "tail"), [("zh", "指定办法所在文件夹。\n"), ("en", "a folder that holds it.\n")])
def test_measure_the_library_does_not_have_is_asked_for(
    record: Path, capsys: Captured, language: str, tail: str
) -> None:
    change(record, lambda values: values["measure"].update(id="gd_1999_1"))
    assert replay.main([str(record), "--lang", language]) == 2
    out, err = capsys.readouterr()
    assert (out, "gd_1999_1" in err, err.endswith(tail)) == ("", True, True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "找不到文件或无权读取：/nowhere/记录.json。\n"),
        ("en", "There is no such file, or it may not be read: /nowhere/记录.json.\n"),
    ],
)
def test_record_that_is_not_there(capsys: Captured, language: str, said: str) -> None:
    assert replay.main(["/nowhere/记录.json", "--lang", language]) == 2
    assert capsys.readouterr() == ("", said)


def test_record_that_is_not_text(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(b"\xff\xfe")
    assert replay.main([str(file), "--lang", "zh"]) == 2
    assert capsys.readouterr().err == f"{file} 不是 UTF-8 文本；请使用 jiqun check --receipt 写出的原件。\n"


def test_record_with_altered_facts_is_refused(record: Path, capsys: Captured) -> None:
    change(record, lambda values: values["facts"].update(area_m2=1))
    assert replay.main([str(record), "--lang", "zh"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith("测算记录中的事实数据与其校验值不符：")) == ("", True)


def test_workbook_of_the_record_is_held_against_it(roster: str, record: Path, capsys: Captured) -> None:
    assert replay.main([str(record), "--roster", roster]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("lang", "arrow"), [("zh", "："), ("en", ": ")])
def test_another_workbook_is_told_figure_by_figure(
    record: Path, tmp_path: Path, lang: str, arrow: str, capsys: Captured
) -> None:
    sheets = tables()
    sheets["企业年度数据"][1][4] = 121
    other = tmp_path / "另一份.xlsx"
    other.write_bytes(workbook(sheets))
    assert replay.main([str(record), "--roster", str(other), "--lang", lang]) == 1
    out, err = capsys.readouterr()
    _, of_bytes, *figures = err.splitlines()
    before = json.loads(record.read_text("utf-8"))["source"]["sha256"]
    assert (out, before in of_bytes, str(other) in of_bytes) == ("", True, True)
    assert f"  years · 2024 · employees{arrow}120 → 121" in figures


def test_workbook_saved_anew_with_the_same_figures_differs_in_bytes_alone(
    record: Path, tmp_path: Path, capsys: Captured
) -> None:
    sheets = tables()
    sheets["备注"] = [["另存"]]
    other = tmp_path / "另存.xlsx"
    other.write_bytes(workbook(sheets))
    assert replay.main([str(record), "--roster", str(other), "--lang", "zh"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_workbook_that_is_not_there_or_not_right_is_refused(record: Path, tmp_path: Path, capsys: Captured) -> None:
    assert replay.main([str(record), "--roster", "/nowhere/名册.xlsx", "--lang", "zh"]) == 2
    assert capsys.readouterr() == ("", "找不到文件或无权读取：/nowhere/名册.xlsx。\n")
    sheets = tables()
    sheets["企业年度数据"][1][4] = "很多"
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(workbook(sheets))
    assert replay.main([str(record), "--roster", str(wrong), "--lang", "zh"]) == 2
    out, err = capsys.readouterr()
    assert (out, "很多" in err) == ("", True)


def test_module_runs_on_its_own(record: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "jiqun.console.replay", str(record)], capture_output=True, check=True)
    again = subprocess.run([sys.executable, "-m", "jiqun.config.cli", "replay", str(record)], capture_output=True)
    assert (again.returncode, again.stdout) == (0, done.stdout)
    result = json.loads(record.read_text("utf-8"))["result"]
    assert done.stdout.decode() == json.dumps(result, ensure_ascii=False, indent=1) + "\n"
