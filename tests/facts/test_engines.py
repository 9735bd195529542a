"""One text, four engines, one SHA-256: the facts do not depend on where they were added up."""

from __future__ import annotations

import builtins
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from jiqun import facts
from jiqun.facts import FactError, engines, rollup, select
from jiqun.facts.columns import NAMES
from jiqun.facts.declarations import keys
from jiqun.facts.engines import store
from jiqun.facts.prepare import LARGEST, flat_rows, in_order
from jiqun.facts.sums import Digest, digest
from jiqun.facts.workbook import write_template
from tests.facts.flat import row, rows, write_csv, write_parquet, write_sqlite
from tests.facts.workbook.samples import ROSTER
from tests.law.rosters import ON, roster

ROWS = rows()
EXPECTED = rollup.in_memory(ROWS)


def added_up(source: object, engine: str | None = None, **options: Any) -> tuple[list[rollup.YearSums], int, str]:
    """All lines, the number of rows, and the streamed SHA-256."""
    sha = Digest()
    found = []
    with engines.open(source, engine, **options) as run:
        for line in run:
            sha.add(line)
            found.append(line)
    assert run.cluster_years == len(found)
    return found, run.rows, sha.hexdigest()


def workbook(path: Path) -> Path:
    with path.open("wb") as stream:
        write_template(stream, ROSTER)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flat")


@pytest.fixture(scope="module")
def parquet(folder: Path) -> Path:
    return write_parquet(folder / "rows.parquet", ROWS)


@pytest.fixture(scope="module")
def csv_file(folder: Path) -> Path:
    return write_csv(folder / "rows.csv", ROWS)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_csv_gives_the_facts_of_rows_in_memory(engine: str, csv_file: Path) -> None:
    assert added_up(csv_file, engine) == (EXPECTED, len(ROWS), digest(EXPECTED))


def test_parquet_on_duckdb_gives_the_facts_of_rows_in_memory(parquet: Path) -> None:
    assert added_up(parquet) == (EXPECTED, len(ROWS), digest(EXPECTED))


def test_sqlite_in_place_gives_the_facts_of_rows_in_memory(tmp_path: Path) -> None:
    database = write_sqlite(tmp_path / "office.sqlite3", ROWS)
    assert added_up(database) == (EXPECTED, len(ROWS), digest(EXPECTED))
    assert added_up(f"sqlite://{database}", "sqlite") == (EXPECTED, len(ROWS), digest(EXPECTED))


