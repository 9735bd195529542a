"""The database of the measurements: one application made through the acts, a thousand laid beside it in bulk.

Everything is invented. Rows that a measured page reads are as long as real ones: every application has the whole
findings and facts of a real pre-check.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account, Authority, Kind
from jiqun.authorities.tree import lay_tree
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case, Participant
from jiqun.demo import accounts, clusters, county, department, prefecture, rosters
from jiqun.demo.models import DemoClock
from jiqun.demo.play import Stage, at
from jiqun.facts.workbook import write_template
from jiqun.facts.workbook.sandbox import trusting
from jiqun.recognition.models import Application, BuiltFacts, PreCheck, Round
from jiqun.register.models import Cluster
from jiqun.review import pool, sheets
from jiqun.review.models import Expert, Panel, RubricRevision, Sheet
from jiqun.review.placing import counted, settle
from jiqun.review.rubrics import Rubric, ensure_default, points, read

NOW = at("2025-04-22 10:00")
APPLICATIONS = 1000
PER_CASE = 3
RANKED_SHEETS = 7
EXPERTS = 30
TO_SCORE = 50
ROSTER_DAY = date(2025, 4, 14)
STATES = ("submitted", "preliminary", "recommended", "review", "submitted", "preliminary", "drafting", "declined")


@dataclass(frozen=True, slots=True)
class Laid:
    """What the measurements need of the database."""

    draft: Case
    whole: Case
    ranked: Case
    sheets: list[Sheet]
    rubric: Rubric
    county: Account
    prefecture: Account
    province: Account
    expert: Account


def lay() -> Laid:
    """Fills an empty, migrated database."""
    lay_tree()
    stage = Stage(7)
    codes = [accounts.PROVINCE, accounts.PREFECTURE, accounts.COUNTY]
    accounts.staff(codes)
    experts = laid_experts()
    DemoClock.objects.create(now=NOW)
    dates = ("2025-04-14", "2025-04-30", "2025-05-23")
    call = department.call(stage, at("2025-03-03 09:30"), dates)
    with trusting():
        draft, whole = two_by_acts(stage, call)
    row = Round.objects.get(pk=call.pk)
    like = Application.objects.get(pk=whole.pk)
    cases = applications(row, APPLICATIONS - 2, facts_sha256=like.facts_sha256)
    for model in (BuiltFacts, PreCheck):
        copied(model, like.pk, list(Application.objects.filter(case__in=cases)))
    rubric = ensure_default(NOW)
    mine = to_score(row, rubric.pk, experts[0], [case for case in cases if case.state == "review"][:TO_SCORE])
    ranked = scored(row, rubric, experts, [draft, whole, *cases])
    return Laid(
        draft,
        whole,
        ranked,
        mine,
        read(rubric.definition),
        stage.officer(accounts.COUNTY),
        stage.officer(accounts.PREFECTURE),
        stage.officer(accounts.PROVINCE),
        experts[0].account,
    )


def laid_experts() -> list[Expert]:
    """The pool."""
    place = Authority.objects.filter(kind=Kind.PREFECTURE).values_list("path", flat=True)[0]
    return [
        pool.add(
            account,
            code=f"Z{n:02d}",
            fields=["high-end-equipment"],
            employer=f"第{n}大学（虚构）",
            place=place,
            now=NOW,
        )
        for n, account in enumerate(accounts.experts(EXPERTS), 1)
    ]


def two_by_acts(stage: Stage, call: Case) -> tuple[Case, Case]:
    """A draft that could be handed in, and one that the prefecture handles."""
    made = []
    for number, of in enumerate((clusters.SECOND[0], clusters.MAIN[0])):
        case = county.start(stage, call, of, at("2025-03-25 09:00") + timedelta(minutes=number))
        county.prepare(stage, case, of, at("2025-03-25 10:00") + timedelta(minutes=number))
        made.append(case)
    draft, whole = made
    of = clusters.MAIN[0]
    county.hand_in(stage, whole, of, at("2025-04-07 09:00"))
    prefecture.accept(stage, whole, of, at("2025-04-15 09:00"))
    prefecture.check_on_site(stage, whole, of, at("2025-04-17 09:00"))
    return draft, whole


def applications(
    row: Round, count: int, *, states: Sequence[str] = STATES, serial: int = 900, facts_sha256: str = ""
) -> list[Case]:
    """Applications in these states by turns, spread over the counties, numbered from `serial` in each."""
    chance = Random(serial)
    county_kinds = (Kind.COUNTY, Kind.TOWN, Kind.ZONE)
    places = list(Authority.objects.filter(kind__in=county_kinds).exclude(path__regex=r"^[^/]+/[^/]+/$"))
    known, cases, rows = [], [], []
    for number in range(count):
        place = places[number % len(places)]
        made_at = at("2025-03-20 09:00") + timedelta(minutes=number)
        cluster = Cluster(
            id=uuid7(made_at, chance),
            name=f"{place.name}第{serial + number // len(places)}产业集群（虚构）",
            authority=place,
            path=place.path,
            lead_codes="398",
            niche="电子元件",
            strategic="electronics",
            invented=True,
        )
        state = states[number % len(states)]
        drafted = state == "drafting"
        case = Case(
            id=uuid7(made_at, chance),
            number=f"2025-{place.code}-{serial + number // len(places):03d}",
            procedure_name="application",
            state=state,
            title=cluster.name,
            authority=place,
            path=place.path,
            audience=Audience.CHAIN,
            cluster=cluster,
            measure="gd_2023_4",
            opened_at=made_at,
            due_at=made_at + timedelta(days=40),
        )
        known.append(cluster)
        cases.append(case)
        rows.append(
            Application(
                case=case,
                round=row,
                cluster=cluster,
                prefecture_id=place.prefecture_code,
                facts_sha256=facts_sha256,
                submitted_at=None if drafted else made_at + timedelta(days=12),
            )
        )
    Cluster.objects.bulk_create(known)
    Case.objects.bulk_create(cases)
    Application.objects.bulk_create(rows, batch_size=100)
    return cases


def copied(model: type[Any], like: UUID, rows: list[Application]) -> None:
    """What was computed of one application, for all of them."""
    one = model.objects.get(pk=like)
    given = {f.name: getattr(one, f.name) for f in model._meta.fields if f.name != "application"}
    model.objects.bulk_create([model(application=row, **given) for row in rows], batch_size=100)


def to_score(row: Round, rubric: int, expert: Expert, cases: list[Case]) -> list[Sheet]:
    """Sheets of one expert, declared and not yet submitted."""
    panel = Panel.objects.create(
        round_id=row.pk, rubric_id=rubric, per_case=PER_CASE, seed="", seed_sha256="0" * 64, committed_at=NOW
    )
    Participant.objects.bulk_create(
        [Participant(case=case, account=expert.account, capacity="expert", since=NOW) for case in cases]
    )
    return Sheet.objects.bulk_create(blank_sheets(panel, [(case, expert) for case in cases], Random(13)))


def blank_sheets(panel: Panel, seats: list[tuple[Case, Expert]], chance: Random) -> list[Sheet]:
    """Declared sheets."""
    due = NOW + timedelta(days=20)
    return [
        Sheet(id=uuid7(NOW, chance), panel=panel, case=case, expert=expert, state="declared", due_at=due)
        for case, expert in seats
    ]


def scored(
    row: Round, rubric: RubricRevision, experts: list[Expert], cases: list[Case], number: str = "2025-R0"
) -> Case:
    """An earlier round whose scores were opened: every case with seven submitted sheets, placed by the mean."""
    chance = Random(number)
    opened = at("2025-04-10 10:00")
    case: Case = Case.objects.create(
        id=uuid7(opened, chance),
        number=number,
        procedure_name="round",
        state="ranked",
        title="评分已开启的批次（虚构）",
        authority=row.case.authority,
        path=row.case.path,
        audience=Audience.STAFF,
        measure="gd_2023_4",
        opened_at=opened,
    )
    copy = Round.objects.get(pk=row.pk)
    copy.case, copy.pk = case, case.pk
    copy.save(force_insert=True)
    panel = Panel.objects.create(
        round=case,
        rubric=rubric,
        per_case=RANKED_SHEETS,
        seed="",
        seed_sha256="0" * 64,
        committed_at=opened,
        drawn_at=opened,
        opened_at=opened,
        ranked=[str(each.pk) for each in cases],
    )
    others = experts[1:]
    many = range(RANKED_SHEETS)
    seats = [(each, others[(number + n) % len(others)]) for number, each in enumerate(cases) for n in many]
    made, scale = blank_sheets(panel, seats, chance), read(rubric.definition)
    for sheet in made:
        sheet.state, sheet.submitted_at = "submitted", opened
        sheet.scores = {
            item.id: {"score": chance.randrange(0, item.weight + 1, item.step), "reason": "依据申报材料酌情评分"}
            for item in scale.items
        }
        sheet.comment = "材料较完整，特色鲜明，建议持续跟踪目标落实（虚构）"
        sheet.total = sum(given["score"] for given in sheet.scores.values())
    Sheet.objects.bulk_create(made, batch_size=100)
    settle(panel, counted(panel, panel.ranked))
    return case


def filled(rubric: Rubric) -> dict[str, Any]:
    """A whole sheet as its page posts it."""
    form = {"comment": "材料较完整，特色鲜明，建议持续跟踪目标落实（虚构）"}
    for item in rubric.items:
        form[sheets.SCORE + item.id] = points(item.weight * 4 // 5 // item.step * item.step)
        form[sheets.REASON + item.id] = "依据申报材料和系统测算酌情评分（虚构）"
    return form


def workbook(firms: int = 300) -> bytes:
    """The workbook of a roster of that many firms over four years."""
    made = rosters.roster(
        Random(5),
        name="测量用产业集群（虚构）",
        place="惠东县",
        short="惠东",
        leads=("195",),
        base_year=2024,
        shape=rosters.Character(firms=firms),
    )
    file = io.BytesIO()
    write_template(file, made)
    return file.getvalue()
