"""The county's side of a renewal: begun, proved, handed in, withdrawn (Article 15). Called by the one door only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from jiqun.authorities.hours import ZONE, deadline_phrase
from jiqun.authorities.models import Account
from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence import attachments, store
from jiqun.facts.errors import FactError
from jiqun.forms.answers import missing, values, write
from jiqun.forms.revisions import form_of
from jiqun.journal.canonical import canonical
from jiqun.register.models import RosterRevision
from jiqun.supervision.models import Covered, GoalResult, Renewal
from jiqun.supervision.renewal import covering, goals, resting

CLAUSE = "A15"
SNAPSHOT = "renewal_snapshot"
MOST_NAMED = 12


def renewal_of(case: Case) -> Renewal:
    """The renewal of a matter, read once with what its pages need."""
    found: Renewal | None = case.__dict__.get("_renewal")
    if found is None:
        related = ("round__case", "round__form", "recognition", "cluster__authority", "prefecture", "roster")
        found = Renewal.objects.select_related(*related).get(pk=case.pk)
        case.__dict__["_renewal"] = found
    return found


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own(doing: Doing) -> None:
    """The county's own matter."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise Refusal(Text("由集群所在县级主管部门办理。", "This is for the county of the cluster."), clause=CLAUSE)


def round_open(doing: Doing) -> None:
    """The round is under way."""
    of = renewal_of(doing.subject).round
    if of.case.state not in covering.OPEN:
        state = of.case.procedure.by_state[of.case.state].title
        raise Refusal(
            Text(f"复核批次{of.case.number}{state.zh}，不能再报送。", f"The round is {state.en}; nothing can be sent."),
            clause=CLAUSE,
        )


def whole(doing: Doing) -> None:
    """Every answer, every goal with its proof, and a next plan that can be checked; all that lacks at once."""
    case = doing.subject
    renewal, given = renewal_of(case), values(case)
    form = form_of(renewal.round.form)
    said = [Text(f"未填“{each.label.zh}”", f"“{each.label.en}” is blank") for each in missing(form, given, 0)]
    proved = frozenset(file.requirement for file in attachments.files(case))
    if given.get(goals.FIELD):
        said += goals.amiss(goals.held(renewal.recognition), given[goals.FIELD], proved)
    said += goals.plan(given.get(goals.PLAN), goals.plan_years(renewal.ends_on))[1]
    if not said:
        return
    shown = listing([each.zh for each in said[:MOST_NAMED]]).zh, "; ".join(each.en for each in said[:MOST_NAMED])
    raise Refusal(
        Text(f"还有 {len(said)} 处须补正：{shown[0]}。", f"{len(said)} things to put right: {shown[1]}."), clause=CLAUSE
    )


def roster_readable(doing: Doing) -> None:
    """The newest roster can be counted, where there is one."""
    renewal = renewal_of(doing.subject)
    roster = newest(renewal)
    if roster is None:
        return
    try:
        resting.assess(renewal.round, roster)
    except FactError as wrong:
        raise Refusal(
            Text(f"现行名册不能测算：{wrong.text.zh}", f"The roster in use cannot be counted: {wrong.text.en}"),
            clause=CLAUSE,
        ) from wrong


