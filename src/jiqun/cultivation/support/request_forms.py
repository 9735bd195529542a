"""What is entered for requests of firms (企业诉求): the request, who solves it, what was done, the firm's own word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.support.fields import roster_codes, strangers
from jiqun.cultivation.support.kinds import request_kinds
from jiqun.ledgers.fields import Chosen, CreditCode
from jiqun.register.models import Cluster, Enterprise
from jiqun.web.fields import T, day, line, text

FUTURE = T("日期不能晚于今天。", "It cannot be a day to come.")
EARLY = T("日期早于收到诉求之日，请核对。", "That is before the request was received; check it.")
DUE_FIRST = T("办理期限早于收到日期，请核对。", "It is due before it was received; check it.")
DUE_PAST = T("新的办理期限早于今天，请核对。", "The new day lies in the past; check it.")


def today(form: PayloadForm) -> date | None:
    """The office's day, where the form knows it."""
    return form.doing.today if form.doing is not None else None


def past(form: PayloadForm, name: str) -> date:
    """The day that was given, when it is not to come. Raises `ValidationError`."""
    given: date = form.cleaned_data[name]
    on = today(form)
    if on is not None and given > on:
        raise ValidationError(str(FUTURE))
    return given


class RequestForm(PayloadForm):
    """A request: `cluster`, `kind`, `firm` (credit code, blank for the operating agency), `party` (its name), `asked`,
    `contact`, `received_on`, `unit`, `due_on`."""

    cluster = forms.ModelChoiceField(
        label=T("集群", "Cluster"),
        queryset=Cluster.objects.none(),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("请选择本单位的集群。", "Choose a cluster of your own."),
        },
    )
    kind = Chosen(request_kinds(), label=T("诉求类别", "About"))
    firm = CreditCode(
        label=T("企业信用代码", "Credit code of the firm"),
        required=False,
        max_length=40,
        help_text=T(
            "企业提出的必填，须在集群最新名册内；运营管理机构提出的留空。",
            "Where a firm asks: one of the newest roster. Blank where the operating agency asks.",
        ),
    )
    party = line(
        T("运营管理机构名称", "The operating agency"),
        limit=120,
        required=False,
        help_text=T("运营管理机构提出的填写。", "Where it is the agency that asks."),
    )
    asked = text(
        T("诉求内容", "What is asked"),
        limit=2000,
        help_text=T("写事情，不写个人电话、身份证号。", "The matter; no telephone or identity numbers here."),
        error_messages={"required": T("请写明诉求内容。", "Say what is asked.")},
    )
    contact = line(
        T("联系人和电话", "Contact"),
        limit=80,
        required=False,
        help_text=T("仅本单位可见，不进入列表和导出。", "Your authority alone sees it; never in lists or files."),
    )
    received_on = day(T("收到日期", "Received on"))
    unit = line(
        T("责任单位", "Who is to solve it"),
        limit=80,
        help_text=T("如：县自然资源局。", "The department that is to solve it."),
    )
    due_on = day(T("办理期限", "Due on"))

    def prepare(self) -> None:
        """The county's own clusters."""
        for name in ("firm", "party"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]
        if self.doing is not None and self.doing.by.authority is not None:
            cluster: Any = self.fields["cluster"]
            cluster.queryset = Cluster.objects.filter(authority=self.doing.by.authority).order_by("name")

    def clean_received_on(self) -> date:
        """It was received."""
        return past(self, "received_on")

    def clean(self) -> dict[str, Any]:
        """Either a firm of the roster or the agency; due no earlier than it came."""
        found: dict[str, Any] = self.cleaned_data
        cluster: Cluster | None = found.get("cluster")
        if cluster is not None:
            found["cluster"] = str(cluster.pk)
        if found.get("firm") and cluster is not None:
            if said := strangers([found["firm"]], roster_codes(cluster)):
                self.add_error("firm", str(said))
            else:
                found["party"] = Enterprise.objects.values_list("name", flat=True).get(pk=found["firm"])
        elif not found.get("firm") and not found.get("party") and "firm" not in self.errors:
            self.add_error(
                "firm",
                str(T("请填企业信用代码，或填运营管理机构名称。", "Give the firm's code, or the agency's name.")),
            )
        received, due = found.get("received_on"), found.get("due_on")
        if received and due and due < received:
            self.add_error("due_on", str(DUE_FIRST))
        return found


class TakeUpForm(PayloadForm):
    """Beginning: `unit`, `note`."""

    unit = line(T("责任单位", "Who is to solve it"), limit=80)
    note = text(T("办理安排", "How it is gone about"), limit=1000, rows=3, required=False)

    def prepare(self) -> None:
        """The unit as it stands."""
        subject = getattr(self.doing, "subject", None)
        if subject is not None:
            self.initial.setdefault("unit", subject.enterprise_request.unit)


class HandUpForm(PayloadForm):
    """To the prefecture: `reason`, why the county cannot solve it; `due_on`, by when it asks for an answer."""

    reason = text(
        T("提请市级协调的理由", "Why the county cannot solve it"),
        limit=1000,
        error_messages={"required": T("请写明县级无法解决的原因。", "Say why the county cannot solve it.")},
    )
    due_on = day(T("请市级办理的期限", "Asked for by"))

    def clean_due_on(self) -> date:
        """A day to come."""
        given: date = self.cleaned_data["due_on"]
        on = today(self)
        if on is not None and given < on:
            raise ValidationError(str(DUE_PAST))
        return given


class AnswerForm(HandUpForm):
    """The prefecture's answer: `reason` (what it did or advises), `due_on` for the county's next step."""

    reason = text(
        T("协调结果", "What came of it"),
        limit=2000,
        error_messages={"required": T("请写明协调结果。", "Say what came of it.")},
    )
    due_on = day(T("县级办结期限", "To be closed by"))


class CloseForm(PayloadForm):
    """Closure: `outcome`, `done_on`; the firm's own word `content` (`yes`/`no`) and its day `asked_on`."""

    outcome = text(
        T("办理结果", "What was done"),
        limit=2000,
        error_messages={"required": T("请写明办理结果。", "Say what was done.")},
    )
    done_on = day(T("办结日期", "Done on"))
    content = forms.ChoiceField(
        label=T("企业评价", "The firm's own word"),
        choices=(("yes", T("满意", "Content")), ("no", T("不满意", "Not content"))),
        widget=forms.RadioSelect,
        error_messages={"required": T("请征求企业评价后填写。", "Ask the firm, then choose.")},
    )
    asked_on = day(T("评价日期", "Said on"))

    def clean_done_on(self) -> date:
        """Done, and after it came."""
        return self.since("done_on")

    def clean_asked_on(self) -> date:
        """Said, and after it came."""
        return self.since("asked_on")

    def since(self, name: str) -> date:
        """A day from the receipt to today. Raises `ValidationError`."""
        given = past(self, name)
        subject = getattr(self.doing, "subject", None)
        if subject is not None and given < subject.enterprise_request.received_on:
            raise ValidationError(str(EARLY))
        return given


class DeclineForm(PayloadForm):
    """Not taken on: `reason`."""

    reason = text(
        T("不予办理的理由", "Why it is not taken on"),
        limit=1000,
        error_messages={"required": T("请写明理由，并向企业说明。", "Say why, and tell the firm.")},
    )


class ReopenForm(HandUpForm):
    """Taken up again: `reason`, `due_on`."""

    reason = text(
        T("重新办理的理由", "Why it is taken up again"),
        limit=1000,
        error_messages={"required": T("请写明理由。", "Say why.")},
    )
    due_on = day(T("办理期限", "Due on"))
