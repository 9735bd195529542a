"""What stands against an act at a visit."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal, naming
from jiqun.visits.kinds import kind_of
from jiqun.visits.models import Visit
from jiqun.visits.queries import sheets

NOT_YOURS = Text("由安排本次检查的单位经办办理。", "It is for the officer of the authority that makes the visit.")


def visit_of(doing: Doing) -> Visit:
    """The visit of a doing's case; read once."""
    found: Visit = doing.subject.visit
    return found


def clause_of(doing: Doing) -> str:
    """The clause visits of this kind serve."""
    return kind_of(doing.procedure.name).clause


def own(doing: Doing) -> None:
    """Only the authority that makes a visit or plan goes on with it. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(NOT_YOURS, clause=clause_of(doing))


def day_has_come(doing: Doing) -> None:
    """Nothing is recorded before the day of the visit. Raises `Refusal`."""
    visit, today = visit_of(doing), doing.today
    if visit.planned_on > today:
        raise Refusal(
            Text(
                f"检查日期（{visit.planned_on}）未到；提前检查的，请先改期。",
                f"The day of the visit ({visit.planned_on}) has not come; move it first.",
            ),
            clause=clause_of(doing),
        )


def everything_seen(doing: Doing) -> None:
    """Every firm's questions are answered, or it is said why not; all that is open at once. Raises `Refusal`."""
    if waiting := sheets.open_sheets(visit_of(doing), doing.subject):
        named = naming([each.firm.name for each in waiting], "家")
        raise Refusal(
            Text(
                f"还有 {len(waiting)} 家企业未查完：{named.zh}。请逐项作答，或在该企业页填写未到访、未查全的原因。",
                f"{len(waiting)} firms are not seen in full: {named.en}. Answer every question, or say why not.",
            ),
            clause=clause_of(doing),
        )
