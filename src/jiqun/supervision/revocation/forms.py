"""What opening, proving, proposing and dropping a revocation ask for (Article 17)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Recognition
from jiqun.register.terms import Standing
from jiqun.supervision.models import Lead, Proof, Revocation
from jiqun.supervision.models.lead import OPEN
from jiqun.supervision.revocation.grounds import GROUNDS, KINDS, named
from jiqun.web.fields import T, day, line, text

NO_RECOGNITION = T("请选择拟撤销的认定。", "Choose the recognition.")
NEEDED: dict[str, tuple[str, ...]] = {
    "proof": (),
    "order": ("issuer", "document", "dated_on", "due_on"),
    "change": ("dated_on",),
    "finding": ("issuer", "document", "dated_on", "grade"),
}
"""What a kind of evidence cannot do without."""


def key(given: object) -> UUID | None:
    """An identifier, if it is one."""
    try:
        return UUID(str(given))
    except ValueError:
        return None


class OpenForm(PayloadForm):
    """Which recognition, on which grounds, what is known, from which leads or with which first document.

    Cleaned: `recognition` (key), `grounds` (clauses), `leads` (keys), `known`, `title`, `file`.
    """

    field_order = ("recognition", "grounds", "leads", "known", "title", "file")
    recognition = forms.ChoiceField(
        label=T("认定", "Recognition"), error_messages={"required": NO_RECOGNITION, "invalid_choice": NO_RECOGNITION}
    )
    grounds = forms.MultipleChoiceField(
        label=T("涉及的情形（{A17}）", "Grounds ({A17})"),
        choices=[
            (each.clause, T(f"{each.title.zh}——须有：{each.needs.zh}", f"{each.title.en}: {each.needs.en}"))
            for each in GROUNDS
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": T("请至少选择一种情形。", "Choose one ground at least.")},
    )
    leads = forms.MultipleChoiceField(
        label=T("来自疑点线索", "From leads"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=T("线索不作为结论；立案后须查证。", "A lead is no conclusion; the inquiry has to prove it."),
        error_messages={"invalid_choice": T("所选线索已处理，请刷新。", "A lead chosen is no longer open; reload.")},
    )
    known = text(
        T("已掌握的情况", "What is known"),
        rows=6,
        error_messages={"required": T("请写明已掌握的情况和来源。", "Say what is known, and from where.")},
    )
    title = line(T("材料名称", "Name of the document"), limit=200, required=False)
    file = EvidenceField(
        label=T("证据材料", "Evidence"),
        required=False,
        help_text=T("没有线索的，须上传至少一份。", "Where no lead is taken up, one document at least."),
    )

    def prepare(self) -> None:
        """The recognitions that may be revoked, and the open leads of the one that is chosen."""
        self.of: Recognition | None = None
        if self.doing is None:
            return
        on = self.doing.today
        under_way = Revocation.objects.filter(live=True).values("recognition")
        rows = (
            Recognition.objects.visible_to(self.doing.by)
            .filter(level=PROVINCIAL, revoked_from__isnull=True)
            .exclude(pk__in=under_way)
            .select_related("cluster")
            .order_by("cluster__path", "cluster__name", "-valid_from")
        )
        found = {str(row.pk): row for row in rows}
        self.fields["recognition"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (pk, T(f"{row.cluster.name}（{row.batch}，{row.standing(on).title.zh}）",
                   f"{row.cluster.name} ({row.batch}, {row.standing(on).title.en})"))
            for pk, row in found.items()
            if row.standing(on) is not Standing.FUTURE
        ]  # fmt: skip
        cluster = key(self.initial.get("cluster"))
        if not self.is_bound and cluster and not self.initial.get("recognition"):
            newest = next((pk for pk, row in found.items() if row.cluster_id == cluster), "")
            self.initial = {**self.initial, "recognition": newest}
        chosen = self.data.get("recognition") if self.is_bound else self.initial.get("recognition")
        self.of = found.get(str(chosen))
        self.offer_leads()

    def offer_leads(self) -> None:
        """Open leads of the cluster, the one that led here chosen; the field falls away where there is none."""
        assert self.doing is not None
        leads = Lead.objects.visible_to(self.doing.by).filter(state=OPEN, pending=False)
        rows = leads.filter(cluster=self.of.cluster_id).order_by("found_at", "pk") if self.of is not None else ()
        choices = [(str(row.pk), T(row.text.zh, row.text.en)) for row in rows]
        self.fields["leads"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            self.fields["leads"].widget = forms.MultipleHiddenInput()
        came = [row for row in rows if str(row.pk) == str(self.initial.get("lead"))]
        if came and not self.is_bound:
            self.initial = {"leads": [str(came[0].pk)], "grounds": [came[0].ground], **self.initial}

    def clean(self) -> dict[str, Any]:
        """Grounds that cannot be taken up at all are refused at once; something has to be on file."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None:
            return data
        on = self.doing.today
        if self.of is not None:
            for ground in named(data.get("grounds", ())):
                if (said := ground.begins(self.of, on)) is not None:
                    self.add_error("grounds", T(f"{ground.title.zh}：{said.zh}", f"{ground.title.en}: {said.en}"))
        if not data.get("leads") and not data.get("file"):
            self.add_error("file", T("请上传证据材料，或选择疑点线索。", "Upload a document, or take up a lead."))
        if data.get("file") and not data.get("title"):
            self.add_error("title", T("请填写材料名称。", "Name the document."))
        return data


