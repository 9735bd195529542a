"""The pages of chapter 4 (集群管理): every page that belongs to no single cluster or matter shows the same tabs."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.models import OFFICE, Account, Level
from jiqun.bilingual import Text
from jiqun.casework.chapters import EVERYBODY, Tab, frame

TITLE = Text("集群管理", "Supervision")
TABS = (
    Tab("overview", Text("总览", "Overview"), "supervision:home"),
    Tab("terms", Text("有效期", "Terms"), "supervision:terms"),
    Tab("reports", Text("年度报告", "Annual reports"), "supervision:reports"),
    Tab("problems", Text("问题整改", "Problems"), "supervision:problems"),
    Tab(
        "leads",
        Text("疑点线索", "Leads"),
        "supervision:leads",
        EVERYBODY,
        (Level.PREFECTURE, Level.PROVINCE),
    ),
    Tab("appraisal", Text("监督考核", "Appraisal"), "supervision:appraisals"),
    Tab("evaluation", Text("评估报告", "Evaluation reports"), "supervision:evaluations"),
    Tab("changes", Text("重大变动", "Changes"), "supervision:changes"),
    Tab("renewals", Text("复核", "Renewals"), "supervision:renewals"),
    Tab("revocations", Text("撤销认定", "Revocations"), "supervision:revocations"),
    Tab("past", Text("历史补录", "From paper"), "supervision:past", OFFICE, (Level.PROVINCE,)),
)


def chapter_page(user: Account, tab: str, **more: Any) -> dict[str, Any]:
    """What every page of the chapter shows around itself (`casework/chapter.html`)."""
    return {**frame(TITLE, TABS, user, tab), **more}
