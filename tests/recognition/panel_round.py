"""A round whose applications have reached the experts, made straight in the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import F

from jiqun.authorities.models import Account, Authority, Person, Role
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import perform
from jiqun.casework.steps import Done
from jiqun.forms.revisions import ensure_revision
from jiqun.recognition.models import Application, Round
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, RosterRevision
from jiqun.review import pool
from jiqun.review.models import Expert, Panel, Sheet
from jiqun.review.rubrics import ensure_default, read
from tests.office import HUICHENG, HUIDONG, PROVINCE, XIAOLAN, approver, at, officer
from tests.remembered import remembered

CALLED = at("2025-03-03 09:00")
DEADLINE = at("2025-04-30 17:30")
CLOSED = at("2025-05-06 09:00")
REVIEW_ENDS = at("2025-05-30 17:30")
ELSEWHERE = "440000/440300/440305/"
COUNTIES = (HUICHENG, HUIDONG, XIAOLAN)


@dataclass
class Stage:
    """The round and what tests do with it; `now` moves by hand."""

    round: Case
    cases: list[Case]
    now: datetime = CLOSED
    chance: Random = field(default_factory=lambda: Random(7))
    keys: int = 0

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    def act(self, name: str, by: Account, payload: dict[str, Any] | None = None, **more: Any) -> Done:
        """One act on the round, at the version it has."""
        self.round.refresh_from_db()
        version = more.pop("version", self.round.version)
        return perform(
            "round",
            self.round.pk,
            name,
            by=by,
            version=version,
            payload=payload or {},
            key=more.pop("key", self.key()),
            now=self.now,
            chance=self.chance,
        )

    @remembered
    def signed(self, name: str, payload: dict[str, Any] | None = None) -> Done:
        """An act of the province's officer, signed by its approver."""
        self.act(name, officer(PROVINCE), payload)
        return self.act("sign", approver(PROVINCE), {"affirmed": "on"})

    @remembered
    def commit(self, per_case: int = 3) -> Done:
        return self.act("commit_seed", officer(PROVINCE), {"per_case": str(per_case)})

    @remembered
    def drawn(self, per_case: int = 3) -> Stage:
        """Drawn, and everybody has accepted."""
        self.commit(per_case)
        self.signed("draw_panel")
        return self.accepted()

    def accepted(self) -> Stage:
        """Every invitation accepted, straight in the table."""
        invited = Sheet.objects.filter(panel=self.round.pk, state="invited")
        invited.update(state="assigned", accepted_at=self.now, due_at=F("score_by"))
        return self

    @property
    def panel(self) -> Panel:
        return Panel.objects.get(round=self.round.pk)

    def sheets(self, **where: Any) -> list[Sheet]:
        rows = Sheet.objects.filter(panel=self.round.pk, **where).select_related("case", "expert__account__person")
        return list(rows.order_by("case__number", "expert__code"))

    @remembered
    def on_sheet(self, sheet: Sheet, name: str, payload: dict[str, Any] | None = None, **more: Any) -> Done:
        """One act of a sheet's own expert, at the version it has."""
        return perform(
            "sheet",
            sheet.pk,
            name,
            by=more.pop("by", sheet.expert.account),
            version=more.pop("version", Sheet.objects.get(pk=sheet.pk).version),
            payload=payload or {},
            key=more.pop("key", self.key()),
            now=self.now,
            chance=self.chance,
        )

    @remembered
    def score(self, sheet: Sheet, **changes: str) -> Done:
        """Declares and submits a whole sheet: full marks unless changed."""
        self.on_sheet(sheet, "declare", STATEMENTS)
        return self.on_sheet(sheet, "submit", full_sheet(**changes))

    @remembered
    def all_scored(self) -> Stage:
        """Every sheet in; the case decides what is taken off, so that ranks differ."""
        for sheet in self.sheets(state="assigned"):
            off = self.cases.index(next(c for c in self.cases if c.pk == sheet.case_id))
            self.score(sheet, **{"score_13-2-1": str(6 - off)})
        return self


STATEMENTS = {"no_conflict": "on", "confidential": "on"}


def full_sheet(**changes: str) -> dict[str, str]:
    """A form with full marks and a reason for every item of the default rubric."""
    form = {"comment": "总体较好，数据与佐证一致。"}
    for item in read(ensure_default(CALLED).definition).items:
        form[f"score_{item.id}"] = str(item.weight // 100)
        form[f"reason_{item.id}"] = "佐证充分"
    return {**form, **changes}


def expert(n: int, **changes: Any) -> Expert:
    """The nth member of the pool."""
    person = Person.objects.create(name=f"张专家{n}")
    account = Account.objects.create(username=f"expert-{n:02d}", person=person, role=Role.EXPERT)
    told = {
        "code": f"E{n:02d}",
        "fields": ["high-end-equipment"],
        "employer": f"某大学第{n}学院",
        "place": ELSEWHERE,
        **changes,
    }
    return pool.add(account, now=CALLED, **told)


@remembered
def make_round(applications: int = 3, experts: int = 6, state: str = "review") -> Stage:
    """An open round with applications in `state` and a pool without ties."""
    province = officer(PROVINCE).authority
    assert province is not None
    approver(PROVINCE)
    chance = Random(3)
    form = ensure_revision("申报", CALLED)
    case = Case.objects.create(
        id=uuid7(CALLED, chance),
        number="2025-R1",
        procedure_name="round",
        state="open",
        title="2025年度认定",
        authority=province,
        path=province.path,
        audience=Audience.STAFF,
        measure="gd_2023_4",
        opened_at=CALLED,
    )
    Round.objects.create(
        case=case,
        year=2025,
        county_deadline=at("2025-04-14 17:30"),
        prefecture_deadline=DEADLINE,
        review_deadline=REVIEW_ENDS,
        form=form,
        rubric=ensure_default(CALLED),
    )
    cases = [make_application(case, n, chance, state) for n in range(applications)]
    for n in range(experts):
        expert(n)
    return Stage(case, cases)


def make_application(round_case: Case, n: int, chance: Random, state: str = "review") -> Case:
    """One application of the round, with a roster of one firm."""
    county = Authority.objects.select_related("parent").get(pk=COUNTIES[n % len(COUNTIES)])
    assert county.parent is not None
    cluster = Cluster.objects.create(
        id=uuid7(CALLED, chance), name=f"第{n}产业集群", authority=county, path=county.path, lead_codes="33"
    )
    case = Case.objects.create(
        id=uuid7(CALLED, chance),
        number=f"2025-A{n:03d}",
        procedure_name="application",
        state=state,
        title=cluster.name,
        authority=county,
        path=county.path,
        audience=Audience.CHAIN,
        cluster=cluster,
        measure="gd_2023_4",
        opened_at=CALLED,
    )
    firm, _ = Enterprise.objects.get_or_create(uscc=f"91449999MA{n:08d}", defaults={"name": f"第{n}五金厂"})
    roster = RosterRevision.objects.create(
        id=uuid7(CALLED, chance),
        cluster=cluster,
        number=1,
        base_year=2024,
        place=county.name,
        lead_codes="33",
        firms=1,
        sha256="0" * 64,
        by=officer(PROVINCE),
        at=CALLED,
    )
    FirmYearRow.objects.create(roster=roster, enterprise=firm, name=firm.name, industry="3311", year=2024)
    Application.objects.create(
        case=case,
        round=Round.objects.get(pk=round_case.pk),
        cluster=cluster,
        prefecture=county.parent,
        roster=roster,
        rank=n + 1,
        opinion="市级推荐意见金丝雀",
    )
    return case
