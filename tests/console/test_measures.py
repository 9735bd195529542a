"""`jiqun measure …`: 0 done, 2 input wrong, with every problem on stderr."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from jiqun import law
from jiqun.console import measures


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = measures.main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_list_names_every_measure_with_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["gd_2023_4", "[正式办法]"],
        ["miit_2022_119", "[文本待核对的办法]"],
        ["yn_example", "[示例办法]"],
    ]


def test_show_says_where_the_text_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", "miit_2022_119")
    assert code == 0
    assert out.startswith(
        "《促进中小企业特色产业集群发展暂行办法》（工信部企业〔2022〕119号）\n工业和信息化部 · 自 2022-09-13 起 ·"
    )
    assert "测算结果仅供参考。" in out
    assert "  A7  原文未查得：第七条及以后各条未查得" in out
    assert "附件1（四）  [recalled]\n  F1.4.rd_growth        高于 10%  中小企业研发经费年均增长\n" in out


def test_show_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--lang", "en", "show", "gd_2023_4")
    assert code == 0
    assert "Article 13(2)  [official]\n  13.2.pillar           judged  Pillar" in out
    assert "13.3.firms            any of: (1) no fewer than 1; (2) no fewer than 10" in out
    assert "14.3.notice_days      public notice  7 working days" in out


def test_test_prints_the_table_of_a_folder_that_is_right(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "new", str(tmp_path / "hunan_2024"), "--like", "yn_example")[0] == 0
    code, out, err = run(capsys, "test", str(tmp_path / "hunan_2024"))
    assert (code, err) == (0, "")
    assert "  2.2.output            10 亿元以上  近三年产值\n" in out
    assert "8 条款、10 项测算条件、2 项定性条件，未发现问题。" in out
    assert out.endswith("为示例，不是正式办法，测算结果不具任何效力。\n")


def test_folder_needs_no_separator_here(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, out, _ = run(capsys, "new", "./hunan_2024")
    command = out.rsplit("jiqun measure ", 1)[1].split()
    assert command == ["test", "hunan_2024"]
    assert run(capsys, *command)[0] == run(capsys, "show", "hunan_2024")[0] == 0


def test_test_names_every_slip_of_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = tmp_path / "hunan_2024"
    run(capsys, "new", str(made))
    yaml = made / "measure.yaml"
    yaml.write_text(
        yaml.read_text("utf-8").replace("40亿元以上", "30亿元以上").replace("    value: area", "    value: aera")
    )
    code, out, err = run(capsys, "test", str(made))
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert len(lines) == 2
    assert "没有公式 aera" in lines[1] and "引文与 A13.2 原文不一致" in lines[0]


def test_formula_that_asks_for_a_reading_nobody_wrote_is_found_by_trying(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = tmp_path / "hunan_2024"
    run(capsys, "new", str(made), "--like", "yn_example")
    (made / "indicators.py").write_text(
        "from jiqun.law.conditions import indicator\n\n"
        '@indicator("平方米")\ndef area(given):\n    return [given.figure(None, given.reading("占地"), None)]\n\n'
        '@indicator("分")\ndef output(given):\n    return [1 / 0]\n',
        "utf-8",
    )
    code, _, err = run(capsys, "test", str(made))
    assert code == 2
    assert err.splitlines() == [
        "2.2.area：公式用到口径“占地”，办法未写明，请在 readings 中补上",
        "2.2.output：公式不能执行：ZeroDivisionError: division by zero",
    ]


def test_new_copies_norms_and_borrows_the_rest(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = tmp_path / "hunan_2024"
    assert run(capsys, "new", str(made))[0] == 0
    found, like = law.load(made), law.load("gd_2023_4")
    assert (found.id, found.scheme, found.status) == ("hunan_2024", "hunan_2024", "example")
    assert found.norms == like.norms
    assert found.all_parameters == like.all_parameters
    assert found.readings == like.readings
    assert sorted(path.name for path in made.iterdir()) == ["measure.schema.json", "measure.yaml", "text.md"]


@pytest.mark.parametrize(
    ("folder", "like", "said"),
    [
        ("湖南2024", "gd_2023_4", "文件夹名 湖南2024 将作为办法编号，只能用小写字母"),
        ("hunan", "gd_1999", "没有名为 gd_1999 的办法；现有：gd_2023_4"),
        ("there", "gd_2023_4", "已有内容，请换一个"),
        ("there/file/hunan", "gd_2023_4", "无法写入"),
    ],
)
def test_new_refuses_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: str, like: str, said: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_text("")
    code, out, err = run(capsys, "new", str(tmp_path / folder), "--like", like)
    assert (code, out) == (2, "")
    assert said in err


def test_unknown_measure_and_unknown_folder_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "show", "gd_1999")[::2] == (
        2,
        "没有名为 gd_1999 的办法；现有：gd_2023_4, miit_2022_119, yn_example。\n",
    )
    assert run(capsys, "test", "./nowhere")[::2] == (2, "没有文件夹 nowhere，请核对路径\n")
    assert run(capsys, "table", "--tests", "nowhere")[::2] == (2, "没有文件夹 nowhere\n")


def test_schema_is_the_one_files_are_held_against(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "schema")
    assert code == 0
    assert json.loads(out)["required"][0] == "id"


def test_library_measure_keeps_the_name_of_its_folder(tmp_path: Path) -> None:
    source = resources.files("jiqun.law.measures") / "yn_example"
    with resources.as_file(source) as folder:
        shutil.copytree(folder, tmp_path / "elsewhere")
    assert law.load(tmp_path / "elsewhere").id == "yn_example"
