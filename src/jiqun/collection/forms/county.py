"""What the county enters: the collection, the firms asked, reminders, the last day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.collection.asked import COLUMNS
from jiqun.collection.lists import Firm, read_lines
from jiqun.collection.models import Collection, Invitation
from jiqun.collection.queries.known import latest_roster, roster_firms
from jiqun.register.models import Cluster
from jiqun.web.fields import T, day, line, text

YEARS_OFFERED, YEARS_ASKED, DAYS_GIVEN = 6, 4, 14
SURVEYS = (
    ("approved", T("经批准或备案的统计调查", "An approved or registered survey")),
    ("voluntary", T("自愿填报", "Voluntary")),
)
CHANNELS = (
    ("phone", T("电话", "Phone")),
    ("message", T("短信、微信", "Text message")),
    ("mail", T("电子邮件", "E-mail")),
    ("visit", T("上门", "Visit")),
)
PURPOSE = "用于本地区中小企业特色产业集群的申报、年度培育情况报告和运行监测。"
READERS = "本地区中小企业主管部门；申报和报告时，逐级审核的市级、省级主管部门及其评审专家。不对外公开单个企业的数据。"
NONE_CHOSEN = {
    "required": T("请至少选择一项。", "Choose at least one."),
    "invalid_choice": T("没有“%(value)s”这一选项，请从列表中选择。", "%(value)s is none of the choices; take one."),
}


def several(label: Any, **more: Any) -> forms.MultipleChoiceField:
    """Some of several; the form fits the choices."""
    return forms.MultipleChoiceField(label=label, error_messages=NONE_CHOSEN, **more)


class StartForm(PayloadForm):
    """What is asked, of which years, until when, by what right and for what."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("没有这个集群，或不在您的辖区。", "No such cluster, or not in your territory."),
        },
    )
    title = line(
        T("名称", "Title"), limit=80, help_text=T("企业在页面上看到的名称。", "What firms read on their page.")
    )
    years = several(T("年度", "Years"), widget=forms.CheckboxSelectMultiple)
    figures = several(T("填报指标", "Figures"), widget=forms.CheckboxSelectMultiple)
    due_on = day(
        T("截止日期", "Last day"), help_text=T("当日下班前可以填报。", "Open until the office closes that day.")
    )
    contact = line(
        T("县级联系人和电话", "The county's contact"),
        limit=200,
        help_text=T("企业有疑问时联系，请写姓名和办公电话。", "Whom firms ask: a name and an office phone."),
    )
    survey = forms.ChoiceField(
        label=T("填报依据", "By what right"),
        choices=SURVEYS,
        widget=forms.RadioSelect,
        help_text=T(
            "依据统计法，未经批准或备案的调查只能请企业自愿填报；企业页面会写明。",
            "Under the Statistics Law what is not approved or registered is voluntary; the firm's page says which.",
        ),
        error_messages={"required": T("请选择填报依据，二者必居其一。", "Choose one of the two.")},
    )
    survey_number = line(T("批准或备案文号", "Approval number"), limit=80, required=False)
    survey_authority = line(T("批准或备案机关", "Approving authority"), limit=80, required=False)
    survey_until = day(T("批准有效期至", "Approval valid until"), required=False)
    purpose = text(T("用途", "Purpose"), limit=1000, rows=3, initial=PURPOSE)
    readers = text(T("谁会使用这些数据", "Who will use the figures"), limit=1000, rows=3, initial=READERS)

    def prepare(self) -> None:
        """The county's own clusters; the last complete year and those before it."""
        assert self.doing is not None
        today = self.doing.today
        years = range(today.year - 1, today.year - 1 - YEARS_OFFERED, -1)
        own = Cluster.objects.visible_to(self.doing.by).filter(authority=self.doing.by.authority).order_by("name")
        fields: Any = self.fields
        fields["cluster"].choices = [("", T("请选择", "Choose")), *((str(each.pk), each.name) for each in own)]
        fields["years"].choices = [(str(year), str(year)) for year in years]
        fields["years"].initial = [str(year) for year in list(years)[:YEARS_ASKED]]
        fields["figures"].choices = [(name, column.header) for name, column in COLUMNS.items()]
        fields["figures"].initial = list(COLUMNS)
        fields["title"].initial = f"{today.year - 1}年度企业数据填报"
        fields["due_on"].initial = today + timedelta(days=DAYS_GIVEN)

    def clean_years(self) -> list[int]:
        """As numbers, ascending."""
        return sorted(int(year) for year in self.cleaned_data["years"])

    def clean_figures(self) -> list[str]:
        """In the sheet's order."""
        return [name for name in COLUMNS if name in self.cleaned_data["figures"]]

    def clean_due_on(self) -> date:
        """Not over yet."""
        return to_come(self)

    def clean(self) -> dict[str, Any]:
        """An approval is named in full, and holds until the last day."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("survey") == "approved":
            for name in ("survey_number", "survey_authority", "survey_until"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(
                        name, T("选择“经批准或备案”的，须填写此项。", "Needed for an approved or registered survey.")
                    )
            until, due_on = data.get("survey_until"), data.get("due_on")
            if until and due_on and until < due_on:
                self.add_error(
                    "survey_until",
                    T("批准有效期早于截止日期，请核对。", "The approval ends before the last day; check it."),
                )
        return data


def to_come(form: PayloadForm) -> date:
    """The last day entered, which is not in the past. Raises `ValidationError`."""
    due_on: date = form.cleaned_data["due_on"]
    if form.doing is not None and due_on < form.doing.today:
        raise forms.ValidationError(T("截止日期不能早于今天。", "The last day cannot be in the past."))
    return due_on


class InviteForm(PayloadForm):
    """The firms to be asked: those of the roster in use, and a pasted list."""

    from_roster = forms.BooleanField(label=T("名册在用版本中的全部企业", "All firms of the roster"), required=False)
    lines = text(
        T("企业名单", "Firms"),
        limit=500_000,
        rows=10,
        required=False,
        help_text=T(
            "每行一家：统一社会信用代码、企业名称，可加联系电话，用空格、逗号或制表符分隔；可从表格中直接粘贴。",
            "One firm a line: credit code, name and, if known, a phone, with blanks, commas or tabs between; "
            "paste from a spreadsheet.",
        ),
    )
    sure = forms.BooleanField(
        label=T("校验码不符的代码已对照营业执照核对无误", "Codes whose check character does not fit were compared"),
        required=False,
    )

    def prepare(self) -> None:
        """Says how many firms the roster in use holds."""
        self.known: list[tuple[str, str]] = []
        cluster = self.doing.subject.cluster if self.doing is not None else None
        roster = latest_roster(cluster) if cluster is not None else None
        if cluster is None or roster is None:
            del self.fields["from_roster"]
            return
        self.fields["from_roster"].label = T(
            f"名册第 {roster.number} 版的全部企业（{roster.firms} 家）",
            f"All {roster.firms} firms of the roster, version {roster.number}",
        )
        self.known = roster_firms(cluster)

    def clean(self) -> dict[str, Any]:
        """Every line read, every fault at once; nobody is asked while one is wrong."""
        data: dict[str, Any] = self.cleaned_data
        firms, faults, unsure = read_lines(data.get("lines", ""))
        for fault in faults:
            self.add_error("lines", str(fault))
        if unsure and not data.get("sure"):
            for each in unsure:
                self.add_error("sure", str(each))
        listed = {firm.uscc: firm for firm in firms}
        if data.get("from_roster"):
            for uscc, name in self.known:
                listed.setdefault(uscc, Firm(uscc, name))
        if not listed and not self.errors:
            self.add_error("lines", T("请粘贴企业名单，或勾选名册中的企业。", "Paste a list, or take the roster's."))
        return {"firms": [asdict(firm) for firm in listed.values()]}


class ChosenForm(PayloadForm):
    """Some of the firms asked: by default those who have not answered."""

    firms = several(T("企业", "Firms"), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        """The firms of the collection; those who have not answered are chosen beforehand."""
        assert self.doing is not None
        rows = list(
            Invitation.objects.filter(collection=self.doing.subject.pk)
            .exclude(state="struck")
            .order_by("name")
            .values_list("pk", "name", "state")
        )
        fields: Any = self.fields
        fields["firms"].choices = [(str(pk), name) for pk, name, _ in rows]
        fields["firms"].initial = [str(pk) for pk, _, state in rows if state != "confirmed"]


class RemindForm(ChosenForm):
    """Who was reminded, and how."""

    channel = forms.ChoiceField(
        label=T("方式", "How"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择方式。", "Choose how.")},
    )


class DueForm(PayloadForm):
    """A new last day."""

    due_on = day(T("新的截止日期", "New last day"))

    def clean_due_on(self) -> date:
        """Not over yet."""
        return to_come(self)


class LaterForm(DueForm):
    """A last day later than the present one."""

    def clean_due_on(self) -> date:
        """Later than it was: firms rely on the day they were told."""
        due_on = to_come(self)
        if self.doing is not None:
            before = Collection.objects.values_list("due_on", flat=True).get(pk=self.doing.subject.pk)
            if due_on <= before:
                raise forms.ValidationError(
                    str(Text(f"须晚于现定的 {before}。", f"It must be later than {before}, as set now."))
                )
        return due_on


class AdoptForm(PayloadForm):
    """What the confirmed answers are used for, as the firms will read it."""

    what = line(
        T("用于", "Used for"),
        limit=160,
        help_text=T("企业在自己的页面上会看到这句话。", "Firms read this on their pages."),
    )

    def prepare(self) -> None:
        """The cluster's roster, unless something else is entered."""
        if self.doing is not None and self.doing.subject.cluster is not None:
            self.fields["what"].initial = f"{self.doing.subject.cluster.name}企业名册"
