"""Spark 4: the same text on this machine or on a cluster of machines."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jiqun.facts import select
from jiqun.facts.columns import NAMES
from jiqun.facts.engines import checks, csv_rows, refusals, workbooks
from jiqun.facts.engines.running import Options
from jiqun.facts.engines.sources import Files, Frame, Source
from jiqun.facts.errors import FactError

LOCAL = "local[*]"
# Java's $ lets a line break pass at the end; what was found being the whole text lets nothing pass.
_LIKE = "regexp_extract({name}, '{pattern}', 0) = {name}"
_STOP = "raise_error('not a flat row')"
_INTEGERS = {"tinyint", "smallint", "int", "bigint"}
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
_ALONE = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


class Spark:
    """The rows of a source as a temporary view of a Spark session: the one that is running, or one of our own.

    A session of somebody else's is left as it was: the view has a name that nobody uses and goes with `close`.
    """

    name = "Spark"

    def __init__(self, source: Source, options: Options) -> None:
        try:
            from py4j.protocol import Py4JError  # type: ignore[import-untyped]
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise FactError(refusals.NOT_INSTALLED.format(engine=self.name, package="jiqun[spark]")) from error
        self.names = options.names
        self.place = source.place
        # Some of what Java throws comes through with Py4J's own type.
        self._errors: tuple[type[Exception], ...] = (PySparkException, Py4JError)
        self._not_one: tuple[type[Exception], ...] = (*self._errors, FactError)
        self._csv: tuple[Path, ...] = ()
        running = _session_of(source) if isinstance(source, Frame) else SparkSession.getActiveSession()
        self.session = running or start(options.master)
        self._ours = running is None
        self.version: str = self.session.version
        self._folder = tempfile.TemporaryDirectory(prefix="jiqun-facts-")
        self._view = f"{select.SOURCE}_{uuid.uuid4().hex}"
        try:
            if self.session.conf.get("spark.sql.ansi.enabled") != "true":
                raise FactError(refusals.NOT_ANSI)
            self._open(source, options)
        except BaseException:
            self.close()
            raise

    def fetch(self) -> Iterator[Sequence[Any]]:
        """Runs the text; lines come partition by partition. A sum that stops Spark at 2^63 is looked for and named."""
        try:
            text = select.with_source(f"SELECT * FROM {self._view}", self.names)
            yield from self.session.sql(text).toLocalIterator(prefetchPartitions=True)
        except self._errors as error:
            raise self._found_out(error) from error

    def progress(self) -> float | None:
        """Tasks done of the stages that run."""
        tracker = self.session.sparkContext.statusTracker()
        stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
        tasks = sum(stage.numTasks for stage in stages if stage)
        return sum(stage.numCompletedTasks for stage in stages if stage) / tasks if tasks else None

    def close(self) -> None:
        """Ends the session if it was started here, else takes the view away again."""
        if self._ours:
            self.session.stop()
        else:
            with suppress(*self._errors):  # whoever owns the session may have ended it
                self.session.catalog.dropTempView(self._view)
        self._folder.cleanup()

    def _open(self, source: Source, options: Options) -> None:
        columns = select.columns(self.names)
        if isinstance(source, Frame):
            self._agree(source.place, source.frame, columns)
            self._check(source.frame, columns)
        else:
            assert isinstance(source, Files)
            self._files(source, options, columns).createOrReplaceTempView(self._view)

    def _check(self, frame: Any, columns: Sequence[str]) -> None:
        frame.createOrReplaceTempView(self._view)
        try:
            checks.of_rows(self._query, self.place, columns)
        except self._errors as error:
            raise self._found_out(error) from error

    def _files(self, source: Files, options: Options, columns: Sequence[str]) -> Any:
        self._csv = source.csv + workbooks.as_csv(source.workbooks, options.on, Path(self._folder.name))
        parts = [self._csv_part(path, columns) for path in self._csv]
        if source.parquet:
            parts.append(self._parquet(source.parquet, columns))
            self._check(parts[-1], columns)  # CSV checks itself, cell by cell, while it is read
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.union(part)
        return whole

    def _csv_part(self, path: Path, columns: Sequence[str]) -> Any:
        header = csv_rows.header(path, NAMES)
        schema = ", ".join(f"{name} STRING" for name in header)
        read = self.session.read.schema(schema).option("header", True).option("enforceSchema", True)
        read = read.option("escape", '"').option("mode", "FAILFAST")
        return read.csv(_address(path)).selectExpr(*(csv_rows.cell(name, _LIKE, _STOP) for name in columns))

    def _parquet(self, files: Sequence[Path], columns: Sequence[str]) -> Any:
        """All files as one frame when their schemas are one, else each as it is, widened to the same integers."""
        try:
            merged = self.session.read.option("mergeSchema", True).parquet(*map(_address, files))
            self._agree(self.place, merged, columns)
            frames = [merged]
        except self._not_one:  # file by file, to say which one it is, or to widen its integers
            frames = [self._one(file, columns) for file in files]
        wide = [f"CAST({name} AS {'STRING' if name == 'cluster' else 'BIGINT'}) AS {name}" for name in columns]
        whole = frames[0].select(*columns) if len(frames) == 1 else frames[0].selectExpr(*wide)
        for frame in frames[1:]:
            whole = whole.union(frame.selectExpr(*wide))
        return whole

    def _one(self, file: Path, columns: Sequence[str]) -> Any:
        try:
            frame = self.session.read.parquet(_address(file))
        except self._errors as error:
            reason = refusals.first_line(error)
            raise FactError(refusals.UNREADABLE.format(place=file, reason=reason)) from error
        self._agree(str(file), frame, columns)
        return frame

    def _agree(self, place: str, frame: Any, columns: Sequence[str]) -> None:
        kinds = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
        refusals.columns_agree(place, kinds, columns, NAMES)
        for name in columns:
            if name == "cluster" and kinds[name] != "string":
                raise FactError(refusals.NOT_TEXT.format(place=place, kind=kinds[name]))
            if name != "cluster" and kinds[name] not in _INTEGERS:
                raise FactError(refusals.NOT_INTEGER.format(place=place, column=name, kind=kinds[name]))

    def _query(self, sql: str) -> Sequence[Sequence[Any]]:
        source = f"WITH {select.SOURCE} AS (SELECT * FROM {self._view})"
        found: Sequence[Sequence[Any]] = self.session.sql(f"{source}\n{sql}").collect()
        return found

    def _found_out(self, error: Exception) -> FactError:
        """What stopped Spark, in the words that every engine uses."""
        if "ARITHMETIC_OVERFLOW" in str(error) and (found := checks.overflow(self._query, self.names)):
            return found
        for path in self._csv:  # every row is read again, by the reader that knows its place
            for _ in csv_rows.rows(path):
                pass
        return refusals.EngineFailed(self.name, self.place, error)


def start(master: str | None = None) -> Any:
    """A session of our own, on this machine unless `master` says where. `FactError` without Java, or when Spark does
    not start."""
    from pyspark.sql import SparkSession

    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise FactError(refusals.NO_JAVA)
    # What goes wrong is told by the exception; the stack of the other side is no help on a terminal.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    master = master or LOCAL
    settings = _SETTINGS | (_ALONE if master.startswith("local") else {})
    builder: Any = SparkSession.builder
    builder = builder.master(master).appName("jiqun facts")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:  # Py4J raises what Java threw, in types of its own
        raise refusals.EngineFailed("Spark", master, error) from error


def _session_of(source: Frame) -> Any:
    """The session a data frame belongs to, which need not be the active one."""
    session = getattr(source.frame, "sparkSession", None)
    if session is None:
        raise FactError(refusals.NO_KIND.format(place=type(source.frame).__name__))
    return session


def _address(path: Path) -> str:
    return path.resolve().as_uri()
