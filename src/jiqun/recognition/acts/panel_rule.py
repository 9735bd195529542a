"""What is fixed with the digest of the seed, before anybody is drawn (Article 14(三)): how sheets become an order,
and whether the review is online or on paper in one room."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.review.aggregation import read
from jiqun.review.models import Panel


def fixed(doing: Doing) -> dict[str, Any]:
    """The fields of a new panel that hold the rule and the way of reviewing; the journal keeps rule and digest."""
    rule = read(doing.payload["rule"])
    doing.told |= {"rule": rule.plain(), "rule_sha256": rule.sha256, "offline": doing.payload["offline"]}
    return {"rule": rule.plain(), "rule_sha256": rule.sha256, "offline": doing.payload["offline"]}


def witnessed(doing: Doing, panel: Panel) -> None:
    """Keeps with the draw of an offline review who of the discipline inspection supervised it; the caller saves."""
    panel.witness = doing.payload.get("witness", "")
    if panel.witness:
        doing.told["witness"] = panel.witness


def as_fixed(panel: Panel) -> None:
    """The rule is the one whose digest was journalled. Raises `Refusal` when it was tampered with."""
    if panel.rule and read(panel.rule).sha256 != panel.rule_sha256:
        raise Refusal(
            Text(
                "计分规则与抽取前入日志的摘要不一致，不能据以计分；请由审计管理员核查。",
                "The scoring rule does not agree with the digest journalled before the draw; have it investigated.",
            ),
            clause="A14.3",
        )
