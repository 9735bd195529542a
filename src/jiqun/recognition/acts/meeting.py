"""The record of a panel meeting (评审会记录), kept as it was signed (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.recognition.acts.experts import panel_of
from jiqun.review.models import Meeting


def record_meeting(doing: Doing) -> None:
    """Keeps the record with the scan its people signed; it changes no more."""
    panel, given = panel_of(doing), doing.payload
    assert isinstance(doing.by, Account)
    number = Meeting.objects.filter(panel=panel).count() + 1
    Meeting.objects.create(
        id=doing.new_id(),
        panel=panel,
        number=number,
        held_on=given["held_on"],
        place=given["place"],
        staff=given["staff"],
        supervisor=given["supervisor"],
        experts=sorted(given["experts"]),
        recusals=given["recusals"],
        matters=given["matters"],
        consensus=given["consensus"],
        record_sha256=given["record"]["sha256"],
        record_name=given["record"]["name"],
        at=doing.now,
        by=doing.by,
    )
    doing.note = Text(
        f"第 {number} 次评审会，{given['held_on']:%Y-%m-%d}，到会专家 {len(given['experts'])} 名",
        f"Meeting {number} on {given['held_on']:%Y-%m-%d}, {len(given['experts'])} experts present",
    )
