"""A round screened against imported lists, and publishing while hits are open (A13.1, A14.3)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.steps import Done
from jiqun.inquiries.models import Hit, Screening
from jiqun.notices.models import Notice
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing.desk import chunks, unpack
from jiqun.recognition.queries.screening import screened
from jiqun.register.models import FirmYearRow
from tests.inquiries.county import conclude, imported, pasted, reply, sent
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.applicant import do, open_round, start, upload, workbook
from tests.recognition.listed_round import NOTICE, proposed, ranked_round
from tests.recognition.panel_round import Stage

NOTICE_DAY = at("2025-06-16 16:00")


@pytest.fixture
def stage(db: None) -> Stage:
    """The list is signed, the notice is to be made; every application stands on a roster of its own."""
    stage = proposed(ranked_round())
    stage.now = NOTICE_DAY
    Application.objects.filter(round=stage.round.pk).update(submitted_at=at("2025-04-10 09:00"))
    return stage


def firm(stage: Stage, index: int = 0) -> tuple[str, str]:
    """Code and name of a firm of an application."""
    roster = Application.objects.get(pk=stage.cases[index].pk).roster_id
    found: tuple[str, str] = (
        FirmYearRow.objects.filter(roster=roster).order_by("enterprise_id").values_list("enterprise_id", "name")[0]
    )
    return found


def screen(stage: Stage, by: str = PROVINCE, key: str = "") -> Done:
    return open_matter(
        "screening", by=officer(by), payload={"round": str(stage.round.pk)}, key=key or f"screen-{by}-{stage.now:%d%H}",
        now=stage.now, chance=stage.chance,
    )  # fmt: skip


def listed(stage: Stage, index: int = 0, **more: Any) -> None:
    """A list that names one firm of an application by its name only: codes of made-up firms need not hold."""
    imported(lines=f"企业名称,日期\n {firm(stage, index)[1]} ,2024-05-06", **more)


def test_screening_is_on_record_with_lists_and_rosters(stage: Stage) -> None:
    with pytest.raises(Refusal, match="还没有导入任何名单"):
        screen(stage)
    listed(stage)
    done: Screening = screen(stage, key="second").subject
    code, name = firm(stage)
    assert [(each["title"], each["number"]) for each in done.lists] == [("严重失信主体名单", 1)]
    assert len(done.rosters) == 4, "those on the list and in reserve, not the one that was not selected"
    hits = Hit.objects.filter(pk__in=done.hits)
    assert (code, name, "name", "pending") in set(hits.values_list("uscc", "name", "matched", "state"))
    assert done.fresh == len(done.hits) == hits.count()


def test_screening_again_raises_nothing_twice_and_keeps_what_was_concluded(stage: Stage) -> None:
    listed(stage)
    first: Screening = screen(stage).subject
    for hit in Hit.objects.filter(path__startswith="440000/441300/"):
        conclude(hit)
    stage.now = at("2025-06-16 17:00")
    again: Screening = screen(stage).subject
    assert (again.hits, again.fresh) == (first.hits, 0)
    assert Hit.objects.filter(state="unfounded").count() > 0


def test_prefectures_screen_their_own_and_counties_none(stage: Stage) -> None:
    listed(stage)
    done: Screening = screen(stage, HUIZHOU).subject
    own = Application.objects.filter(pk__in=[each["case"] for each in done.rosters])
    assert set(own.values_list("prefecture", flat=True)) == {HUIZHOU}
    with pytest.raises(Refusal, match="由市级、省级进行"):
        screen(stage, HUICHENG)
    assert not Hit.objects.visible_to(officer(HUICHENG)).exists(), "sealed from the county until concluded"


def test_screening_is_off_with_the_reason_until_a_list_is_imported(stage: Stage) -> None:
    """A13.1: there is nothing to screen against before."""
    desk = Client()
    desk.force_login(officer(PROVINCE))
    screening, reason = f'href="{reverse("recognition:screen")}?round={stage.round.pk}"', "须先导入名单，才能筛查"
    address = reverse("recognition:list", args=[stage.round.pk])
    page = desk.get(address).content.decode()
    assert (screening in page, reason in page) == (False, True)
    listed(stage)
    page = desk.get(address).content.decode()
    assert (screening in page, reason in page) == (True, False)


def test_publishing_while_hits_are_open_needs_a_reason_and_is_never_barred(stage: Stage) -> None:
    """The system shows and warns; a person decides and says why."""
    listed(stage)
    with pytest.raises(Invalid, match=r"尚未对照已导入的名单筛查.*写明理由"):
        stage.act("make_notice", officer(PROVINCE), NOTICE)
    screen(stage)
    with pytest.raises(Invalid, match=r"疑似命中待核.*写明理由"):
        stage.act("make_notice", officer(PROVINCE), NOTICE)
    assert not Notice.objects.exists()
    stage.signed("make_notice", {**NOTICE, "screening_reason": "已电话核实为同名企业，书面材料随后补充"})
    assert Notice.objects.count() == 1


def test_with_every_hit_concluded_nothing_is_asked(stage: Stage) -> None:
    listed(stage)
    screen(stage)
    for hit in Hit.objects.all():
        hit.path = "440000/441300/"  # whoever is the prefecture concludes; here one does for all
        hit.save(update_fields=["path"])
        conclude(hit)
    stage.signed("make_notice", NOTICE)
    assert Notice.objects.count() == 1


def test_an_old_screening_and_a_new_list_are_said(stage: Stage) -> None:
    listed(stage)
    screen(stage)
    on, user = stage.now.date(), officer(PROVINCE)

    def said() -> str:
        return "".join(str(each) for each in screened(stage.round, user, on).remarks)

    assert "筛查在" not in said() and "有更新" not in said()
    imported(title="税收违法案件", kind="税收违法")
    assert "2025-06-16 筛查之后名单或申报名册有更新" in said()
    on = at("2025-06-27 09:00").date()
    assert "最近一次名单筛查在 2025-06-16，已超过 10 天" in said()


def test_without_lists_and_hits_publishing_asks_nothing_more(stage: Stage) -> None:
    stage.signed("make_notice", NOTICE)
    assert screened(stage.round, approver(PROVINCE), stage.now.date()).warning is None


def test_standing_takes_the_same_queries_for_any_number_of_hits(stage: Stage, django_assert_num_queries: Any) -> None:
    listed(stage)
    screen(stage)
    user = officer(PROVINCE)
    with django_assert_num_queries(4):
        assert screened(stage.round, user, stage.now.date()).hits


# ── what inquiries say on the county's and the prefecture's pages ────────────────────────────────────────


@pytest.fixture
def answered(db: None) -> Case:
    """A draft with a roster; its prefecture's emergency department answered, the tax department named one firm."""
    case = start(open_round())
    clerk = officer(HUICHENG)
    do(case, "import_roster", clerk, files={"workbook": upload(workbook())})
    cluster = Application.objects.select_related("cluster__authority").get(pk=case.pk).cluster
    inquiry = sent(cluster)
    reply(inquiry, "emergency")
    code = (
        FirmYearRow.objects.filter(roster__cluster=cluster)
        .order_by("enterprise_id")
        .values_list("enterprise_id", flat=True)[0]
    )
    reply(inquiry, "tax", pasted(code))
    return case


