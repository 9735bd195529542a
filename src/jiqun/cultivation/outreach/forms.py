"""What policies and their outreach ask for (Articles 5, 8, 13(九))."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import Outreach, OutreachFirm, Policy
from jiqun.cultivation.of_cluster import OfClusterForm
from jiqun.cultivation.outreach.states import ANSWERS, CHANNELS, MISSING, STATES
from jiqun.cultivation.outreach.targets import EMPTY, SIZES, newest_of, ruled, targets
from jiqun.cultivation.services.fields import Code
from jiqun.cultivation.support.fields import FUTURE
from jiqun.cultivation.support.kinds import kinds
from jiqun.facts.rows import TITLES
from jiqun.ledgers.fields import Chosen, Day
from jiqun.standards import credit_code, industries
from jiqun.web.fields import REQUIRED, T, line, text

MOST_CODES = 40_000
REASON = {"required": T("请写明理由。", "Say why.")}
ENDS_FIRST = Text("失效日期早于施行日期。", "It ends before it begins.")
NO_PLACE = Text("没有这个地区代码：{codes}。", "No such place: {codes}.")
NO_ROSTER = Text(
    "该集群还没有名册，无法确定目标企业；请先导入名册。", "This cluster has no roster yet; it comes first."
)
NOBODY = Text("该集群名册中没有符合条件的企业。", "No firm of its roster is meant.")
ALREADY = Text("这项政策在该集群已经展开。", "The policy was brought to this cluster already.")
NOT_PUBLISHED = Text("没有这项已发布的政策。", "There is no such published policy.")
STRANGE = Text(
    "不在本次宣达的目标企业中：{codes}。名册有新增的，请先补入。",
    "Not among the firms of this outreach: {codes}. Take in new firms of the roster first.",
)


class Prefixes(forms.CharField):
    """Industry codes (GB/T 4754-2017), split by anything between them; each fault is said."""

    def clean(self, value: Any) -> Any:
        """The codes, each once. Raises `ValidationError` naming each that is none."""
        if isinstance(value, list):
            value = "、".join(map(str, value))
        codes = list(dict.fromkeys(re.findall(r"[0-9A-Za-z]+", str(super().clean(value) or ""))))
        faults = [said for code in codes for said in industries.problems(code)]
        if faults:
            raise ValidationError(faults)
        return codes


class PolicyForm(PayloadForm):
    """A policy and whom it is meant for; cleaned, `rule` holds that."""

    title = line(T("政策名称", "Name"), limit=120)
    document = line(T("文号", "Document"), required=False, limit=80)
    on = Day(label=T("施行日期", "In force from"), error_messages={"required": REQUIRED})
    valid_to = Day(label=T("失效日期", "Until"), required=False)
    summary = text(
        T("给企业看的要点", "What a firm should know"),
        limit=2000,
        rows=5,
        help_text=T("谁能享受、能得到什么、怎么申报、找谁。", "Who gets what, how to apply, whom to ask."),
    )
    link = forms.URLField(
        label=T("原文网址", "Link"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": REQUIRED,
            "invalid": T("网址须以 https:// 或 http:// 开头。", "Write it like https://…"),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=T("支持类别", "What it gives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    everyone = forms.BooleanField(label=T("全部企业", "All firms"), required=False)
    sizes = forms.MultipleChoiceField(
        label=T("企业规模", "Size"), required=False, choices=list(SIZES.items()), widget=forms.CheckboxSelectMultiple
    )
    industries = Prefixes(
        label=T("行业代码", "Industries"),
        required=False,
        max_length=500,
        help_text=T("GB/T 4754 代码，大类、中类、小类均可，多个用顿号隔开。", "GB/T 4754 codes of any depth."),
    )
    titles = forms.MultipleChoiceField(
        label=T("企业称号", "Titles"),
        required=False,
        choices=[(each, each) for each in TITLES],
        widget=forms.CheckboxSelectMultiple,
    )
    places = line(
        T("地区代码", "Places"),
        required=False,
        limit=500,
        help_text=T("行政区划代码，多个用顿号隔开；辖区内全部的留空。", "Division codes; blank for the territory."),
    )

    def prepare(self) -> None:
        """The kinds of support."""
        of: Any = self.fields["kinds"]
        of.choices = [(each.name, each.title) for each in kinds().values()]
        row = getattr(self.doing, "subject", None)
        if isinstance(row, Policy) and not self.is_bound:
            names = ("title", "document", "on", "valid_to", "summary", "link", "kinds")
            rule = {**row.rule, "everyone": row.rule.get("all"), "places": "、".join(row.rule.get("places") or ())}
            rule["industries"] = "、".join(row.rule.get("industries") or ())
            self.initial = {**{name: getattr(row, name) for name in names}, **rule, **self.initial}

    def clean_places(self) -> list[str]:
        """Codes of places that exist. Raises `ValidationError`."""
        codes = list(dict.fromkeys(re.findall(r"[0-9A-Za-z-]+", self.cleaned_data["places"])))
        known = set(Authority.objects.filter(pk__in=codes).values_list("pk", flat=True))
        if strange := [code for code in codes if code not in known]:
            raise ValidationError(str(NO_PLACE.format(codes="、".join(strange))))
        return codes

    def clean(self) -> dict[str, Any]:
        """The rule in one; it says something, and the days follow each other."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = found.get("on"), found.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", str(ENDS_FIRST))
        rule: dict[str, Any] = {
            name: found.pop(name, None) or [] for name in ("sizes", "industries", "titles", "places")
        }
        rule["all"] = bool(found.pop("everyone", False))
        if not ruled(rule) and not {"industries", "places"} & set(self.errors):
            self.add_error("everyone", str(EMPTY))
        return {**found, "rule": rule}


