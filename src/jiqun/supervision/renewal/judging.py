"""The prefecture's opinion, the province's screening, its table of goals and what it proposes (Article 15).

Everything computed stands beside; who departs from it says why. Nothing here ends a recognition.
"""

from __future__ import annotations

from uuid import UUID

from jiqun.authorities.models import Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.hearings import kinds
from jiqun.hearings.acts import OPEN as HEARING_OPEN
from jiqun.hearings.models import Hearing
from jiqun.register import becoming
from jiqun.register.models import Recognition, RecognitionChange
from jiqun.supervision.models import GoalResult, Renewal
from jiqun.supervision.renewal.filing import CLAUSE, renewal_of
from jiqun.supervision.renewal.goals import RESULTS

OUTCOMES = {"pass": Text("拟通过复核", "Proposed to pass"), "fail": Text("拟不予通过", "Proposed not to pass")}


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own_prefecture(doing: Doing) -> None:
    """The prefecture the county belongs to."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != renewal_of(doing.subject).prefecture_id:
        raise Refusal(
            Text("由集群所在地级以上市主管部门办理。", "This is for the cluster's prefecture."), clause=CLAUSE
        )


def not_returned_before(doing: Doing) -> None:
    """Each of the two levels returns it once; the province's return gives the prefecture its own back."""
    renewal = renewal_of(doing.subject)
    prefecture = doing.subject.state == "submitted"
    if renewal.returned_by_prefecture if prefecture else renewal.returned_by_province:
        raise Refusal(
            Text("本件已由本级退回过一次，不能再次退回；请提出意见。", "It was returned once already; now conclude."),
            clause=CLAUSE,
        )


def goals_judged(doing: Doing) -> None:
    """Every goal has its result before an outcome is proposed."""
    if GoalResult.objects.filter(renewal=doing.subject.pk, result="").exists():
        raise Refusal(
            Text("还有目标没有考核结论，请先办理“考核规划目标”。", "A goal has no result yet; judge the goals first."),
            clause=CLAUSE,
        )


