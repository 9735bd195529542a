"""Refusals of draw, scoring, opening and list in the browser, each with its way back (Article 14(三), "Bad input")."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from jiqun.authorities.models import Account
from jiqun.config import clock
from jiqun.review.models import Sheet
from jiqun.review.rubrics import workbook
from jiqun.review.rubrics.revisions import shipped
from jiqun.review.rubrics.tables import ITEM_COLUMNS
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import PROVINCE, account, approver, at, officer
from tests.recognition.listed_round import ranked_round
from tests.recognition.panel_round import CLOSED, STATEMENTS, Stage, expert, full_sheet, make_round

DRAW, RELEASE, LIST = "抽取评审专家", "开启评分", "拟定名单"
LIST_DAY = at("2025-06-04 09:00")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch, live_server: object) -> None:
    """The office's clock stands when the panel is drawn."""
    monkeypatch.setattr(clock, "now", lambda: CLOSED)


def clerk() -> Account:
    return officer(PROVINCE)


def here(stage: Stage) -> str:
    return f"/rounds/{stage.round.pk}/"


def rubric(path: Path, **changes: str) -> Path:
    """The example's workbook with cells of its first item changed, by column."""
    with path.open("wb") as file:
        workbook.write(shipped(), file)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in changes.items():
        sheet.cell(2, head[ITEM_COLUMNS[name]], value)
    book.save(path)
    return path


# ── before the draw ──────────────────────────────────────────────────────────────────────────────────────


def test_rubric_whose_weights_miss_100_is_refused_and_taken_once_mended(windows: Windows, tmp_path: Path) -> None:
    clerk()
    desk = Seat(windows, clerk())
    desk.at("/rubrics/propose/")
    desk.enter(origin="评审工作方案附件2（虚构）", workbook=rubric(tmp_path / "wrong.xlsx", dimension_weight="27"))
    desk.press("替换细化指标体系")
    desk.refused("各项分值合计")
    desk.still_holds(origin="评审工作方案附件2（虚构）")
    desk.enter_one(
        desk.page.locator("main input[type=file][name=workbook]:visible"), rubric(tmp_path / "right.xlsx", item="产值")
    )
    desk.press("替换细化指标体系")
    desk.told("已办理")
    desk.sees("拟修订")


def test_draw_with_too_few_experts_is_refused_until_the_pool_has_enough(windows: Windows) -> None:
    stage = make_round(applications=1, experts=2)
    stage.commit(3)
    desk = Seat(windows, clerk())
    desk.at(here(stage))
    desk.offer(DRAW)
    desk.enter(answer_on="2025-05-12")
    desk.press("提请审核岗签批")
    desk.refused("可抽取的专家不足：2025-A000 还缺 1 名。请补充专家库，或核对回避关系后再抽取。")
    desk.still_holds(answer_on="2025-05-12")
    expert(2)
    desk.press("提请审核岗签批")
    desk.told("已提请审核岗签批")
    Seat(windows, approver(PROVINCE)).signs(here(stage), DRAW)
    assert Sheet.objects.filter(panel=stage.round.pk).count() == 3


def test_two_who_decide_at_once_do_it_once_and_the_other_is_told(windows: Windows) -> None:
    """Trust (races): both have the same page open; the second sentence says what stands."""
    stage = make_round(applications=1, experts=3)
    stage.commit(3)
    stage.act("draw_panel", clerk())
    one = Seat(windows, approver(PROVINCE))
    other = Seat(windows, account("approver", PROVINCE, name="second-approver"))
    for each in (one, other):
        each.at(here(stage))
        each.offer(f"签批：{DRAW}")
    one.affirm(DRAW)
    one.told("已办理")
    other.affirm(DRAW)
    other.refused("没有待签批的事项，可能已经办理")
    other.page.get_by_role("link", name="返回办件").click()
    other.sees("专家评审")
    assert Sheet.objects.filter(panel=stage.round.pk).count() == 3


def test_expert_declines_before_the_case_is_seen_and_a_substitute_is_drawn(windows: Windows) -> None:
    stage = make_round(applications=1, experts=4)
    stage.commit(3)
    stage.signed("draw_panel")
    sheet, *others = stage.sheets()
    guest = Seat(windows, sheet.expert.account)
    guest.at(f"/sheets/{sheet.pk}/")
    guest.sees_nowhere(stage.cases[0].title)
    guest.offer("谢绝邀请")
    guest.press("谢绝邀请")
    guest.refused("不能参加的理由")
    guest.enter(reason="评审期间另有公务（虚构）")
    guest.press("谢绝邀请")
    guest.told("已办理")
    guest.sees("您已不承担这项评审")
    guest.sees_nowhere(stage.cases[0].title)
    desk = Seat(windows, clerk())
    desk.at(here(stage))
    desk.offer("补抽专家")
    desk.enter(due_on="2025-05-05")
    desk.press("补抽专家")
    desk.refused("提交期限已过，请为替补专家另定期限")
    desk.still_holds(due_on="2025-05-05")
    desk.enter(sheet=str(sheet.pk), due_on="2025-05-20")
    desk.press("补抽专家")
    desk.told("已办理")
    [added] = Sheet.objects.exclude(pk__in=[sheet.pk, *(each.pk for each in others)])
    substitute = Seat(windows, added.expert.account)
    substitute.at(f"/sheets/{added.pk}/")
    substitute.sees("接受邀请前只显示行业领域和日期", "2025-05-20")
    assert added.expert_id not in {each.expert_id for each in (sheet, *others)}


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────


