"""The pages of chapter 2 (集群培育): every page that belongs to no single cluster or matter shows the same tabs."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.chapters import Tab, frame

TITLE = Text("集群培育", "Cultivation")

TABS: tuple[Tab, ...] = (
    Tab("library", Text("培育库", "Library"), "cultivation:home"),
    Tab("assessments", Text("年度自评", "Self-assessments"), "cultivation:assessments"),
    Tab("plans", Text("培育方案", "Plans"), "cultivation:plans"),
    Tab("policies", Text("政策宣达", "Policies"), "cultivation:policies"),
    Tab("support", Text("扶持", "Support"), "cultivation:support"),
    Tab("requests", Text("企业诉求", "Requests"), "cultivation:requests"),
    Tab("services", Text("服务", "Services"), "cultivation:services"),
    Tab("gradient", Text("梯度", "Gradient"), "cultivation:gradient"),
    Tab("strategy", Text("战略地图", "Strategic map"), "cultivation:strategy"),
    Tab("cases", Text("案例与品牌", "Cases and brands"), "cultivation:cases"),
)


def chapter_page(user: Account, tab: str, **more: Any) -> dict[str, Any]:
    """What every page of the chapter shows around itself (`casework/chapter.html`)."""
    return {**frame(TITLE, TABS, user, tab), **more}
