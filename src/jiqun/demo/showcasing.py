"""Typical cases and brands in the demonstration (Article 11): invented, of the library's clusters, at every state."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from jiqun.casework.models import Case
from jiqun.cultivation.models import Brand
from jiqun.demo.accounts import PREFECTURE, PROVINCE
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.evidence import store
from jiqun.forms import desk
from jiqun.register.models import Cluster

SIZE = (1200, 675)


@dataclass(frozen=True, slots=True)
class Told:
    """A case: of which entry of the library, its theme, title and summary, the last act it has come to, its colour."""

    entry: int
    theme: str
    title: str
    summary: str
    until: str
    colour: tuple[int, int, int]


CASES = (
    Told(0, "services", "鞋机产业共建检测平台，小企业用得起大设备",
         "由集群运营管理机构统一采购、共享使用检测设备，按次收费，三年累计服务企业上百家次，检测周期由十天缩短到三天。",
         "selected", (11, 92, 173)),
    Told(1, "digital", "显示器件集群“一厂一策”推进数字化改造",
         "组织服务商进厂诊断，先易后难，从排产和质量追溯做起，两年内过半规上企业完成改造，交付周期明显缩短。",
         "published", (91, 75, 138)),
    Told(0, "green", "集中喷涂中心让机加工企业告别分散排放",
         "分散的喷涂工序集中到共享中心，统一收集和治理废气，单位产品能耗下降，企业不再各自建设环保设施。",
         "published", (23, 112, 63)),
    Told(1, "chain", "龙头企业开放配套清单，本地配套率三年翻番",
         "每季度发布配套需求清单，中小企业揭榜对接，联合攻关关键材料，就近形成半小时配套圈。",
         "published", (128, 83, 0)),
    Told(2, "innovation", "运动器材企业与高校共建材料实验室",
         "企业出题、高校解题、政府助题，三年联合开发复合材料新品十余项，专利许可给集群内中小企业使用。",
         "submitted", (11, 92, 173)),
    Told(2, "international", "抱团出海：统一展位和海外仓的做法",
         "协会统一组织参展和海外仓储，分摊成本，帮助小企业直接面向海外客户。",
         "drafting", (11, 92, 173)),
)  # fmt: skip
TEXT = """## 背景
集群以中小企业为主，单家企业势单力薄，**共性难题**靠单打独斗难以解决（本案例为演示虚构）。
## 主要做法
- 摸清需求：走访全部规上企业和部分小微企业，梳理共性问题。
- 搭建平台：由运营管理机构牵头，企业共建、共用、共享。
- 建章立制：收费、排期和数据归属写入章程，公开透明。

【图1】
### 怎样运行
企业线上提出需求，平台两个工作日内答复；每季度向成员企业公布运行情况，接受监督。
## 成效
1. 企业成本下降，交付更快。
2. 企业之间由各自为战转为分工协作。
## 启示
找准共性需求，政府引导、机构运营、企业参与，才能持续运行。"""
BRANDS = (
    (0, "collective", "惠东鞋机", "90000001", "惠东县鞋机行业协会", "第7类 制鞋机器",
     "2016-03-28", "2026-03-27", True),
    (0, "regional", "惠东智造", "", "惠东县鞋机行业协会", "鞋机整机和配件", "2022-09-01", "", True),
    (1, "certification", "惠城光显", "90000002", "惠城区光电产业促进会", "第9类 显示器件",
     "2021-06-14", "2031-06-13", True),
    (2, "collective", "博罗运动", "90000003", "博罗县体育用品商会", "第28类 运动器材",
     "2015-01-21", "2025-01-20", False),
)  # fmt: skip


def showcase(stage: Stage, chance: Random) -> None:
    """Cases and brands from the end of March 2025 on."""
    names = [of.name for of in ENTRIES]
    found = {row.name: row for row in Cluster.objects.filter(name__in=names)}
    clusters = [found[name] for name in names]
    for number, told in enumerate(CASES):
        tell(stage, chance, told, clusters[told.entry], at("2025-03-26 09:00") + timedelta(minutes=19 * number))
    for number, (entry, kind, name, mark, holder, scope, since, until, shown) in enumerate(BRANDS):
        code, now = ENTRIES[entry].code, at("2025-03-27 14:00") + timedelta(minutes=7 * number)
        payload = {"cluster": str(clusters[entry].pk), "kind": kind, "name": f"{name}{INVENTED}", "number": mark}
        payload |= {"holder": f"{holder}{INVENTED}", "scope": scope, "valid_from": since, "valid_to": until, "url": ""}
        brand: Brand = stage.open("brand", stage.officer(code), now, payload)
        if shown:
            sign(stage, brand, "show_brand", PREFECTURE, now + timedelta(minutes=30))


def tell(stage: Stage, chance: Random, told: Told, cluster: Cluster, now: datetime) -> None:
    """One case, as far as it has come."""
    code = ENTRIES[told.entry].code
    officer = stage.officer(code)
    case: Case = stage.open("typical_case", officer, now, {"cluster": str(cluster.pk), "theme": told.theme})
    text = {"case_title": told.title + INVENTED, "case_summary": told.summary, "case_text": TEXT}
    desk.save(case.pk, 1, text, by=officer, now=now)
    file = store.keep(drawing(told.colour, chance), "image/png", now)
    picture = {"sha256": file.sha256, "name": "示意图.png"}
    words = {"picture": picture, "alt": f"示意图：{told.title}", "caption": "示意图（虚构）"}
    stage.do(case, "add_case_picture", officer, now + timedelta(minutes=5), words)
    acts: list[tuple[str, str, dict[str, Any]]] = [
        ("submit_case", code, {"theme": told.theme}),
        ("publish_case", PREFECTURE, {"pictures_seen": True}),
        ("select_case", PROVINCE, {"honour": "2025年省级典型案例", "reason": "做法具体、可复制（虚构）。"}),
    ]
    steps = {"drafting": 0, "submitted": 1, "published": 2, "selected": 3}[told.until]
    for number, (act, where, payload) in enumerate(acts[:steps]):
        sign(stage, case, act, where, now + timedelta(minutes=40 + 60 * number), payload)


def sign(stage: Stage, subject: Any, act: str, code: str, now: datetime, payload: dict[str, Any] | None = None) -> None:
    """Prepared by the officer of an authority, signed by its approver a little later."""
    name = getattr(subject, "procedure_name", "brand")
    stage.do(subject, act, stage.officer(code), now, payload, name=name)
    stage.do(subject, "sign", stage.approver(code), now + timedelta(minutes=20), {"affirmed": "on"}, name=name)


def drawing(colour: tuple[int, int, int], chance: Random) -> bytes:
    """A plain drawing of workshops under a sky, in one colour: no photograph of any real place."""
    red, green, blue = colour
    width, height = SIZE
    picture = Image.new("RGB", SIZE, (232, 240, 248))
    draw = ImageDraw.Draw(picture)
    for depth in range(3):
        shade = tuple(int(255 - (255 - each) * (0.25 + 0.3 * depth)) for each in (red, green, blue))
        left = -chance.randrange(120)
        while left < width:
            wide, tall = chance.randrange(110, 230), chance.randrange(120, 250) + 60 * (2 - depth)
            top = height - tall
            middle, right = left + wide // 2, left + wide
            roof = [(left, top), (middle, top - 36), (middle, top), (right, top - 36)]
            draw.polygon([(left, height), *roof, (right, height)], fill=shade)
            left += wide + chance.randrange(8, 50)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