def type_sheet(seat: Seat, **changes: str) -> None:
    for name, value in full_sheet(**changes).items():
        field = seat.page.locator(f'main [name="{name}"]')
        if field.count():
            field.fill(value)


def test_score_off_the_scale_without_a_reason_is_refused_and_what_was_typed_stays(windows: Windows) -> None:
    stage = make_round(applications=1, experts=3).drawn()
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    seat, late = Seat(windows, sheet.expert.account), Seat(windows, sheet.expert.account)
    late.at(f"/sheets/{sheet.pk}/")
    seat.at(f"/sheets/{sheet.pk}/")
    type_sheet(seat, **{"score_13-2-3": "9.5", "reason_13-2-4": ""})
    seat.press("提交评审表")
    wrong = seat.page.locator("[data-answer='score_13-2-3'] .error")
    expect(wrong).to_contain_text("“细分领域全省地位”应在 0 至 5 分之间，以 0.5 分为一档；填写的是“9.5”")
    expect(seat.page.locator("#id_score_13-2-3")).to_be_focused()
    seat.still_holds(**{"score_13-2-3": "9.5", "comment": "总体较好，数据与佐证一致。"})
    seat.enter(**{"score_13-2-3": "4.5"})
    seat.press("提交评审表")
    seat.refused("“品牌知名度”未写理由")
    seat.still_holds(**{"score_13-2-3": "4.5", "comment": "总体较好，数据与佐证一致。"})
    seat.enter(**{"reason_13-2-4": "佐证充分"})
    seat.press("提交评审表")
    seat.told("已办理")
    seat.sees("提交，不能再改")

    late.enter(comment="第二个窗口里另写的意见")
    expect(late.page.locator("[data-autosave-notice]")).to_contain_text(
        "这份评审表已不能修改。以下内容没有保存到系统，只存于本机，可以复制"
    )
    expect(late.page.get_by_role("button", name="提交评审表")).to_be_disabled()
    late.still_holds(comment="第二个窗口里另写的意见")
    kept = Sheet.objects.get(pk=sheet.pk)
    assert (kept.state, kept.comment) == ("submitted", "总体较好，数据与佐证一致。")


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────


def test_scores_are_opened_only_when_all_are_in_and_by_a_second_person(windows: Windows) -> None:
    stage = make_round(applications=2, experts=6).drawn()
    first, *rest = stage.sheets()
    for sheet in rest:
        stage.score(sheet)
    desk = Seat(windows, clerk())
    desk.at(here(stage))
    assert "还有 1 份评审表未提交，全部提交后才能开启评分" in desk.why_not(RELEASE)
    Sheet.objects.filter(pk=first.pk).update(due_at=at("2025-05-05 17:30"))
    desk.page.reload()
    assert "1 个集群的有效评审表不足 3 份，请先收回 1 份逾期未交的评审表并补抽专家" in desk.why_not(RELEASE)
    Sheet.objects.filter(pk=first.pk).update(due_at=at("2025-05-30 17:30"))
    stage.score(first)
    desk.page.reload()
    desk.prepare(RELEASE)
    expect(desk.page.locator(".offers")).not_to_contain_text(f"签批：{RELEASE}")
    same = Seat(windows, account("approver", PROVINCE, name="same-person", person=clerk().person))
    same.at(f"/do/round/{stage.round.pk}/sign/")
    same.refused("经办人不能签批自己提请的事项")
    same.at(f"{here(stage)}ranking/")
    same.sees_nowhere("平均分")
    Seat(windows, approver(PROVINCE)).signs(here(stage), RELEASE)
    desk.at(f"{here(stage)}ranking/")
    desk.sees(stage.cases[0].title)


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────


def test_list_that_leaves_the_ranking_without_a_reason_is_refused(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = ranked_round()
    monkeypatch.setattr(clock, "now", lambda: LIST_DAY)
    desk = Seat(windows, clerk())
    desk.at(here(stage))
    desk.offer(LIST)
    keys = [case.pk for case in stage.cases]
    for key, word in zip(keys, ("not", "listed", "listed", "not", "not"), strict=True):
        desk.enter(**{f"decision_{key}": word})
    desk.enter(places="3", **{f"reason_{keys[1]}": "产业基础扎实（虚构）", f"reason_{keys[2]}": "配套完整（虚构）"})
    desk.press("提请审核岗签批")
    desk.refused("意见为“拟认定”的有 2 个，拟认定个数填写 3 个", "对该集群的意见未按名次")
    desk.still_holds(places="3", **{f"decision_{keys[0]}": "not", f"reason_{keys[1]}": "产业基础扎实（虚构）"})
    desk.enter(places="2", **{f"reason_{keys[0]}": "公示前核查发现情况待核实（虚构）"})
    desk.press("提请审核岗签批")
    desk.told("已提请审核岗签批")
    Seat(windows, approver(PROVINCE)).signs(here(stage), LIST)
