"""The fields of a brand and what must hold between them: for one brand and for pasted lines alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.cultivation.brands.kinds import kinds
from jiqun.cultivation.models import Brand
from jiqun.ledgers.fields import Chosen, Day
from jiqun.web.fields import REQUIRED, T, line

_NUMBER = Text("{kind}须填注册号或产品编号。", "A {kind} has a registration number.")
_ENDS = Text("{kind}须填有效期止。", "A {kind} has a last day.")
_ORDER = Text("有效期止早于有效期起，请核对。", "It ends before it begins; check it.")
_THERE = Text(
    "{kind}“{number}”已登记为“{name}”，请更正原有一条，不必重复登记。",
    "{kind} {number} is registered already as “{name}”; correct that one instead.",
)


def fields_of() -> dict[str, forms.Field]:
    """Fresh fields by name, in the order they are asked."""
    return {
        "kind": Chosen({each.slug: each.title for each in kinds().values()}, label=T("类别", "Kind")),
        "name": line(T("名称", "Name")),
        "number": line(
            T("注册号", "Number"), limit=60, required=False, help_text=T("区域公共品牌可不填。", "None for a brand.")
        ),
        "holder": line(
            T("持有单位", "Holder"),
            limit=120,
            help_text=T("商会、协会或其他单位，不填个人。", "A body, never a person."),
        ),
        "scope": line(
            T("类别或核定范围", "Class or goods"), limit=200, help_text=T("如：第9类 电子元件。", "Such as class 9.")
        ),
        "valid_from": Day(
            label=T("有效期起", "Valid from"),
            help_text=T("注册或发布之日。", "The day it was registered or announced."),
            error_messages={"required": REQUIRED},
        ),
        "valid_to": Day(
            label=T("有效期止", "Valid until"),
            required=False,
            help_text=T("没有期限的留空。", "Blank when open-ended."),
        ),
        "url": forms.URLField(
            label=T("查询链接", "Link"),
            required=False,
            max_length=300,
            assume_scheme="https",
            help_text=T("官方公告或查询页面。", "The official announcement or entry."),
            error_messages={"invalid": T("网址请以 https:// 开头填写完整。", "Write the whole address.")},
        ),
    }


def amiss(values: Mapping[str, Any], *, but: Brand | None = None) -> dict[str, Text]:
    """What does not hold between the fields, by field; one query where there is a number."""
    kind = kinds().get(str(values.get("kind") or ""))
    if kind is None:
        return {}
    found: dict[str, Text] = {}
    number, since, until = values.get("number"), values.get("valid_from"), values.get("valid_to")
    if kind.numbered and not number and "number" in values:
        found["number"] = _NUMBER.format(kind=kind.title)
    if kind.ends and not until and "valid_to" in values:
        found["valid_to"] = _ENDS.format(kind=kind.title)
    if since and until and until < since:
        found["valid_to"] = _ORDER
    if number:
        same = Brand.objects.filter(kind=kind.slug, number=number).exclude(state="ended")
        others = same if but is None else same.exclude(pk=but.pk)
        there = others.values_list("name", flat=True).first()
        if there is not None:
            found["number"] = _THERE.format(kind=kind.title, number=number, name=there)
    return found


def values_of(brand: Brand) -> dict[str, Any]:
    """A brand's fields as they stand."""
    return {name: getattr(brand, name) for name in fields_of()}
