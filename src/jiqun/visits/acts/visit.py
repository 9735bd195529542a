"""Arranging a visit, changing its firms, registering its signed record, concluding it (Article 14(二) 实地抽查)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from jiqun.authorities.hours import closing_moment
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.register.models import RosterRevision
from jiqun.visits import checklists
from jiqun.visits.acts.guards import visit_of
from jiqun.visits.draw import drawn, fresh_seed, in_order
from jiqun.visits.kinds import Kind, kind_of
from jiqun.visits.models import Visit, VisitedFirm
from jiqun.visits.models.visit import CALLED_OFF, FAILED, PASSED, PLANNED, REMARKS, SIGNED
from jiqun.visits.queries import sheets

RECORD = "visit_record"
"""What the scan of the signed record is attached as."""
OUTCOMES = {
    PASSED: Text("通过", "Passed"),
    REMARKS: Text("通过，有整改意见", "Passed with remarks"),
    FAILED: Text("不通过", "Not passed"),
}
NO_ROSTER = Text("申报未附企业名册，无法抽取企业；请退回补正。", "There is no roster to draw firms from; return it.")
UNDER_WAY = Text(
    "该集群已有一次检查（{number}）尚未办结，请先办结或取消。", "A visit ({number}) is under way; conclude it first."
)
ALL_DRAWN = Text(
    "名册中的企业已全部列入，没有可替换的企业；请填写未到访的原因。",
    "Every firm of the roster is on the list; say why this one was not visited.",
)


def arrange(doing: Doing) -> None:
    """Opens the visit and draws its firms. Raises `Refusal`.

    The matter visited is held, so that two do not arrange at once and nothing is arranged for what has just passed on.
    """
    kind, payload, authority = kind_of(doing.procedure.name), doing.payload, doing.by.authority
    assert authority is not None
    about = Case.objects.select_for_update(no_key=True).get(pk=payload["about"])
    if (refusal := kind.refusal(about)) is not None:
        raise Refusal(refusal, clause=kind.clause)
    if (going := under_way(kind, about)) is not None:
        raise Refusal(UNDER_WAY.format(number=going), clause=kind.clause)
    roster = kind.roster(about)
    if roster is None or about.cluster is None:
        raise Refusal(NO_ROSTER, clause=kind.clause)
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-S{next_number(f'visit/{year}')}",
        title=f"{kind.title.zh}：{about.title}"[:120],
        authority=authority,
        measure=about.measure,
        state=PLANNED,
        cluster=about.cluster,
        audience=Audience.CHAIN if kind.seen_above else Audience.OWN,
        due_at=closing_moment(payload["planned_on"], authority),
    )
    seed = seed_for(doing, kind, about)
    visit = Visit.objects.create(
        case=doing.subject,
        kind=kind.name,
        about=about,
        cluster=about.cluster,
        roster=roster,
        checklist=checklists.latest(kind.checklist).name,
        threshold=payload["threshold"] * 10,
        planned_on=payload["planned_on"],
        people=payload["people"],
        seed=seed,
        lot=payload["by_lot"],
        drawn_at=doing.now,
    )
    choose(doing, visit, roster)


def choose(doing: Doing, visit: Visit, roster: RosterRevision) -> None:
    """The firms picked by risk, then those drawn by lot from the rest; the journal keeps what it takes to redo it."""
    names = sheets.names(roster)
    explained = {each.uscc: [p.plain() for p in each.points] for each in sheets.risks(roster)}
    picked = [uscc for uscc in explained if uscc in doing.payload["by_risk"]]
    lot = drawn(visit.seed, (uscc for uscc in names if uscc not in picked), doing.payload["by_lot"])
    how = [(uscc, VisitedFirm.How.LOT) for uscc in lot] + [(uscc, VisitedFirm.How.RISK) for uscc in picked]
    VisitedFirm.objects.bulk_create(
        VisitedFirm(visit=visit, uscc=uscc, name=names[uscc], position=n, how=each, points=explained.get(uscc, []))
        for n, (uscc, each) in enumerate(how, start=1)
    )
    doing.told |= {
        "seed": visit.seed,
        "roster_sha256": roster.sha256,
        "drawn": lot,
        "picked": picked,
        "of": len(names),
    }
    zh = f"{len(names)} 家企业中随机抽取 {len(lot)} 家" + (f"，按风险选取 {len(picked)} 家" if picked else "")
    said = "、".join(names[uscc] for uscc, _ in how)
    doing.note = Text(f"{zh}：{said}", f"of {len(names)} firms {len(lot)} by lot and {len(picked)} by risk: {said}")


def under_way(kind: Kind, about: Case) -> str | None:
    """The number of a visit of this kind to a matter that is not concluded; `None` for none."""
    found = Visit.objects.filter(kind=kind.name, about=about, case__state__in=(PLANNED, SIGNED))
    return found.values_list("case__number", flat=True).first()


def seed_for(doing: Doing, kind: Kind, about: Case) -> str:
    """A fresh seed; after a visit that was called off its own again: nobody draws until it pleases."""
    last = Visit.objects.filter(kind=kind.name, about=about).order_by("-drawn_at", "-case__number").first()
    if last is not None and last.case.state == CALLED_OFF:
        return last.seed
    return fresh_seed(doing.chance)


def visit_due(doing: Doing) -> datetime | None:
    """The close of the day of the visit."""
    return closing_moment(doing.payload["planned_on"], doing.subject.authority)


def move(doing: Doing) -> None:
    """Another day, other people."""
    payload, visit = doing.payload, visit_of(doing)
    visit.planned_on, visit.people = payload["planned_on"], payload["people"]
    visit.save(update_fields=["planned_on", "people"])
    doing.note = Text(f"{visit.planned_on}，{visit.names}", f"{visit.planned_on}, {visit.names}")


def add_firm(doing: Doing) -> None:
    """One more firm, with the reason; what was drawn stays."""
    visit, payload = visit_of(doing), doing.payload
    names = sheets.names(visit.roster)
    explained = next((each.points for each in sheets.risks(visit.roster) if each.uscc == payload["firm"]), ())
    VisitedFirm.objects.create(
        visit=visit,
        uscc=payload["firm"],
        name=names[payload["firm"]],
        position=next_position(visit),
        how=VisitedFirm.How.ADDED,
        reason=payload["reason"],
        points=[each.plain() for each in explained],
    )
    said = names[payload["firm"]]
    doing.note = Text(f"增加 {said}：{payload['reason']}", f"{said} added: {payload['reason']}")


def replace_firm(doing: Doing) -> None:
    """The next firm of the drawing takes the place of one that cannot be visited. Raises `Refusal` for none left."""
    visit, payload = visit_of(doing), doing.payload
    names = sheets.names(visit.roster)
    there = set(visit.firms.values_list("uscc", flat=True))
    following = next((uscc for uscc in in_order(visit.seed, names) if uscc not in there), None)
    if following is None:
        raise Refusal(ALL_DRAWN, clause=kind_of(doing.procedure.name).clause)
    old = visit.firms.get(uscc=payload["firm"])
    old.replaced_by = VisitedFirm.objects.create(
        visit=visit,
        uscc=following,
        name=names[following],
        position=next_position(visit),
        how=VisitedFirm.How.REPLACEMENT,
        reason=payload["reason"],
    )
    old.save(update_fields=["replaced_by"])
    doing.note = Text(
        f"{old.name}（{payload['reason']}），由抽签顺序的下一家 {names[following]} 替换",
        f"{old.name} ({payload['reason']}) is replaced by {names[following]}, next in the drawing",
    )


def next_position(visit: Visit) -> int:
    """The place behind the last firm, in the caller's transaction."""
    last: int | None = visit.firms.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def file_record(doing: Doing) -> None:
    """The signed record: from now on nothing on the sheets changes."""
    visit, payload = visit_of(doing), doing.payload
    by: Any = doing.by
    attach(doing.subject, RECORD, payload["scan"], id=doing.new_id(), by=by, now=doing.now)
    visit.held_on = payload["held_on"]
    visit.record = {"code": payload["shown"], "read": payload["read"], "signers": payload["signers"]}
    visit.record["sha256"] = payload["scan"]["sha256"]
    visit.save(update_fields=["held_on", "record"])
    doing.told |= {"code": payload["shown"], "read": payload["read"]}
    how = f"校验码 {payload['shown']}" if payload["shown"] else "手写记录"
    doing.note = Text(
        f"{visit.held_on} 现场检查，{how}，签字：{payload['signers']}",
        f"held {visit.held_on}, {payload['shown'] or 'written by hand'}, signed by {payload['signers']}",
    )


def reopen(doing: Doing) -> None:
    """Back to the spot: what is changed has to be signed again."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def conclude(doing: Doing) -> None:
    """The conclusion with the sum of deviations; a later finding is a new visit."""
    visit, payload = visit_of(doing), doing.payload
    found = sheets.sums_of(visit, doing.subject)
    visit.outcome, visit.conclusion = payload["outcome"], payload["conclusion"]
    visit.sums, visit.concluded_at = found.plain(), doing.now
    visit.save(update_fields=["outcome", "conclusion", "sums", "concluded_at"])
    doing.told["sums"] = found.plain()
    outcome = OUTCOMES[payload["outcome"]]
    doing.note = Text(f"{outcome.zh}；{found.text.zh}", f"{outcome.en}; {found.text.en}")


def call_off(doing: Doing) -> None:
    """It does not take place; the reason stays. The next one is drawn with the same seed."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