class EndForm(PayloadForm):
    """Why something ends: `reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, error_messages=REASON)


class OpenForm(OfClusterForm):
    """Bringing a policy to a cluster: `cluster`, `policy`; cleaned, `firms` are those it is meant for."""

    def lay(self) -> None:
        """The policies that are published."""
        rows = Policy.objects.visible_to(self.doing.by).filter(state="published") if self.doing is not None else ()
        self.policies = {str(each.pk): each for each in rows}
        self.fields["policy"] = forms.ChoiceField(
            label=T("政策", "Policy"),
            choices=[("", T("请选择", "Choose")), *((key, each.title) for key, each in self.policies.items())],
            error_messages={"required": REQUIRED, "invalid_choice": T(NOT_PUBLISHED.zh, NOT_PUBLISHED.en)},
        )

    def clean(self) -> dict[str, Any]:
        """A cluster with a roster in which somebody is meant, once."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        policy = self.policies.get(found.get("policy", ""))
        if policy is None or self.place is None or self.doing is None:
            return found
        roster = newest_of(self.place)
        if Outreach.objects.filter(policy=policy, cluster=self.place).exists():
            self.add_error("policy", str(ALREADY))
        elif roster is None:
            self.add_error("policy", str(NO_ROSTER))
        elif not (firms := targets(policy.rule, self.place, roster, self.doing.today)):
            self.add_error("policy", str(NOBODY))
        else:
            found["roster"] = str(roster.pk)
            found["firms"] = len(firms)
        return found


class RecordForm(PayloadForm):
    """Firms that came to a state: `state`, `channel`, `on`, `codes`, `note`."""

    state = Chosen({name: title for name, title in STATES.items() if name != MISSING}, label=T("状态", "State"))
    channel = Chosen(dict(CHANNELS), label=T("方式", "By"))
    on = Day(label=T("日期", "Date"), error_messages={"required": REQUIRED})
    codes = forms.CharField(
        label=T("企业信用代码", "Credit codes"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=T("一行一家，可整列粘贴；已在更后状态的保持不变。", "One a line; firms further on stay there."),
        error_messages={"required": REQUIRED},
    )
    note = line(T("说明", "Note"), required=False, limit=300)

    def clean_codes(self) -> list[str]:
        """Firms of this outreach. Raises `ValidationError`."""
        row: Outreach | None = self.doing.subject if self.doing is not None else None
        said = re.split(r"[\s,，、;；]+", self.cleaned_data["codes"])[:MOST_CODES]
        codes = list(dict.fromkeys(code for each in said if (code := credit_code.tidy(each))))
        known = set(OutreachFirm.objects.filter(outreach=row).values_list("firm", flat=True)) if row else set()
        if strange := [code for code in codes if code not in known]:
            told = "、".join(code[:30] for code in strange[:20]) + ("……" if len(strange) > 20 else "")
            raise ValidationError(str(STRANGE.format(codes=told)))
        return codes

    def clean_on(self) -> date:
        """Not after today."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(str(FUTURE.format(today=f"{self.today}")))
        return on


class CorrectForm(PayloadForm):
    """One firm's state as it is, and `reason`."""

    state = Chosen(STATES, label=T("状态", "State"))
    reason = text(T("更正理由", "Reason"), limit=300, rows=2, error_messages=REASON)


class AnswerForm(PayloadForm):
    """A firm's own word behind the link: `code`, `state`, `question`."""

    code = Code(label=T("统一社会信用代码", "Credit code"), max_length=40, error_messages={"required": REQUIRED})
    state = Chosen({name: STATES[name] for name in ANSWERS}, label=T("您的回复", "Your answer"))
    question = line(
        T("想问的问题（选填）", "A question (optional)"),
        required=False,
        limit=300,
        help_text=T("请勿填写姓名、手机号等个人信息。", "No names or telephone numbers, please."),
    )
