"""The scores of a round (Article 14(三)): opening them."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.journal.canonical import canonical, digests
from jiqun.recognition.acts.experts import panel_of, refuse
from jiqun.recognition.queries import scoring as queries
from jiqun.recognition.queries.experts import QUORUM
from jiqun.review.acts import dismiss
from jiqun.review.models import Sheet


def all_in(doing: Doing) -> None:
    """Every application under review has the quorum, and no sheet is still open; counts only, never whose."""
    standing = queries.standing(panel_of(doing), doing.now)
    if not standing.cases:
        raise refuse("没有仍在评审的集群，无分数可开启。", "No cluster is under review; there is nothing to open.")
    if standing.open:
        n = standing.open
        raise refuse(
            f"还有 {n} 份评审表未提交，全部提交后才能开启评分。",
            f"{n} sheets are not handed in; the scores are opened when all are.",
        )
    if standing.short:
        n = standing.short
        raise refuse(
            f"{n} 个集群的有效评审表不足 {QUORUM} 份，请先补抽专家。",
            f"{n} clusters have fewer than {QUORUM} sheets; draw substitutes first.",
        )


def open_scores(doing: Doing) -> None:
    """Opens all scores at once. The journal keeps their digest, not the scores.

    The experts' work is done: what becomes of the applications they read in the public notice, like anybody.
    """
    panel = panel_of(doing)
    rows = list(
        Sheet.objects.filter(panel=panel, case__state="review", state="submitted")
        .order_by("case__number", "expert__code")
        .values_list("case_id", "case__number", "expert__code", "sha256")
    )
    panel.opened_at = doing.now
    panel.ranked = sorted({str(pk) for pk, *_ in rows})
    panel.save(update_fields=["opened_at", "ranked"])
    dismiss(doing.now, case__application__round=doing.subject.pk)
    sealed = digests(canonical([[number, code, sha256] for _, number, code, sha256 in rows])).sha256
    doing.told |= {"sheets": len(rows), "cases": len(panel.ranked), "sheets_sha256": sealed}
    doing.note = Text(
        f"开启 {len(panel.ranked)} 个集群的 {len(rows)} 份评审表",
        f"Opened {len(rows)} sheets of {len(panel.ranked)} clusters",
    )
