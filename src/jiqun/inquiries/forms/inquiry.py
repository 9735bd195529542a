"""What is entered for an inquiry: what is asked, how it was sent, what was answered (Article 13(一))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text, listing
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.inquiries import sheets, tables
from jiqun.inquiries.departments import departments
from jiqun.inquiries.firms import names_of
from jiqun.inquiries.models import Letter
from jiqun.register.models import Cluster
from jiqun.standards.workdays import CalendarUnknown, add_workdays
from jiqun.web.fields import T, day, line, text

ASKED_WORKDAYS = 10
"""Working days departments are asked to answer within, unless the officer says otherwise."""
_NOT_FUTURE = Text("日期不能晚于今天。", "It cannot be a day to come.")
_NO_CLUSTER = Text("请选择本辖区已有名册的集群。", "Choose a cluster of your territory that has a roster.")
_STRANGER = Text(
    "第 {line} 行 {code} 不在所核查的名册（第 {n} 版）中，请核对信用代码。",
    "Line {line}: {code} is not on the roster asked about (version {n}); check the code.",
)
_NOT_COVERED = Text(
    "第 {line} 行的类别“{kind}”不在本次回复涵盖的类别之内。", "Line {line}: the answer does not cover “{kind}”."
)
_SAME = Text("第 {line} 行与第 {other} 行相同。", "Lines {line} and {other} are the same.")
OUTCOMES = (("none", T("均未查到记录", "No record of any firm")), ("hits", T("查到记录", "Records of some firms")))


def not_future(form: PayloadForm, name: str) -> date:
    """A day that is not to come. Raises `ValidationError`."""
    given: date = form.cleaned_data[name]
    if form.doing is not None and given > form.today:
        raise ValidationError(str(_NOT_FUTURE))
    return given


class OpenForm(PayloadForm):
    """An inquiry: `cluster` (id), `departments`, `until` (the 36 months before it are asked about), `note`."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"),
        error_messages={"required": _NO_CLUSTER, "invalid_choice": _NO_CLUSTER},  # type: ignore[dict-item]
        help_text=T("按该集群最新一版名册发函。", "The latest roster of the cluster is asked about."),
    )
    departments = forms.MultipleChoiceField(
        label=T("核查部门", "Departments"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请至少选择一个部门。", "Choose at least one department."),
            "invalid_choice": T("没有这个部门，请从列表中选择。", "There is no such department; take one of the list."),
        },
    )
    until = day(
        T("核查截止日", "Asked about until"),
        help_text=T("核查该日之前 36 个月（含当日），即“近三年”。", "The 36 months up to and including this day."),
    )
    note = text(T("函中补充说明", "Remark in the letter"), limit=500, rows=3, required=False)

    def prepare(self) -> None:
        """The clusters of the territory that have a roster; all departments chosen; until today."""
        told: Any = [
            (
                each.name,
                Text(f"{each.title.zh}（{'、'.join(each.kinds)}）", f"{each.title.en} ({kinds_of(each.kinds)})"),
            )
            for each in departments().values()
        ]
        self.fields["departments"].choices = told  # type: ignore[attr-defined]
        self.initial.setdefault("departments", list(departments()))
        if self.doing is None or self.doing.by.authority is None:
            return
        self.initial.setdefault("until", self.today)
        found = Cluster.objects.visible_to(self.doing.by).filter(rosters__isnull=False).distinct()
        rows = found.select_related("authority").order_by("path", "name")
        self.fields["cluster"].choices = [  # type: ignore[attr-defined]
            ("", T("请选择", "choose")),
            *((str(each.pk), f"{each.name}（{each.authority.name}）") for each in rows),
        ]

    def clean_until(self) -> date:
        """What has not come yet cannot be asked about."""
        return not_future(self, "until")


def kinds_of(kinds: Any) -> str:
    """Kinds of incidents in English."""
    return listing(INCIDENT_TITLES[kind] for kind in kinds).en


