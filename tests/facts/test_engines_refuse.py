"""Bad input is refused with place and remedy, in the same words whichever engine meets it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jiqun.facts import FactError, engines, rollup
from jiqun.facts.columns import NAMES, FlatRow
from jiqun.facts.engines import sources, store
from jiqun.facts.prepare import LARGEST
from tests.facts.flat import row, write_csv, write_parquet, write_sqlite

Write = Callable[[Path, list[FlatRow]], Path]
WRITERS: dict[str, tuple[Write, str]] = {
    "Parquet": (lambda folder, lines: write_parquet(folder / "a.parquet", lines), "duckdb"),
    "SQLite": (lambda folder, lines: write_sqlite(folder / "a.sqlite3", lines), "sqlite"),
}
CSV_ENGINES = ("sqlite", "duckdb")


def refusal(source: object, engine: str | None = None, **options: Any) -> str:
    with pytest.raises(FactError) as raised, engines.open(source, engine, **options) as run:
        list(run)
    return str(raised.value)


def accepted(source: object, engine: str | None = None, **options: Any) -> int:
    with engines.open(source, engine, **options) as run:
        return len(list(run))


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rd": -1}, "中集群“乙”2024 年的 rd 为 -1，不能为负；请更正该行。"),
        ({"lead": 2}, "中集群“乙”2024 年的 lead 为 2，只能填 0 或 1；请更正该行。"),
        ({"platform": 3}, "中集群“乙”2024 年的 platform 为 3，只能填 0 或 1；请更正该行。"),
        ({"lead": None}, "中集群“乙”2024 年有一行的 lead 为空；该列必填，请补上。"),
        ({"year": 20240}, "中集群“乙”的 year 有一行为 20240，应为四位年份；请更正该行。"),
        ({"year": 24}, "中集群“乙”的 year 有一行为 24，应为四位年份；请更正该行。"),
        ({"year": None}, "中集群“乙”None 年有一行的 year 为空；该列必填，请补上。"),
        ({"cluster": None}, "中集群“None”2024 年有一行的 cluster 为空；该列必填，请补上。"),
    ],
)
def test_value_that_no_flat_row_holds_is_refused(kind: str, given: dict[str, Any], said: str, tmp_path: Path) -> None:
    write, engine = WRITERS[kind]
    place = write(tmp_path, [row("甲"), row("乙") | given, row("丙")])
    assert refusal(place, engine) == f"{place}{said}"
    (tmp_path / "good").mkdir()
    assert accepted(write(tmp_path / "good", [row("甲"), row("乙")]), engine) == 2


@pytest.mark.parametrize("kind", WRITERS)
def test_sum_beyond_64_bits_is_the_same_sentence(kind: str, tmp_path: Path) -> None:
    write, engine = WRITERS[kind]
    place = write(tmp_path, [row("乙", output=LARGEST - 1), row("乙", output=1), row("甲")])
    assert refusal(place, engine) == (
        "集群“乙”2024 年的“产值”合计达到 2^63，超出整数范围；请检查单位是否填错（是否把元当成了万元）。"
    )


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_sum_beyond_64_bits_from_csv_is_the_same_sentence(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row("乙", rd=LARGEST - 1, sme=1), row("乙", rd=1, sme=1)])
    assert refusal(place, engine).startswith("集群“乙”2024 年的“中小企业研发经费”合计达到 2^63")


def test_blanks_in_footers_that_say_nothing_are_looked_for_in_the_rows(tmp_path: Path) -> None:
    """A writer may leave the statistics out; then the column itself is read."""
    from jiqun.facts.engines import parquet

    good = write_parquet(tmp_path / "a.parquet", [row("乙", lead=2)])
    place = str(good)
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW roster_row AS SELECT * FROM '{place}'")

        def query(sql: str) -> Any:
            silent = sql.replace("stats_null_count IS NULL OR", "path_in_schema = 'lead' OR")
            return database.execute(silent).fetchall()

        with pytest.raises(FactError, match="lead 为 2，只能填 0 或 1"):
            parquet.check(query, place, [good], NAMES)


@pytest.mark.parametrize("kind", ["DOUBLE", "FLOAT", "DECIMAL(18,2)", "VARCHAR", "BOOLEAN"])
def test_parquet_column_that_is_not_an_integer_is_refused_by_file_and_column(kind: str, tmp_path: Path) -> None:
    write_parquet(tmp_path / "good.parquet", [row("甲")])
    bad = write_parquet(tmp_path / "bad.parquet", [row("乙")], lead=kind)
    assert refusal(tmp_path).startswith(f"{bad} 的列 lead 类型为 {kind}，不是整数列")


def test_parquet_with_a_number_for_the_cluster_is_refused(tmp_path: Path) -> None:
    bad = write_parquet(tmp_path / "a.parquet", [row(1)], cluster="BIGINT")  # type: ignore[arg-type]
    assert refusal(bad) == f"{bad} 的列 cluster 类型为 BIGINT，应为文本。"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rd": 1.5}, "的列 rd 类型为 real，不是整数列"),
        ({"lead": 0.5}, "的列 lead 类型为 real，不是整数列"),
        ({"rd": "many"}, "的列 rd 类型为 text，不是整数列"),
        ({"cluster": 7}, "的列 cluster 类型为 integer，应为文本"),
    ],
)
def test_sqlite_cell_that_is_not_an_integer_is_refused(given: dict[str, Any], said: str, tmp_path: Path) -> None:
    place = write_sqlite(tmp_path / "a.sqlite3", [row("甲"), row("乙") | given])
    assert said in refusal(place)


@pytest.mark.parametrize("engine", CSV_ENGINES)
@pytest.mark.parametrize(
    ("name", "cell", "wanted"),
    [
        ("rd", "1.5", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("rd", "-1", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("rd", "1e6", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("rd", " 1", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("rd", "１", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("rd", "9223372036854775808", "应为非负整数或留空（最小单位，小于 2^63）"),
        ("platform", "2", "只能填 0、1 或留空"),
        ("lead", "", "只能填 0 或 1"),
        ("year", "", "应为四位年份"),
        ("year", "20240", "应为四位年份"),
        ("year", "0024", "应为四位年份"),
        ("cluster", "", "不能为空"),
    ],
)
def test_csv_cell_is_refused_by_row_and_column(engine: str, name: str, cell: str, wanted: str, tmp_path: Path) -> None:
    lines = [row("甲"), row("乙"), row("丙") | {name: cell}]
    place = write_csv(tmp_path / "a.csv", lines)
    assert refusal(place, engine) == f"{place} 第 4 行 {name} 的值“{cell}”不合要求：{wanted}；请更正。"
    assert accepted(write_csv(tmp_path / "a.csv", lines[:2]), engine) == 2


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_without_a_column_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row()], tuple(name for name in NAMES if name not in ("rd", "lead")))
    assert refusal(place, engine) == f"{place} 缺少列：rd、lead；请补上后再试。"


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_with_an_unknown_column_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row() | {"turnover": 1}], (*NAMES, "turnover"))
    assert refusal(place, engine) == f"{place} 有不认识的列：turnover；请删去，或检查列名是否写错。"


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_with_a_column_twice_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row()], (*NAMES, "rd"))
    assert refusal(place, engine) == f"{place} 的列 rd 出现了两次；请只留一列。"


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_row_that_is_too_short_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row("甲"), row("乙")])
    place.write_text(place.read_text(encoding="utf-8").rstrip()[:-2] + "\n", encoding="utf-8")
    assert f"{place} 第 3 行" in refusal(place, engine)


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_that_is_not_utf_8_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row("甲")])
    place.write_bytes(place.read_text(encoding="utf-8").encode("gb18030"))
    assert "第 2 行" in refusal(place, engine) or "无法读取" in refusal(place, engine)


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_with_a_byte_order_mark_is_read(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [row("甲")])
    place.write_text("\ufeff" + place.read_text(encoding="utf-8"), encoding="utf-8")
    assert accepted(place, engine) == 1


@pytest.mark.parametrize("engine", CSV_ENGINES)
def test_csv_without_a_row_is_refused(engine: str, tmp_path: Path) -> None:
    place = write_csv(tmp_path / "a.csv", [])
    assert refusal(place, engine) == f"{place} 中没有一行数据；请检查是否给错了来源。"
    place.write_text("", encoding="utf-8")
    assert refusal(place, engine) == f"{place} 中没有一行数据；请检查是否给错了来源。"


@pytest.mark.parametrize("kind", WRITERS)
def test_source_without_a_row_is_refused(kind: str, tmp_path: Path) -> None:
    write, engine = WRITERS[kind]
    place = write(tmp_path, [])
    assert refusal(place, engine) == f"{place} 中没有一行数据；请检查是否给错了来源。"


def test_parquet_cut_short_is_refused_by_its_name(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", [row()])
    place = write_parquet(tmp_path / "b.parquet", [row()])
    place.write_bytes(place.read_bytes()[:200])
    said = refusal(tmp_path)
    assert said.startswith(f"无法读取 {place}：文件损坏、被截断或没有权限")


def test_database_that_is_damaged_or_without_the_table_is_refused(tmp_path: Path) -> None:
    place = write_sqlite(tmp_path / "a.sqlite3", [row()])
    place.write_bytes(place.read_bytes()[:512] + bytes(3_000))
    assert refusal(place).startswith(f"无法读取 {place}")
    with duckdb.connect(tmp_path / "own.duckdb") as database:
        database.execute("CREATE TABLE other (a INT)")
    assert refusal(tmp_path / "own.duckdb").startswith(f"{tmp_path / 'own.duckdb'} 中没有表 roster_row")
    import sqlite3

    with sqlite3.connect(tmp_path / "own.sqlite3") as own:
        own.execute("CREATE TABLE other (a)")
    own.close()
    assert refusal(tmp_path / "own.sqlite3").startswith(f"{tmp_path / 'own.sqlite3'} 中没有表 roster_row")


def test_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.parquet") == f"找不到 {tmp_path / 'a.parquet'}；请检查路径。"
    assert refusal([]).startswith("[] 中没有一行数据")
    assert refusal(tmp_path).startswith(f"文件夹 {tmp_path} 中没有")
    (tmp_path / "a.txt").write_text("words")
    assert refusal(tmp_path / "a.txt").startswith(f"无法判断 {tmp_path / 'a.txt'} 的类型")
    assert refusal([tmp_path / "a.txt", tmp_path / "a.txt"]).startswith(f"无法判断 {tmp_path / 'a.txt'} 的类型")


def test_server_that_does_not_answer_is_refused_without_its_password() -> None:
    said = refusal("postgresql://clerk:secret@127.0.0.1:1/office")
    assert said.startswith("无法连接 postgresql://127.0.0.1:1/office：")
    assert "secret" not in said


@pytest.mark.parametrize("password", ["secret", "se/cret", "se@cret", "se?cret", "se#cret\n"])
def test_place_of_a_database_never_holds_its_password(password: str) -> None:
    found = sources.find(f"postgresql://clerk:{password}@127.0.0.1:1/office?sslmode=require")
    assert isinstance(found, sources.Database)
    assert found.place == "postgresql://127.0.0.1:1/office"


@pytest.mark.parametrize("password", ["se/cret", "se@cret", "se/c@r/et", "50%off", "se cret", "se/c?ret"])
def test_password_that_is_not_percent_encoded_is_refused_and_not_told(password: str) -> None:
    """The driver would quote the piece that it takes for a port or a host."""
    said = refusal(f"postgresql://clerk:{password}@127.0.0.1:1/office")
    assert said.startswith("postgresql://127.0.0.1:1/office 的地址写法有误")
    assert refusal("postgresql://clerk:se%2Fcret@127.0.0.1:1/office").startswith("无法连接 ")


@pytest.mark.parametrize("scheme", ["POSTGRESQL", "postgresql+psycopg", "mysql"])
def test_address_of_another_kind_is_refused_without_its_password(scheme: str, tmp_path: Path) -> None:
    address = f"{scheme}://clerk:se/cret@127.0.0.1/office"
    assert refusal(address).startswith(f"无法判断 {scheme}://127.0.0.1/office 的类型")
    good = write_parquet(tmp_path / "a.parquet", [row()])
    assert refusal([good, address]).startswith(f"无法判断 {scheme}://127.0.0.1/office 的类型")


def test_engine_that_cannot_read_the_source_names_those_that_can(tmp_path: Path) -> None:
    place = write_parquet(tmp_path / "a.parquet", [row()])
    assert refusal(place, "sqlite") == "引擎 sqlite 不能读取Parquet 文件；请改用 duckdb、spark。"
    assert refusal(place, "postgresql") == "引擎 postgresql 不能读取Parquet 文件；请改用 duckdb、spark。"
    assert refusal(place, "oracle").startswith("没有名为“oracle”的引擎；可用的是 sqlite、postgresql、duckdb、spark。")
    assert accepted(place, "duckdb") == 1


def test_fact_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    place = write_parquet(tmp_path / "a.parquet", [row()])
    assert refusal(place, names=["output", "turnover"]).startswith("没有名为 turnover 的事实")
    assert refusal(place, names=[]) == "没有指明要汇总哪些事实；请至少给出一个名称。"


def test_memory_that_is_too_little_says_how_to_raise_it(tmp_path: Path) -> None:
    place = tmp_path / "a.parquet"
    figures = ", ".join(f"{2024 if name == 'year' else 1}::BIGINT AS {name}" for name in NAMES[1:])
    with duckdb.connect() as database:
        database.execute(f"COPY (SELECT range::VARCHAR AS cluster, {figures} FROM range(200000)) TO '{place}'")
    assert refusal(place, memory="20MB", threads=1).startswith("内存上限 20MB 不够；请用 --memory 调高")


@pytest.mark.parametrize("memory", ["lots", "450", "0MB", "-1GB", "80%", "1GB'; SELECT '", "none", ""])
def test_memory_that_is_no_limit_is_refused(memory: str, tmp_path: Path) -> None:
    place = write_parquet(tmp_path / "a.parquet", [row()])
    assert refusal(place, memory=memory) == (
        f"内存上限“{memory}”不合要求；请写成正数加单位，例如 --memory 450MB 或 --memory 2GB。"
    )
    assert [accepted(place, memory=good) for good in ("200MB", "0.5 gib")] == [1, 1]


@pytest.mark.parametrize("threads", [-3, 0, 100_000])
def test_threads_that_are_none_or_far_too_many_are_refused(threads: int, tmp_path: Path) -> None:
    place = write_parquet(tmp_path / "a.parquet", [row()])
    assert refusal(place, threads=threads) == f"线程数 {threads} 不合要求；请给出 1 至 1024 的整数（--threads）。"
    assert accepted(place, threads=1) == 1


def test_folders_with_quotes_and_wildcards_in_their_names_are_only_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "clerk's [a] *"
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    source = write_csv(odd / "a.csv", [row()])
    stored = store.write(source, odd / "a[1].duckdb")
    assert [accepted(source), accepted(stored.path)] == [1, 1]
    assert sorted(path.name for path in odd.iterdir()) == ["a.csv", "a[1].duckdb"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE roster_row SET output = -5", "中集群“1”2024 年的 output 为 -5，不能为负；请更正该行。"),
        ("UPDATE roster_row SET sme = 7", "中集群“1”2024 年的 sme 为 7，只能填 0 或 1；请更正该行。"),
        ("UPDATE roster_row SET year = 20240", "中集群“1”的 year 有一行为 20240，应为四位年份；请更正该行。"),
        ("UPDATE roster_store SET format = 'jiqun-store-999'", " 的库存格式为 jiqun-store-999，"),
        ("ALTER TABLE roster_store DROP format", " 的库存格式为 ?，"),
        ("UPDATE roster_row SET cluster = 2", " 的集群名录与数据行不符"),
        ("UPDATE roster_row SET cluster = -1", " 的集群名录与数据行不符"),
        ("UPDATE roster_cluster SET id = id + 1", " 的集群名录与数据行不符"),
        ("UPDATE roster_cluster SET name = NULL", " 的集群名录与数据行不符"),
        ("UPDATE roster_cluster SET name = '甲'", " 的集群名录与数据行不符"),
        ("DROP TABLE roster_cluster", " 的集群名录与数据行不符"),
    ],
)
def test_store_that_was_changed_is_looked_through_like_any_table(change: str, said: str, tmp_path: Path) -> None:
    rows = [row("乙", output=10**6), row("甲", output=10**6)]
    stored = store.write(write_parquet(tmp_path / "a.parquet", rows), tmp_path / "a.duckdb")
    assert accepted(stored.path) == 2
    with duckdb.connect(stored.path) as database:
        for name in ("year", "output", "sme"):
            database.execute(f"ALTER TABLE roster_row ALTER {name} TYPE BIGINT")
        database.execute(change + (" WHERE cluster = 1" if said.startswith("中") else ""))
    assert said in refusal(stored.path)


@pytest.mark.parametrize("found", [-1, Decimal(-1)])
def test_sum_below_zero_is_refused_by_whoever_reads_the_lines(found: object) -> None:
    """A database that wraps at 2^63 gives such sums."""
    (line,) = rollup.lines([("甲", 2024, 1, 1, 0)], ["output"])
    assert dict(line.sums) == {"output": 1, "output__na": 0}
    with pytest.raises(FactError, match="集群“甲”2024 年的“产值”合计为 -1，不能为负"):
        list(rollup.lines([("甲", 2024, 1, found, 0)], ["output"]))
