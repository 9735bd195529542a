"""What the panel meeting's record asks for, and having sheets scored anew (Article 14(三))."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import day_of
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.queries import meeting as queries
from jiqun.recognition.queries.experts import panel_of
from jiqun.review.aggregation import LEAST_SHEETS
from jiqun.review.models import Panel

CONSENSUS = "consensus_"
LONGEST_CONSENSUS = 500


def panel_behind(form: PayloadForm) -> Panel | None:
    """The panel of the round a form is about."""
    return panel_of(form.doing.subject) if form.doing is not None and form.doing.subject is not None else None


class MeetingForm(PayloadForm):
    """The record: when, where, who was there, who stepped aside, what was discussed, what the panel says of a
    cluster, and the scan with the signatures."""

    held_on = day(T("会议日期", "Held on"))
    place = forms.CharField(
        label=T("会议地点", "Place"), max_length=80, error_messages=required("请填写会议地点。", "Say where.")
    )
    staff = forms.CharField(
        label=T("到会工作人员", "Officers present"),
        max_length=200,
        error_messages=required("请填写到会工作人员。", "Name the officers present."),
    )
    supervisor = forms.CharField(
        label=T("到会监督人（纪检监督）", "Supervisor present"),
        max_length=60,
        error_messages=required("请填写到会监督人。", "Name the supervisor present."),
    )
    experts = forms.MultipleChoiceField(
        label=T("到会专家（代号）", "Experts present, by code"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=required("请勾选到会专家。", "Tick the experts who were present."),
    )
    recusals = text(
        T("会上回避情况", "Who stepped aside"),
        limit=1000,
        rows=2,
        required=False,
        help_text=T("专家以代号记载；没有的留空", "Experts by code; leave blank if nobody did"),
    )
    matters = text(
        T("讨论事项和结论", "What was discussed, with the conclusions"),
        limit=4000,
        rows=5,
        missing=T("请填写讨论事项和结论。", "Say what was discussed."),
    )
    record = EvidenceField(
        label=T("会议记录（与会人员签名的扫描件）", "The record as it was signed, scanned"),
        error_messages=required("请上传经签名的会议记录。", "Upload the signed record."),
    )

    def prepare(self) -> None:
        """Offers the panel's experts by code, and a line for every cluster that was ranked."""
        panel = panel_behind(self)
        if panel is None:
            return
        self.fields["experts"].choices = [(code, code) for code in queries.present(panel)]  # type: ignore[attr-defined]
        self.clusters = queries.clusters(panel)
        for number, title in self.clusters:
            self.fields[CONSENSUS + number] = forms.CharField(
                label=f"{number} {title}",
                required=False,
                max_length=LONGEST_CONSENSUS,
                widget=forms.Textarea(attrs={"rows": 1}),
                error_messages={
                    "max_length": T(
                        f"{number} 的评审会意见超过 {LONGEST_CONSENSUS} 字，请精简。",
                        f"What is said of {number} is longer than {LONGEST_CONSENSUS} characters; shorten it.",
                    )
                },
            )

    def facts(self) -> list[forms.BoundField]:
        """The fields of the record itself."""
        return [field for field in self if not field.name.startswith(CONSENSUS)]

    def comments(self) -> list[forms.BoundField]:
        """The fields of what the panel says of a cluster."""
        return [field for field in self if field.name.startswith(CONSENSUS)]

    def clean(self) -> dict[str, Any]:
        """Held after the opening and not in days to come, with three experts; what is said of clusters gathered."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        panel = panel_behind(self)
        if panel is not None and panel.opened_at is not None and self.doing is not None:
            first, today = day_of(panel.opened_at), self.doing.today
            held = data.get("held_on")
            if held is not None and not first <= held <= today:
                self.add_error(
                    "held_on",
                    T(
                        f"会议日期应在评分开启（{first}）之后、今天（{today}）之前（均含当日）。",
                        f"The meeting is held between the opening ({first}) and today ({today}).",
                    ),
                )
        present = data.get("experts")
        if present is not None and len(present) < LEAST_SHEETS:
            self.add_error(
                "experts",
                T(
                    f"评审会到会专家不少于 {LEAST_SHEETS} 名，现勾选 {len(present)} 名。",
                    f"At least {LEAST_SHEETS} experts meet; {len(present)} are ticked.",
                ),
            )
        said = {name: data.pop(name) for name in list(data) if name.startswith(CONSENSUS)}
        data["consensus"] = {
            name.removeprefix(CONSENSUS): words.strip() for name, words in said.items() if words.strip()
        }
        return data


class OrderForm(PayloadForm):
    """Which meeting decided, which sheets, why, and until when."""

    meeting = forms.ChoiceField(
        label=T("作出决定的评审会", "The meeting that decided"),
        error_messages=required("请选择作出决定的评审会。", "Choose the meeting that decided."),
    )
    sheets = forms.MultipleChoiceField(
        label=T("复评的评审表", "Sheets to be scored anew"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请勾选评审会决定复评的评审表。", "Tick the sheets the meeting named."),
            "invalid_choice": T("所选评审表不能复评，请刷新。", "That sheet cannot be scored anew; reload."),
        },
    )
    reason = text(
        T("复评理由（与会议记录一致）", "Reason, as in the record"),
        limit=500,
        missing=T("请写明评审会决定复评的理由。", "Give the meeting's reason."),
    )
    due_on = day(T("复评期限", "To be scored by"))

    def prepare(self) -> None:
        """Offers the meetings on record and the sheets that count."""
        panel = panel_behind(self)
        if panel is None:
            return
        meetings = panel.meetings.order_by("-number").values_list("pk", "number", "held_on")
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (str(pk), T(f"第 {number} 次（{held:%Y-%m-%d}）", f"No. {number} ({held:%Y-%m-%d})"))
            for pk, number, held in meetings
        ]
        self.fields["sheets"].choices = [  # type: ignore[attr-defined]
            (pk, f"{number} {title} · {code}") for pk, number, title, code in queries.in_force(panel)
        ]


class GiveUpForm(PayloadForm):
    """Why nothing is scored anew after all."""

    reason = text(T("终止理由", "Reason"), limit=500, rows=3, missing=T("请写明终止理由。", "Say why."))