def opened_page(by: Account, name: str, case: Case) -> str:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    answer = client.get(reverse(f"recognition:{name}", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_open_hits_are_said_in_the_form_and_beside_the_findings(answered: Case) -> None:
    """A13.1: neither an incident nor ruled out."""
    clerk = officer(HUICHENG)
    assert "疑似命中·待核 1 条" in opened_page(clerk, "application", answered)
    assert "疑似命中·待核 1 条" in opened_page(clerk, "application-findings", answered)
    conclude(Hit.objects.get())
    assert "疑似命中·待核" not in opened_page(clerk, "application", answered)
    assert "疑似命中·待核" not in opened_page(clerk, "application-findings", answered)


def lines_of(draft: RosterDraft, sheet: str) -> list[Any]:
    """The cells of a sheet at the desk, line by line."""
    packed = chunks(draft, sheet).values_list("packed", flat=True)
    return [line[1:] for each in packed for line in unpack(each)]


def test_answers_go_onto_the_roster_desk_once_as_lines_of_its_sheets(answered: Case) -> None:
    """A13.1: what departments answered and what was found true is not typed again."""
    clerk, client = officer(HUICHENG), Client()
    client.force_login(clerk, backend="jiqun.authorities.backends.AccountBackend")
    conclude(Hit.objects.get(), "confirmed", grade="重大")
    url = reverse("recognition:take-inquiries", args=[answered.pk])
    assert client.get(url).status_code == 405
    for _ in range(2):
        answer = client.post(url)
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            reverse("recognition:roster-desk", args=[answered.pk]),
        )
    draft = RosterDraft.objects.get(pk=answered.pk)
    searched, found = lines_of(draft, "查询登记"), lines_of(draft, "重大事项")
    assert [line[2] for line in searched if "惠应急函" in line[0]] == ["安全事故", "税收违法"]
    assert [line[1:4] for line in found if line[1] == "税收违法"] == [["税收违法", "重大", "2024-05-06"]]
    stranger = Client()
    stranger.force_login(officer(HUIDONG), backend="jiqun.authorities.backends.AccountBackend")
    assert stranger.post(url).status_code == 404


def test_nothing_to_take_is_said(db: None) -> None:
    case = start(open_round())
    client = Client()
    client.force_login(officer(HUICHENG), backend="jiqun.authorities.backends.AccountBackend")
    answer = client.post(reverse("recognition:take-inquiries", args=[case.pk]), follow=True)
    assert "没有可带入的核查结果" in answer.content.decode()
    assert not RosterDraft.objects.filter(pk=case.pk).exists()
