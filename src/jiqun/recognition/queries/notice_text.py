"""The text a notice begins from, filled in with what is on record of its round (Article 14(三))."""

from __future__ import annotations

from typing import Any

from jiqun.law.citation import here
from jiqun.notices import wording
from jiqun.recognition.models import Round
from jiqun.recognition.queries.parameters import NOTICE_DAYS, cited, parameter
from jiqun.recognition.queries.steps_done import steps_done
from jiqun.standards import province

STEPS = "经县级申报、市级初审和推荐、资格初审、专家评审"


def round_title(of: Round) -> str:
    """How official texts name a round."""
    return f"{of.year}年度{'（增补）' if of.supplementary else ''}"


def values(of: Round, number: int, *, promoted: bool = False) -> dict[str, Any]:
    """What the places of the template stand for: basis, steps as they were done, what is proposed."""
    call = f"和认定工作通知（{of.document}）" if of.document else ""
    return {
        "designation": province.here().designation.zh,
        "year": of.year,
        "part": ("（增补）" if of.supplementary else "") + ("（递补）" if promoted else ""),
        "basis": f"{cited(of)}{here('A14').zh}规定{call}",
        "steps": "经" + "、".join(str(step) for step in steps_done(of.case)),
        "proposal": f"按程序递补下列{number}个集群" if promoted else f"拟认定下列{number}个集群",
        "round": round_title(of),
        "days": parameter(of, NOTICE_DAYS),
    }


def template(of: Round, number: int, *, promoted: bool = False) -> dict[str, Any]:
    """The template filled in for a round, as a notice keeps it: {"revision", "title", "body"}."""
    return wording.current().filled(values(of, number, promoted=promoted))