def newest(renewal: Renewal) -> RosterRevision | None:
    """The newest roster of the cluster; one query."""
    return RosterRevision.objects.filter(cluster=renewal.cluster_id).order_by("-number").first()


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens the renewal of a covered recognition, its goals with targets and the last reported results filled in."""
    by = doing.clerk
    assert by.authority is not None
    round_, recognition_ = doing.payload["covered"].split(".")
    chosen = Covered.objects.select_related("round__case", "recognition__cluster").get(
        round=UUID(round_), recognition=UUID(recognition_)
    )
    of, recognition = chosen.round, chosen.recognition
    there = Renewal.objects.filter(round=of, recognition=recognition, live=True).select_related("case").first()
    if there is not None:
        raise Conflict(
            Text(
                f"该集群的复核已在办（{there.case.number}），请继续办理该件。",
                f"Its renewal is under way already ({there.case.number}); go on with that one.",
            ),
            clause=CLAUSE,
        )
    assert recognition.valid_to is not None
    year = doing.now.astimezone(ZONE).year
    case = open_case(
        doing,
        number=f"FH-{year}-{next_number(f'renewal/{year}'):03d}",
        title=f"{recognition.cluster.name}复核",
        authority=by.authority,
        measure=of.case.measure,
        state="drafting",
        cluster=recognition.cluster,
        due_at=of.county_deadline,
    )
    Renewal.objects.create(
        case=case,
        round=of,
        recognition=recognition,
        cluster=recognition.cluster,
        ends_on=recognition.valid_to,
        prefecture_id=by.authority.prefecture_code or by.authority.pk,
    )
    held = goals.held(recognition)
    if held:
        write(case, {goals.FIELD: (goals.prefilled(held), None)}, by, doing.now, "认定时固定的规划目标")
    doing.subject = case
    doing.note = Text(f"{len(held)} 项规划目标", f"{len(held)} goals of the plan")


def attach_proof(doing: Doing) -> None:
    """Attaches what proves the result of a goal."""
    told = doing.payload
    attachments.attach(doing.subject, told["goal"], told["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    doing.note = Text(told["file"]["name"], told["file"]["name"])


def remove_proof(doing: Doing) -> None:
    """Takes a file away again."""
    found = attachments.found(doing.subject, UUID(doing.payload["proof"]))
    attachments.remove(doing.subject, found.pk, by=doing.clerk, now=doing.now)
    doing.note = Text(found.name, found.name)


def hand_in(doing: Doing) -> None:
    """Freezes the renewal: answers, goals as they are in force with their results, findings on the newest roster."""
    case = doing.subject
    renewal = renewal_of(case)
    if overdue(renewal, doing.now):
        renewal.late = doing.payload["late"]
        if not renewal.late:
            raise Refusal(came_too_late(renewal), clause=CLAUSE)
    given, held = values(case), goals.held(renewal.recognition)
    GoalResult.objects.filter(renewal=renewal).delete()
    results = [result(renewal, each, given.get(goals.FIELD)) for each in held]
    GoalResult.objects.bulk_create(results)
    roster = newest(renewal)
    if roster is not None:
        found = resting.assess(renewal.round, roster)
        renewal.roster, renewal.facts_sha256 = roster, found.receipt.facts_sha256
        renewal.findings = {"zh": found.plain("zh"), "en": found.plain("en")}
    file = store.keep(canonical(snapshot(renewal, given, results)), "application/json", doing.now)
    renewal.snapshot_sha256, renewal.submitted_at, renewal.returned = file.sha256, doing.now, ""
    renewal.save()
    stored = {"sha256": file.sha256, "name": f"{case.number}-{doing.now.astimezone(ZONE):%Y%m%d%H%M%S}.json"}
    by = doing.preparer if isinstance(doing.preparer, Account) else None
    attachments.attach(case, SNAPSHOT, stored, id=doing.new_id(), by=by, now=doing.now)
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN, due_at=renewal.round.prefecture_deadline)
    case.audience, case.due_at = Audience.CHAIN, renewal.round.prefecture_deadline
    doing.told |= {"sha256": file.sha256, "roster": roster.number if roster else None}
    doing.note = Text(f"逾期：{renewal.late}", f"Late: {renewal.late}") if renewal.late else None


def overdue(renewal: Renewal, now: datetime) -> bool:
    """Whether it is handed in for the first time only after the counties' date; what was returned keeps its first."""
    return renewal.submitted_at is None and now >= renewal.round.county_deadline


def came_too_late(renewal: Renewal) -> Text:
    """What a county reads that hands in after its date."""
    when = deadline_phrase(renewal.round.county_deadline)
    return Text(
        f"县级申请截止时间（{when.zh}）已过。仍须报送的，请写明逾期原因，由省级审查。",
        f"The counties' date ({when.en}) has passed. Say why it comes late; the province looks at it.",
    )


def result(renewal: Renewal, each: goals.Held, table: object) -> GoalResult:
    """A goal's line as handed in, with the system's proposal; not saved."""
    given = goals.line_of(each, table)
    assert given is not None  # `whole` has refused it otherwise
    _, actual, source = given
    computed = goals.proposal(each.goal.base, each.target, actual)
    return GoalResult(
        renewal=renewal, goal=each.goal, target=each.target, actual=actual[:30], source=source, computed=computed
    )


def snapshot(renewal: Renewal, given: dict[str, object], results: list[GoalResult]) -> dict[str, object]:
    """What is handed in, by value or by digest."""
    case = renewal.case
    return {
        "format": "jiqun-renewal-1",
        "number": case.number,
        "round": renewal.round.case.number,
        "cluster": {"id": str(renewal.cluster_id), "name": renewal.cluster.name},
        "term": renewal.ends_on,
        "measure": {"id": case.measure, "on": resting.legal_day(renewal.round), "bases": renewal.round.bases},
        "form": {"number": renewal.round.form.number, "sha256": renewal.round.form.sha256},
        "answers": given,
        "roster": renewal.roster and {"number": renewal.roster.number, "sha256": renewal.roster.sha256},
        "facts_sha256": renewal.facts_sha256,
        "goals": [
            {"goal": row.goal.indicator, "target": row.target, "actual": row.actual, "computed": row.computed}
            for row in results
        ],
        "evidence": [
            {"requirement": file.requirement, "name": file.name, "sha256": file.sha256}
            for file in sorted(attachments.files(case), key=lambda file: (file.requirement, file.sha256))
            if file.requirement != SNAPSHOT
        ],
    }


def withdraw(doing: Doing) -> None:
    """The county takes its application back; it may begin another while the round is open."""
    Renewal.objects.filter(pk=doing.subject.pk).update(live=False)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
