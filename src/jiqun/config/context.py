"""What the frame around every page needs: the rail, the public menu, the account, the demonstration's banner."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.bilingual import Text
from jiqun.portal.help.chapters import for_whom, place

Entry = tuple[Text, str, bool, int | None]

PUBLIC_MENU = (
    (Text("公示", "Notices"), "portal:notices"),
    (Text("名单", "Lists"), "portal:lists"),
    (Text("名录", "Directory"), "portal:directory"),
    (Text("案例", "Cases"), "portal:showcase"),
    (Text("办法", "The measure"), "portal:measure"),
    (Text("自测", "Self-check"), "portal:self-check"),
    (Text("登录", "Sign in"), "authorities:sign-in"),
)
OFFICE_MENU = (
    (
        None,
        (
            (Text("工作台", "Workbench"), "casework:workbench", None),
            (Text("查找", "Search"), "casework:search", (*OFFICE, Role.SUPERVISOR)),
        ),
    ),
    (
        Text("培育", "Cultivation"),
        ((Text("集群培育", "Cultivation"), "cultivation:home", (*OFFICE, Role.SUPERVISOR)),),
    ),
    (
        Text("认定", "Recognition"),
        (
            (Text("批次", "Rounds"), "recognition:rounds", (*OFFICE, Role.SUPERVISOR)),
            (Text("申报", "Applications"), "recognition:applications", (*OFFICE, Role.SUPERVISOR)),
            (Text("现场检查", "Visits"), "visits:visits", (*OFFICE, Level.PREFECTURE, Level.PROVINCE)),
            (Text("我的评审", "My reviews"), "review:mine", (Role.EXPERT,)),
            (Text("专家库", "Experts"), "review:experts", (*OFFICE, Level.PROVINCE)),
            (Text("评分表", "Rubric"), "review:rubrics", (*OFFICE, Role.SUPERVISOR)),
            (Text("异议", "Objections"), "notices:objections", (*OFFICE, Level.PROVINCE)),
            (Text("国家级", "National level"), "recognition:nation", (*OFFICE, Level.PREFECTURE, Level.PROVINCE)),
        ),
    ),
    (
        Text("管理", "Supervision"),
        ((Text("集群管理", "Supervision"), "supervision:home", (*OFFICE, Role.SUPERVISOR)),),
    ),
    (
        Text("登记", "Register"),
        (
            (Text("集群", "Clusters"), "register:clusters", (*OFFICE, Role.SUPERVISOR)),
            (Text("疑似命中", "Hits"), "inquiries:hits", (*OFFICE, Level.PREFECTURE, Level.PROVINCE)),
            (Text("核查名单", "Offenders’ lists"), "inquiries:lists", (*OFFICE, Level.PREFECTURE, Level.PROVINCE)),
            (Text("历史补录", "From paper"), "recognition:backfills", (*OFFICE, Level.PROVINCE)),
        ),
    ),
    (
        Text("公文", "Papers"),
        (
            (Text("发文", "Papers"), "outgoing:papers", (*OFFICE, Role.SUPERVISOR)),
            (Text("听取意见", "Hearings"), "hearings:hearings", (*OFFICE, Role.SUPERVISOR)),
            (Text("签批链", "Chains"), "casework:chains", OFFICE),
            (Text("代理签批", "Standing in"), "casework:stand-ins", OFFICE),
            (Text("归档", "Filing"), "archives:filings", (*OFFICE, Role.SUPERVISOR)),
        ),
    ),
    (
        Text("办法", "The measure"),
        (
            (Text("办法条文", "Its clauses"), "portal:measure", None),
            (Text("依据", "Bases"), "instruments:bases", (*OFFICE, Role.SUPERVISOR)),
            (Text("工作日历", "Working days"), "instruments:calendar", (*OFFICE, Role.SUPERVISOR)),
            (Text("标准与名录", "Standards and lists"), "instruments:listings", (*OFFICE, Role.SUPERVISOR)),
            (Text("解释答复", "Interpretations"), "instruments:questions", (*OFFICE, Role.SUPERVISOR)),
            (Text("公示范本", "Notice texts"), "notices:templates", (*OFFICE, Role.SUPERVISOR, Level.PROVINCE)),
            (Text("表单", "Forms"), "forms:forms", (*OFFICE, Role.SUPERVISOR)),
        ),
    ),
    (
        None,
        (
            (Text("单位与人员", "Units and people"), "casework:staff", (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
            (Text("代理确认", "Stand-ins"), "casework:stand-ins", (Role.SECURITY_ADMIN,)),
            (Text("我的账号", "My account"), "casework:account", None),
            (Text("联系方式", "Contact"), "casework:contact", (*OFFICE, Role.EXPERT)),
            (Text("接口", "API"), "api:tokens", (Role.OFFICER,)),
            (Text("数据公开", "Disclosures"), "notices:disclosures", (*OFFICE, Role.SUPERVISOR, Level.PROVINCE)),
            (Text("公开", "Public site"), "portal:home", None),
        ),
    ),
)
"""Heading, and its entries: title, address, and whose roles and levels have it (None: everybody's)."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame; costs no query."""
    context: dict[str, Any] = {"public_nav": [entry(request, title, name) for title, name in PUBLIC_MENU]}
    if settings.JIQUN_DEMO and hasattr(request, "now"):
        context["demo_banner"] = Text(
            f"演示环境 · 业务日期 {request.now:%Y-%m-%d} · 企业与申报数据均为虚构，已公布集群的名称取自公开名单",
            f"Demonstration · business date {request.now:%Y-%m-%d} · firms and applications are invented; the names of"
            " announced clusters are from public lists",
        )
    user = getattr(request, "user", None)
    context["help_url"] = help_url(request, user)
    if user is not None and user.is_authenticated:
        context["rail"] = rail(request, user)
        context["account"] = {
            "name": f"{user.person.name} · {user.title}",
            "place": user.authority.body if user.authority else "",
            "sign_out_url": address("authorities:sign-out"),
        }
        if settings.JIQUN_DEMO and user.role == Role.OFFICER and user.level == Level.PROVINCE:
            context["clock_url"] = reverse("casework:act", args=["demo-clock", 1, "move"])
    return context


def help_url(request: HttpRequest, user: Any) -> str:
    """Where the handbook speaks of this page, in the chapter of the reader's post."""
    match = request.resolver_match
    signed_in = user is not None and user.is_authenticated
    slug, anchor = place(for_whom(user if signed_in else None), match.view_name if match else "")
    return reverse("portal:help-chapter", args=[slug]) + (f"#{anchor}" if anchor else "")


def rail(request: HttpRequest, user: Account) -> list[tuple[Text | None, list[Entry]]]:
    """The headings of the menu with what this account has below each; one without anything is left out."""
    parts = (
        (heading, [entry(request, title, name) for title, name, whom in rows if whom is None or meant_for(whom, user)])
        for heading, rows in OFFICE_MENU
    )
    return [(heading, entries) for heading, entries in parts if entries]


def meant_for(whom: tuple[str, ...], user: Account) -> bool:
    """Whether an entry is for this account: by its role and, where levels are named, by its level too."""
    levels = [level for level in whom if level in Level.values]
    return user.role in whom and (not levels or user.level in levels)


def entry(request: HttpRequest, title: Text, name: str) -> Entry:
    """One entry of a menu; it is on while its address or anything below it is shown."""
    url = address(name)
    on = request.path == url or (url != get_script_prefix() and request.path.startswith(url))
    return title, url, on, None


def address(name: str) -> str:
    """The address behind a name without arguments: the same for the life of the process, below the path it lies at."""
    return get_script_prefix() + below(name)


@cache
def below(name: str) -> str:
    """The same address without that path."""
    return reverse(name).removeprefix(get_script_prefix())