class SentForm(PayloadForm):
    """How the letter went out: `departments` it went to, `document` (the office's own), `sent_on`, `reply_by`."""

    departments = forms.MultipleChoiceField(
        label=T("发往部门", "Sent to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请选择发往的部门。", "Choose where it was sent."),
            "invalid_choice": T(
                "所选部门已经发函，或不在本次核查之列。", "It was sent there already, or that is not asked."
            ),
        },
    )
    document = line(
        T("发文字号", "Document number"),
        help_text=T(
            "按本单位公文系统取得的字号填写；系统不编号。", "As your document office gave it; none is made up."
        ),
    )
    sent_on = day(T("发函日期", "Sent on"))
    reply_by = day(
        T("请于何日前回复", "Answer asked by"),
        required=False,
        help_text=T("不填则为发函后第 10 个工作日。", "The 10th working day after, unless given."),
    )

    def prepare(self) -> None:
        """Those it has not gone to yet."""
        if self.doing is None or self.doing.subject is None:
            return
        waiting = Letter.objects.filter(inquiry=self.doing.subject.pk, sent_on__isnull=True)
        names = waiting.values_list("department", flat=True)
        self.fields["departments"].choices = of_departments(names)  # type: ignore[attr-defined]
        self.initial.setdefault("departments", list(names))
        self.initial.setdefault("sent_on", self.today)

    def clean_sent_on(self) -> date:
        """It has gone out already."""
        return not_future(self, "sent_on")

    def clean(self) -> dict[str, Any]:
        """The day by which an answer is asked for, counted in working days where it was not given."""
        data: dict[str, Any] = self.cleaned_data
        sent = data.get("sent_on")
        if sent is None or "reply_by" not in data:
            return data
        if data["reply_by"] is None:
            try:
                data["reply_by"] = add_workdays(sent, ASKED_WORKDAYS)
            except CalendarUnknown as unknown:
                self.add_error("reply_by", str(unknown.text))
        elif data["reply_by"] < sent:
            self.add_error("reply_by", T("回复期限不能早于发函日期。", "It cannot be before the letter was sent."))
        return data


def of_departments(names: Any) -> list[tuple[str, Text]]:
    """Departments as choices, in the order of the table."""
    wanted = set(names)
    return [(each.name, each.title) for each in departments().values() if each.name in wanted]


class OfLetter(PayloadForm):
    """About one department of the inquiry."""

    department = forms.ChoiceField(
        label=T("部门", "Department"),
        error_messages={
            "required": T("请选择部门。", "Choose the department."),
            "invalid_choice": T("没有待回复的这一部门。", "No answer of this department is awaited."),
        },
    )

    def prepare(self) -> None:
        """Those whose answer is awaited."""
        if self.doing is None or self.doing.subject is None:
            return
        awaited = Letter.objects.filter(inquiry=self.doing.subject.pk, sent_on__isnull=False, replied_on__isnull=True)
        self.letters = {each.department: each for each in awaited}
        self.fields["department"].choices = of_departments(self.letters)  # type: ignore[attr-defined]


class RemindForm(OfLetter):
    """A reminder: `department`, `reminded_on`, `note`."""

    reminded_on = day(T("催办日期", "Reminded on"))
    note = line(T("方式和情况", "How"), limit=200, help_text=T("如：电话，对方答复本周内办结", "Such as: by telephone"))

    def clean_reminded_on(self) -> date:
        """It has been done."""
        return not_future(self, "reminded_on")