class ProofForm(PayloadForm):
    """One more piece of evidence: ground, kind, title, whose it is, number, days, grade, the file."""

    ground = forms.ChoiceField(label=T("所证明的情形", "Ground"))
    kind = forms.ChoiceField(label=T("材料种类", "Kind"), choices=[(slug, title) for slug, title in KINDS.items()])
    title = line(T("材料名称", "Name of the document"), limit=200)
    issuer = line(T("出具单位", "Issued by"), required=False)
    document = line(T("文号", "Number"), required=False)
    dated_on = day(
        T("日期", "Day"),
        required=False,
        help_text=T(
            "责令文书填送达之日，变动证明填变动发生之日，认定文书填作出之日。",
            "Of an order: when it was served; of a change: when it happened; of a finding: when it was made.",
        ),
    )
    due_on = day(T("责令的限期", "Day the order set"), required=False)
    grade = line(T("等级", "Grade"), limit=40, required=False, help_text=T("照认定文书填写。", "As the finding says."))
    file = EvidenceField(label=T("文件", "File"))

    def prepare(self) -> None:
        """The grounds of the matter."""
        if self.doing is None or self.doing.subject is None:
            return
        of = Revocation.objects.get(pk=self.doing.subject.pk)
        self.fields["ground"].choices = [(g.clause, g.title) for g in named(of.grounds)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What its kind cannot do without, all at once; no day in the future."""
        data: dict[str, Any] = self.cleaned_data
        for name in NEEDED.get(data.get("kind", ""), ()):
            if name not in self.errors and not data.get(name):
                kind = KINDS[data["kind"]]
                label = self.fields[name].label
                self.add_error(name, T(f"“{kind.zh}”须填写{label}。", f"“{kind.en}” needs: {label}."))
        today = self.doing.today if self.doing is not None else date.max
        if data.get("dated_on") and data["dated_on"] > today:
            self.add_error("dated_on", T("日期不能晚于今天。", "The day cannot lie in the future."))
        if data.get("due_on") and data.get("dated_on") and data["due_on"] <= data["dated_on"]:
            self.add_error("due_on", T("限期须在送达之日以后。", "The time set lies after the service."))
        return data


class StrikeForm(PayloadForm):
    """Which piece of evidence no longer counts, and why."""

    proof = forms.ChoiceField(label=T("证据", "Evidence"))
    reason = line(T("理由", "Why"), limit=300)

    def prepare(self) -> None:
        """What still counts."""
        if self.doing is None or self.doing.subject is None:
            return
        rows = Proof.objects.standing().filter(revocation=self.doing.subject.pk)
        self.fields["proof"].choices = [(str(row.pk), row.line) for row in rows]  # type: ignore[attr-defined]


class ProposeForm(PayloadForm):
    """What the inquiry came to, and on which grounds it is proposed to revoke."""

    grounds = forms.MultipleChoiceField(
        label=T("查实的情形", "Grounds that were proved"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": T("请至少选择一种查实的情形。", "Choose one ground at least.")},
    )
    finding = text(
        T("调查结论和处理建议", "What was found, and what is proposed"),
        rows=8,
        error_messages={"required": T("请写明调查结论。", "Write what was found.")},
    )

    def prepare(self) -> None:
        """The grounds the matter was opened on; what was not proved is left out."""
        if self.doing is None or self.doing.subject is None:
            return
        of = Revocation.objects.get(pk=self.doing.subject.pk)
        self.fields["grounds"].choices = [(g.clause, g.title) for g in named(of.grounds)]  # type: ignore[attr-defined]
        self.initial = {"grounds": list(of.grounds), **self.initial}


class ReasonForm(PayloadForm):
    """Why."""

    reason = text(T("理由", "Reason"), limit=2000, error_messages={"required": T("请写明理由。", "Say why.")})
