"""The gallery: every part of the look on sample data, for those who build pages and those who judge them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazystr

from jiqun.bilingual import Text
from jiqun.web import icons

YI = 10_000_000_000
PAGES = ("parts", "workbench", "case", "notice", "sign-in", "forms")


def say(zh: str, en: str) -> Any:
    """A text for Django's forms, chosen when it is shown; Django fills its messages with %, which a Text lacks."""
    return lazystr(Text(zh, en))


class SampleForm(forms.Form):
    """A form with every kind of field the frame knows; bound to wrong entries it shows every kind of error."""

    name = forms.CharField(
        label=say("集群名称", "Name of the cluster"),
        max_length=40,
        help_text=say("按“县域＋主导产业＋产业集群”命名", "County, lead industry, then 产业集群"),
    )
    area = forms.DecimalField(
        label=say("占地面积", "Area"),
        max_value=100,
        error_messages={
            "max_value": say(
                "占地面积不得超过 100 平方公里，请核对单位后更正。",
                "The area may not exceed 100 km²; check the unit and correct it.",
            )
        },
    )
    output = forms.CharField(
        label=say("2024 年产值", "Output in 2024"),
        required=False,
        widget=forms.TextInput(attrs={"class": "figures", "inputmode": "decimal"}),
    )
    opened = forms.DateField(
        label=say("规划批复日期", "Date the plan was approved"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    level = forms.ChoiceField(
        label=say("申报级别", "Level"),
        choices=[("p", say("省级", "Province")), ("n", say("国家级", "National"))],
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(label=say("集群概况", "Summary"), widget=forms.Textarea, required=False)
    true = forms.BooleanField(
        label=say("本单位对所填内容的真实性负责", "We answer for the truth of what is entered"),
        error_messages={
            "required": say("请确认对真实性负责后再提交。", "Confirm that you answer for the truth before submitting.")
        },
    )


def _form(data: dict[str, str] | None) -> SampleForm:
    form = SampleForm(data)
    for name, told in {
        "area": {
            "unit": Text("平方公里", "km²"),
            "clause": Text("第十三条（二）", "Article 13(2)"),
            "last": "58.6",
            "definition": Text(
                "集群核心区与拓展区四至范围内的土地面积，以自然资源部门出具的图件为准。",
                "Land within the bounds of core and extension, as mapped by the natural resources bureau.",
            ),
        },
        "output": {
            "unit": Text("万元", "CNY 10,000"),
            "clause": Text("第十三条（二）", "Article 13(2)"),
            "last": "759,300",
        },
    }.items():
        for attribute, value in told.items():
            setattr(form.fields[name], attribute, value)
    return form


def _steps() -> list[Sample]:
    titles = [
        Text("填报", "Filling in"),
        Text("提交", "Submitted"),
        Text("受理", "Accepted"),
        Text("初审", "Preliminary review"),
        Text("实地抽查", "Site check"),
        Text("推荐", "Recommended"),
        Text("资格初审", "Qualification"),
        Text("专家评审", "Expert review"),
        Text("公示", "Public notice"),
        Text("认定", "Recognised"),
    ]
    return [
        Sample(title=title, status="done" if i < 3 else "now" if i == 3 else "todo") for i, title in enumerate(titles)
    ]


def _offers() -> list[Sample]:
    def offer(title: Text, refusal: Text | None = None, hint: Text | None = None, primary: bool = False) -> Sample:
        return Sample(
            act=Sample(title=title), url="#", allowed=refusal is None, refusal=refusal, hint=hint, primary=primary
        )

    return [
        offer(Text("填写初审意见", "Write the preliminary opinion"), primary=True),
        offer(
            Text("一次性告知补正", "Return for correction"),
            hint=Text("列出全部需补正事项", "Lists everything to be corrected"),
        ),
        offer(
            Text("推荐至省厅", "Recommend to the province"),
            refusal=Text(
                "还有 4 项条件未作结论；未记录实地抽查（第十四条二）",
                "4 conditions are without a conclusion; no site check is recorded (Article 14.2)",
            ),
        ),
    ]


def _findings() -> list[Sample]:
    def row(
        verdict: str,
        name: Text,
        value: str,
        limit: str,
        at: Any = None,
        bound: Any = None,
        top: Any = None,
        missing: Text | None = None,
    ) -> Sample:
        return Sample(
            verdict=verdict, name=name, value=value, limit=limit, at=at, bound=bound, top=top, missing=missing
        )

    return [
        row("met", Text("占地面积", "Area"), "58.6 km²", "≤ 100", "58.6", 100, 100),
        row(
            "met",
            Text("近三年产值，最低年 2022", "Output in three years, lowest 2022"),
            "61.24 亿元",
            "≥ 40",
            "61.24",
            40,
        ),
        row(
            "met",
            Text("中小企业产值占比", "Share of SMEs in output"),
            "86.50%",
            "＞ 70%",
            Fraction(865, 1000),
            Fraction(7, 10),
            1,
        ),
        row("not_met", Text("产值年均增速", "Annual growth of output"), "9.62%", "＞ 10%", "9.62", 10),
        row(
            "undetermined",
            Text("有效发明专利年均增长率", "Growth of patents in force"),
            "—",
            "≥ 15%",
            missing=Text("缺 2021 年 14 家企业数据", "14 enterprises lack 2021"),
        ),
        row(
            "judgement",
            Text("发展水平位居细分领域全省前列", "Among the foremost of its field in the province"),
            "—",
            "—",
            missing=Text("佐证 3 件", "3 files of evidence"),
        ),
        row(
            "not_applicable",
            Text("能效水平", "Energy efficiency"),
            "—",
            "—",
            missing=Text("非高耗能行业", "Not energy-intensive"),
        ),
    ]


def _clusters() -> list[Sample]:
    rows = [
        (
            Text("云溪区精密五金产业集群", "Yunxi Precision Hardware Cluster"),
            Text("金属制品业", "Metal products"),
            8_069,
            "met",
        ),
        (
            Text("东洲镇数智家电产业集群", "Dongzhou Smart Appliance Cluster"),
            Text("家用电力器具制造", "Household appliances"),
            12_345,
            "met",
        ),
        (
            Text("罗溪县表面处理产业集群", "Luoxi Surface Treatment Cluster"),
            Text("金属表面处理", "Metal surface treatment"),
            4_130,
            "not_met",
        ),
    ]
    return [
        Sample(
            name=name,
            industry=industry,
            output=hundredth * YI // 100,
            share=Fraction(700 + i * 41, 1000),
            verdict=verdict,
        )
        for i, (name, industry, hundredth, verdict) in enumerate(rows)
    ]


def _notice() -> Sample:
    return Sample(
        start=date(2025, 6, 18),
        end=date(2025, 6, 26),
        today=date(2025, 6, 20),
        days=[date(2025, 6, d) for d in (18, 19, 20, 23, 24, 25, 26)],
    )


def _rail(page: str) -> list[tuple[Text | None, list[tuple[Text, str, bool, int]]]]:
    return [
        (None, [(Text("工作台", "Workbench"), "/gallery/workbench/", page == "workbench", 7)]),
        (
            Text("认定", "Recognition"),
            [
                (Text("批次", "Rounds"), "/gallery/", page == "parts", 0),
                (Text("申报", "Applications"), "/gallery/case/", page == "case", 0),
            ],
        ),
        (Text("办法", "Measures"), [(Text("表单", "Forms"), "/gallery/forms/", page == "forms", 0)]),
        (None, [(Text("公开", "Public"), "/gallery/notice/", False, 0)]),
    ]


def gallery(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the gallery, in development and demonstration only."""
    if not (settings.DEBUG or getattr(settings, "JIQUN_DEMO", False)) or page not in PAGES:
        raise Http404
    wrong = {"name": "", "area": "586", "output": "806,900", "level": "p"}
    return render(
        request,
        f"web/gallery/{page}.html",
        {
            "rail": _rail(page),
            "public_nav": [
                (Text("公示", "Notices"), "/gallery/notice/", True, 0),
                (Text("名录", "Directory"), "#", False, 0),
                (Text("办法", "Measures"), "#", False, 0),
                (Text("对标自测", "Self-check"), "#", False, 0),
            ],
            "demo_banner": Text(
                "演示环境 · 业务日期 2025-04-18 · 企业与数据均为虚构",
                "Demonstration · business date 2025-04-18 · enterprises and data are invented",
            ),
            "account": Sample(
                name=Text("李某", "Li"),
                place=Text("示例市工业和信息化局 · 市级经办", "Example City bureau · officer"),
                sign_out_url="#",
            ),
            "steps": _steps(),
            "ended": [Sample(title=each.title, status="off") for each in _steps()[:5]]
            + [Sample(title=Text("已撤回", "Withdrawn"), status="now")],
            "offers": _offers(),
            "findings": _findings(),
            "clusters": _clusters(),
            "period": _notice(),
            "icons": icons.names(),
            "verdicts": ["met", "not_met", "undetermined", "judgement", "not_applicable"],
            "form": _form(wrong if page == "forms" else None),
            "rows": Paginator(range(312), 25).get_page(request.GET.get("page", 3)),
            "sha": "9b0d2c41e7a65f3390aa4bb1c02f7d18e6635c9a4d20f1b7783e5526c0d9ab14",
        },
    )
