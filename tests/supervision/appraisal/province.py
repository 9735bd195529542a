"""A year's appraisal in the hands of the province, the county and the prefecture, for tests (Article 16)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.outgoing.models import Paper
from jiqun.register.models import Cluster
from jiqun.supervision.models import Appraised
from tests.office import HUIDONG, HUIZHOU, PROVINCE, approver, at, chance, officer
from tests.supervision.evaluation.reported import two_clusters

CHANCE = chance(16)
SUMMARY = "年度工作总体平稳（虚构）"
MEASURES = "平台应用普及率偏低 | 组织企业上云 | 县工业和信息化局 | 2025-12-31"
JUDGED = ("innovation", "digital_green", "governance")


class Year:
    """The appraisal of 2024, step by step, in June 2025."""

    def __init__(self) -> None:
        self.shoes, self.chips = two_clusters()
        self.clerk, self.chief = officer(PROVINCE), approver(PROVINCE)
        self.now: datetime = at("2025-06-10 10:00")
        self.keys = 0

    def key(self) -> str:
        """A fresh key."""
        self.keys += 1
        return f"appraisal-{self.keys}"

    def begin(self, year: int = 2024, by: Account | None = None) -> Case:
        """Begins it."""
        done = open_matter(
            "appraisal", by=by or self.clerk, payload={"year": str(year)}, key=self.key(), now=self.now, chance=CHANCE
        )
        self.case: Case = done.subject
        return self.case

    def sheet(self, of: Cluster | None = None) -> Appraised:
        """A cluster's sheet as it stands; that of the shoes unless said."""
        rows = Appraised.objects.select_related("appraisal__case", "cluster", "letter")
        return rows.get(cluster=of or self.shoes, appraisal=self.case.pk)

    def do(self, subject: Any, act: str, by: Account | None = None, **payload: Any) -> Done:
        """An act on the matter or a sheet, at its present version."""
        subject.refresh_from_db()
        name = subject.procedure_name if isinstance(subject, Case) else "appraised"
        return perform(
            name, subject.pk, act, by=by or self.clerk, version=subject.version, payload=payload, key=self.key(),
            now=self.now, chance=CHANCE,
        )  # fmt: skip

    def marked(self, of: Cluster | None = None, share: int = 100) -> Appraised:
        """Every item a person judges has a share (per cent) of its points."""
        from jiqun.supervision.appraisal.grading import rubric_of, scored

        sheet = self.sheet(of)
        payload: dict[str, str] = {}
        for line in scored(sheet, rubric_of(sheet)):
            if line.by_person:
                payload[f"points_{line.item.key}"] = f"{line.item.weight * share // 10_000}"
                payload[f"reason_{line.item.key}"] = "依据年度工作总结（虚构）"
        self.do(sheet, "mark", **payload)
        return self.sheet(of)

    def confirmed(self, of: Cluster | None = None, **changes: str) -> Appraised:
        """Marked and graded as proposed."""
        from jiqun.supervision.appraisal.grading import proposed, rubric_of

        sheet = self.marked(of)
        grade = proposed(sheet, rubric_of(sheet))
        assert grade is not None
        told = {"grade": grade.name, "grade_reason": "", "summary": SUMMARY, "measures": MEASURES, **changes}
        self.do(sheet, "confirm_grade", **told)
        return self.sheet(of)

    def settled(self) -> Case:
        """Both graded and signed."""
        self.begin()
        self.confirmed(self.shoes)
        self.confirmed(self.chips, measures="")
        self.do(self.case, "settle")
        self.do(self.case, "sign", self.chief, affirmed="on")
        self.case.refresh_from_db()
        return self.case

    def drafted(self) -> Appraised:
        """Letters drafted."""
        self.settled()
        self.do(self.case, "draft_feedback", objection_days="10")
        return self.sheet()

    def passing(self, of: Cluster | None = None) -> Appraised:
        """The letter went to the prefecture that passes it on."""
        return self._letter(of, state="passing", hand=HUIZHOU)

    def delivered(self, of: Cluster | None = None) -> Appraised:
        """The letter reached the county."""
        return self._letter(of, state="delivered", delivered_at=self.now, hand=HUIDONG)

    def _letter(self, of: Cluster | None, hand: str, **changes: Any) -> Appraised:
        Paper.objects.filter(pk=self.sheet(of).letter_id).update(hand=hand, **changes)
        return self.sheet(of)

    def told(self) -> Appraised:
        """Drafted and delivered to 惠东."""
        self.drafted()
        return self.delivered()

    def objected(self) -> Appraised:
        """The county's objection, signed."""
        sheet = self.told()
        self.do(sheet, "object_to_grade", officer(HUIDONG), objection="上云企业数有漏计（虚构）")
        self.do(sheet, "sign", approver(HUIDONG), affirmed="on")
        return self.sheet()
