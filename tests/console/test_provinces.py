"""`jiqun province`: another province's folder, begun and checked from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiqun import law
from jiqun.console import provinces
from jiqun.standards import province


def begun(tmp_path: Path) -> Path:
    folder = tmp_path / "yn"
    assert provinces.main(["--lang", "zh", "new", str(folder), "--of", "云南", "--measure", "yunnan_2024"]) == 0
    return folder


def test_new_province_is_begun_with_its_divisions_and_a_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = begun(tmp_path)
    assert "16 个地市级、129 个可申报单位" in capsys.readouterr().out
    assert {each.name for each in folder.iterdir()} == {"province.toml", "divisions.csv", "measures"}
    assert provinces.main(["--lang", "en", "check", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "16 prefectures and 129 units" in told and f"JIQUN_PROVINCE={folder}" in told
    assert "put in 云南省's own" in told, "the measure begun from Guangdong's still has its name"


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = begun(tmp_path)
    for path, old, new in (
        (folder / "divisions.csv", "五华区,county", "五华区,district"),
        (folder / "measures/yunnan_2024/measure.yaml", "number: 100", "number: viele"),
    ):
        text = path.read_text("utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    capsys.readouterr()
    assert provinces.main(["--lang", "zh", "check", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "类别“district”" in told and "measure.yaml" in told


def test_measure_that_is_nowhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = begun(tmp_path)
    (folder / "measures/yunnan_2024").rename(folder / "measures/other")
    assert provinces.main(["--lang", "zh", "check", str(folder)]) == 2
    assert "办法 yunnan_2024 不在库中" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("of", "measure", "said"),
    [("东土", "own", "没有代码或名称为“东土”"), ("上海", "own", "没有地级市"), ("云南", "Own!", "只能用小写字母")],
)
def test_province_that_cannot_be_begun_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], of: str, measure: str, said: str
) -> None:
    folder = tmp_path / "own"
    assert provinces.main(["--lang", "zh", "new", str(folder), "--of", of, "--measure", measure]) == 2
    assert said in capsys.readouterr().err and not folder.exists()


def test_provinces_are_listed_with_how_many_units_they_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert provinces.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 31 and "440000  广东省  Guangdong  21  122" in lines


def test_measure_begun_has_its_own_days_throughout(tmp_path: Path) -> None:
    folder = tmp_path / "yn"
    days = ["--from", "2024-07-01", "--until", "2028-06-30"]
    assert provinces.main(["new", str(folder), "--of", "云南", "--measure", "yunnan_2024", *days]) == 0
    assert provinces.main(["check", str(folder)]) == 0
    found = law.load(folder / "measures/yunnan_2024")
    assert found.periods == ((date(2024, 7, 1), date(2028, 6, 30)),)
    assert "2023-02-28" not in (folder / "measures/yunnan_2024/measure.yaml").read_text("utf-8")


def test_clauses_are_begun_from_the_reference_and_held_against_the_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = begun(tmp_path)
    path = folder / "province.toml"
    text = path.read_text("utf-8")
    assert '"A14" = "A14"  # 认定程序：' in text and '"A17.4" = "A17.4"' in text
    assert province.read(folder).clauses["A14"] == "A14"
    path.write_text(text.replace('"A14" = "A14"', '"A14" = "A41"').replace('"A16" = "A16"', "#"), "utf-8")
    capsys.readouterr()
    assert provinces.main(["--lang", "zh", "check", str(folder)]) == 2
    assert "A14 对应的 A41 不在办法条文中" in capsys.readouterr().err
    path.write_text(text.replace('"A16" = "A16"', "#"), "utf-8")
    assert provinces.main(["--lang", "zh", "check", str(folder)]) == 0
    assert "未对照的条款：A16；页面和文书引用时写“有关规定”" in capsys.readouterr().out


def test_clauses_of_a_measure_begun_from_another_one_are_left_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "yn"
    told = ["--lang", "en", "new", str(folder), "--of", "云南", "--measure", "yunnan_2024", "--like", "yn_example"]
    assert provinces.main(told) == 0
    assert not province.read(folder).clauses
    assert provinces.main(["--lang", "en", "check", str(folder)]) == 0
    assert "Clauses without a counterpart in [clauses]: A1, A2" in capsys.readouterr().out
