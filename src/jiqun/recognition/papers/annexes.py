"""What is bound behind the form: the findings, the roster, the list of evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from jiqun import law
from jiqun.bilingual import Text, pick
from jiqun.documents import said
from jiqun.documents.binding import KINDS, Enclosed
from jiqun.documents.book import Chapter, Grid, Item
from jiqun.evidence import store
from jiqun.evidence.attachments import File
from jiqun.evidence.checks import ending_of
from jiqun.facts import Facts
from jiqun.law.citation import cite
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import precheck
from jiqun.register import queries
from jiqun.register.models import RosterRevision
from jiqun.web.figures import FEN_PER_WAN, FEN_PER_YI, NOTHING, figure, money

MOST_BYTES = 100 * 2**20
"""Of files bound in; a set larger than this is no longer handed about as one file."""
Titles = Callable[[str], Text]


@dataclass
class Numbered:
    """Counts the annexes as they are bound."""

    last: int = 0

    def title(self, name: str) -> str:
        """`附件1　集群企业名册`."""
        self.last += 1
        return pick(f"附件{self.last}　{name}", f"Annex {self.last}  {name}")


def findings(application: Application, facts: Facts, numbered: Numbered) -> Chapter:
    """The computed conditions at a glance; what a person judges is only counted."""
    measure = precheck.measure_of(application.round)
    assessment = precheck.assess(facts, application.round)
    rows, judged = [], 0
    for finding in assessment.findings:
        norm = measure.norm(finding.id)
        if not norm.computed:
            judged += 1
            continue
        line = said.comparison(finding, norm.condition)
        word = said.verdict(finding.verdict)["word"]
        rows.append(
            (str(cite(finding.clause)), str(finding.title), word, line["value"], line["standard"], line["margin"])
        )
    head = (
        pick("条款", "Clause"),
        pick("条件", "Condition"),
        pick("测算结论", "Finding"),
        pick("测算值", "Value"),
        pick("标准", "Required"),
        pick("余量", "Margin"),
    )
    notes = (
        pick(
            f"依据《{measure.title}》（{measure.number}），适用日期 {assessment.on}，事实数据 SHA-256 "
            f"{assessment.receipt.facts_sha256[:16]}…",
            f"《{measure.title}》 ({measure.number}) as of {assessment.on}; facts SHA-256 "
            f"{assessment.receipt.facts_sha256[:16]}…",
        ),
        pick(
            f"另有 {judged} 项定性条件不作测算，由人工依据佐证材料判断。",
            f"{judged} further conditions are not computed; a person judges them on the evidence.",
        ),
    )
    title = numbered.title(pick("对标预审测算结果", "Findings on the conditions"))
    grid = Grid(head, tuple(rows), words=3, widths=(1.5, 2.4, 1.1, 1.5, 1.7, 1.5))
    return Chapter(title, banner=str(law.HEADING), notes=notes, grids=(grid,), annex=True)


def roster(revision: RosterRevision, numbered: Numbered) -> Chapter:
    """Totals by year, and every firm of the base year; three queries."""
    title = numbered.title(pick("集群企业名册", "Roster of the cluster"))
    note = pick(
        f"名册第 {revision.number} 版，{revision.firms} 家企业，SHA-256 {revision.sha256}",
        f"Version {revision.number}, {revision.firms} firms, SHA-256 {revision.sha256}",
    )
    return Chapter(title, notes=(note,), grids=(totals(revision), firms(revision)), annex=True)


def totals(revision: RosterRevision) -> Grid:
    """One line a year: firms, and the sums of what they gave."""
    head = (
        pick("年度", "Year"),
        pick("企业数", "Firms"),
        pick("从业人员", "Employees"),
        pick("营业收入（亿元）", "Revenue (100 m yuan)"),
        pick("产值（亿元）", "Output (100 m yuan)"),
        pick("规下产值（亿元）", "Below size (100 m yuan)"),
        pick("研发费用（亿元）", "R&D (100 m yuan)"),
        pick("有效发明专利", "Invention patents"),
    )
    rows = tuple(
        (
            str(line.year),
            figure(line.firms),
            figure(line.sums["employees"]),
            money(line.sums["revenue"], FEN_PER_YI),
            money(line.sums["output"], FEN_PER_YI),
            money(line.below, FEN_PER_YI),
            money(line.sums["rd"], FEN_PER_YI),
            figure(line.sums["patents"]),
        )
        for line in queries.year_totals(revision)
    )
    return Grid(
        head, rows, words=1, title=pick("分年度汇总", "Totals by year"), widths=(1, 1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.2)
    )


def firms(revision: RosterRevision) -> Grid:
    """The firms of the base year by output, the greatest first."""
    year = revision.base_year
    head = (
        pick("序号", "No."),
        pick("企业名称", "Firm"),
        pick("统一社会信用代码", "Credit code"),
        pick("行业", "Industry"),
        pick("从业人员", "Employees"),
        pick("营业收入（万元）", "Revenue (10,000)"),
        pick("产值（万元）", "Output (10,000)"),
        pick("研发费用（万元）", "R&D (10,000)"),
        pick("发明专利", "Patents"),
    )
    rows = tuple(
        (
            str(number),
            line["name"],
            line["enterprise_id"],
            line["industry"],
            figure(line["employees"]),
            money(line["revenue"], FEN_PER_WAN),
            money(line["output"], FEN_PER_WAN),
            money(line["rd"], FEN_PER_WAN),
            figure(line["patents"]),
        )
        for number, line in enumerate(queries.firms(revision, year), start=1)
    )
    title = pick(f"{year} 年企业名单", f"Firms of {year}")
    return Grid(head, rows, 4, title, widths=(0.6, 2.7, 2.3, 0.8, 0.9, 1.5, 1.5, 1.4, 0.8), long=True, codes=(2,))


def evidence(files: list[File], titles: Titles, numbered: Numbered) -> Chapter:
    """Every file with its digest, by what it proves."""
    head = (
        pick("序号", "No."),
        pick("证明事项", "Proves"),
        pick("文件名", "File"),
        pick("大小", "Size"),
        pick("内容摘要 SHA-256", "SHA-256"),
    )
    rows = tuple(
        (
            str(number),
            str(titles(file.requirement)) if file.requirement else NOTHING,
            file.name,
            filesizeformat(file.size),
            file.sha256,
        )
        for number, file in enumerate(files, start=1)
    )
    notes = () if rows else (pick("尚未上传佐证材料。", "No evidence has been uploaded."),)
    grids = (Grid(head, rows, 5, widths=(0.5, 2.2, 2.4, 0.9, 3.2), long=True, codes=(4,)),) if rows else ()
    return Chapter(numbered.title(pick("佐证材料清单", "List of evidence")), notes=notes, grids=grids, annex=True)


def enclosed(files: list[File]) -> list[Enclosed]:
    """How each file is bound in, in order, as long as there is room; what is not stays beside the set (另附)."""
    found, room = [], MOST_BYTES
    for file in files:
        kind = KINDS.get(ending_of(file.name), "")
        if kind and file.size <= room:
            room -= file.size
            found.append(Enclosed(str(store.path_of(file.sha256)), kind))
        else:
            found.append(Enclosed("", ""))
    return found


def sheets(files: list[File], bound: list[Enclosed], titles: Titles, annex: int) -> list[Chapter]:
    """The sheet before each file: what it proves, its name and digest, and whether it follows."""
    found = []
    for number, (file, each) in enumerate(zip(files, bound, strict=True), start=1):
        follows = (
            pick("本页之后为该文件；打不开而未能并入的另附。", "The file follows, unless it cannot be opened.")
            if each.kind
            else pick("该文件另附。", "The file is enclosed beside the set.")
        )
        rows = (
            (pick("证明事项", "Proves"), (str(titles(file.requirement)),)),
            (pick("文件名", "File"), (file.name,)),
            (pick("大小", "Size"), (filesizeformat(file.size),)),
            ("SHA-256", (file.sha256[:32], file.sha256[32:])),
        )
        title = pick(f"附件{annex}-{number}　佐证材料", f"Annex {annex}-{number}  Evidence")
        items = tuple(Item(label, lines=said) for label, said in rows)
        found.append(Chapter(title, notes=(follows,), items=items, annex=True))
    return found
