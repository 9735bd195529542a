"""`jiqun facts`: a summary, a file, or a refusal."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import duckdb
import pytest

from jiqun.console import facts
from jiqun.facts import rollup
from jiqun.facts.columns import NAMES
from jiqun.facts.declarations import FACTS, keys
from jiqun.facts.sums import digest
from tests.facts.flat import row, rows, write_csv, write_parquet

ROWS = rows()
EXPECTED = rollup.in_memory(ROWS)


def jiqun(*words: object) -> int:
    top = argparse.ArgumentParser()
    facts.add_parser(top.add_subparsers())
    args = top.parse_args(["facts", *map(str, words)])
    code: int = args.run(args)
    return code


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_parquet(tmp_path / "rows.parquet", ROWS)


def test_summary_says_rows_cluster_years_digest_engine_and_time(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jiqun(source, "--lang", "en") == 0
    told = dict(re.split(r"\s{2,}", line, maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert re.fullmatch(r"\d+\.\d\d s", told.pop("time"))
    assert told == {
        "rows read": f"{len(ROWS):,}",
        "cluster-years": f"{len(EXPECTED):,}",
        "SHA-256": digest(EXPECTED),
        "engine": f"DuckDB {duckdb.__version__}",
    }


def test_summary_in_chinese_is_the_default(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANG", raising=False)
    assert jiqun(source) == 0
    assert f"SHA-256　　 {digest(EXPECTED)}" in capsys.readouterr().out


def test_summary_as_json_is_the_same_on_two_engines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = write_csv(tmp_path / "rows.csv", ROWS)
    found = []
    for engine in ("sqlite", "duckdb"):
        assert jiqun(place, "--engine", engine, "--json") == 0
        found.append(json.loads(capsys.readouterr().out))
    assert [each["engine"] for each in found] == ["SQLite", "DuckDB"]
    assert {each["sha256"] for each in found} == {digest(EXPECTED)}
    assert {(each["rows"], each["cluster_years"]) for each in found} == {(len(ROWS), len(EXPECTED))}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_facts_are_written_as_a_table(kind: str, source: Path, tmp_path: Path) -> None:
    out = tmp_path / f"facts.{kind}"
    assert jiqun(source, "--out", out) == 0
    found = duckdb.connect().execute(f"SELECT * FROM '{out}'")
    assert [column[0] for column in found.description] == ["cluster", "year", *keys()]
    assert found.fetchall() == [(line.cluster, line.year, *line.sums.values()) for line in EXPECTED]
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, "rows.parquet"]


def test_facts_are_written_as_json(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.json"
    assert jiqun(source, "--facts", "output,lines", "--out", out) == 0
    names = ["lines", "output", "output__na"]
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "format": "jiqun-rollup-1",
        "names": names,
        "sums": [[line.cluster, line.year, *(line.sums[name] for name in names)] for line in EXPECTED],
    }


def test_store_is_written_and_added_up(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "national.duckdb"
    assert jiqun(source, "--store", store, "--json") == 0
    assert json.loads(capsys.readouterr().out)["sha256"] == digest(EXPECTED)
    assert jiqun(store, "--json") == 0
    assert json.loads(capsys.readouterr().out)["sha256"] == digest(EXPECTED)


def test_store_is_written_within_the_memory_asked_for(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A limit that is too low stops the command before the store is there."""
    figures = ", ".join(f"{2024 if name == 'year' else 1}::BIGINT AS {name}" for name in NAMES[1:])
    many = tmp_path / "many.parquet"
    duckdb.connect().execute(f"COPY (SELECT range::VARCHAR AS cluster, {figures} FROM range(200000)) TO '{many}'")
    assert jiqun(many, "--store", tmp_path / "a.duckdb", "--memory", "10MB", "--threads", 1) == 2
    assert "--memory 2GB" in capsys.readouterr().err
    assert not (tmp_path / "a.duckdb").exists()
    assert jiqun(source, "--store", tmp_path / "a.duckdb", "--memory", "200MB", "--threads", 1) == 0


def test_facts_are_listed_with_unit_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert jiqun("--list", "--lang", "en") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(FACTS)
    assert "output\t分\toutput" in lines


def test_progress_is_shown_on_standard_error_when_asked_for(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_EVERY", 0.001)
    assert jiqun(source, "--progress", "--json") == 0
    told = capsys.readouterr()
    assert re.search(r"\rDuckDB( +\d+%)? [\d,]+ \d+ s ", told.err)
    assert told.err.endswith("\r\033[K")
    assert json.loads(told.out)["rows"] == len(ROWS)
    assert jiqun(source, "--json") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("words", [(), ("nowhere.parquet",), ("--facts", "turnover", "SOURCE")])
def test_wrong_input_is_told_on_standard_error_with_exit_code_2(
    words: tuple[str, ...], source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jiqun(*(source if word == "SOURCE" else word for word in words)) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_nothing_is_left_behind_by_a_refusal(tmp_path: Path) -> None:
    bad = write_parquet(tmp_path / "bad.parquet", [row(rd=2**62), row(rd=2**62)])
    assert jiqun(bad, "--out", tmp_path / "facts.csv") == 2
    assert jiqun(bad, "--out", tmp_path / "facts.txt") == 2
    assert jiqun(bad, "--out", tmp_path / "nowhere" / "facts.csv") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["bad.parquet"]


def test_day_that_is_none_is_refused_by_the_parser(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        jiqun(source, "--on", "20 March")
    assert raised.value.code == 2
    assert "写成 2025-03-20" in capsys.readouterr().err
