"""The refusals of this room, one sentence each whichever engine met the trouble."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.bilingual import Text, listing
from jiqun.facts.errors import FactError

NOT_INSTALLED = Text(
    "未安装 {engine}；请执行 pip install '{package}'。", "{engine} is not installed; run: pip install '{package}'"
)
NO_JAVA = Text(
    "Spark 需要 Java 17 或更高版本，本机没有找到；请安装（如 apt install openjdk-17-jre-headless）或设置 JAVA_HOME。",
    "Spark needs Java 17 or later and none was found; install it (such as apt install openjdk-17-jre-headless) or set "
    "JAVA_HOME.",
)
UNKNOWN_ENGINE = Text(
    "没有名为“{found}”的引擎；可用的是 {known}。", "There is no engine called “{found}”; there are {known}."
)
CANNOT_READ = Text(
    "引擎 {engine} 不能读取{what}；请改用 {others}。", "The engine {engine} does not read {what}; use {others}."
)
NOTHING_THERE = Text("找不到 {place}；请检查路径。", "{place} does not exist; check the path.")
NO_FILES = Text(
    "文件夹 {place} 中没有 .parquet、.csv 或 .xlsx 文件。", "The folder {place} holds no .parquet, .csv or .xlsx file."
)
NO_KIND = Text(
    "无法判断 {place} 的类型；请使用 .parquet、.csv、.xlsx 文件、文件夹、SQLite 或 DuckDB 数据库文件，"
    "或 postgresql:// 地址。",
    "{place} is of no known kind; give .parquet, .csv or .xlsx files, a folder, a SQLite or DuckDB database, or a "
    "postgresql:// address.",
)
UNREADABLE = Text(
    "无法读取 {place}：文件损坏、被截断或没有权限（{reason}）；请重新导出后再试。",
    "{place} cannot be read: damaged, cut short or not permitted ({reason}); export it again.",
)
NOT_CONNECTED = Text(
    "无法连接 {place}：{reason}；请检查地址、账号和网络。",
    "{place} does not answer: {reason}; check address, account and network.",
)
BAD_ADDRESS = Text(
    "{place} 的地址写法有误；用户名和密码中的特殊字符（/ @ ? # % 空格等）须写成百分号编码"
    "（例如 / 写成 %2F，@ 写成 %40）。",
    "The address of {place} is not well formed; write special characters in user and password (/ @ ? # % space) in "
    "percent encoding (/ as %2F, @ as %40).",
)
NOT_ANSI = Text(
    "当前 Spark 会话关闭了 ANSI 模式，合计溢出时会得到错误的数而不报错；请先执行 "
    "spark.conf.set('spark.sql.ansi.enabled', 'true')，再汇总。",
    "The running Spark session has ANSI mode off: a sum beyond 2^63 would wrap in silence; run "
    "spark.conf.set('spark.sql.ansi.enabled', 'true') first.",
)
OTHER_STORE = Text(
    "{place} 的库存格式为 {found}，本版本只能读取 {expected}；请用 jiqun facts --store 由原始文件重新生成。",
    "{place} is a store of format {found}, this version reads {expected}; write it again from the files it came from "
    "(jiqun facts --store).",
)
BAD_STORE = Text(
    "库存 {place} 的集群名录与数据行不符，文件不可信；请用 jiqun facts --store 由原始文件重新生成。",
    "The store {place} has a list of clusters that does not fit its rows and cannot be trusted; write it again from "
    "the files it came from (jiqun facts --store).",
)
NO_TABLE = Text(
    "{place} 中没有表 roster_row；请先建立（列见 jiqun.facts.columns），或换一个数据库。",
    "{place} holds no table roster_row; make it (columns: jiqun.facts.columns) or choose another database.",
)
NOT_WRITTEN = Text(
    "无法写入 {place}（{reason}）；请检查路径和权限，或换一个位置。",
    "{place} cannot be written ({reason}); check path and permission, or choose another place.",
)
EMPTY = Text(
    "{place} 中没有一行数据；请检查是否给错了来源。", "{place} holds no row; check that it is the right source."
)
MISSING = Text("{place} 缺少列：{names}；请补上后再试。", "{place} lacks the columns {names}; add them.")
SURPLUS = Text(
    "{place} 有不认识的列：{names}；请删去，或检查列名是否写错。",
    "{place} has columns nobody knows: {names}; remove them, or check their spelling.",
)
DOUBLE = Text("{place} 的列 {names} 出现了两次；请只留一列。", "{place} has {names} twice; keep one column of each.")
NOT_INTEGER = Text(
    "{place} 的列 {column} 类型为 {kind}，不是整数列；浮点数和小数会丢失准确值，请换算为最小单位（分、千克、件）"
    "并存为整数（数据框中有空值时用 Int64）。",
    "Column {column} of {place} is of type {kind}, not an integer; floats and decimals lose exact figures: convert to "
    "whole units (fen, kg, pieces) and keep integers (in a data frame with blanks: Int64).",
)
NOT_TEXT = Text(
    "{place} 的列 cluster 类型为 {kind}，应为文本。", "Column cluster of {place} is of type {kind}; it has to be text."
)
NEGATIVE = Text(
    "{place}中集群“{cluster}”{year} 年的 {column} 为 {found}，不能为负；请更正该行。",
    "{place}: {column} of cluster “{cluster}” in {year} is {found}; it cannot be negative: correct the row.",
)
NOT_BINARY = Text(
    "{place}中集群“{cluster}”{year} 年的 {column} 为 {found}，只能填 0 或 1；请更正该行。",
    "{place}: {column} of cluster “{cluster}” in {year} is {found}; it has to be 0 or 1: correct the row.",
)
NOT_A_YEAR = Text(
    "{place}中集群“{cluster}”的 {column} 有一行为 {found}，应为四位年份；请更正该行。",
    "{place}: a row of cluster “{cluster}” has the {column} {found}; it has to have four digits: correct the row.",
)
BLANK = Text(
    "{place}中集群“{cluster}”{year} 年有一行的 {column} 为空；该列必填，请补上。",
    "{place}: a row of cluster “{cluster}” in {year} has no {column}; the column is required: fill it in.",
)
BAD_CELL = Text(
    "{place} 第 {row} 行 {column} 的值“{found}”不合要求：{wanted}；请更正。",
    "{place}, row {row}: {column} is “{found}”, but {wanted}; correct it.",
)
OUT_OF_ORDER = Text(
    "{engine} 返回的行没有按集群和年度的字符编码排序（“{after}”在“{before}”之后）；请检查该引擎的排序规则。",
    "{engine} did not return its rows in code point order of cluster and year (“{after}” after “{before}”); check its "
    "collation.",
)
BAD_MEMORY = Text(
    "内存上限“{found}”不合要求；请写成正数加单位，例如 --memory 450MB 或 --memory 2GB。",
    "{found} is no memory limit; give a number above 0 and a unit, such as --memory 450MB or --memory 2GB.",
)
BAD_THREADS = Text(
    "线程数 {found} 不合要求；请给出 1 至 {most} 的整数（--threads）。",
    "{found} is no number of threads; give a whole number from 1 to {most} (--threads).",
)
NO_MEMORY = Text(
    "内存上限 {limit} 不够；请用 --memory 调高（例如 --memory 2GB），或减少线程数。",
    "The memory limit of {limit} is too low; raise it with --memory (such as --memory 2GB), or use fewer threads.",
)
SAME_CLUSTER = Text(
    "工作簿 {one} 和 {other} 的集群名称都是“{cluster}”；同一集群只能有一个工作簿。",
    "The workbooks {one} and {other} are both of cluster “{cluster}”; give one workbook for a cluster.",
)
BAD_WORKBOOK = Text("工作簿 {place} 有误：{problems}", "The workbook {place} is wrong: {problems}")

_ENGINE_FAILED = Text("{engine} 未能汇总 {place}：{reason}", "{engine} could not add up {place}: {reason}")


class EngineFailed(FactError):
    """An engine gave up for a reason of its own, in its own words (`reason`)."""

    def __init__(self, engine: str, place: str, error: BaseException) -> None:
        self.reason = first_line(error)
        super().__init__(_ENGINE_FAILED.format(engine=engine, place=place, reason=self.reason))


def first_line(error: BaseException) -> str:
    """What an engine says, without its stack and without what Py4J puts in front."""
    lines = [line for line in str(error).splitlines() if line.strip() and not line.startswith("An error occurred")]
    return lines[0].removeprefix(": ").strip() if lines else type(error).__name__


def columns_agree(place: str, found: Iterable[str], wanted: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuses missing, unknown and doubled columns: `FactError`."""
    listed = list(found)
    if doubled := sorted({name for name in listed if listed.count(name) > 1}):
        raise FactError(DOUBLE.format(place=place, names=listing(doubled)))
    if missing := [name for name in wanted if name not in listed]:
        raise FactError(MISSING.format(place=place, names=listing(missing)))
    if surplus := sorted(set(listed).difference(allowed)):
        raise FactError(SURPLUS.format(place=place, names=listing(surplus)))
