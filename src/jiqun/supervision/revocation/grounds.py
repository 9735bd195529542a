"""The five grounds of Article 17 as data: what each is, and what must be on file before a matter may rest on it.

A ground that holds decides nothing: it is what a person may lay before those concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.law.loading import load
from jiqun.outgoing.models import REACHED, Paper
from jiqun.register.becoming import not_passed
from jiqun.register.models import Recognition
from jiqun.standards import province
from jiqun.supervision.changes import periods
from jiqun.supervision.models import ChangeFiling, Proof, ReportOrder
from jiqun.supervision.renewal.covering import failing, missed_or_failed

MEASURE = province.here().measure
Missing = Text | None
Check = Callable[[Recognition, Sequence[Proof], date], Missing]
"""Recognition, evidence under the ground, day → what is missing; `None` when everything is on file."""

KINDS = {
    "proof": Text("证明材料", "Proof"),
    "order": Text("责令文书", "Order"),
    "change": Text("变动证明", "Proof of a change"),
    "finding": Text("主管机关认定", "Finding of the authority in charge"),
}
"""Kinds of evidence."""


def nothing_missing(recognition: Recognition, on: date) -> Missing:
    """The ground may be looked into at any time."""
    return None


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its `clause`, what it is called, what must be on file in words, the kinds of evidence it takes.

    `begins` is asked when a matter is to be opened, `holds` before it is proposed to revoke; where the ground rests on
    what the province did first (a round, an order, a period) it holds `before_inquiry` already.
    """

    clause: str
    title: Text
    needs: Text
    kinds: tuple[str, ...]
    holds: Check
    begins: Callable[[Recognition, date], Missing] = nothing_missing
    before_inquiry: bool = False

    @property
    def law(self) -> str:
        """The words of the measure, without the number before them."""
        return load(MEASURE).clause(self.clause).text.partition("）")[2].rstrip("；。")


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────


def renewal_missing(recognition: Recognition, on: date) -> Missing:
    """17(一): a renewal round covered it, and it was not applied for there, or its review was not passed.

    A review proposed not to pass is decided together with the revocation, after one hearing.
    """
    if not_passed().filter(recognition=recognition, valid_to=recognition.valid_to).exists():
        return None
    found = missed_or_failed([recognition.pk]).get(recognition.pk)
    if found is None and failing(recognition.pk):
        return None  # 复核不予通过 and the revocation share one decision, after one hearing
    if found is None:
        return Text(
            "没有已结束的复核批次包含该认定，不能以“有效期满未申请复核或复核未通过”立案；请先组织复核。",
            "No closed renewal round covered this recognition, so nothing was missed or failed; call a round first.",
        )
    if found.startswith("missed") and (recognition.valid_to is None or recognition.valid_to >= on):
        return Text(
            f"该认定有效期至 {recognition.valid_to}，尚未期满，不能视为期满未申请复核。",
            f"Its term runs to {recognition.valid_to}; it has not ended without an application.",
        )
    return None


def renewal(recognition: Recognition, proofs: Sequence[Proof], on: date) -> Missing:
    """17(一), when it is to hold."""
    return renewal_missing(recognition, on)


def falsity(recognition: Recognition, proofs: Sequence[Proof], on: date) -> Missing:
    """17(二): at least one document that proves the false statement."""
    if any(each.kind == "proof" and each.attachment_id for each in proofs):
        return None
    return Text(
        "“虚假申报”须有证明材料（如出具单位书面确认、原始凭证），请先上传。",
        "A false application has to be proved by a document; upload it first.",
    )


def report(recognition: Recognition, proofs: Sequence[Proof], on: date) -> Missing:
    """17(三): an order was served before its last day, which has passed, and it was not met; one made on paper is
    evidence with both days."""
    orders = ReportOrder.objects.filter(
        cluster=recognition.cluster_id, case__state__in=("ordered", "missed"), due_on__lt=on
    )
    last_days = dict(orders.values_list("case", "due_on"))
    letters = Paper.objects.filter(case__in=last_days, kind_slug="report_order", state__in=REACHED)
    served = list(letters.values_list("case", "delivered_at"))
    if any(at is not None and day_of(at) < last_days[case] for case, at in served) or any(
        each.kind == "order" and each.attachment_id and each.due_on is not None and each.due_on < on for each in proofs
    ):
        return None
    if served:
        return Text(
            "限期报送通知送达时限期已到，没有给予报送时间；请另行责令限期报送。",
            "The order was served only when its time had run out; order it anew with time to comply.",
        )
    if last_days:
        return Text(
            "限期报送通知尚未送达，期限不能视为已过；请先办理发出和签收。",
            "The order was not served yet, so no time has run; send it first.",
        )
    return Text(
        "须先责令限期报送（或限期配合）且文书已送达、限期已过；系统外责令的，请作为“责令文书”上传并填写送达日和限期。",
        "An order must have been served and its time passed; one made on paper is uploaded with both days.",
    )


