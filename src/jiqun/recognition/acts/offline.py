"""The sessions of a review on paper (集中评审, Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.recognition.acts.experts import panel_of, refuse
from jiqun.review.models import OPEN_SHEETS, PaperSheet, Session, Sheet


def on_paper(doing: Doing) -> None:
    """The round was set to be reviewed on paper before the draw."""
    if not panel_of(doing).offline:
        raise refuse(
            "本批次为在线评审，无需登记集中评审。", "This round is reviewed online; there is no session on paper."
        )


def record_session(doing: Doing) -> None:
    """Keeps who was there, with the scans; the sheets of those present can be entered from now on."""
    panel, given = panel_of(doing), doing.payload
    assert isinstance(doing.by, Account)
    number = Session.objects.filter(panel=panel).count() + 1
    Session.objects.create(
        id=doing.new_id(),
        panel=panel,
        number=number,
        held_on=given["held_on"],
        place=given["place"],
        supervisor=given["supervisor"],
        experts=sorted(given["experts"]),
        attendance_sha256=given["attendance"]["sha256"],
        attendance_name=given["attendance"]["name"],
        statements_sha256=given["statements"]["sha256"],
        statements_name=given["statements"]["name"],
        at=doing.now,
        by=doing.by,
    )
    waiting = Sheet.objects.filter(
        panel=panel, state__in=OPEN_SHEETS, expert__code__in=given["experts"], paper__isnull=True
    )
    PaperSheet.objects.bulk_create(PaperSheet(sheet=sheet) for sheet in waiting.order_by("pk"))
    doing.note = Text(
        f"第 {number} 次集中评审，{given['held_on']:%Y-%m-%d}，到场专家 {len(given['experts'])} 名，"
        f"监督人{given['supervisor']}",
        f"Session {number} on {given['held_on']:%Y-%m-%d}, {len(given['experts'])} experts, "
        f"supervised by {given['supervisor']}",
    )