class ReplyForm(OfLetter):
    """An answer: who answered, number, date, scan, the kinds it covers, and the firms it names (pasted or a table)."""

    replied_by = line(T("回复单位", "Answered by"), help_text=T("如：惠州市应急管理局", "The department’s own name"))
    document = line(
        T("复函文号", "Number of the answer"), help_text=T("没有文号的填文件名。", "Its title where it has none.")
    )
    replied_on = day(T("复函日期", "Date of the answer"))
    file = EvidenceField(label=T("复函扫描件", "Scan of the answer"))
    covers = forms.MultipleChoiceField(
        label=T("回复涵盖的类别", "Kinds it covers"),
        choices=[(kind, title) for kind, title in INCIDENT_TITLES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=T("只有部门确已查询的类别才算已核查。", "Only what the department did search counts as searched."),
        error_messages={"required": T("请勾选回复涵盖的类别。", "Tick the kinds the answer covers.")},
    )
    outcome = forms.ChoiceField(
        label=T("查询结果", "Outcome"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择查询结果。", "Choose the outcome.")},
    )
    lines = text(
        T("查到的记录（粘贴表格，第一行为表头）", "Records (paste a table, the header first)"),
        limit=1_000_000,
        rows=6,
        required=False,
        help_text=T(
            "栏目：统一社会信用代码、企业名称、类别、等级、日期、文号；等级由认定部门作出，不明的留空。",
            "Columns: 统一社会信用代码, 企业名称, 类别, 等级, 日期, 文号. The grade is the department's own.",
        ),
    )
    sheet = sheets.TableField(label=T("或上传表格（.xlsx、.csv）", "Or upload a table (.xlsx, .csv)"), required=False)

    def prepare(self) -> None:
        """The department asked for in the address chooses the kinds beforehand."""
        super().prepare()
        chosen = departments().get(str(self.initial.get("department") or ""))
        if chosen is not None:
            self.initial.setdefault("covers", list(chosen.kinds))

    def clean_replied_on(self) -> date:
        """The date of what lies there already."""
        return not_future(self, "replied_on")

    def clean(self) -> dict[str, Any]:
        """The records, each of a firm asked about; every fault at once. `hits` holds them."""
        data: dict[str, Any] = self.cleaned_data
        data["hits"] = []
        letter = self.letters.get(data.get("department", "")) if self.doing is not None else None
        if letter is not None and letter.sent_on and data.get("replied_on") and data["replied_on"] < letter.sent_on:
            self.add_error("replied_on", T("复函日期早于发函日期，请核对。", "That is before the letter was sent."))
        given = bool(data.get("lines") or data.get("sheet"))
        if data.get("outcome") == "none" and given:
            self.add_error(
                "outcome", T("选了“均未查到记录”，却附有记录，请核对。", "No record is chosen, yet some are given.")
            )
        if data.get("outcome") != "hits" or self.doing is None:
            return data
        if not given and not self.errors.keys() & {"lines", "sheet"}:
            self.add_error("lines", T("请粘贴或上传查到的记录。", "Paste or upload the records."))
        if given:
            self.read_hits(data)
        return data

    def read_hits(self, data: dict[str, Any]) -> None:
        """Reads the records from where they were given."""
        at = "sheet" if data.get("sheet") else "lines"
        try:
            rows = rows_from(data, at)
        except sheets.Unreadable:
            self.add_error(at, str(sheets.UNREADABLE))
            return
        assert self.doing is not None
        inquiry = self.doing.subject.inquiry
        only = data.get("covers", [])[0] if len(data.get("covers", [])) == 1 else ""
        table = tables.read(rows, tables.columns(code=True, kind=not only, on=True), records=True)
        faults = list(table.faults) or list(self.not_fitting(inquiry, table, set(data.get("covers", [])), only))
        for said in faults:
            self.add_error(at, str(said))
        data["hits"] = [values for _, values in table.lines]

    def not_fitting(self, inquiry: Any, table: tables.Table, covers: set[str], only: str) -> list[Text]:
        """Lines that are of no firm asked about, of a kind not covered, or said twice."""
        firms = names_of(inquiry.roster_id)
        seen: dict[tuple[Any, ...], int] = {}
        faults = []
        for number, values in table.lines:
            values["kind"] = values["kind"] or only
            if values["uscc"] not in firms:
                faults.append(_STRANGER.format(line=number, code=values["uscc"], n=inquiry.roster.number))
            values["name"] = values["name"] or firms.get(values["uscc"], "")
            if values["kind"] not in covers:
                faults.append(_NOT_COVERED.format(line=number, kind=values["kind"]))
            mark = tuple(values[name] for name in ("uscc", "kind", "on", "document"))
            if mark in seen:
                faults.append(_SAME.format(line=number, other=seen[mark]))
            seen.setdefault(mark, number)
        return faults


def rows_from(data: dict[str, Any], at: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that was uploaded or pasted. Raises `Unreadable`."""
    if at == "sheet":
        return sheets.rows_of(data["sheet"]["sha256"], data["sheet"]["name"].lower().endswith(".csv"))
    return sheets.of_text(data["lines"])


class CloseForm(PayloadForm):
    """The end of an inquiry; where an answer is still awaited, why it is closed without: `reason`."""

    reason = text(T("说明", "Remark"), limit=1000, rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """A reason where a department has not answered."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None or self.doing.subject is None or data.get("reason"):
            return data
        waiting = Letter.objects.filter(inquiry=self.doing.subject.pk, replied_on__isnull=True)
        if names := [departments()[name].title for name in waiting.values_list("department", flat=True)]:
            said = Text(
                "{names}尚未回复；不等回复即办结的，请写明原因。",
                "No answer of {names} yet; say why it is closed without.",
            )
            self.add_error("reason", str(said.format(names=listing(names))))
        return data


class WithdrawForm(PayloadForm):
    """Why an inquiry is withdrawn: `reason`."""

    reason = text(T("撤回理由", "Reason"), limit=1000, rows=3)
