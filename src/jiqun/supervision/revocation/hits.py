"""Incidents that inquiries found true (疑似命中，经核实属实), offered as evidence of Article 17(五)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text, pick
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.inquiries.models import Hit
from jiqun.inquiries.models.hits import CONFIRMED
from jiqun.supervision.models import Proof, Revocation
from jiqun.supervision.revocation.acts import prove
from jiqun.web.fields import T

GROUND = "A17.5"
LACKS = {
    "authority": Text("认定机关", "authority"),
    "document": Text("文号", "number"),
    "on": Text("日期", "day"),
    "grade": Text("等级", "grade"),
    "file_id": Text("认定文书", "document"),
}
"""What a finding of the authority in charge cannot do without, by the fields of a hit."""


def offered(of: Revocation, user: Any) -> list[Hit]:
    """Hits found true of the cluster's firms since it was recognised that are not among the evidence yet; none where
    the matter does not rest on Article 17(五). Two queries."""
    if GROUND not in of.grounds:
        return []
    there = {(row.title, row.document) for row in Proof.objects.standing().filter(revocation=of)}
    rows = Hit.objects.visible_to(user).filter(cluster=of.cluster_id, state=CONFIRMED).order_by("on", "name", "id")
    since = of.recognition.valid_from
    return [
        hit
        for hit in rows
        if (since is None or (hit.on or hit.found_on) >= since) and (title_of(hit), hit.document) not in there
    ]


def title_of(hit: Hit) -> str:
    """What the list of evidence calls it."""
    return f"{hit.name}：{hit.kind}"[:200]


def lacking(hit: Hit) -> Text | None:
    """What a hit lacks to be the finding of an authority; `None` when nothing."""
    found = [label for name, label in LACKS.items() if not getattr(hit, name)]
    if not found:
        return None
    return Text("、".join(each.zh for each in found), ", ".join(each.en for each in found))


def described(hit: Hit) -> Text:
    """A hit on a line: firm, kind, grade, day, whose finding, and what it lacks."""
    kind = INCIDENT_TITLES.get(hit.kind, Text(hit.kind, hit.kind))
    about = "，".join(str(each) for each in (hit.grade, hit.on, hit.authority, hit.document) if each)
    zh, en = f"{hit.name}：{kind.zh}（{about}）", f"{hit.name}: {kind.en} ({about})"
    missing = lacking(hit)
    return Text(f"{zh}——缺{missing.zh}", f"{en}, lacks {missing.en}") if missing else Text(zh, en)


class HitsForm(PayloadForm):
    """Which incidents, each with the finding it was concluded on."""

    hits = forms.MultipleChoiceField(
        label=T("经核实属实的重大事项", "Incidents found true"),
        widget=forms.CheckboxSelectMultiple,
        help_text=T(
            "认定机关、文号、等级和文书照核实时所登记；缺项的请在“疑似命中”中补齐，或用“登记证据”上传认定文书。",
            "Authority, number, grade and document as they were entered; what lacks some is completed there first.",
        ),
        error_messages={
            "required": T("请至少选择一项。", "Choose one at least."),
            "invalid_choice": T(
                "所选事项已列入证据或已有变化，请刷新。", "One was taken already or has changed; reload."
            ),
        },
    )

    def prepare(self) -> None:
        """Those that may be taken."""
        self.found: dict[str, Hit] = {}
        if self.doing is None or self.doing.subject is None:
            return
        of = Revocation.objects.select_related("recognition").get(pk=self.doing.subject.pk)
        self.found = {str(hit.pk): hit for hit in offered(of, self.doing.by)}
        choices = [(key, T(described(hit).zh, described(hit).en)) for key, hit in self.found.items()]
        self.fields["hits"].choices = choices  # type: ignore[attr-defined]

    def clean_hits(self) -> list[str]:
        """None that lacks what a finding needs; all that lack something are named."""
        given: list[str] = self.cleaned_data["hits"]
        said = [
            T(f"“{self.found[key].name}”缺{lack.zh}，不能作为认定文书。", f"{self.found[key].name} lacks {lack.en}.")
            for key in given
            if (lack := lacking(self.found[key])) is not None
        ]
        if said:
            raise forms.ValidationError(said)
        return given


def some_offered(doing: Doing) -> None:
    """There is one to take. Raises `Refusal`."""
    of = Revocation.objects.select_related("recognition").get(pk=doing.subject.pk)
    if not offered(of, doing.by):
        raise Refusal(
            Text("没有可登记为证据的已核实重大事项。", "No incident that was found true is left to take."),
            clause=GROUND,
        )


def take_hits(doing: Doing) -> None:
    """Each becomes a line of the list of evidence with the document it was concluded on."""
    told: Any = doing.payload["hits"]
    of = Revocation.objects.get(pk=doing.subject.pk)
    rows: Sequence[Hit] = list(Hit.objects.filter(pk__in=[UUID(key) for key in told]).order_by("on", "name", "id"))
    for hit in rows:
        prove(
            doing,
            of,
            {
                "ground": GROUND,
                "kind": "finding",
                "title": title_of(hit),
                "issuer": hit.authority[:80],
                "document": hit.document[:80],
                "dated_on": hit.on,
                "grade": hit.grade,
                "file": {"sha256": hit.file_id, "name": hit.file_name},
            },
        )
    names = "；".join(title_of(hit) for hit in rows)
    doing.note = Text(names, names)


def lines(of: Revocation, user: Any) -> list[tuple[Hit, str]]:
    """The offered hits as a page shows them."""
    return [(hit, pick(described(hit).zh, described(hit).en)) for hit in offered(of, user)]
