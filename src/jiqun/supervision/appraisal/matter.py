"""The year's appraisal: begun, computed anew, settled, its letters drafted, its measures followed (Article 16)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Refusal, naming
from jiqun.outgoing.batches.drafting import lay_batch
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.models import REACHED
from jiqun.standards import province
from jiqun.supervision.appraisal import computing
from jiqun.supervision.appraisal.grading import scored, total
from jiqun.supervision.appraisal.papers import feedback
from jiqun.supervision.appraisal.rubric import Rubric, from_plain, latest
from jiqun.supervision.models import Appraisal, Appraised
from jiqun.supervision.models.appraisal import CONFIRMED, MARKING, OBJECTED, SETTLED
from jiqun.supervision.reports.queries import prefecture_of
from jiqun.supervision.tracking import problems

CLAUSE = "A16"
MEASURE = province.here().measure


def refuse(zh: str, en: str) -> Refusal:
    """A refusal on Article 16."""
    return Refusal(Text(zh, en), clause=CLAUSE)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def everything_confirmed(doing: Doing) -> None:
    """Each cluster has its grade from a person, and none was computed anew since."""
    rows = Appraised.objects.filter(appraisal=doing.subject.pk).select_related("cluster").order_by("cluster__path")
    waiting = [row.cluster.name for row in rows if row.state != CONFIRMED]
    if waiting:
        named = naming(waiting, "个集群")
        raise refuse(
            f"还有 {len(waiting)} 个集群没有确认等次：{named.zh}。请逐个打开考核表，评分并确认。",
            f"{len(waiting)} clusters have no grade confirmed: {named.en}. Open each sheet, mark and confirm it.",
        )


def somebody_untold(doing: Doing) -> None:
    """There is a cluster without its letter."""
    if not untold(doing.subject).exists():
        raise refuse("反馈函都已拟稿。", "Every letter is drafted already.")


def somebody_to_follow(doing: Doing) -> None:
    """There are measures whose letter has reached the county."""
    if not to_follow(doing.subject):
        raise refuse(
            "没有可登记的整改事项：反馈函送达县级之后，其中的整改事项才列入问题整改。",
            "Nothing to enter: measures stand among the problems once their letter has reached the county.",
        )


def everything_told(doing: Doing) -> None:
    """Every letter has reached its county, no objection is open and no measure is left to be entered."""
    rows = Appraised.objects.filter(appraisal=doing.subject.pk)
    unsent = rows.exclude(letter__state__in=REACHED).count()
    open_ = rows.filter(state=OBJECTED).count()
    left = len(to_follow(doing.subject))
    if not (unsent or open_ or left):
        return
    zh = [
        f"{unsent} 份反馈函未送达" if unsent else "",
        f"{open_} 件复核意见未答复" if open_ else "",
        f"{left} 个集群的整改事项未登记" if left else "",
    ]
    en = [
        f"{unsent} letters have not reached their county" if unsent else "",
        f"{open_} objections are not answered" if open_ else "",
        f"the measures of {left} clusters are not entered" if left else "",
    ]
    raise refuse(f"{'，'.join(filter(None, zh))}，不能办结。", f"{', '.join(filter(None, en))}.")


# ── what is read ─────────────────────────────────────────────────────────────────────────────────────────


def appraisal_of(case: Case) -> Appraisal:
    """What is particular to the matter."""
    return Appraisal.objects.select_related("case__authority").get(pk=case.pk)


def untold(case: Case) -> Any:
    """The sheets without a letter that was not dropped, by place."""
    rows = Appraised.objects.filter(Q(letter=None) | Q(letter__state="dropped"), appraisal=case.pk)
    return rows.select_related("cluster", "county", "appraisal").order_by("cluster__path", "cluster__name")


def to_follow(case: Case) -> list[Appraised]:
    """The sheets whose measures are to be entered among the problems."""
    rows = Appraised.objects.filter(appraisal=case.pk, followed=False, letter__state__in=REACHED)
    return [row for row in rows.select_related("cluster").order_by("pk") if row.measures]


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens the appraisal of a year: a sheet for each cluster whose recognition stood in it, computed items drawn."""
    year: int = doing.payload["year"]
    rows = computing.recognised(year)
    if not rows:
        raise refuse(
            f"{year}年没有有效的省级认定，无法考核。请核对年度。", f"No recognition stood in {year}: check the year."
        )
    rubric = latest()
    authority: Any = doing.by.authority
    doing.subject = open_case(
        doing,
        number=f"KH-{year}-{next_number(f'appraisal/{year}'):02d}",
        title=f"{year}年度集群考核",
        authority=authority,
        measure=MEASURE,
        state="marking",
    )
    of = Appraisal.objects.create(case=doing.subject, year=year, rubric=rubric.plain(), drawn_at=doing.now)
    drawn = computing.draw(rows, year, rubric, doing.now)
    Appraised.objects.bulk_create(
        Appraised(
            id=doing.new_id(),
            appraisal=of,
            cluster=row.cluster,
            recognition=row,
            county_id=row.cluster.authority_id,
            computed=drawn[row.cluster_id],
        )
        for row in rows
    )
    doing.told |= {"rubric": rubric.revision, "clusters": len(rows)}
    doing.note = Text(
        f"{len(rows)} 个集群，评分标准第 {rubric.revision} 版", f"{len(rows)} clusters, rubric {rubric.revision}"
    )


