"""Fields of a line of support, for one line and for pasted ones, and what must hold between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median_low
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.cultivation.support.kinds import HUNDREDTHS, givers, kinds
from jiqun.ledgers.fields import Chosen, Day, Scaled
from jiqun.register.models import Cluster, FirmYearRow, RosterRevision
from jiqun.standards import credit_code
from jiqun.web.fields import REQUIRED, T, line

WAN_PLACES = 6
"""万元 are kept in 分."""
FAR_OFF, ENOUGH = 1000, 3
"""How many times the middle sum of its kind makes one ask again, and how many sums there must be to tell."""
MOST_FIRMS = 500

FUTURE = Text("日期不能晚于今天（{today}）。", "The date cannot lie after today ({today}).")
NO_SUM = Text("“{kind}”须填金额，单位为万元。", "{kind} asks for the amount, in 10,000 yuan.")
NO_NUMBER = Text("“{kind}”须填{number}，单位为{unit}。", "{kind} asks for the {number}, in {unit}.")
NOT_ITS = Text("“{kind}”没有面积或人数，请留空。", "{kind} has neither area nor people; leave it blank.")
WHOLE = Text("{number}须为整数。", "{number}: a whole number.")
OUTSIDE = Text(
    "不在集群最新名册中：{codes}。请核对信用代码，或先更新名册。",
    "Not in the cluster's newest roster: {codes}. Check the codes, or bring the roster up to date first.",
)
NO_ROSTER = Text(
    "该集群还没有名册，不能指明受益企业；可先只登记到集群，名册导入后更正补上。",
    "This cluster has no roster, so no firm can be named; enter it for the cluster now and correct it later.",
)
BAD_CODE = Text("“{code}”不是统一社会信用代码：{why}", "“{code}” is no credit code: {why}")
MANY = Text("一次最多指明 {n} 家企业。", "At most {n} firms.")


class Codes(forms.CharField):
    """Unified social credit codes (GB 32100), split by anything between them; `clean()` gives each once, in order."""

    def clean(self, value: Any) -> Any:
        """The codes. Raises `ValidationError` naming each that is none."""
        if isinstance(value, list):
            value = "、".join(map(str, value))
        said = re.split(r"[\s,，、;；]+", str(super().clean(value)))
        codes = list(dict.fromkeys(code for each in said if (code := credit_code.tidy(each))))
        if len(codes) > MOST_FIRMS:
            raise ValidationError(str(MANY.format(n=MOST_FIRMS)))
        faults = [
            str(BAD_CODE.format(code=code[:30], why=wrong[0]))
            for code in codes
            if (wrong := credit_code.problems(code))
        ]
        if faults:
            raise ValidationError(faults)
        return codes

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        return "\n".join(value) if isinstance(value, list) else value


def fields_of(*, long: bool = True) -> dict[str, forms.Field]:
    """The fields by name, in the order they are asked; `long`: with room for several lines, as a form has it."""
    area = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return {
        "kind": Chosen({each.name: each.title for each in kinds().values()}, label=T("类别", "Kind")),
        "title": line(T("支持事项", "What was given"), limit=120),
        "giver": Chosen({each.name: each.title for each in givers().values()}, label=T("给予层级", "Level")),
        "unit": line(
            T("给予单位", "Given by"), limit=80, help_text=T("如：县财政局、市工业和信息化局。", "The department.")
        ),
        "on": Day(
            label=T("日期", "Date"),
            help_text=T("拨付、批准或签约之日。", "Paid, approved or signed on."),
            error_messages={"required": REQUIRED},
        ),
        "amount": Scaled(
            WAN_PLACES,
            label=T("金额（万元）", "Amount (10,000 yuan)"),
            required=False,
            help_text=T("单位为万元，不是元。资金、金融、产业基金必填。", "In 10,000 yuan, not in yuan."),
        ),
        "number": Scaled(
            HUNDREDTHS,
            label=T("面积或人数", "Area or people"),
            required=False,
            help_text=T("用地填面积（亩），人才填人数；其他类别留空。", "Land in mu, talent in people; else blank."),
        ),
        "firms": Codes(
            label=T("受益企业信用代码", "Credit codes of firms"),
            required=False,
            widget=area,
            help_text=T(
                "须在集群最新名册内，多家用顿号或换行分开；面向整个集群的留空。",
                "Of the newest roster, one a line; blank where it went to the whole cluster.",
            ),
        ),
        "document": line(T("依据文号", "Document"), required=False, limit=80),
        "link": forms.URLField(
            label=T("依据网址", "Link"),
            required=False,
            max_length=300,
            assume_scheme="https",
            error_messages={"invalid": T("网址须以 https:// 或 http:// 开头。", "Write it like https://…")},
        ),
        "note": line(T("备注", "Note"), required=False, limit=500),
    }


def amiss(values: Mapping[str, Any], *, today: date) -> dict[str, Text]:
    """What does not hold between the values of a line, by field (Articles 5, 8, 9)."""
    found: dict[str, Text] = {}
    on = values.get("on")
    if on is not None and on > today:
        found["on"] = FUTURE.format(today=f"{today}")
    kind = kinds().get(values.get("kind") or "")
    if kind is None:
        return found
    if kind.money == 2 and "amount" in values and values["amount"] is None:
        found["amount"] = NO_SUM.format(kind=kind.title)
    number = values.get("number")
    if not kind.number.zh and number is not None:
        found["number"] = NOT_ITS.format(kind=kind.title)
    elif kind.number.zh and "number" in values and number is None:
        found["number"] = NO_NUMBER.format(kind=kind.title, number=kind.number, unit=kind.unit)
    elif number is not None and number % 10 ** (HUNDREDTHS - kind.places):
        found["number"] = WHOLE.format(number=kind.number)
    return found


def roster_codes(cluster: Cluster) -> frozenset[str] | None:
    """The credit codes of the cluster's newest roster, `None` where it has none; two queries."""
    newest = RosterRevision.objects.filter(cluster=cluster).order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        return None
    return frozenset(FirmYearRow.objects.filter(roster=newest).values_list("enterprise_id", flat=True).distinct())


def strangers(codes: Iterable[str], known: frozenset[str] | None) -> Text | None:
    """What is wrong with the firms that are named: those outside the roster, or that there is none."""
    given = list(codes)
    if not given:
        return None
    if known is None:
        return NO_ROSTER
    outside = [code for code in given if code not in known]
    return OUTSIDE.format(codes="、".join(outside)) if outside else None


def far_off(amount: int | None, others: Iterable[int]) -> bool:
    """Whether a sum is a thousand times the middle one of its kind: yuan written as 万元, most likely."""
    known = list(others)
    return amount is not None and len(known) >= ENOUGH and amount >= FAR_OFF * max(1, median_low(known))
