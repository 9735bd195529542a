"""A typical case of 惠城区, brought as far as a test needs it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.forms import desk
from tests.cultivation.plan.county import of
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, at, chance, officer
from tests.remembered import remembered

NOW = at("2025-09-10 10:00")
TITLE = "共建检测平台，让小企业用得起大设备"
SUMMARY = "惠城区以检测平台为抓手，由集群运营机构统一采购、共享使用，三年内检测费用明显下降，新品上市周期缩短。"
TEXT = """## 背景
集群内多数企业规模较小，单独购置**检测设备**负担重。
## 做法
- 统一采购，共享使用
- 按次收费，财政补贴一部分

1. 预约
2. 检测

【图1】
### 运行机制
平台由运营管理机构管理，收费标准公开，企业可在线预约；检测结果三个工作日内出具，数据归企业所有。
## 成效
三年累计服务企业数百家次，新品上市周期缩短，形成了可以复制的经验做法，周边地区多次前来学习交流。"""


def photo(size: tuple[int, int] = (800, 500), located: bool = True, name: str = "车间.jpg") -> SimpleUploadedFile:
    """A JPEG as a phone takes it, with place and device in its properties."""
    target = io.BytesIO()
    picture = Image.effect_noise(size, 60).convert("RGB")
    known = Image.Exif()
    known[0x010F] = "PhoneMaker"
    if located:
        place = known.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "N", (23.0, 6.0, 40.0), "E", (114.0, 24.0, 0.0)
    picture.save(target, "JPEG", exif=known)
    return SimpleUploadedFile(name, target.getvalue(), "image/jpeg")


def begin(by: Account | None = None, key: str = "case", **payload: Any) -> Case:
    """A case begun by its county."""
    done = open_matter(
        "typical_case",
        by=by or officer(HUICHENG),
        payload={"cluster": str(of().pk), "theme": "services", **payload},
        key=key,
        now=NOW,
        chance=chance(crc32(key.encode())),
    )
    case: Case = done.subject
    return case


def write(case: Case, title: str = TITLE, summary: str = SUMMARY, text: str = TEXT) -> None:
    """Types the case at the desk."""
    sent = {"case_title": title, "case_summary": summary, "case_text": text}
    saved = desk.save(case.pk, 1, sent, by=officer(HUICHENG), now=NOW)
    assert saved.whole, saved.faults


def do(subject: Any, act: str, by: Account, *, now: datetime = NOW, files: Any = None, **payload: Any) -> Done:
    """One act at the version that stands."""
    name = getattr(subject, "procedure_name", "brand")
    version = type(subject).objects.values_list("version", flat=True).get(pk=subject.pk)
    key = f"{subject.pk}-{act}-{version}"[-60:]
    return perform(
        name,
        subject.pk,
        act,
        by=by,
        version=version,
        payload=payload,
        files=files,
        key=key,
        now=now,
        chance=chance(crc32(f"{subject.pk}{key}".encode())),
    )


def signed(subject: Any, act: str, code: str = HUICHENG, now: datetime = NOW, **payload: Any) -> Any:
    """An act prepared and signed by an authority."""
    do(subject, act, officer(code), now=now, **payload)
    do(subject, "sign", approver(code), now=now, affirmed="on")
    return type(subject).objects.get(pk=subject.pk)


def add_picture(case: Case, upload: Any = None, alt: str = "工人在检测线上核对元件", caption: str = "检测平台") -> Done:
    """One more picture."""
    files = {"picture": upload or photo()}
    return do(case, "add_case_picture", officer(HUICHENG), files=files, alt=alt, caption=caption)


@remembered
def written() -> Case:
    """A whole draft with one picture."""
    case = begin()
    write(case)
    add_picture(case)
    return case


@remembered
def submitted() -> Case:
    """Handed in to the prefecture."""
    found: Case = signed(written(), "submit_case", theme="services")
    return found


@remembered
def published() -> Case:
    """Published by the prefecture."""
    found: Case = signed(submitted(), "publish_case", HUIZHOU, pictures_seen="on")
    return found


@remembered
def selected() -> Case:
    """Selected by the province."""
    found: Case = signed(published(), "select_case", PROVINCE, honour="2025年省级典型案例", reason="可复制。")
    return found