def change_begins(recognition: Recognition, on: date) -> Missing:
    """17(四): without a period nothing can be late."""
    if periods.all_set():
        return None
    return Text(
        "省厅尚未以文件确定重大变动报备期限，任何变动都不能视为未及时报备；请先确定报备期限。",
        "The province has set no filing period, so no change can be late; set one first.",
    )


def change(recognition: Recognition, proofs: Sequence[Proof], on: date) -> Missing:
    """17(四): a change whose last day under a period in force has passed without a filing."""
    if (none := change_begins(recognition, on)) is not None:
        return none
    late = ChangeFiling.objects.filter(cluster=recognition.cluster_id, late=True, handed_in_on__isnull=False)
    if late.filter(changed_on__gte=recognition.valid_from or date.min).exists():
        return None
    standing = periods.all_set()
    days = [each.dated_on for each in proofs if each.kind == "change" and each.attachment_id and each.dated_on]
    lasts = [periods.due(day, standing) for day in days]
    if any(last is not None and last < on for last in lasts):
        return None
    if not days:
        return Text(
            "没有逾期的变动报备；未报备的，请上传“变动证明”并填写变动发生日期。",
            "No change was filed late; for one that was not filed, upload its proof with the day it happened.",
        )
    return Text(
        "所列变动发生之日没有适用的报备期限，或期限未过，不能视为未及时报备。",
        "No period applied on the day of the change, or it has not run out.",
    )


def incident(recognition: Recognition, proofs: Sequence[Proof], on: date) -> Missing:
    """17(五): the finding of the authority in charge, with its document and grade."""
    if any(each.kind == "finding" and each.attachment_id for each in proofs):
        return None
    return Text(
        "事故、事件和违法失信由主管机关认定，须上传认定文书，并填写认定机关、文号、日期和等级。",
        "Incidents are graded by the authority in charge: upload its finding with number, day and grade.",
    )


GROUNDS = (
    Ground(
        "A17.1",
        Text("有效期满未申请复核或复核未通过", "Not applied for renewal, or not passed"),
        Text(
            "已结束的复核批次包含该认定，且未申请或未通过", "A closed round covered it; not applied for or not passed"
        ),
        ("proof",),
        renewal,
        renewal_missing,
        before_inquiry=True,
    ),
    Ground(
        "A17.2",
        Text("虚假申报", "False application"),
        Text("证明虚假申报的材料", "A document that proves it"),
        ("proof",),
        falsity,
    ),
    Ground(
        "A17.3",
        Text("未及时报送年度信息、不配合监测监督", "No yearly report, no cooperation"),
        Text("责令文书已送达且限期已过", "An order was served and its time has passed"),
        ("order", "proof"),
        report,
        before_inquiry=True,
    ),
    Ground(
        "A17.4",
        Text("重大变动未及时报备", "A major change not filed in time"),
        Text("省厅已确定报备期限，变动超过期限未报备", "A filing period in force, and a change past it"),
        ("change", "proof"),
        change,
        change_begins,
        before_inquiry=True,
    ),
    Ground(
        "A17.5",
        Text("事故、违法、严重失信等重大问题", "Accidents, offences, breaches of trust"),
        Text("主管机关的认定文书", "The finding of the authority in charge"),
        ("finding", "proof"),
        incident,
    ),
)
BY_CLAUSE = {each.clause: each for each in GROUNDS}


def named(clauses: Collection[str]) -> list[Ground]:
    """The grounds of these clauses, in the order of the article."""
    return [each for each in GROUNDS if each.clause in clauses]


def missing(
    recognition: Recognition, clauses: Collection[str], proofs: Sequence[Proof], on: date
) -> list[tuple[Ground, Text]]:
    """What is missing of each of these grounds; empty when every one is on file."""
    found = []
    for ground in named(clauses):
        said = ground.holds(recognition, [each for each in proofs if each.ground == ground.clause], on)
        if said is not None:
            found.append((ground, said))
    return found
