"""The demonstration as a story: each stage goes on from the one before, through the same door as people.

Business time runs inside 2025, when the measure was in force and the calendar is known. Names of the backfilled
lists are public; every applicant, firm, figure and person is invented and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

from jiqun.authorities.models import Authority, Kind
from jiqun.casework.models import Case
from jiqun.collection.rehearsal import rehearse
from jiqun.demo import (
    accounts,
    appraising,
    chaining,
    climbing,
    clusters,
    county,
    cultivating,
    department,
    disclosing,
    following,
    letters,
    national,
    objections,
    panel,
    past_years,
    planning,
    prefecture,
    reaching,
    renewing,
    reporting,
    revoking,
    serving,
    showcasing,
    supporting,
)
from jiqun.demo.clusters import Invented
from jiqun.demo.models import DemoClock
from jiqun.demo.play import Stage, at
from jiqun.facts.workbook.sandbox import trusting
from jiqun.register.models import Cluster
from jiqun.review.models import Sheet

STAGES = ("opening", "applying", "preliminary", "scoring", "listing", "notice", "announced")
CLOCK = {
    "opening": "2025-03-03 16:00",
    "applying": "2025-04-08 10:00",
    "preliminary": "2025-04-22 10:00",
    "scoring": "2025-05-16 10:00",
    "listing": "2025-05-27 10:00",
    "notice": "2025-06-20 10:00",
    "announced": "2025-07-10 10:00",
}
EXPERTS = 12
DECLINED = 20


class Province:
    """Lays the demonstration up to a stage."""

    def __init__(self, seed: int, main: Sequence[Invented]) -> None:
        self.seed, self.stage = seed, Stage(seed)
        self.years = past_years.Years(self.stage, Random(f"years-{seed}"))
        self.renewals, self.unreported = renewing.Renewals(self.years), revoking.Unreported(self.years)
        self.main = main
        self.matters: list[tuple[Invented, Case]] = []
        self.round: Case

    def lay(self, until: str) -> None:
        """Everything up to the end of one stage."""
        for name in STAGES[: STAGES.index(until) + 1]:
            getattr(self, name)(last=name == until)

    def hour(self, day: str, number: int, hours: int = 7) -> datetime:
        """A moment of a working day, spread by number so that not everything happens at once."""
        return at(f"{day} 09:00") + timedelta(minutes=(number * 13) % (hours * 60))

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What chapter 4 plays draws on chance of its own, so that the round plays the same with and without it."""
        kept, self.stage.chance = self.stage.chance, self.years.chance
        yield
        self.stage.chance = kept

    def cultivated(self) -> None:
        """The library of a prefecture, its cases and brands, on chance of its own for the same reason."""
        kept, self.stage.chance = self.stage.chance, Random(f"library-{self.seed}")
        cultivating.library(self.stage, self.stage.chance)
        planning.plan(self.stage)
        supporting.support(self.stage)
        reaching.reach(self.stage)
        serving.serve(self.stage)
        climbing.follow(self.stage)
        chaining.chain(self.stage)
        showcasing.showcase(self.stage, self.stage.chance)
        disclosing.disclose(self.stage)
        self.stage.chance = kept

    def opening(self, *, last: bool) -> None:
        """Accounts, the pool of experts, the lists from paper, and the call of the main round."""
        used = {each.place for each in (*self.main, *clusters.SECOND)} | {each.code for each in past_years.PILOTS}
        prefectures = Authority.objects.filter(kind=Kind.PREFECTURE).values_list("code", flat=True)
        accounts.staff([accounts.PROVINCE, *prefectures, *sorted(used)])
        accounts.experts(EXPERTS)
        department.experts(self.stage, at("2025-02-18 09:30"))
        department.backfill(self.stage, at("2025-02-20 10:00"))
        with self.apart():
            self.years.before(at("2025-02-21 10:00"))
            national.lists(self.stage, at("2025-02-21 14:00"))
            self.renewals.opening()
            following.period(self.years, at("2025-02-25 10:00"))
            following.evaluate(self.years, 2023, at("2025-02-26 15:00"))
        department.interpretation(self.stage, at("2025-02-24 10:00"), at("2025-02-27 15:00"))
        dates = ("2025-04-14", "2025-04-30", "2025-05-23")
        own_quotas = {"quota_440100": 4, "quota_441300": 4}
        self.round = department.call(self.stage, at("2025-03-03 09:30"), dates, **own_quotas)

    def applying(self, *, last: bool) -> None:
        """Counties apply; at the end of this stage a third are still drafts. Reports on 2024 come in meanwhile."""
        with self.apart():
            reporting.cycle(self.years)
            self.renewals.applying()
            revoking.finished(self.years)
            following.another_agency(self.years)
            self.unreported.ordered()
        self.cultivated()
        for number, of in enumerate(self.main):
            now = self.hour("2025-03-25", number)
            case = county.start(self.stage, self.round, of, now)
            self.matters.append((of, case))
            if last and number % 3 == 2:
                county.fill_in(self.stage, case, of, now, sections=3)
                continue
            county.prepare(self.stage, case, of, now + timedelta(hours=1))
        for number, (of, case) in enumerate(self.matters):
            if not (last and number % 3 != 0):
                county.hand_in(self.stage, case, of, self.hour("2025-04-07", number))

    def preliminary(self, *, last: bool) -> None:
        """Prefectures accept, check, conclude and recommend; at the end of this stage a third is at each point."""
        with self.apart():
            self.renewals.preliminary()
            following.another_lead(self.years)
            self.unreported.missed()
        for number, (of, case) in enumerate(self.matters):
            if last and number % 3 == 2:
                continue
            if of.fate == "declined":
                prefecture.decline(self.stage, case, of, self.hour("2025-04-15", number))
                continue
            prefecture.accept(self.stage, case, of, self.hour("2025-04-15", number))
            if of.fate == "withdrawn":
                county.withdraw(self.stage, case, of, self.hour("2025-04-16", number))
        for number, (of, case) in enumerate(self.matters):
            if case.state != "preliminary" or (last and number % 3 != 0):
                continue
            if of.fate == "not_recommended":
                prefecture.not_recommended(self.stage, case, of, self.hour("2025-04-24", number))
                continue
            prefecture.check_on_site(self.stage, case, of, self.hour("2025-04-17", number))
            prefecture.conclude(self.stage, case, of, self.hour("2025-04-21", number))
            prefecture.recommend(self.stage, case, of, self.hour("2025-04-21", number, 5) + timedelta(hours=2))
        for number, code in enumerate(sorted({prefecture.above(of, self.stage) for of, _ in self.matters})):
            if not last:
                prefecture.send_letter(self.stage, self.round, code, self.hour("2025-04-28", number))
            elif number % 3 == 0:  # the others' letters are still to come
                prefecture.send_letter(self.stage, self.round, code, at("2025-04-21 17:10"))

    def scoring(self, *, last: bool) -> None:
        """The province checks and draws; experts score. A supplementary round opens meanwhile (Article 12)."""
        self.supervised()
        for number, (of, case) in enumerate(self.matters):
            if case.state != "recommended":
                continue
            now = self.hour("2025-05-06", number)
            if of.fate == "unqualified":
                told = {
                    "reason": "主导产业代码与申报材料不符（虚构）",
                    "heard": "已电话听取申报单位意见，无异议（虚构）",
                    "appeal": "petition",
                }
                self.stage.do_and_sign(case, "disqualify", accounts.PROVINCE, now, told)
            else:
                self.stage.do(case, "qualify", self.stage.officer(accounts.PROVINCE), now, {"remarks": ""})
        self.supplementary()
        outside = {"seats_1": 1, "outside_1": "neighbours"}
        department.draw(self.stage, self.round, at("2025-05-08 14:00"), **outside)
        sheets = list(Sheet.objects.select_related("panel__rubric", "case", "expert").order_by("case__number", "pk"))
        first, kept, gone = min(self.stage.experts), 0, False
        for number, sheet in enumerate(sheets):
            now = self.hour("2025-05-12", number)
            if last and sheet.expert_id == first:  # the first expert of the walk finds one sheet begun, one untouched
                kept += 1
                if kept in (1, 3, 4):
                    department.score(self.stage, sheet, now, until="declared" if kept == 1 else "submitted")
            elif last and number >= DECLINED and not gone:
                gone = True
                department.decline(self.stage, self.round, sheet, now)
            elif not (last and number % 9 == 4):
                department.score(self.stage, sheet, now)

    def supervised(self) -> None:
        """The province looks for leads and opens a matter from one; a county solves a problem (Articles 16, 17)."""
        with self.apart():
            following.look(self.years, at("2025-04-23 09:00"))
            following.solve(self.years, at("2025-04-24 15:00"))
            self.unreported.inquired()
            appraising.appraise(self.years, at("2025-04-27 09:00"))
            appraising.plan(self.years, at("2025-04-28 10:00"))

    def supplementary(self) -> None:
        """A second round in the year, with the reason Article 12 asks for, at every stage of its first half."""
        stage = self.stage
        second = department.call(
            stage,
            at("2025-05-07 09:30"),
            ("2025-06-13", "2025-06-30", "2025-07-31"),
            supplementary="on",
            reason="主批次推荐数少于全省名额，部分地市产业集群数据核定延后，经研究增补一批（虚构）",
        )
        made: list[tuple[Invented, Case]] = []
        for number, of in enumerate(clusters.SECOND):
            case = county.start(stage, second, of, self.hour("2025-05-09", number))
            made.append((of, case))
            if number in (0, 7, 8):  # the walk's own county begins half way; two others have only begun
                county.fill_in(stage, case, of, self.hour("2025-05-09", number), sections=2)
                continue
            county.prepare(stage, case, of, self.hour("2025-05-09", number) + timedelta(hours=1))
        waiting_to_sign = made[1]
        of, case = waiting_to_sign  # its firms were asked for their figures; some have not answered
        cluster = Cluster.objects.get(cases=case.pk)
        rehearse(cluster, stage.officer(of.place), at("2025-05-12 08:40"), stage.chance)
        stage.do(waiting_to_sign[1], "submit", stage.officer(waiting_to_sign[0].place), at("2025-05-15 16:20"))
        for number in (2, 3, 4, 5, 6, 9):
            of, case = made[number]
            county.hand_in(stage, case, of, self.hour("2025-05-12", number))
        for number in (3, 4, 5, 6):
            of, case = made[number]
            prefecture.accept(stage, case, of, self.hour("2025-05-13", number))
        prefecture.conclude(stage, made[3][1], made[3][0], at("2025-05-14 09:20"), only=20)
        for number in (4, 5, 6):
            of, case = made[number]
            prefecture.check_on_site(stage, case, of, self.hour("2025-05-13", number, 5) + timedelta(hours=2))
            prefecture.conclude(stage, case, of, self.hour("2025-05-14", number) + timedelta(hours=2))
        for number in (5, 6):
            of, case = made[number]
            prefecture.recommend(stage, case, of, self.hour("2025-05-15", number))
        prefecture.send_letter(stage, second, prefecture.above(made[6][0], stage), at("2025-05-15 14:00"))
        of, case = made[4]
        officer = stage.officer(prefecture.above(of, stage))
        stage.do(case, "recommend", officer, at("2025-05-15 15:00"), prefecture.recommendation(stage, case, of))
        told = {
            "reason": "产值年均增速未达门槛（虚构）",
            "heard": "申报单位书面表示无异议（虚构）",
            "appeal": "petition",
        }
        stage.do(made[6][1], "disqualify", stage.officer(accounts.PROVINCE), at("2025-05-16 09:10"), told)

    def listing(self, *, last: bool) -> None:
        """All sheets are in and the scores are opened; the panel meets."""
        with self.apart():
            self.unreported.heard()
        department.open_scores(self.stage, self.round, at("2025-05-26 10:00"))
        panel.meet(self.stage, self.round, at("2025-05-26 16:30"))

    def notice(self, *, last: bool) -> None:
        """The list is signed and on public notice from 18 to 26 June 2025; somebody objects, somebody drops a hint."""
        panel.score_anew(self.stage, self.round, at("2025-05-27 11:00"))
        department.propose(self.stage, self.round, at("2025-06-05 10:00"))
        department.notice(self.stage, self.round, at("2025-06-17 10:00"))
        self.objection = objections.receive(self.stage, self.round, at("2025-06-19 09:40"))

    def announced(self, *, last: bool) -> None:
        """The objection is answered, the list announced and in force from 10 July 2025, the applicants are told."""
        objections.conclude(self.stage, self.objection, at("2025-06-25 10:00"))
        department.announce(self.stage, self.round, at("2025-07-07 10:00"), date(2025, 7, 10))
        batch = letters.draft(self.stage, self.round, at("2025-07-08 09:00"))
        letters.send_two(self.stage, batch, at("2025-07-09 09:00"))


def is_empty() -> bool:
    """Whether nothing was entered yet: the demonstration is never laid over real work."""
    return not Case.objects.exists() and not DemoClock.objects.exists()


def lay(stage: str = "scoring", seed: int = 2025, main: Sequence[Invented] = clusters.MAIN) -> None:
    """Lays the demonstration up to the end of a stage and pins the clock there; `main` apply in the main round."""
    with trusting() as workbooks:
        province = Province(seed, main)
        province.stage.workbooks = workbooks
        province.lay(stage)
    DemoClock.objects.create(now=at(CLOCK[stage]))