@pytest.mark.django_db  # so that it is among the tests that are run on PostgreSQL
@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the suite runs on SQLite this time"
)
def test_postgresql_in_place_gives_the_facts_of_rows_in_memory() -> None:
    import psycopg

    schema = f"facts_{uuid.uuid4().hex}"
    address = os.environ["DATABASE_URL"]
    places = ", ".join(["%s"] * len(NAMES))
    with psycopg.connect(address, autocommit=True) as database:
        database.execute(f"CREATE SCHEMA {schema}".encode())
        database.execute(f"SET search_path TO {schema}".encode())
        database.execute(rollup.create_table().encode())
        database.cursor().executemany(f"INSERT INTO roster_row VALUES ({places})".encode(), list(in_order(ROWS)))
        try:
            there = f"{address}?options=-csearch_path%3D{schema}"
            assert added_up(there) == (EXPECTED, len(ROWS), digest(EXPECTED))
            database.execute(b"INSERT INTO roster_row SELECT * FROM roster_row WHERE output > 9000000000000000000")
            with pytest.raises(FactError, match="集群“边界”2024 年的“产值”合计达到 2\\^63"):
                added_up(there)
            database.execute(b"UPDATE roster_row SET output = 0 WHERE cluster = '" + "边界".encode() + b"'")
            database.execute(b"UPDATE roster_row SET rd = -1 WHERE cluster = '" + "边界".encode() + b"'")
            with pytest.raises(FactError, match="集群“边界”2024 年的 rd 为 -1，不能为负"):
                added_up(there)
            database.execute(b"ALTER TABLE roster_row ALTER COLUMN rd TYPE double precision")
            with pytest.raises(FactError, match="列 rd 类型为 float8，不是整数列"):
                added_up(there)
        finally:
            database.execute(f"DROP SCHEMA {schema} CASCADE".encode())
    with pytest.raises(FactError, match="没有表 roster_row"):
        added_up(there)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Two executors as processes of their own, as on two machines."""
    from jiqun.facts.engines import in_spark

    with pytest.MonkeyPatch.context() as patch:
        # Nearly all the time goes into loading Java classes: neither a thorough compiler nor a second look at the
        # bytecode of Spark itself is worth it for the minute that a test lasts.
        quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        unverified = "-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
        patch.setenv("JAVA_TOOL_OPTIONS", f"{quick} {unverified}")
        session = in_spark.start("local-cluster[2,1,1024]")
    # Three small files: two tasks a step, and no second look at each plan.
    session.conf.set("spark.sql.shuffle.partitions", "2")
    session.conf.set("spark.sql.adaptive.enabled", "false")
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_with_two_executors_gives_the_facts_of_rows_in_memory(spark: Any, tmp_path: Path) -> None:
    write_parquet(tmp_path / "one.parquet", ROWS[:150])
    write_csv(tmp_path / "two.csv", ROWS[150:])
    assert added_up(tmp_path, "spark") == (EXPECTED, len(ROWS), digest(EXPECTED))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_refuses_in_the_same_words(spark: Any, tmp_path: Path) -> None:
    """In the session of the test above, as starting one takes longer than all of this."""
    good = write_parquet(tmp_path / "good.parquet", [row("甲", output=LARGEST - 1), row("乙", output=1)])
    narrow = write_parquet(tmp_path / "narrow.parquet", [row("窄", output=2)], output="INTEGER")
    few = ["output"]
    assert added_up([good, narrow], "spark", names=few) == added_up([good, narrow], "duckdb", names=few)
    more = write_parquet(tmp_path / "more.parquet", [row("甲", output=1)])
    with pytest.raises(FactError, match="集群“甲”2024 年的“产值”合计达到 2\\^63"):
        added_up([good, more], "spark", names=few)
    negative = write_parquet(tmp_path / "negative.parquet", [row("乙", output=-5)])
    with pytest.raises(FactError, match="集群“乙”2024 年的 output 为 -5，不能为负"):
        added_up(negative, "spark", names=few)
    floats = write_parquet(tmp_path / "floats.parquet", [row()], output="DOUBLE")
    with pytest.raises(FactError, match=r"floats\.parquet 的列 output 类型为 double，不是整数列"):
        added_up([good, floats], "spark", names=few)
    decimal = write_csv(tmp_path / "decimal.csv", [row(), row(output="1.5")])  # type: ignore[arg-type]
    with pytest.raises(FactError, match=r"decimal\.csv 第 3 行 output 的值“1.5”不合要求"):
        added_up(decimal, "spark", names=few)
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(good.read_bytes()[:200])
    with pytest.raises(FactError, match=r"无法读取 .*damaged\.parquet"):
        added_up([good, damaged], "spark", names=few)
    frame = spark.createDataFrame([("甲", 2024, 0.5)], ["cluster", "year", "output"])
    with pytest.raises(FactError, match="列 output 类型为 double，不是整数列"):
        added_up(frame, names=few)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_session_of_somebody_else_is_left_as_it_was(spark: Any) -> None:
    """Its view `roster_row` stays, ours goes; and where its integers wrap at 2^63 nothing is added up."""
    schema = "cluster STRING, year INT, output BIGINT"
    frame = spark.createDataFrame([("甲", 2024, LARGEST - 1), ("甲", 2024, 1)], schema)
    frame.limit(1).createOrReplaceTempView("roster_row")
    with pytest.raises(FactError, match="集群“甲”2024 年的“产值”合计达到 2\\^63"):
        added_up(frame, names=["output"])
    spark.conf.set("spark.sql.ansi.enabled", "false")
    try:
        with pytest.raises(FactError, match="当前 Spark 会话关闭了 ANSI 模式"):
            added_up(frame, names=["output"])
    finally:
        spark.conf.set("spark.sql.ansi.enabled", "true")
    assert [table.name for table in spark.catalog.listTables()] == ["roster_row"]
    assert spark.table("roster_row").count() == 1
    spark.catalog.dropTempView("roster_row")


def test_folder_of_many_files_is_one_source(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write_parquet(tmp_path / "b" / "2021.parquet", ROWS[:100])
    write_parquet(tmp_path / "rest.parquet", ROWS[100:200])
    write_csv(tmp_path / "last.csv", ROWS[200:], tuple(reversed(NAMES)))
    (tmp_path / "_SUCCESS.csv").write_text("not a file of ours")
    assert added_up(tmp_path) == (EXPECTED, len(ROWS), digest(EXPECTED))


def test_files_with_integers_of_different_width_are_widened(tmp_path: Path) -> None:
    narrow = write_parquet(tmp_path / "a.parquet", [row("窄", output=1)], output="SMALLINT", lead="TINYINT")
    wide = write_parquet(tmp_path / "b.parquet", [row("宽", output=2**40)], output="UBIGINT")
    found, _, _ = added_up([narrow, wide])
    assert [(line.cluster, line.sums["output"]) for line in found] == [("宽", 2**40), ("窄", 1)]


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_workbook_gives_the_facts_of_its_roster(engine: str, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"lock of a spreadsheet program")
    found, _, _ = added_up(tmp_path, engine, on=ON)
    assert {line.year: dict(line.sums) for line in found} == facts.build(ROSTER, on=ON).years
    assert {line.cluster for line in found} == {ROSTER.cluster.name}


def test_workbooks_of_one_cluster_twice_are_refused(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name)
    with pytest.raises(FactError, match="同一集群只能有一个工作簿"):
        added_up(tmp_path, on=ON)


def test_workbook_without_a_day_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    with pytest.raises(FactError, match="要有一个日期"):
        added_up(tmp_path / "a.xlsx")


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_chosen_facts_are_those_and_read_only_their_columns(engine: str, csv_file: Path) -> None:
    found, count, _ = added_up(csv_file, engine, names=["rd_sme", "lines"])
    names = ("lines", "rd_sme", "rd_sme__na")
    assert [dict(line.sums) for line in found] == [{name: line.sums[name] for name in names} for line in EXPECTED]
    assert count == len(ROWS)
    assert select.columns(["rd_sme", "lines"]) == ("cluster", "year", "rd", "sme", "aggregate")


def test_column_that_is_not_read_may_be_missing_from_parquet(tmp_path: Path) -> None:
    whole = write_parquet(tmp_path / "whole.parquet", ROWS)
    with_two = tmp_path / "two.parquet"
    import duckdb

    duckdb.sql(f"COPY (SELECT cluster, year, output FROM '{whole}') TO '{with_two}' (FORMAT parquet)")
    found, _, _ = added_up(with_two, names=["output"])
    assert [line.sums["output"] for line in found] == [line.sums["output"] for line in EXPECTED]


def test_every_column_of_the_text_is_read_by_some_fact() -> None:
    assert select.columns(tuple(facts.declarations.BY_NAME)) == NAMES
    assert select.columns() == NAMES


def test_store_gives_the_facts_of_the_source(parquet: Path, tmp_path: Path) -> None:
    stored = store.write(parquet, tmp_path / "national.duckdb")
    assert (stored.rows, stored.clusters) == (len(ROWS), len({line.cluster for line in EXPECTED}))
    assert added_up(stored.path) == (EXPECTED, len(ROWS), digest(EXPECTED))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["national.duckdb"]


def test_store_lies_by_year_and_cluster_in_narrow_columns(parquet: Path, tmp_path: Path) -> None:
    import duckdb

    stored = store.write(parquet, tmp_path / "national.duckdb")
    with duckdb.connect(stored.path, read_only=True) as database:
        lying = database.execute("SELECT year, cluster FROM roster_row ORDER BY rowid").fetchall()
        kinds = {line[0]: line[1] for line in database.execute("DESCRIBE roster_row").fetchall()}
    assert lying == sorted(lying)
    assert (kinds["year"], kinds["lead"], kinds["output"]) == ("SMALLINT", "TINYINT", "BIGINT")


def test_store_is_not_written_over_another_nor_from_bad_rows(tmp_path: Path) -> None:
    bad = write_parquet(tmp_path / "bad.parquet", [row(rd=-1)])
    with pytest.raises(FactError, match="不能为负"):
        store.write(bad, tmp_path / "a.duckdb")
    good = write_parquet(tmp_path / "good.parquet", [row()])
    store.write(good, tmp_path / "a.duckdb")
    with pytest.raises(FactError, match="已经存在"):
        store.write(good, tmp_path / "a.duckdb")
    with pytest.raises(FactError, match="是数据库"):
        store.write(tmp_path / "a.duckdb", tmp_path / "b.duckdb")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb", "bad.parquet", "good.parquet"]


def test_duckdb_table_of_one_s_own_is_read_in_place(tmp_path: Path) -> None:
    import duckdb

    source = write_parquet(tmp_path / "rows.parquet", ROWS)
    with duckdb.connect(tmp_path / "own.duckdb") as database:
        database.execute(f"CREATE TABLE roster_row AS SELECT *, 1 AS more FROM '{source}'")
    assert added_up(tmp_path / "own.duckdb") == (EXPECTED, len(ROWS), digest(EXPECTED))


def test_data_frame_is_read_in_place_and_one_with_floats_refused() -> None:
    frame = pandas.DataFrame(ROWS)
    with pytest.raises(FactError, match=r"列 firms 类型为 DOUBLE，不是整数列.*Int64"):  # blanks made it float
        added_up(frame)
    figures = [name for name in NAMES if name != "cluster"]
    typed = pandas.DataFrame({name: [line[name] for line in ROWS] for name in ("cluster",)})
    for name in figures:
        typed[name] = pandas.array([line[name] for line in ROWS], dtype="Int64")
    assert added_up(typed) == (EXPECTED, len(ROWS), digest(EXPECTED))


def test_object_that_is_no_table_is_refused() -> None:
    with pytest.raises(FactError, match="无法判断 object 的类型"):
        added_up(object())


def test_digest_is_streamed_in_order_and_refuses_another_order() -> None:
    sha = Digest()
    sha.add(EXPECTED[1])
    with pytest.raises(ValueError, match="comes after"):
        sha.add(EXPECTED[0])
    assert digest(reversed(EXPECTED)) == digest(EXPECTED)


def test_digest_is_the_sha256_of_the_canonical_text() -> None:
    import hashlib

    (line,) = rollup.in_memory([row("甲“\t", output=3)])
    text = f'jiqun-rollup-1 cluster year {" ".join(keys())}\n"甲“\\t" 2024 {" ".join(map(str, line.sums.values()))}\n'
    assert digest([line]) == hashlib.sha256(text.encode()).hexdigest()


def test_flat_rows_of_a_roster_are_what_the_engines_read(tmp_path: Path) -> None:
    lines = flat_rows(roster(), on=ON, cluster="甲")
    found, count, _ = added_up(write_csv(tmp_path / "a.csv", lines))
    assert (found, count) == (rollup.in_memory(lines), len(lines))


@pytest.mark.parametrize(
    ("engine", "module", "package"),
    [("duckdb", "duckdb", "jiqun\\[bulk\\]"), ("spark", "pyspark.errors", "jiqun\\[spark\\]")],
)
def test_engine_that_is_not_installed_says_how_to(
    engine: str, module: str, package: str, csv_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == module:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FactError, match=f"pip install '{package}'"):
        engines.open(csv_file, engine)


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiqun.facts.engines import in_spark

    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(FactError, match="Java 17"):
        in_spark.start()


def test_largest_sum_is_exact(parquet: Path) -> None:
    assert max(line.sums["output"] for line in EXPECTED if line.cluster == "边界") == LARGEST - 1
