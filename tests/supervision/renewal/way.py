"""Renewal reviews for tests: recognitions whose term ended in July 2026, a round on a registered basis, and its way."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.forms import definitions, desk
from jiqun.notices.models import Notice
from jiqun.register.models import Goal, Recognition
from jiqun.supervision.models import Covered, GoalResult, RenewalRound
from jiqun.supervision.renewal import resting
from tests.evidence.samples import PDF
from tests.instruments.desk import EXTENSION, registered
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, chance, officer
from tests.recognition.prefecture import Office
from tests.supervision.recognised import cluster, recognised

OPENED, APPLIED = at("2026-08-03 09:00"), at("2026-08-20 09:00")
JUDGED, NOTICED, DECIDED = at("2026-09-10 09:00"), at("2026-09-11 09:00"), at("2026-09-28 09:00")
WINDOW = {
    "ends_from": "2026-07-01",
    "ends_to": "2026-07-31",
    "county_deadline": "2026-08-31",
    "prefecture_deadline": "2026-09-15",
    "call": "现组织开展复核工作。",
}
PLAN = [["集群总产值", "亿元", "60", "64", "70", "77", "惠东县工业和信息化局"]]
ANNOUNCEMENT = {
    "document": "粤工信函〔2026〕99号",
    "announced_on": "2026-09-28",
    "title": "关于公布复核名单的通告",
    "text": "现公布。",
}
_KEYS = count(1)
CHANCE = chance(15)


def goal(of: Recognition, number: int, indicator: str, base: str, *targets: str) -> Goal:
    """A goal frozen at the recognition, for 2024 to 2026."""
    years = ("2024", "2025", "2026")
    unit = "亿元" if number == 1 else ""
    return Goal.objects.create(
        cluster=of.cluster, case_id=of.pk, number=number, indicator=indicator, unit=unit, base=base,
        targets=dict(zip(years, targets, strict=True)), owner="惠东县工业和信息化局", recognition=of,
    )  # fmt: skip


def ended(name: str = "惠东县女鞋产业集群", code: str = HUIDONG) -> Recognition:
    """A recognition until 9 July 2026, with two goals: output to rise, the energy of each yuan to fall."""
    found = recognised(cluster(name, code))
    goal(found, 1, "集群总产值", "50", "53", "57", "60")
    goal(found, 2, "单位产值能耗", "1.0", "0.95", "0.92", "0.90")
    return found


class Way:
    """One round and its renewals, step by step; `now` moves by hand."""

    def __init__(self) -> None:
        self.now = OPENED
        self.round: Case
        self.case: Case

    def based(self) -> Way:
        """The measure is extended by a registered basis."""
        registered(Office(now=at("2026-03-10 09:00")), EXTENSION)
        return self

    def opening(self, name: str, by: Account, payload: dict[str, Any]) -> Case:
        """Opens a matter."""
        done = open_matter(name, by=by, payload=payload, key=f"renew-{next(_KEYS)}", now=self.now, chance=CHANCE)
        case: Case = done.subject
        return case

    def act(self, case: Case, name: str, by: Account, payload: dict[str, Any] | None = None, files: Any = None) -> Done:
        """One act at the version the matter has."""
        version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        return perform(
            case.procedure_name, case.pk, name, by=by, version=version, payload=payload or {}, files=files,
            key=f"renew-{next(_KEYS)}", now=self.now, chance=CHANCE,
        )  # fmt: skip

    def signed(
        self, case: Case, name: str, code: str, payload: dict[str, Any] | None = None, files: Any = None
    ) -> Case:
        """Prepared by the officer, signed by the approver; the matter as it stands."""
        self.act(case, name, officer(code), payload, files)
        self.act(case, "sign", approver(code), {"affirmed": "on"})
        return Case.objects.get(pk=case.pk)

    # ── the round ────────────────────────────────────────────────────────────────────────────────────

    def drafted(self, **changes: Any) -> Case:
        """A drafted round."""
        self.round = self.opening("renewal_round", officer(PROVINCE), {**WINDOW, **changes})
        return self.round

    def covered(self, *recognitions: Recognition, **changes: Any) -> Case:
        """Its scope is confirmed."""
        payload = {"recognitions": [str(row.pk) for row in recognitions], **changes}
        self.act(self.round, "cover_renewals", officer(PROVINCE), payload)
        return self.round

    def called(self, *recognitions: Recognition, **changes: Any) -> Case:
        """A round whose call went out."""
        self.drafted(**changes)
        self.covered(*recognitions)
        self.round = self.signed(self.round, "call_renewals", PROVINCE, {"document": "", "issued_on": "2026-08-03"})
        return self.round

    # ── one renewal ──────────────────────────────────────────────────────────────────────────────────

    def begun(self, recognition: Recognition, code: str = HUIDONG) -> Case:
        """The county has begun."""
        self.now = APPLIED
        chosen = Covered.objects.get(round=self.round.pk, recognition=recognition)
        self.case = self.opening("renewal", officer(code), {"covered": chosen.key})
        return self.case

    def filled(self, *actual: str, plan: Any = None) -> Case:
        """Every section is filled in, every goal proved."""
        by = officer(self.case.authority_id)
        result = [
            ["集群总产值（亿元）", "60", actual[0], "企业填报汇总"],
            ["单位产值能耗", "0.90", actual[1], "节能报告"],
        ]
        given = {"goals_result": result, "next_plan": PLAN if plan is None else plan}
        for section in definitions.shipped_form("复核").sections:
            answers = {f.id: given.get(f.id, "已按要求开展工作。") for f in section.fields if f.asked}
            assert not desk.save(self.case.pk, section.number, answers, by=by, now=self.now).faults
        for number in (1, 2):
            file = SimpleUploadedFile(f"证明{number}.pdf", PDF + str(number).encode())
            self.act(self.case, "attach_proof", by, {"goal": f"goal-{number}"}, {"file": file})
        return self.case

    def handed_in(self, recognition: Recognition, *actual: str, code: str = HUIDONG) -> Case:
        """Begun, filled in and handed in."""
        self.begun(recognition, code)
        self.filled(*(actual or ("61", "0.89")))
        self.case = self.signed(self.case, "hand_in_renewal", code)
        return self.case

    def judgement(self, who: str, result: str = "", reason: str = "") -> dict[str, str]:
        """A result for each goal: the proposal, or another for the first with its reason."""
        told: dict[str, str] = {}
        for place, row in enumerate(GoalResult.objects.filter(renewal=self.case.pk).select_related("goal")):
            chosen = result if result and not place else row.computed
            told |= {
                f"result_{row.goal.number}": chosen,
                f"reason_{row.goal.number}": reason if chosen != row.computed else "",
            }
        return told

    def opinion(self, **changes: str) -> dict[str, str]:
        """What the prefecture says: every condition met, every goal as proposed."""
        of = RenewalRound.objects.select_related("case").get(pk=self.round.pk)
        told = {f"verdict_{norm.id}": "met" for norm in resting.norms(of)}
        told |= {f"why_{norm.id}": "经查阅材料" for norm in resting.norms(of)}
        return {**told, **self.judgement("opinion"), "agrees": "yes", "opinion": "同意通过复核。", **changes}

    def judged(self, recognition: Recognition, *actual: str, code: str = HUIDONG) -> Case:
        """Handed in, looked at by the prefecture, screened, its goals judged."""
        self.handed_in(recognition, *actual, code=code)
        return self.looked_at()

    def looked_at(self) -> Case:
        """Looked at by the prefecture, screened, its goals judged."""
        self.signed(self.case, "opine_renewal", HUIZHOU, self.opinion())
        self.now = max(self.now, JUDGED)
        self.act(self.case, "screen_renewal", officer(PROVINCE), {"remark": ""})
        self.act(self.case, "judge_goals", officer(PROVINCE), {**self.judgement("result"), "experts": ""})
        self.case = Case.objects.get(pk=self.case.pk)
        return self.case

    def judged_on(self, outcome: str) -> Case:
        """What was handed in is judged, an outcome proposed and signed."""
        self.looked_at()
        payload = {"outcome": outcome, "reasons": "符合认定条件，目标完成。"}
        self.case = self.signed(self.case, "propose_renewal", PROVINCE, payload)
        return self.case

    def proposed(self, recognition: Recognition, outcome: str = "pass", code: str = HUIDONG) -> Case:
        """From its beginning to the proposed outcome."""
        self.handed_in(recognition, code=code)
        return self.judged_on(outcome)

    # ── notice and decision ──────────────────────────────────────────────────────────────────────────

    def on_notice(self) -> Notice:
        """The notice is signed, published on 14 September and confirmed."""
        self.now = max(self.now, NOTICED)
        payload = {
            "title": "关于拟通过复核名单的公示",
            "body": "现予公示。",
            "contact": "广东省工业和信息化厅 020-00000000",
            "planned_on": "2026-09-14",
            "start_mode": "day_after",
            "screened": "on",
            "screened_on": "2026-09-10",
        }
        self.round = self.signed(self.round, "make_renewal_notice", PROVINCE, payload)
        self.now = at("2026-09-14 10:00")
        image = {"image": SimpleUploadedFile("page.pdf", PDF, "application/pdf")}
        where = {"url": "https://gdii.gd.gov.cn/gsgg/fh2026.html", "stood_at": "2026-09-14 09:00"}
        self.round = self.signed(self.round, "record_publication", PROVINCE, where, image)
        return Notice.objects.get(round=self.round)

    def announced(self, **changes: Any) -> Case:
        """The decision on all that are ready."""
        self.now = max(self.now, DECIDED)
        self.round = self.signed(self.round, "announce_renewals", PROVINCE, {**ANNOUNCEMENT, **changes})
        return self.round


def another(name: str = "惠城区电子元件产业集群") -> Recognition:
    """A second recognition of the same window, in another county."""
    return ended(name, HUICHENG)


TERM_BEGINS, TERM_ENDS = date(2026, 7, 10), date(2029, 7, 9)
