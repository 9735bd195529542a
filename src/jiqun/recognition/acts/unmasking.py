"""Making an expert's name known to the discipline supervisor (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.recognition.acts.experts import panel_of, refuse
from jiqun.review.models import Expert, Unmasking


def unmask(doing: Doing) -> None:
    """Keeps who agreed to it and why; the name stands on the supervisor's page alone.

    Every level reads the round's history, so not even the code stands there.
    """
    panel, code = panel_of(doing), doing.payload["expert"]
    expert = Expert.objects.get(code=code)
    if Unmasking.objects.filter(panel=panel, expert=expert).exists():
        raise refuse(f"专家 {code} 的姓名已披露，无需重复。", f"{code} was made known already.")
    assert isinstance(doing.by, Account) and isinstance(doing.prepared_by, Account)
    Unmasking.objects.create(
        panel=panel,
        expert=expert,
        reason=doing.payload["reason"],
        at=doing.now,
        prepared_by=doing.prepared_by,
        by=doing.by,
    )
    doing.note = Text("向纪检监督披露 1 名专家的姓名", "1 expert was made known to the discipline supervisor")
