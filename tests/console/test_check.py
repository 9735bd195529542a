"""`jiqun check FILE.xlsx`: 0 evaluated, 2 input wrong, 3 no measure in force; every error on stderr."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from jiqun.console import check
from jiqun.documents import typesetting
from tests.facts.workbook.samples import tables, workbook


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(tables()))
    return str(path)


def test_findings_in_chinese(file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert check.main([file, "--on", "2025-03-20"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("系统测算，不作为审核结论\n")
    assert "[符合] 占地面积  13.2.area\n  A13.2 “占地面积不超过100平方公里”\n  占地面积 12.5 平方公里；标准：" in out
    assert "  13.2.pillar  “集群主导产业为所在县域的支柱或特色产业" in out
    assert err == ""


@pytest.mark.parametrize("arguments", [["--lang", "en"], []])
def test_findings_in_english(
    file: str, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert check.main([file, "--on", "2025-03-20", *arguments]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Computed by the system; not a decision of the review\n")
    assert "[met] Area  13.2.area\n" in out


def test_measure_that_is_not_official_says_so_at_its_head_and_beside_each_quote(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main([file, "--on", "2025-03-20", "--measure", "yn_example", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "《示例·云南省中小企业特色产业集群认定条件》为示例，不是正式办法，测算结果不具任何效力。"
    quotes = [line for line in lines if line.startswith("  A2") and "“" in line]
    assert quotes
    assert all(line.endswith("”（示例，自拟文字，非正式文本）") for line in quotes)


def test_json_does_not_depend_on_the_environment(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for lang in ("zh_CN.UTF-8", "en_US.UTF-8"):
        monkeypatch.setenv("LANG", lang)
        assert check.main([file, "--on", "2025-03-20", "--json"]) == 0
        found.append(capsys.readouterr().out)
    assert found[0] == found[1]
    area = next(f for f in json.loads(found[0])["findings"] if f["id"] == "13.2.area")
    assert area["inputs"][0]["label"] == "占地面积"


def test_reading_is_overridden_and_said(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [file, "--on", "2025-03-20", "--json", "--reading", "年均=arithmetic", "--reading", "高于=inclusive"]
    assert check.main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["receipt"]["readings"]["年均"] == "arithmetic"
    assert [w for w in found["warnings"] if w.startswith("口径")] == [
        "口径“高于”取“含本数”，不是默认的“不含本数”；未经认定工作通知或省厅解释确定的，仅为模拟测算。",
        "口径“年均增速、年均增长”取“各年增速的算术平均”，不是默认的“复合增长率”；未经认定工作通知或省厅解释确定的，仅为模拟测算。",
    ]


def test_notices_of_the_workbook_stand_before_those_of_the_law(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = tables()
    sheets["集群"] = [[k, 2023 if k == "基准年" else v] for k, v in sheets["集群"]]
    path = tmp_path / "old.xlsx"
    path.write_bytes(workbook(sheets))
    assert check.main([str(path), "--on", "2025-03-20", "--json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert "工作表“集群”" in warnings[0]


@pytest.mark.parametrize(
    ("arguments", "code", "zh", "en"),
    [
        (
            ["--on", "2026-02-28"],
            3,
            "2026-02-28 不在《广东省促进中小企业特色产业集群发展暂行办法》的有效期内",
            "《广东省促进中小企业特色产业集群发展暂行办法》 is in force from 2023-02-28 to 2026-02-27, not on",
        ),
        (["--reading", "年均=x"], 2, "口径“年均”没有取值“x”", "The reading 年均 has no value x"),
        (["--reading", "年增=x"], 2, "没有名为“年增”的口径", "There is no reading 年增"),
        (["--measure", "gd"], 2, "没有名为 gd 的办法", "There is no measure gd"),
    ],
)
def test_refusal_is_a_sentence_on_stderr(
    file: str, arguments: list[str], code: int, zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        assert check.main([file, "--on", "2025-03-20", *arguments, "--lang", lang]) == code
        out, err = capsys.readouterr()
        assert (out, err.startswith(said)) == ("", True), err


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["--on", "2025-3-20"], "“2025-3-20”不是日期，请写成 2025-03-20", "2025-3-20 is not a date"),
        (["--reading", "年均"], "“年均”应写成 口径=取值", "年均 should be KEY=VALUE"),
    ],
)
def test_argument_that_cannot_be_read_is_refused_in_both_languages(
    file: str, arguments: list[str], zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        check.main([file, *arguments])
    err = capsys.readouterr().err
    assert (caught.value.code, zh in err, en in err) == (2, True, True)


def test_every_error_of_a_workbook_is_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = tables()
    sheets["企业年度数据"][1][4] = "很多"
    sheets["荣誉资质"][1][1] = "优秀企业"
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(workbook(sheets))
    assert check.main([str(path), "--on", "2025-03-20", "--lang", "zh"]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 2)
    assert "很多" in err
    assert "优秀企业" in err


def test_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["/nowhere/名册.xlsx", "--on", "2025-03-20", "--lang", "zh"]) == 2
    assert "/nowhere/名册.xlsx" in capsys.readouterr().err


def test_record_that_cannot_be_written_is_refused(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, said in [
        ("zh", "无法写入 /nowhere/r.json；请检查路径和权限，或换一个位置。\n"),
        ("en", "/nowhere/r.json cannot be written; check path and permission, or choose another place.\n"),
    ]:
        assert check.main([file, "--on", "2025-03-20", "--receipt", "/nowhere/r.json", "--lang", lang]) == 2
        assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(("lang", "said"), [("zh", "已写入 "), ("en", "Written: ")])
def test_findings_as_pdf(file: str, tmp_path: Path, lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "结果.pdf"
    assert check.main([file, "--on", "2025-03-20", "--pdf", str(out), "--lang", lang]) == 0
    assert capsys.readouterr() == (f"{said}{out}\n", "")
    assert out.read_bytes().startswith(b"%PDF-1.7")


def test_pdf_and_json_are_not_asked_for_at_once(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        check.main([file, "--json", "--pdf", "out.pdf"])
    assert (caught.value.code, "not allowed with" in capsys.readouterr().err) == (2, True)


def test_pdf_without_the_typesetter_is_refused(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    typesetting._fonts.cache_clear()
    out = tmp_path / "out.pdf"
    assert check.main([file, "--on", "2025-03-20", "--pdf", str(out), "--lang", "zh"]) == 2
    assert capsys.readouterr() == (
        "",
        '未安装排版程序 typst，不能生成 PDF；请执行 pip install "jiqun[pdf]"，或改用 --json 输出。\n',
    )
    assert not out.exists()


def test_pdf_that_cannot_be_written_is_refused(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([file, "--on", "2025-03-20", "--pdf", "/nowhere/out.pdf", "--lang", "zh"]) == 2
    assert capsys.readouterr().err == "无法写入 /nowhere/out.pdf；请检查路径和权限，或换一个位置。\n"


def test_check_is_a_command_of_a_larger_command_line(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    top = argparse.ArgumentParser()
    check.add_parser(top.add_subparsers())
    args = top.parse_args(["check", file, "--on", "2025-03-20"])
    assert args.run(args) == 0
    assert "13.2.area" in capsys.readouterr().out


def test_module_runs_on_its_own(file: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jiqun.console.check", file, "--on", "2030-01-01"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (3, "")


def test_law_as_a_library_reads_no_workbook() -> None:
    """Facts come from anywhere; only this command brings the workbook reader."""
    look = "import sys, jiqun.law; print([m for m in sys.modules if m.startswith('jiqun.facts.workbook')])"
    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True).stdout == "[]\n"