def recompute(doing: Doing) -> None:
    """Draws the computed items anew; a sheet whose points changed is to be confirmed again."""
    of = appraisal_of(doing.subject)
    rubric = from_plain(of.rubric)
    sheets = list(of.sheets.select_related("recognition__cluster"))
    drawn = computing.draw([sheet.recognition for sheet in sheets], of.year, rubric, doing.now)
    changed = [sheet for sheet in sheets if renewed(sheet, drawn[sheet.cluster_id], rubric)]
    Appraised.objects.bulk_update(changed, ["computed", "total", "state", "version"], batch_size=200)
    Appraisal.objects.filter(pk=of.pk).update(drawn_at=doing.now)
    doing.told["changed"] = [str(sheet.pk) for sheet in changed]
    reason = doing.payload["reason"]
    doing.note = Text(f"{reason}（{len(changed)} 个集群的测算有变化）", f"{reason} ({len(changed)} clusters changed)")


def renewed(sheet: Appraised, drawn: dict[str, Any], rubric: Rubric) -> bool:
    """Puts fresh items into a sheet; says whether anything changed. A changed one loses its confirmation."""
    if sheet.computed == drawn:
        return False
    sheet.computed = drawn
    sheet.total = total(scored(sheet, rubric))
    sheet.state, sheet.version = MARKING, sheet.version + 1
    return True


def settle(doing: Doing) -> None:
    """The grades stand as they were confirmed and signed."""
    rows = Appraised.objects.filter(appraisal=doing.subject.pk)
    count = rows.count()
    if rows.filter(state=CONFIRMED).update(state=SETTLED, version=F("version") + 1) != count:
        raise Conflict(Text("有考核表刚刚变动，请刷新后重办。", "A sheet has just changed; reload and act again."))
    grades = dict(rows.values_list("cluster_id", "grade"))
    doing.told["grades"] = {str(pk): grade for pk, grade in grades.items()}
    of = from_plain(appraisal_of(doing.subject).rubric)
    counts = [(each.title, list(grades.values()).count(each.name)) for each in of.grades]
    doing.note = Text(
        "，".join(f"{title.zh} {n} 个" for title, n in counts), ", ".join(f"{title.en} {n}" for title, n in counts)
    )


def draft_feedback(doing: Doing) -> None:
    """Drafts the letter of each cluster that has none and lays them together; nothing is typeset here."""
    of = appraisal_of(doing.subject)
    days: int = doing.payload["objection_days"]
    rubric, authority = from_plain(of.rubric), of.case.authority
    sheets = list(untold(doing.subject))
    between = Authority.objects.in_bulk({prefecture_of(sheet.county.path) for sheet in sheets})
    papers = []
    for sheet in sheets:
        through = between.get(prefecture_of(sheet.county.path))
        if through == sheet.county:
            through = None
        context = feedback.context(sheet, rubric, authority, days)
        paper = draft(
            doing, "appraisal_feedback", doing.subject, authority, context, addressee=sheet.county, through=through
        )
        sheet.letter, sheet.objection_days = paper, days
        papers.append(paper)
    Appraised.objects.bulk_update(sheets, ["letter", "objection_days"], batch_size=200)
    lay_batch(doing, f"{of.year}年度集群考核反馈函（{len(papers)} 份）", doing.subject, authority, papers)
    doing.note = Text(f"拟稿 {len(papers)} 份", f"{len(papers)} letters drafted")


def follow(doing: Doing) -> None:
    """What the letters that arrived ask for stands among the problems, until each is closed with proof."""
    rows = to_follow(doing.subject)
    kept = sum(problems.keep(doing, sheet.cluster, sheet.measures) for sheet in rows)
    Appraised.objects.filter(pk__in=[row.pk for row in rows]).update(followed=True)
    doing.note = Text(f"{len(rows)} 个集群，{kept} 项", f"{len(rows)} clusters, {kept} measures")


def discard(doing: Doing) -> None:
    """Drops an appraisal before it is settled, and makes room for another of the year."""
    Appraisal.objects.filter(pk=doing.subject.pk).update(live=False)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def last_ended(now: datetime) -> int:
    """The last year that has ended."""
    return now.astimezone(ZONE).year - 1
