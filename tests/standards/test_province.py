"""The province an installation serves is a folder of files: 广东 as shipped, another one begun from the codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiqun.standards import province, province_check, province_start, tables


def begun(tmp_path: Path, said: str = "云南") -> Path:
    folder = tmp_path / "own"
    province_start.begin(folder, province_start.found(said), "yn_2024")
    return folder


def changed(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The Chinese sentences after one change of a file."""
    path = folder / file
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [each.zh for each in province_check.problems(province.read(folder))]


def test_shipped_province_is_fit_and_says_what_a5_names() -> None:
    found = province.here()
    assert (found.code, found.department, found.measure) == ("440000", "广东省工业和信息化厅", "gd_2023_4")
    assert found.designation.zh == "广东省中小企业特色产业集群"
    assert (province_check.problems(found), province_check.remarks(found)) == ([], [])
    assert sum(code != "" for row in found.tiles for code in row) == 21


def test_table_of_codes_agrees_with_the_shipped_province() -> None:
    own = {row["code"]: row["name"] for row in province.here().rows(province.DIVISIONS) if row["kind"] != "town"}
    known = province_start.found("44")
    assert {code: own[code] for code, _ in known.below} == dict(known.below)


@pytest.mark.parametrize("said", ["530000", "53", "云南", "云南省", "yunnan"])
def test_province_is_found_by_code_and_by_name(said: str) -> None:
    assert province_start.found(said).name == "云南省"


def test_province_nobody_knows_is_refused() -> None:
    with pytest.raises(province.ProvinceError, match="没有代码或名称为“东土”的省份"):
        province_start.found("东土")


def test_folder_of_every_province_with_prefectures_is_fit(tmp_path: Path) -> None:
    """Superiors first, prefectures below the province, counties below prefectures (Article 5)."""
    for known in province_start.known():
        if known.prefectures:
            folder = tmp_path / known.code
            province_start.begin(folder, known, "own")
            assert province_check.problems(province.read(folder)) == [], known.name
    assert len(list(tmp_path.iterdir())) == 27


def test_municipality_is_refused_for_it_has_no_prefectures(tmp_path: Path) -> None:
    with pytest.raises(province.ProvinceError, match="北京市的区直接由市管辖"):
        province_start.begin(tmp_path / "own", province_start.found("北京"), "bj")
    assert not (tmp_path / "own").exists()


def test_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    with pytest.raises(province.ProvinceError, match="已有内容"):
        province_start.begin(tmp_path, province_start.found("云南"), "yn")
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


def test_autonomous_prefecture_has_its_short_name(tmp_path: Path) -> None:
    rows = tables.read(begun(tmp_path) / province.DIVISIONS)
    called = {row["name"]: row["also_called"] for row in rows}
    assert (called["大理白族自治州"], called["德宏傣族景颇族自治州"], called["昆明市"]) == ("大理州", "德宏州", "")


def test_city_directly_below_its_province_stands_as_a_prefecture_and_is_told_of(tmp_path: Path) -> None:
    found = province.read(begun(tmp_path, "湖北"))
    assert province_check.problems(found) == []
    assert [each.zh.partition("（")[0] for each in province_check.remarks(found)] == [
        "仙桃市",
        "潜江市",
        "天门市",
        "神农架林区",
    ]


# ── a folder that is not fit ──


def test_missing_and_empty_names_are_all_told_at_once(tmp_path: Path) -> None:
    (tmp_path / province.FILE).write_text('code = "530000"\nname = ""\ntiles = "no"\n', "utf-8")
    with pytest.raises(province.ProvinceError) as refused:
        province.read(tmp_path)
    said = [each.zh for each in refused.value.problems]
    assert [key for key in province.NAMES if any(f"缺少 {key}，" in each for each in said)] == list(province.NAMES)[1:]
    assert any("tiles 应为若干行" in each for each in said)


@pytest.mark.parametrize("text", ["code = ", "\udcff"])
def test_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / province.FILE).write_text(text, "utf-8", errors="surrogateescape")
    with pytest.raises(province.ProvinceError, match=r"province\.toml：不能读取"):
        province.read(tmp_path)


def test_folder_without_a_province_is_named(tmp_path: Path) -> None:
    with pytest.raises(province.ProvinceError, match=r"没有 province\.toml"):
        province.read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("530102,五华区", "53010,五华区", "代码“53010”应为6位行政区划代码"),
        ("530102,五华区", "530103,五华区", "代码 530103 出现了两次"),
        ("530102,五华区", "530102,", "没有名称"),
        ("五华区,county", "五华区,district", "类别“district”应为"),
        ("五华区,county,530100", "五华区,county,539900", "上级“539900”不在本行之前的各行中"),
        ("五华区,county,530100", "五华区,county,530000", "县（市、区）的上级须为地级以上市"),
        ("530000,云南省,province", "530000,云南省,prefecture", "应恰有一行省级（530000），现有 0 行"),
    ],
)
def test_line_that_does_not_fit_is_named_with_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = changed(begun(tmp_path), province.DIVISIONS, old, new)
    assert any(said in each for each in found)
    assert all("divisions.csv" in each for each in found)


def test_divisions_without_their_file_or_columns_are_refused(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    assert changed(folder, province.DIVISIONS, "supervised_by", "above") == [
        f"{folder}/divisions.csv：缺少列 supervised_by"
    ]
    (folder / province.DIVISIONS).unlink()
    assert "没有 divisions.csv" in province_check.problems(province.read(folder))[0].zh


def test_tiles_name_each_prefecture_once(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    with (folder / province.FILE).open("a", encoding="utf-8") as file:
        file.write('tiles = [["530100", "530100"], ["440100"]]\n')
    said = [each.zh for each in province_check.problems(province.read(folder))]
    assert [each.partition("tiles 中的 ")[2][:6] for each in said] == ["530100", "440100"]


def test_tiles_have_room_on_a_page(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    with (folder / province.FILE).open("a", encoding="utf-8") as file:
        file.write(f"tiles = [{[''] * 12 + ['530100']}]\n".replace("'", '"'))
    assert [each.zh.partition("：")[2] for each in province_check.problems(province.read(folder))] == [
        "tiles 最多 12 列、12 行，现为 13 列、1 行"
    ]


@pytest.mark.parametrize("line", ['"14" = "A9"', '"A14" = "Artikel 9"', '"A14" = 9', '"A0" = "A1"'])
def test_clauses_are_named_by_their_ids(tmp_path: Path, line: str) -> None:
    folder = begun(tmp_path)
    with (folder / province.FILE).open("a", encoding="utf-8") as file:
        file.write(f"[clauses]\n{line}\n")
    with pytest.raises(province.ProvinceError) as wrong:
        province.read(folder)
    [said] = wrong.value.problems
    assert "[clauses]" in said.zh and "应为条款编号" in said.zh
