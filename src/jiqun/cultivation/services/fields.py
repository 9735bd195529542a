"""Fields of a provider and of an event, for one and for pasted lines, and what must hold between them (Article 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.cultivation.services.kinds import provider_kinds, service_kinds
from jiqun.cultivation.support.fields import FUTURE, Codes
from jiqun.ledgers.fields import Chosen, Day
from jiqun.standards import credit_code
from jiqun.web.fields import REQUIRED, T, line

MOST_OTHERS = 100_000
NEEDED = Text("“{kind}”须填写。", "{kind} asks for it.")
ENDS_FIRST = Text("有效期止早于有效期起。", "The validity ends before it begins.")
NOBODY = Text(
    "请指明服务的企业，或填写名册外企业家数。", "Name the firms served, or say how many outside the roster there were."
)


class Code(forms.CharField):
    """A unified social credit code (GB 32100), tidied; every fault of it is said."""

    def clean(self, value: Any) -> Any:
        """The code, blank for none. Raises `ValidationError`."""
        code = credit_code.tidy(str(super().clean(value) or ""))
        if code and (wrong := credit_code.problems(code)):
            raise ValidationError([str(each) for each in wrong])
        return code


def link_field() -> forms.URLField:
    """Where it is told on a site."""
    return forms.URLField(
        label=T("来源网址", "Link"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": T("网址须以 https:// 或 http:// 开头。", "Write it like https://…")},
    )


def provider_fields() -> dict[str, forms.Field]:
    """The fields of a provider by name, in the order they are asked."""
    return {
        "kind": Chosen({each.name: each.title for each in provider_kinds().values()}, label=T("类别", "Kind")),
        "name": line(T("机构名称", "Name"), limit=120),
        "code": Code(
            label=T("统一社会信用代码", "Credit code"),
            required=False,
            max_length=40,
            help_text=T("未登记为法人的留空。", "Blank where it is no legal person."),
        ),
        "services": forms.MultipleChoiceField(
            label=T("服务内容", "Serves with"),
            required=False,
            choices=[(name, title) for name, title in service_kinds().items()],
            widget=forms.CheckboxSelectMultiple,
        ),
        "certificate": line(
            T("认定名称", "Certificate"),
            required=False,
            limit=120,
            help_text=T("如：省级中小企业公共服务示范平台。", "Such as: provincial demonstration platform."),
        ),
        "number": line(T("文号或证书号", "Document or number"), required=False, limit=80),
        "issuer": line(T("认定单位", "Issued by"), required=False, limit=80),
        "valid_from": Day(label=T("有效期起", "Valid from"), required=False),
        "valid_to": Day(label=T("有效期止", "Valid until"), required=False),
        "link": link_field(),
    }


def amiss_provider(values: Mapping[str, Any]) -> dict[str, Text]:
    """What does not hold between the values of a provider, by field."""
    found: dict[str, Text] = {}
    kind = provider_kinds().get(values.get("kind") or "")
    if kind is not None and kind.certified:
        for name in ("certificate", "issuer", "valid_from"):
            if name in values and not values[name]:
                found[name] = NEEDED.format(kind=kind.title)
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins and ends and ends < begins:
        found["valid_to"] = ENDS_FIRST
    return found


def event_fields(*, long: bool = True) -> dict[str, forms.Field]:
    """The fields of an event but its provider; `long`: with room for several lines, as a form has it."""
    return {
        "kind": Chosen(service_kinds(), label=T("服务类别", "Kind of service")),
        "title": line(T("服务事项", "What was done"), limit=120),
        "on": Day(label=T("日期", "Date"), error_messages={"required": REQUIRED}),
        "firms": Codes(
            label=T("服务企业信用代码", "Credit codes of firms served"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(),
            help_text=T("须在集群最新名册内，多家用顿号或换行分开。", "Of the newest roster, one a line."),
        ),
        "others": forms.IntegerField(
            label=T("名册外企业（家）", "Firms outside the roster"),
            required=False,
            min_value=0,
            max_value=MOST_OTHERS,
            error_messages={
                "invalid": T("请填整数。", "A whole number."),
                "min_value": T("不能小于 0。", "Not below zero."),
                "max_value": T("家数过大，请核对。", "Too many; check it."),
            },
        ),
        "outcome": line(T("成效", "What came of it"), required=False, limit=500),
        "link": link_field(),
    }


def amiss_event(values: Mapping[str, Any], *, today: date) -> dict[str, Text]:
    """What does not hold between the values of an event, by field."""
    found: dict[str, Text] = {}
    on = values.get("on")
    if on is not None and on > today:
        found["on"] = FUTURE.format(today=f"{today}")
    if "firms" in values and not values.get("firms") and not values.get("others"):
        found["firms"] = NOBODY
    return found
