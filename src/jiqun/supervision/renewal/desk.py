"""Where a renewal's form is filled in."""

from __future__ import annotations

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.definitions import Section
from jiqun.forms.desk import Desk, Known, register
from jiqun.forms.revisions import form_of
from jiqun.supervision.renewal import goals
from jiqun.supervision.renewal.filing import CLAUSE, renewal_of
from jiqun.web.moments import day

OPEN = ("drafting", "correcting")
NOT_YOURS = Text("复核申请由集群所在县级主管部门的经办填写。", "The county's officer fills it in.")
SHUT = Text("复核申请已报送，不能再修改；需要补正的，由市级退回。", "It was handed in; the prefecture may return it.")
AWAITS = Text(
    "办理事项正待审核岗签批，期间不能修改；需要修改的，请先撤回提请。",
    "Something waits for the approver's signature; recall it before you change anything.",
)


def refusal(case: Case, by: Account) -> Text | None:
    """Why an account may not fill in a renewal now."""
    if by.role != Role.OFFICER or by.level != Level.COUNTY or by.authority_id != case.authority_id:
        return NOT_YOURS
    if case.state not in OPEN:
        return SHUT
    return AWAITS if case.pending else None


def known(case: Case, section: Section) -> Known:
    """The term under review; beside the goals what was adjusted and what the yearly reports gave; the years of the
    next plan."""
    names = {field.id for field in section.fields}
    renewal = renewal_of(case)
    found: dict[str, tuple[str, ...]] = {}
    if "term" in names:
        found["term"] = (f"{day(renewal.recognition.valid_from)} — {day(renewal.ends_on)}",)
    if goals.FIELD in names:
        found[goals.FIELD] = tuple(told(each) for each in goals.held(renewal.recognition))
    if goals.PLAN in names:
        years = "、".join(map(str, goals.plan_years(renewal.ends_on)))
        found[goals.PLAN] = (str(Text(f"三年依次为 {years} 年。", f"The three years are {years}.")),)
    return found


def told(each: goals.Held) -> str:
    """A goal in a line: its targets as frozen and in force, the results reported."""
    zh = [f"{each.name}：基值 {each.goal.base}"]
    en = [f"{each.name}: base {each.goal.base}"]
    for year, frozen, target, result in each.rows:
        zh.append(f"{year} 年目标 {frozen or '—'}" + (f"（调整为 {target}）" if target != frozen else ""))
        en.append(f"{year}: target {frozen or '—'}" + (f" (now {target})" if target != frozen else ""))
        if result:
            zh[-1] += f"、年报实际 {result}"
            en[-1] += f", reported {result}"
    return str(Text("；".join(zh), "; ".join(en)))


RENEWAL = register(
    Desk(
        procedure="renewal",
        form=lambda case: form_of(renewal_of(case).round.form),
        base_year=lambda case: renewal_of(case).ends_on.year - 1,
        refusal=refusal,
        page="supervision:renewal",
        list_page="supervision:renewals",
        list_title=Text("复核", "Renewals"),
        clause=CLAUSE,
        known=known,
    )
)
