"""The scores of a round (Article 14(三)): opening them, by two persons and all at once."""

from __future__ import annotations

from django.db.models import F

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord
from jiqun.casework.refusals import Conflict
from jiqun.journal.chain import Position
from jiqun.recognition.acts.experts import panel_of, refuse
from jiqun.recognition.acts.panel_rule import as_fixed
from jiqun.recognition.queries import scoring as queries
from jiqun.review import placing
from jiqun.review.acts import dismiss
from jiqun.review.models import OPEN_SHEETS, Panel, Sheet

LATE = "late"
CHANGED = Text("刚刚有评审表发生变化，请刷新后重办。", "A sheet has just changed; reload and act again.")


def all_in(doing: Doing) -> None:
    """Every application under review has the quorum of the rule, and no sheet may still come in time; counts only,
    never whose. Sheets that are late do not count where the rule does without them."""
    panel = panel_of(doing)
    as_fixed(panel)
    standing = queries.standing(panel, doing.now)
    if not standing.cases:
        raise refuse("没有仍在评审的集群，无分数可开启。", "No cluster is under review; there is nothing to open.")
    if n := standing.open - standing.overdue:
        raise refuse(
            f"还有 {n} 份评审表未提交，全部提交后才能开启评分。",
            f"{n} sheets are not handed in; the scores are opened when all are.",
        )
    if n := standing.short:
        late = standing.overdue
        raise refuse(
            f"{n} 个集群的有效评审表不足 {standing.needed} 份，请先"
            + (f"收回 {late} 份逾期未交的评审表并" if late else "")
            + "补抽专家。",
            f"{n} clusters have fewer than {standing.needed} sheets; "
            + (f"take back the {late} that are late and " if late else "")
            + "draw substitutes first.",
        )


def open_scores(doing: Doing) -> None:
    """Opens all scores at once. The journal keeps the rule, the digest of all sealed sheets and that of the ranking,
    in the same transaction in which the first number can be seen; never the scores.

    The experts' work is done: what becomes of the applications they read in the public notice, like anybody.
    """
    panel = panel_of(doing)
    late = close_late(doing, panel)  # first, so that a sheet handed in this moment is either counted or told
    under_review = Sheet.objects.filter(panel=panel, case__state="review").values_list("case_id", flat=True)
    sheets = placing.counted(panel, set(under_review))
    if len(sheets) != seal(panel) or queries.standing(panel, doing.now).short:  # held now: nobody steps aside any more
        raise Conflict(CHANGED)
    placing.unbroken(sheets)
    panel.opened_at = doing.now
    panel.ranked = sorted({str(sheet.case_id) for sheet in sheets})
    panel.save(update_fields=["opened_at", "ranked"])
    ranking_sha256 = placing.settle(panel, sheets)
    dismiss(doing.now, case__application__round=doing.subject.pk)
    doing.told |= {
        "sheets": len(sheets),
        "cases": len(panel.ranked),
        "late": len(late),
        "rule": panel.rule,
        "sheets_sha256": placing.sealed_digest(sheets),
        "ranking_sha256": ranking_sha256,
    }
    doing.note = Text(
        f"开启 {len(panel.ranked)} 个集群的 {len(sheets)} 份评审表"
        + (f"；逾期未交 {len(late)} 份，不计入" if late else ""),
        f"Opened {len(sheets)} sheets of {len(panel.ranked)} clusters" + (f"; {len(late)} were late" if late else ""),
    )


def seal(panel: Panel) -> int:
    """Takes the next version of every sheet that counts: one whose expert steps aside in this very moment is not
    counted half. How many there were."""
    rows = Sheet.objects.filter(panel=panel, case__state="review", state="submitted")
    return rows.update(version=F("version") + 1)


def close_late(doing: Doing, panel: Panel) -> list[Sheet]:
    """Closes what was not handed in, sheet by sheet, so that one handed in at the same moment stays counted.

    Each closed sheet keeps its draft and a record that names this act: its expert reads who opened the scores, when.
    """
    found = Sheet.objects.filter(panel=panel, case__state="review", state__in=OPEN_SHEETS)
    late = []
    for sheet in found.order_by("pk"):
        changed = Sheet.objects.filter(pk=sheet.pk, version=sheet.version, state=sheet.state).update(
            state=LATE, version=F("version") + 1
        )
        if changed:
            late.append(sheet)

    def keep_records(position: Position) -> None:
        record = ActRecord.objects.get(pk=str(doing.record_id))
        ActRecord.objects.bulk_create(
            ActRecord(
                id=doing.new_id(),
                procedure_name="sheet",
                subject_id=str(sheet.pk),
                act=f"{doing.procedure.name}.{doing.act.name}",
                from_state=sheet.state,
                to_state=LATE,
                by_id=record.by_id,
                prepared_by_id=record.prepared_by_id,
                at=doing.now,
                version=sheet.version + 1,
                key=record.key,
                digest=record.digest,
                seq=position.seq,
                cause=record,
            )
            for sheet in late
        )

    if late:
        doing.after.append(keep_records)
    return late
