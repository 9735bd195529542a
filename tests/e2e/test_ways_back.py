"""Every way back between county, prefecture and province, in the browser (Article 14).

Each is refused first, in a sentence, with what was typed still there; then it is done, and whom it concerns reads why.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.recognition.models import Application, LateAttempt
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition import applicant
from tests.recognition.listed_round import NOTICE, published, ranked_round
from tests.recognition.prefecture import PREFECTURE_CLOSES, Office

SENT = "提请审核岗签批"
TELL, SUBMIT, RECOMMEND, DRAW_BACK = "一次性告知补正", "提交申报", "推荐至省工业和信息化厅", "撤回推荐"
RETURN, REFUSE = "退回地市", "资格初审不通过"


@pytest.fixture
def office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Acts of the office; its clock is the browser's."""
    found = Office()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


@pytest.fixture
def case(office: Office, round_: Case) -> Case:
    """Handed in, not yet accepted."""
    return office.application(round_, "惠城五金集群")


def here(case: Case) -> str:
    return f"/applications/{case.pk}/"


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def prefecture(windows: Windows) -> tuple[Seat, Seat]:
    return Seat(windows, officer(HUIZHOU)), Seat(windows, approver(HUIZHOU))


def province(windows: Windows) -> tuple[Seat, Seat]:
    return Seat(windows, officer(PROVINCE)), Seat(windows, approver(PROVINCE))


def county_reads(windows: Windows, case: Case, tag: str, *said: str) -> None:
    """Where it is stands in the head, why in the records."""
    county = Seat(windows, officer(HUICHENG))
    county.at(here(case))
    expect(county.page.locator("main .head .tag")).to_have_text(tag)
    county.tab("办理记录")
    county.sees(*said)


def point(desk: Seat, number: int, **parts: str) -> None:
    """One line of the notice: `place`, `text`, and from the second notice on `reason`."""
    for part, value in parts.items():
        field = desk.page.locator(f"[name=items_{part}]").nth(number)
        desk.enter_one(field, value)


# ── county ↔ prefecture ──────────────────────────────────────────────────────────────────────────────────


def test_corrections_are_named_once_and_what_stood_so_at_first_is_asked_later_only_with_a_reason(
    windows: Windows, office: Office
) -> None:
    """A14.2: 一次性告知."""
    case = applicant.submitted(applicant.open_round())
    office.now = at("2025-04-01 10:00")
    desk, _ = prefecture(windows)
    county, county_approver = Seat(windows, officer(HUICHENG)), Seat(windows, approver(HUICHENG))
    desk.at(here(case))
    desk.offer(TELL)
    desk.press(TELL)
    desk.refused("请至少列出一项需补正的内容")
    point(desk, 0, text="请列明涉及的镇（虚构）")
    point(desk, 1, place="evidence:truth")
    desk.press(TELL)
    desk.refused("第 1 行：请选择位置", "第 2 行：请写明需补正的内容")
    expect(desk.page.locator("[name=items_text]").first).to_have_value("请列明涉及的镇（虚构）")
    expect(desk.page.locator("[name=items_place]").nth(1)).to_have_value("evidence:truth")
    point(desk, 0, place="field:extent")
    point(desk, 1, place="")
    desk.press(TELL)
    desk.told("已办理")
    county.at(here(case))
    county.sees("请列明涉及的镇（虚构）")
    county.tab("申报表")
    county.page.get_by_role("link", name="填写 基本情况").click()
    county.enter(extent="东至滨江路，南至河堤，涉及江南街道（虚构）")
    county.press("保存")
    county.told("已保存")
    county.at(here(case))
    county.prepare(SUBMIT)
    county_approver.signs(here(case), SUBMIT)
    assert state(case) == "submitted"

    desk.at(here(case))
    desk.offer(TELL)
    point(desk, 0, place="field:niche", text="细分领域请与名册一致（虚构）")
    desk.press(TELL)
    desk.refused("“细分领域”在首次提交时已可见且至今未变，请写明此前未告知的理由")
    expect(desk.page.locator("[name=items_text]").first).to_have_value("细分领域请与名册一致（虚构）")
    assert state(case) == "submitted"
    point(desk, 0, reason="统计部门补充提供数据后发现（虚构）")
    desk.press(TELL)
    desk.told("已办理")
    county.at(here(case))
    county.tab("补正")
    county.sees("细分领域请与名册一致（虚构）", "统计部门补充提供数据后发现（虚构）")


