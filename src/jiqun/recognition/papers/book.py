"""The bound set of an application (申报书, 成册), from what is known to the structure that is printed."""

from __future__ import annotations

from jiqun import law
from jiqun.authorities.models import Account
from jiqun.bilingual import Text, pick, speaking
from jiqun.casework.models import Case
from jiqun.documents.binding import Enclosed
from jiqun.documents.book import Book, Cover, Mark, Pledge
from jiqun.evidence import attachments
from jiqun.evidence.attachments import File
from jiqun.forms import answers
from jiqun.forms.definitions import ORIGIN
from jiqun.recognition.models import Application, Round
from jiqun.recognition.papers import annexes, sections
from jiqun.recognition.papers.sealed import titles_of
from jiqun.recognition.papers.version import Version, version_of
from jiqun.recognition.procedure.filing import TRUTH as STATEMENT
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import ROSTER_FILE, SNAPSHOT_FILE, application_of
from jiqun.recognition.queries.filing.pages import form_page
from jiqun.recognition.queries.filing.printed import TRUTH

TITLE = Text("申报书", "Application for recognition")
_APART = (ROSTER_FILE, SNAPSHOT_FILE, TRUTH)


def book(
    case: Case,
    user: Account,
    *,
    language: str = "zh",
    version: Version | None = None,
    bound: list[Enclosed] | None = None,
) -> Book:
    """The whole set of an application as it stands, in one language; about twenty queries whatever its size.

    With `bound` (how each of `evidence_of` is bound in) it ends with a sheet for each file.
    """
    application = application_of(case)
    version = version or version_of(case)
    with speaking(language):
        shown, _ = form_page(case, user)
        given = answers.values(case)
        base_year = application.round.base_year
        files = evidence_of(case)
        numbered = annexes.Numbered()
        chapters = [sections.chapter(each, given, base_year) for each in shown]
        if application.roster is not None and (facts := precheck.facts_of(application)) is not None:
            chapters.append(annexes.findings(application, facts, numbered))
            chapters.append(annexes.roster(application.roster, numbered))
        chapters.append(annexes.evidence(files, titles_of(case), numbered))
        if bound is not None:
            chapters += annexes.sheets(files, bound, titles_of(case), numbered.last)
        return Book(
            language=language,
            name=f"{case.title} {TITLE}",
            cover=cover(case, application),
            pledge=pledge(version.code),
            chapters=tuple(chapters),
            mark=Mark(case.number, version.code),
            edition=pick("演示数据", "Demonstration") if application.cluster.invented else "",
        )


def evidence_of(case: Case) -> list[File]:
    """The files that are evidence, without the workbook, snapshots and the sealed scan itself; one query."""
    return [each for each in attachments.files(case) if each.requirement not in _APART]


def cover(case: Case, application: Application) -> Cover:
    """The cover: nothing on it is invented, the letter's number and the date are left to the office."""
    row = application.round
    return Cover(
        heading=heading(row),
        title=str(TITLE),
        document=pick(f"上报文号：　　　　　〔{row.year}〕　　　号", f"Letter No.          〔{row.year}〕"),
        lines=(
            (pick("集群名称", "Cluster"), application.cluster.name),
            (pick("申报单位（盖章）", "Applicant (seal)"), case.authority.body),
            (pick("推荐单位", "Recommended by"), application.prefecture.body),
            (pick("申报批次", "Round"), row.case.title),
            (pick("填报日期", "Date"), pick("　　　　年　　月　　日", "")),
        ),
        foot=(basis(case.measure), origin(row)),
    )


def heading(row: Round) -> str:
    """What is applied for: `2025 年度中小企业特色产业集群认定`."""
    return pick(f"{row.year} 年度中小企业特色产业集群认定", f"SME characteristic industrial clusters, {row.year}")


def basis(measure: str) -> str:
    """The measure an application is made under."""
    found = law.load(measure)
    return f"《{found.title}》（{found.number}）"


def origin(row: Round) -> str:
    """Whose form it is and which revision."""
    whose = str(ORIGIN) if row.form.origin == ORIGIN.zh else row.form.origin
    return pick(f"申报表第 {row.form.number} 版（{whose}）", f"Form revision {row.form.number} ({whose})")


def pledge(code: str = "") -> Pledge:
    """The statement of truth of Article 14(一), with the places for seal, signature and date."""
    note = pick(
        "本页连同全书打印、盖章后，将扫描件上传系统。系统读取页脚二维码，核对盖章件与申报内容是否为同一版本"
        f"（校验码 {code}）；打印后改动申报内容的，校验码随之改变，应重新打印盖章。",
        "Print the set, seal it and upload the scan. The system reads the QR at the foot and compares the version "
        f"(code {code}); what is changed after printing changes the code and asks for a new print.",
    )
    return Pledge(
        title=pick("真实性承诺书", "Statement of truth"),
        text=(str(STATEMENT),),
        places=(
            pick("申报单位（盖章）：", "Applicant (seal): "),
            pick("主要负责人（签字）：", "Signed: "),
            pick("日　　期：", "Date: "),
        ),
        note=note if code else "",
    )