def no_hearing_open(doing: Doing) -> None:
    """What is being heard is concluded or given up there first."""
    if Hearing.objects.filter(case=doing.subject.pk, state__in=HEARING_OPEN).exists():
        raise Refusal(
            Text(
                "本件正在听取陈述申辩，请先在该程序中作出决定或办理“不再处理”。",
                "A hearing of it is under way; decide there, or give the intention up first.",
            ),
            clause=CLAUSE,
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def opine(doing: Doing) -> None:
    """Keeps the prefecture's conclusion on every condition and goal, and its opinion."""
    told = doing.payload
    renewal = renewal_of(doing.subject)
    keep_goals(renewal, told["goals"], "opinion")
    renewal.conditions, renewal.opinion = told["conditions"], told["opinion"]
    renewal.agrees = told["agrees"] == "yes"
    renewal.save(update_fields=["conditions", "opinion", "agrees"])
    doing.note = Text("同意复核" if renewal.agrees else "不同意复核", "In favour" if renewal.agrees else "Against")


def keep_goals(renewal: Renewal, said: dict[str, dict[str, str]], who: str) -> None:
    """Keeps what a level said of the goals: {number: {"result", "reason"}}. Raises `Conflict` for other goals."""
    rows = list(GoalResult.objects.filter(renewal=renewal).select_related("goal"))
    if {str(row.goal.number) for row in rows} != set(said):
        raise Conflict(Text("目标有变化，请刷新后重办。", "The goals have changed; reload and act again."))
    for row in rows:
        setattr(row, who, said[str(row.goal.number)]["result"])
        setattr(row, f"{who}_reason", said[str(row.goal.number)]["reason"])
    GoalResult.objects.bulk_update(rows, [who, f"{who}_reason"])


def send_back(doing: Doing) -> None:
    """Returns it with what is to be mended: the prefecture to the county, the province to the prefecture."""
    notes: str = doing.payload["notes"]
    changes: dict[str, object] = {"returned": notes}
    if doing.subject.state == "correcting":
        changes["returned_by_prefecture"] = True
    else:
        changes |= {"returned_by_province": True, "returned_by_prefecture": False}
    Renewal.objects.filter(pk=doing.subject.pk).update(**changes)
    doing.note = Text(notes, notes)


def screen(doing: Doing) -> None:
    """The material is whole; a remark is kept in the history."""
    remark: str = doing.payload["remark"]
    doing.note = Text(remark, remark) if remark else None


def judge_goals(doing: Doing) -> None:
    """Keeps the province's result of every goal, and what experts said where they were asked."""
    renewal = renewal_of(doing.subject)
    keep_goals(renewal, doing.payload["goals"], "result")
    Renewal.objects.filter(pk=renewal.pk).update(experts=doing.payload["experts"])
    said = [each["result"] for each in doing.payload["goals"].values()]
    counted = [(title, said.count(key)) for key, title in RESULTS.items() if key in said]
    doing.note = Text("，".join(f"{t.zh} {n} 项" for t, n in counted), ", ".join(f"{t.en} {n}" for t, n in counted))


def proposed_state(doing: Doing) -> str:
    """Where a proposal leads: to the notice, or to a hearing before anything is decided."""
    return "proposed" if doing.payload["outcome"] == "pass" else "failing"


def propose(doing: Doing) -> None:
    """Keeps what the province proposes, with its reasons."""
    told = doing.payload
    Renewal.objects.filter(pk=doing.subject.pk).update(proposed=told["outcome"], reasons=told["reasons"])
    doing.note = OUTCOMES[told["outcome"]]


def reconsider(doing: Doing) -> None:
    """Takes a proposal back, also one on notice; the reason is kept in the history."""
    Renewal.objects.filter(pk=doing.subject.pk).update(proposed="", reasons="")
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


# ── not renewed, only after those concerned were heard ──────────────────────────────────────────────────


def decided_in(doing: Doing, hearing: Hearing) -> becoming.Decided:
    """The decision of a hearing as the register keeps it."""
    on = doing.today
    return becoming.Decided(on, "", hearing.outcome, hearing.case_id, hearing.case.number, hearing.number)


def refuse_renewal(doing: Doing, hearing: Hearing) -> None:
    """The review is not passed. The recognition ends by nothing but a revocation (Article 17(一))."""
    renewal = Renewal.objects.select_related("recognition").get(pk=hearing.case_id)
    becoming.not_renewed(renewal.recognition, decided_in(doing, hearing), doing.new_id())
    doing.move(hearing.case, "refused", Text("听取陈述申辩后决定不予通过复核", "Not passed, after a hearing"))


def end_with_revocation(doing: Doing, recognition: Recognition, decided: becoming.Decided) -> None:
    """Where the decision of a revocation under 17(一) is also that on a review proposed not to pass: one decision, one
    hearing. Called by the effect of the revocation before it revokes; does nothing without such a review."""
    rows = Renewal.objects.filter(recognition=recognition, case__state="failing", live=True).select_related("case")
    for renewal in rows:
        becoming.not_renewed(recognition, decided, doing.new_id())
        doing.move(
            renewal.case,
            "refused",
            Text(f"与撤销认定一并决定（{decided.case_number}）", f"Decided together with {decided.case_number}"),
        )


def withdraw_with_revocation(doing: Doing, recognition: Recognition, revocation: UUID) -> None:
    """A revocation that was withdrawn takes with it what was decided on the review in the same decision: the province
    has to propose and to hear anew, or to let it pass. Called by the effect of the withdrawal, after it restored."""
    decided = RecognitionChange.objects.filter(
        recognition=recognition, kind=RecognitionChange.Kind.NOT_RENEWED, case_id=revocation
    )
    if not decided.exists():
        return
    for renewal in Renewal.objects.filter(recognition=recognition, case__state="refused", live=True).select_related(
        "case"
    ):
        doing.move(
            renewal.case,
            "failing",
            Text("撤销决定撤回，复核结论一并撤回", "Withdrawn together with the revocation"),
        )


REFUSAL = kinds.register(
    kinds.Kind(
        "renewal_refusal",
        Text("不予通过复核", "Not passing the renewal review"),
        "A15 A17.1",
        Level.PROVINCE,
        "renewal",
        ("failing",),
        refuse_renewal,
    )
)