@pytest.mark.parametrize(
    ("title", "accepted", "wanting", "tag"),
    [
        ("不予受理", False, "请写明不予受理的理由和依据", "不予受理"),
        ("不予推荐", True, "请写明不予推荐的理由", "未推荐"),
    ],
    ids=["declined", "not_recommended"],
)
def test_application_is_turned_away_with_reasons_by_two(
    windows: Windows, office: Office, case: Case, title: str, accepted: bool, wanting: str, tag: str
) -> None:
    """A14.2: the approver may send it back; the county reads the reason once it is signed."""
    if accepted:
        office.act(case, "accept", officer(HUIZHOU))
    desk, sign = prefecture(windows)
    desk.at(here(case))
    desk.offer(title)
    desk.press(SENT)
    desk.refused(wanting)
    desk.enter(reason="不属于县级区划范围内的集群（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.at(here(case))
    sign.offer(f"退回经办：{title}")
    sign.press(f"退回经办：{title}")
    sign.refused("请写明理由")
    sign.enter(reason="理由须引用条款（虚构）")
    sign.press(f"退回经办：{title}")
    sign.told("已办理")
    desk.at(here(case))
    desk.sees("理由须引用条款（虚构）")
    desk.offer(title)
    reason = "办法第三条：不属于县级区划范围内的集群（虚构）"
    desk.enter(reason=reason)
    desk.press(SENT)
    sign.signs(here(case), title)
    county_reads(windows, case, tag, reason)


def test_hand_in_a_minute_late_is_refused_and_the_draft_stays_whole(windows: Windows, office: Office) -> None:
    """A14.1: opened in time, sent late; the attempt is on record."""
    office.now = at("2025-04-14 17:29")
    case = applicant.whole(applicant.open_round())
    county = Seat(windows, officer(HUICHENG))
    county.at(here(case))
    county.offer(SUBMIT)
    office.now = applicant.COUNTY_CLOSES
    county.press(SENT)
    late = "县级申报截止时间（2025年4月14日（星期一）17:30前）已过，不能提交。已填内容全部保留为草稿"
    county.refused(late)
    assert LateAttempt.objects.get().case_id == case.pk
    county.at(here(case))
    assert late in county.why_not(SUBMIT)
    expect(county.page.locator("main .head .tag")).to_have_text("填报中")
    county.tab("申报表")
    county.sees("：说明")


# ── prefecture ↔ province ────────────────────────────────────────────────────────────────────────────────


def test_recommendation_a_minute_late_is_refused_and_its_opinion_stays(
    windows: Windows, office: Office, case: Case
) -> None:
    """A14.2."""
    office.ready(case)
    office.now = at("2025-04-30 17:29")
    desk, _ = prefecture(windows)
    desk.at(here(case))
    desk.offer(RECOMMEND)
    desk.enter(rank="1", opinion="产业特色鲜明，同意推荐（虚构）")
    office.now = PREFECTURE_CLOSES
    desk.press(SENT)
    desk.refused("市级推荐截止时间（2025年4月30日（星期三）17:30前）已过")
    desk.still_holds(rank="1", opinion="产业特色鲜明，同意推荐（虚构）")
    desk.at(here(case))
    assert "县级来不及补正" in desk.why_not(TELL)
    assert state(case) == "preliminary"


def test_recommendation_is_taken_back_with_a_reason_and_may_be_given_again(
    windows: Windows, office: Office, round_: Case, case: Case
) -> None:
    """A14.2: 撤回推荐 frees rank and place; past the qualification check it can no longer be taken back."""
    office.recommended(case)
    desk, sign = prefecture(windows)
    desk.at(here(case))
    desk.offer(DRAW_BACK)
    desk.press(SENT)
    desk.refused("请写明撤回推荐的理由")
    desk.enter(reason="本市调整推荐顺序（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(here(case), DRAW_BACK)
    assert (state(case), Application.objects.get(pk=case.pk).rank) == ("preliminary", None)
    county_reads(windows, case, "市级初审", "本市调整推荐顺序（虚构）")
    desk.at(here(case))
    desk.offer(RECOMMEND)
    desk.enter(rank="0", opinion="重新推荐（虚构）")
    desk.press(SENT)
    desk.still_holds(rank="0", opinion="重新推荐（虚构）")
    desk.enter(rank="1")
    desk.press(SENT)
    sign.signs(here(case), RECOMMEND)
    office.letter(round_)
    office.now = at("2025-05-06 10:00")
    office.act(case, "qualify", officer(PROVINCE))
    desk.at(f"/do/application/{case.pk}/withdraw_recommendation/")
    desk.refused("现处于“专家评审”，不能办理“撤回推荐”")


def test_province_returns_it_to_the_prefecture_once(windows: Windows, office: Office, round_: Case, case: Case) -> None:
    """A14.3: everything at once, with a day; a second return is refused."""
    office.recommended(case)
    office.letter(round_)
    office.now = at("2025-05-06 10:00")
    desk, _ = province(windows)
    desk.at(here(case))
    desk.offer(RETURN)
    desk.enter(answer_by="2025-05-06")
    desk.press(RETURN)
    desk.refused("请一次性列明需要地市处理的全部问题", "重新报送截止日须晚于今天")
    desk.still_holds(answer_by="2025-05-06")
    desk.enter(remarks="实地抽查记录缺企业盖章；推荐意见过简（虚构）", answer_by="2025-05-09")
    desk.press(RETURN)
    desk.told("已办理")
    city, city_approver = prefecture(windows)
    city.at(here(case))
    city.tab("办理记录")
    city.sees("请于2025年5月9日（星期五）17:30前重新报送：实地抽查记录缺企业盖章；推荐意见过简（虚构）")
    city.at(here(case))
    assert "县级来不及补正" in city.why_not(TELL)
    city.offer(RECOMMEND)
    city.enter(rank="1", opinion="已补齐盖章，同意推荐（虚构）")
    city.press(SENT)
    city_approver.signs(here(case), RECOMMEND)
    desk.at(here(case))
    assert "推荐函" in desk.why_not(RETURN)
    office.letter(round_)
    desk.at(here(case))
    assert "本申报已退回过地市一次，不能再次退回；请作出资格初审结论" in desk.why_not(RETURN)
    desk.at(f"/do/application/{case.pk}/return_to_prefecture/")
    desk.refused("本申报已退回过地市一次，不能再次退回")
    assert state(case) == "recommended"


def test_application_is_declined_at_the_qualification_check_after_it_was_heard(
    windows: Windows, office: Office, round_: Case, case: Case
) -> None:
    """A14.3: reasons, what the applicant said and the remedy; by two."""
    office.recommended(case)
    office.letter(round_)
    office.now = at("2025-05-06 10:00")
    desk, sign = province(windows)
    desk.at(here(case))
    desk.offer(REFUSE)
    desk.enter(reason="主导产业不符合国家产业政策（虚构）", appeal="none")
    desk.press(SENT)
    desk.refused("请写明何时、以何种方式听取了申报单位意见", "不告知救济途径的，须写明理由")
    desk.still_holds(reason="主导产业不符合国家产业政策（虚构）")
    desk.enter(heard="2025-05-06 电话听取，申报单位无异议（虚构）", appeal="petition")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    assert state(case) == "recommended"
    sign.signs(here(case), REFUSE)
    county_reads(windows, case, "资格初审不通过", "主导产业不符合国家产业政策（虚构）")
    desk.at("/papers/")
    desk.sees("关于惠城五金集群资格初审结果的函")


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────


def test_first_of_the_reserve_is_put_up_when_a_place_is_free(
    windows: Windows, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A14.3: 递补, with a reason and a notice of its own; not before somebody came off the list."""
    stage = published(ranked_round())
    stage.now = at("2025-06-19 10:00")
    monkeypatch.setattr(clock, "now", lambda: stage.now)
    approver(PROVINCE)
    desk, sign = province(windows)
    page = f"/rounds/{stage.round.pk}/"
    desk.at(page)
    assert "名单没有空缺，无需递补" in desk.why_not("递补")
    desk.offer("取消拟认定")
    desk.press(SENT)
    desk.refused("请选择集群", "请选择事由", "请写明理由")
    desk.enter(application=str(stage.cases[0].pk), ground="objection")
    desk.press(SENT)
    desk.refused("请写明理由", "请选择对该集群已答复为“成立”的异议")
    desk.still_holds(application=str(stage.cases[0].pk))
    desk.enter(ground="facts", reason="核查发现名册企业三年内发生较大事故（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(page, "取消拟认定")
    assert state(stage.cases[0]) == "removed"
    desk.at(page)
    desk.offer("递补")
    told = {name: value for name, value in NOTICE.items() if name not in ("screened", "screened_on")}
    desk.enter(**{**told, "planned_on": "2025-06-20"})
    desk.press(SENT)
    desk.refused("请写明递补理由")
    desk.still_holds(contact=NOTICE["contact"], planned_on="2025-06-20")
    desk.enter(reason="名单空出一席，按备选顺序递补（虚构）", screened=True, screened_on="2025-06-19")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(page, "递补")
    assert state(stage.cases[3]) == "listed"
    desk.at(page)
    assert "备选" in desk.why_not("递补")
