"""Where a report's form is filled in, and what is known of its fields beforehand."""

from __future__ import annotations

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.facts.errors import FactError
from jiqun.forms.definitions import Section
from jiqun.forms.desk import Desk, Known, register
from jiqun.forms.revisions import form_of
from jiqun.supervision.reports import agency, figures
from jiqun.supervision.reports.deadline import due_day
from jiqun.supervision.reports.steps import CLAUSE, report_of

OPEN = ("drafting", "correcting")
NOT_YOURS = Text(
    "年度报告由集群所在县级主管部门的经办或受托的运营管理机构填写。",
    "The county's officer, or the agency entrusted with it, fills in the report.",
)
SHUT = Text(
    "报告已报送，不能再修改；需要修改的，由市级或省级退回。", "It was handed in; it may be returned for mending."
)
AWAITS = Text(
    "“报送”正待审核岗签批，期间不能修改；需要修改的，请先撤回提请。",
    "It waits for the approver's signature; recall it before you change anything.",
)
NO_ROSTER = Text("集群还没有企业名册。", "The cluster has no roster yet.")
NO_YEAR = Text("现行名册（第 {n} 版）没有 {year} 年的企业数据。", "Roster revision {n} has no figures of {year}.")


def refusal(case: Case, by: Account) -> Text | None:
    """Why an account that sees a report may not fill it in now."""
    officer = by.role == Role.OFFICER and by.level == Level.COUNTY and by.authority_id == case.authority_id
    if not officer and not agency.may_fill_in(case, by):
        return NOT_YOURS
    if case.state not in OPEN:
        return SHUT
    return AWAITS if case.pending else None


def compared(case: Case) -> tuple[list[figures.Line], Text | None]:
    """The year's figures beside last year's: as handed in, or while it is filled in from the newest roster; and why
    there are none. The newest roster is counted for it."""
    report = report_of(case)
    last = figures.before(report.cluster, report.year)
    if case.state not in OPEN:
        return figures.lines(report.figures, report.blanks, last), None
    roster = figures.newest(report.cluster)
    if roster is None:
        return [], NO_ROSTER
    try:
        now, blanks = figures.year_of(figures.counted(roster, due_day(report.year)), report.year)
    except FactError as said:
        return [], said.text
    if not now:
        return [], NO_YEAR.format(n=roster.number, year=report.year)
    return figures.lines(now, blanks, last), None


def known(case: Case, section: Section) -> Known:
    """The computed figures and the jobs, as lines."""
    lines, why = compared(case)
    if why is not None:
        return {"year_figures": (str(why),), "jobs": (str(why),)}
    said = {line.name: f"{line.title} {line.now} {line.unit}".rstrip() for line in lines}
    return {"year_figures": tuple(said.values()), "jobs": (said["employees"],)}


REPORT = register(
    Desk(
        procedure="annual_report",
        form=lambda case: form_of(report_of(case).form),
        base_year=lambda case: report_of(case).year,
        refusal=refusal,
        page="supervision:report",
        list_page="supervision:reports",
        list_title=Text("年度报告", "Annual reports"),
        clause=CLAUSE,
        known=known,
    )
)
