"""What the province enters for a round, its call, and a cancelled draft."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string

from jiqun import law
from jiqun.authorities.hours import ZONE, day_of
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.instruments import queries as instruments
from jiqun.instruments.queries import question_pages as shown
from jiqun.law.citation import here
from jiqun.law.measure import Measure
from jiqun.recognition.acts import call as acts
from jiqun.recognition.forms.words import T, day, text
from jiqun.recognition.models import Quota
from jiqun.standards import province

SCOPES = (
    ("prefecture", T("地级以上市范围内", "within a prefecture")),
    ("province", T("全省范围内", "in the province")),
)
DIGITS = (
    (0, T("不限", "no rule")),
    (2, T("大类（2 位代码）", "division (2 digits)")),
    (3, T("中类（3 位代码）", "group (3 digits)")),
    (4, T("小类（4 位代码）", "class (4 digits)")),
)
QUOTA_MOST = 50
DOCUMENT = re.compile(r"\S{1,30}〔\d{4}〕\d{1,5}号")


class RoundForm(PayloadForm):
    """A round: year, dates, quotas, sub-sector rule, readings, demands, and the text of the call.

    Dates are days; each ends at the closing hour. `quota_<code>` overrides `quota_default` for one prefecture.
    `reading_<口径>` fixes one reading each. Demands are one a line and are numbered D1, D2 … in that order.
    """

    year = forms.IntegerField(label=T("年度", "Year"), min_value=2023, max_value=2100)
    supplementary = forms.BooleanField(label=T("增补批次", "Supplementary round"), required=False)
    reason = text(
        T("同年再次开展的理由", "Reason for another round in the year"),
        required=False,
        help_text=T(
            "{A12}：原则上每年开展一次。同一年度已有批次时必填。",
            "{A12}: once a year in principle. Needed when the year has a round already.",
        ),
    )
    county_deadline = day(T("县级申报截止日", "Counties apply by"))
    prefecture_deadline = day(T("市级推荐截止日", "Prefectures recommend by"))
    review_deadline = day(T("评审完成日", "Review finished by"), required=False)
    quota_default = forms.IntegerField(
        label=T("各市推荐名额（默认）", "Quota of each prefecture (default)"), min_value=0, max_value=QUOTA_MOST
    )
    niche_scope = forms.ChoiceField(label=T("细分领域范围", "Sub-sector rule holds"), choices=SCOPES)
    niche_digits = forms.TypedChoiceField(
        label=T("同一细分领域限推荐 1 个", "One cluster a sub-sector"),
        choices=DIGITS,
        coerce=int,
        help_text=T(
            "按主导产业代码的前几位判断；另有推荐的，须由市级说明理由。",
            "By the first digits of the lead industry's code; a prefecture that has another gives its reason.",
        ),
    )
    certificates = forms.BooleanField(
        label=T("公布后制发认定证书", "Certificates after the announcement"),
        required=False,
        help_text=T("办法未要求证书，默认不制发。", "The measure asks for none; off by default."),
    )
    demands = text(
        T("附加要求（每行一条）", "Added demands (one a line)"),
        required=False,
        help_text=T(
            "自动编号 D1、D2……，市级逐条作出结论。写成“条件名称＋不低于（不少于、不超过、高于）＋数值单位”的，"
            "如“近三年产值不低于 50 亿元”，由系统测算；其他由人工判断。",
            "Numbered D1, D2 …; prefectures conclude on each. A line that is a condition of the measure with another"
            " limit, such as 近三年产值不低于 50 亿元, is computed; any other is judged by people.",
        ),
    )
    call = text(
        T("通知正文", "Text of the call"),
        limit=8000,
        rows=8,
        missing=T("请填写通知正文。", "Write the text of the call."),
        help_text=T(
            "时间、名额、细分领域、口径和附加要求按本页设置自动列入通知，正文不必重复。",
            "Dates, quotas, sub-sector rule, readings and demands are added from this page; do not repeat them.",
        ),
    )

    def prepare(self) -> None:
        """Adds one quota a prefecture and one choice a reading; shows the draft as it stands when amending."""
        self.quota_names: list[str] = []
        for prefecture in acts.prefectures():
            name = f"quota_{prefecture.code}"
            self.fields[name] = forms.IntegerField(
                label=prefecture.name, required=False, min_value=0, max_value=QUOTA_MOST
            )
            self.quota_names.append(name)
        self.reading_names: list[str] = []
        self.lay_readings()
        if self.doing is None:
            return
        if self.doing.act.name == "amend":  # the number carries the year
            self.fields["year"].disabled = True
            self.fields["year"].initial = acts.round_of(self.doing.subject).year
        if not self.is_bound:
            self.initial = self.standing() if self.doing.act.name == "amend" else self.fresh()

    def lay_readings(self) -> None:
        """One choice a reading; one that the province has fixed by an interpretation begins with it and says so."""
        measure = self.measure()
        fixed = instruments.readings(measure.id, self.doing.today) if self.doing else {}
        for key, reading in measure.readings.items():
            name, given = f"reading_{key}", fixed.get(key)
            source: Any = shown.in_words(measure.id, given).source if given else ""
            self.fields[name] = forms.ChoiceField(
                label=T(reading.phrase.zh, reading.phrase.en),
                choices=list(reading.values.items()),
                initial=given.value if given else reading.default,
                help_text=source,
            )
            self.reading_names.append(name)

    def measure(self) -> Measure:
        """The measure whose readings are fixed: a draft's own, else today's; while none is in force, the province's."""
        if self.doing is not None and self.doing.subject is not None:
            return law.load(self.doing.subject.measure)
        provincial = law.load(instruments.PROVINCIAL)
        try:
            return acts.governing(self.doing.today) if self.doing else provincial
        except Refusal:  # said by the act itself
            return provincial

    @property
    def quotas(self) -> list[forms.BoundField]:
        """The quota of each prefecture."""
        return [self[name] for name in self.quota_names]

    @property
    def readings(self) -> list[forms.BoundField]:
        """The readings to fix."""
        return [self[name] for name in self.reading_names]

    @property
    def warning(self) -> Any:
        """Said before anything is entered, when this year has a round already (Article 12)."""
        if self.doing is None:
            return None
        year = self.doing.now.astimezone(ZONE).year
        others = acts.others_of_year(year, self.doing.subject)
        return acts.second_needs_reason(year, others) if others else None

    def fresh(self) -> dict[str, Any]:
        """A new draft: this year, three clusters a prefecture, the text with the measure's clause."""
        assert self.doing is not None
        year = self.doing.now.astimezone(ZONE).year
        measure = self.measure()
        words = render_to_string(
            "recognition/call_text.txt",
            {
                "year": year,
                "designation": province.here().designation.zh,
                "title": measure.title,
                "number": measure.number,
                "clauses": here("A12 A14").zh,
                "conditions": here("A13").zh,
                "rests": "、".join(b.number for b in measure.bases_on(self.doing.today)),
            },
        ).strip()
        return {"year": year, "quota_default": 3, "niche_scope": "prefecture", "niche_digits": 0, "call": words}

    def standing(self) -> dict[str, Any]:
        """The draft as it stands; the default quota is the commonest one."""
        assert self.doing is not None
        row = acts.round_of(self.doing.subject)
        found: dict[str, Any] = {name: getattr(row, name) for name in acts.AS_GIVEN}
        for name in acts.DATES:
            moment = getattr(row, name)
            found[name] = day_of(moment) if moment else None
        ceilings = dict(Quota.objects.filter(round=row).values_list("prefecture_id", "ceiling"))
        shares = list(ceilings.values())
        default = max(sorted(set(shares)), key=shares.count) if shares else 3
        found["quota_default"] = default
        found |= {f"quota_{code}": ceiling for code, ceiling in ceilings.items() if ceiling != default}
        found |= {f"reading_{key}": value for key, value in row.readings.items()}
        found["demands"] = "\n".join(demand["text"] for demand in row.demands)
        return found

    def clean_demands(self) -> str:
        """One demand a line, blank lines dropped."""
        lines = (line.strip() for line in self.cleaned_data["demands"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean(self) -> dict[str, Any]:
        """Dates follow one another and lie ahead; another round of the year has its reason."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is not None:
            self.check_dates(data, self.doing.today)
            if "year" in data and not data.get("reason"):
                others = acts.others_of_year(data["year"], self.doing.subject)
                if others:
                    said: Any = acts.second_needs_reason(data["year"], others)
                    self.add_error("reason", said)
        return data

    def check_dates(self, data: dict[str, Any], today: date) -> None:
        """County before prefecture before review, the first one ahead."""
        county, prefecture, review = (data.get(name) for name in acts.DATES)
        if county and county <= today:
            self.add_error("county_deadline", T("县级申报截止日须晚于今天。", "The counties' day must lie ahead."))
        if county and prefecture and prefecture <= county:
            self.add_error(
                "prefecture_deadline",
                T("市级推荐截止日须晚于县级申报截止日。", "Prefectures recommend after the counties have applied."),
            )
        if review and prefecture and review <= prefecture:
            self.add_error(
                "review_deadline",
                T("评审完成日须晚于市级推荐截止日。", "The review ends after the prefectures have recommended."),
            )


class IssueForm(PayloadForm):
    """Issuing the call: its number as the office system gave it, and its date."""

    document = forms.CharField(
        label=T("发文字号", "Document number"),
        required=False,
        max_length=80,
        help_text=T(
            "以办公系统编定的为准，如 某工信服务函〔2025〕12号；尚未编号的留空，打印时显示〔 〕 号。",
            "As the office system numbered it; leave it empty until there is one.",
        ),
    )
    issued_on = day(T("成文日期", "Date of the document"))

    def prepare(self) -> None:
        """Proposes today."""
        if self.doing is not None:
            self.fields["issued_on"].initial = self.doing.today

    def clean_document(self) -> str:
        """The form of a document number (GB/T 9704: 发文机关代字〔年份〕顺序号)."""
        number: str = self.cleaned_data["document"].strip()
        if number and not DOCUMENT.fullmatch(number):
            raise forms.ValidationError(
                T(
                    "发文字号应如“某工信服务函〔2025〕12号”（六角括号〔〕、不加“第”字）；未编号请留空。",
                    "A document number reads like 某工信服务函〔2025〕12号; leave it empty until there is one.",
                )
            )
        return number

    def clean_issued_on(self) -> date:
        """Not in the future."""
        issued: date = self.cleaned_data["issued_on"]
        if self.doing is not None and issued > self.doing.today:
            raise forms.ValidationError(T("成文日期不能晚于今天。", "The document cannot be dated in the future."))
        return issued


class CancelForm(PayloadForm):
    """Cancelling a draft asks why."""

    reason = text(T("取消理由", "Reason"), missing=T("请写明取消理由。", "Say why the round is cancelled."))
