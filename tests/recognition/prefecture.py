"""A round called by its own acts, and applications that lie before a prefecture."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from jiqun import facts
from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Authority
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.steps import Done
from jiqun.facts import Facts
from jiqun.recognition.models import Application, BuiltFacts, Quota
from jiqun.recognition.queries.readiness import conditions_of
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, RosterRevision
from tests.law.rosters import roster, with_cluster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.remembered import remembered
from tests.visits import spot

DRAFTED, ISSUED = at("2025-03-03 09:00"), at("2025-03-05 09:00")
HANDED_IN, NOW = at("2025-04-10 09:00"), at("2025-04-21 09:00")
COUNTY_CLOSES, PREFECTURE_CLOSES = at("2025-04-18 17:30"), at("2025-04-30 17:30")
FIRMS = [f"91449999MA000000{n:02d}" for n in range(12)]
CALL = {
    "year": "2025",
    "county_deadline": "2025-04-18",
    "prefecture_deadline": "2025-04-30",
    "review_deadline": "2025-05-30",
    "quota_default": "3",
    "niche_scope": "prefecture",
    "niche_digits": "0",
    "demands": "提供近三年审计报告\n\n提供集群四至图",
    "call": "现组织开展认定工作。",
}


def call(**changes: Any) -> dict[str, Any]:
    """What the province enters for a round, with every reading at its default."""
    from jiqun import law

    readings = {f"reading_{key}": value for key, value in law.load("gd_2023_4").defaults().items()}
    return {**CALL, **readings, **changes}


@cache
def sample_facts(growing: bool = True) -> Facts:
    """Facts that meet every computed norm; with `growing=False` the area is too large."""
    made = roster() if growing else with_cluster(area_m2=120_000_000)
    return facts.build(made, on=COUNTY_CLOSES.date())


@dataclass
class Office:
    """Acts on rounds and applications, with keys and chance of its own; `now` moves by hand."""

    now: datetime = NOW
    chance: Random = field(default_factory=lambda: Random(11))
    keys: int = 0

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    @remembered
    def draft(self, **changes: Any) -> Done:
        """A drafted round."""
        return open_matter(
            "round", by=officer(PROVINCE), payload=call(**changes), key=self.key(), now=self.now, chance=self.chance
        )

    def open(self, name: str, by: Account, payload: dict[str, Any]) -> Done:
        """Opens a matter."""
        return open_matter(name, by=by, payload=payload, key=self.key(), now=self.now, chance=self.chance)

    def act(self, case: Case, name: str, by: Account, payload: dict[str, Any] | None = None, **more: Any) -> Done:
        """One act at the version the case has, unless `version` says otherwise."""
        return perform(
            case.procedure_name,
            case.pk,
            name,
            by=by,
            version=more.pop("version", Case.objects.values_list("version", flat=True).get(pk=case.pk)),
            payload=payload or {},
            files=more.pop("files", None),
            key=more.pop("key", None) or self.key(),
            now=self.now,
            chance=self.chance,
        )

    def sign(self, case: Case, code: str) -> Done:
        """The approver of an authority signs what waits."""
        return self.act(case, "sign", approver(code), {"affirmed": "on"})

    @remembered
    def signed(self, case: Case, name: str, code: str, payload: dict[str, Any] | None = None) -> Done:
        """Prepared by the officer, signed by the approver."""
        self.act(case, name, officer(code), payload)
        return self.sign(case, code)

    @remembered
    def open_round(self, **changes: Any) -> Case:
        """A round whose call went out."""
        later, self.now = self.now, DRAFTED
        case: Case = self.draft(**changes).subject
        self.now = ISSUED
        self.signed(case, "issue_call", PROVINCE, {"document": "粤工信服务函〔2025〕12号", "issued_on": "2025-03-05"})
        self.now = later
        return Case.objects.get(pk=case.pk)

    @remembered
    def application(
        self,
        round_: Case,
        name: str,
        code: str = HUICHENG,
        lead: str = "33",
        *,
        meets: bool = True,
        state: str = "submitted",
    ) -> Case:
        """An application as the county handed it in, made straight in the tables."""
        county = Authority.objects.get(pk=code)
        cluster = Cluster.objects.create(
            id=uuid7(HANDED_IN, self.chance),
            name=name,
            authority=county,
            path=county.path,
            lead_codes=lead,
            invented=True,
        )
        revision = RosterRevision.objects.create(
            id=uuid7(HANDED_IN, self.chance),
            cluster=cluster,
            number=1,
            base_year=2024,
            place=county.name,
            lead_codes=lead,
            firms=len(FIRMS),
            sha256="a" * 64,
            by=officer(code),
            at=HANDED_IN,
        )
        for uscc in FIRMS:
            Enterprise.objects.get_or_create(uscc=uscc, defaults={"name": f"企业{uscc[-2:]}", "invented": True})
        FirmYearRow.objects.bulk_create(
            FirmYearRow(roster=revision, enterprise_id=uscc, name=f"企业{uscc[-2:]}", industry="3311", year=year)
            for uscc in FIRMS
            for year in (2023, 2024)
        )
        case = Case.objects.create(
            id=uuid7(HANDED_IN, self.chance),
            number=f"2025-{code}-{name}",
            procedure_name="application",
            state=state,
            title=name,
            authority=county,
            path=county.path,
            audience=Audience.OWN if state == "drafting" else Audience.CHAIN,
            cluster=cluster,
            measure="gd_2023_4",
            opened_at=HANDED_IN,
        )
        made = sample_facts(meets)
        Application.objects.create(
            case=case,
            round_id=round_.pk,
            cluster=cluster,
            prefecture_id=county.prefecture_code,
            roster=revision,
            facts_sha256=made.sha256,
            submitted_at=None if state == "drafting" else HANDED_IN,
            snapshot_sha256="b" * 64,
        )
        BuiltFacts.objects.create(application_id=case.pk, facts=json.loads(made.to_json()))
        return case

    @remembered
    def concluded(self, case: Case, files: dict[str, Any] | None = None, **changes: str) -> Done:
        """Every condition concluded 符合 (不适用 where it does not apply), unless `changes` say otherwise."""
        return self.act(case, "conclude", officer(HUIZHOU), conclusions(case, **changes), files=files)

    @remembered
    def checked(self, case: Case, outcome: str = "passed", code: str = HUIZHOU) -> Done:
        """A site check arranged, held, signed by hand and concluded, all today."""
        by, on = officer(code), f"{self.now.astimezone(ZONE):%Y-%m-%d}"
        visit = self.open("site_check", by, spot.arrangement(case, on)).subject
        spot.see(visit, by, self.now)
        self.act(visit, "file_record", by, spot.by_hand(on), files=spot.scan())
        return self.act(visit, "conclude", by, spot.conclusion(outcome))

    @remembered
    def ready(self, case: Case) -> Case:
        """Accepted, concluded, checked: it may be recommended."""
        self.act(case, "accept", officer(HUIZHOU))
        self.concluded(case)
        self.checked(case)
        return Case.objects.get(pk=case.pk)

    @remembered
    def recommended(self, case: Case, rank: int = 1) -> Case:
        """Recommended and signed."""
        self.ready(case)
        self.signed(case, "recommend", HUIZHOU, {"rank": str(rank), "opinion": "同意推荐"})
        return Case.objects.get(pk=case.pk)

    def letter(self, round_: Case, code: str = HUIZHOU, **changes: str) -> Case:
        """The prefecture's letter of recommendation, with everything that is recommended now, sent and signed."""
        matter = Case.objects.filter(recommendation__round=round_.pk, recommendation__prefecture=code).first()
        if matter is None:
            matter = self.open("recommendation", officer(code), {"round": str(round_.pk)}).subject
        said = {"opinion": "符合认定条件，予以推荐", "explanation": "其余集群条件尚不成熟", "reason": "报送后有变动"}
        self.signed(matter, "send_recommendation", code, {**said, **changes})
        return Case.objects.get(pk=matter.pk)


def conclusions(case: Case, **changes: str) -> dict[str, str]:
    """A whole conclude form that follows what was computed."""
    row = Application.objects.select_related("round__case", "forwarded").get(pk=case.pk)
    given = {f"verdict_{norm}": "met" for norm in conditions_of(row)}
    return {**given, "verdict_13.7.energy": "not_applicable", "verdict_13.7.water": "not_applicable", **changes}


def used(round_: Case, code: str = HUIZHOU) -> int:
    """How much of a prefecture's quota is used."""
    return Quota.objects.get(round=round_.pk, prefecture=code).used


__all__ = ["HUICHENG", "HUIDONG", "HUIZHOU", "PROVINCE", "Office", "call", "conclusions", "used"]
